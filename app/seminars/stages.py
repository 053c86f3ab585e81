"""The stage that counts at a moment, by one rule for all who ask."""

from datetime import datetime

from app.people.rights import WRITABLE, Stage

OVER = frozenset({Stage.CLOSED, Stage.READING, Stage.ARCHIVED})
REOPENED_FROM = frozenset({Stage.CLOSING, Stage.CLOSED, Stage.READING})


def stage_at(
    said: str,
    until: datetime | None,
    moment: datetime,
    *,
    archived: bool,
    alone_until: datetime | None = None,
    merged: bool = False,
) -> Stage:
    """The stage that counts at a moment: a closing whose time has come is closed, by the server's
    clock and without any timer; in an archived seminar only reading stays open. For a room to which
    it is open alone until a time, it closes then, whatever it is to the others; a room that was
    merged into another one is written in no more."""
    stage = Stage(said)
    if archived:
        return stage if stage is Stage.READING else Stage.ARCHIVED
    if merged:
        return Stage.CLOSED if stage in WRITABLE else stage
    if alone_until is not None and moment < alone_until and stage in REOPENED_FROM:
        return Stage.CLOSING
    if stage is Stage.CLOSING and until is not None and moment >= until:
        return Stage.CLOSED
    return stage
