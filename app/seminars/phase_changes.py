"""How rooms went through the phases: a row for whatever was done to a clock, and what they took.

A row says how the clock stands from then on, of one room or of all; so the way is read from the
rows alone. Rows are only added. They go with their room, their question and their seminar.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import merge
from itertools import pairwise
from typing import Literal

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String, col, select

from app.seminars.models import Countdown, owned_by
from app.seminars.signals import clock_changed
from app.storage.store import UtcDateTime, now

Deed = Literal["start", "pause", "resume", "more", "stop", "stop_all", "undo"]
Counted = tuple[str, str]
"""A phase, as a clock is known by: its question and its name."""
Span = tuple[datetime, datetime]


class PhaseChange(SQLModel, table=True):
    """What was done to the clock of a room, or without one to that for all, and how it stands after
    it: without a `prompt_id` no clock runs. `stop_all` takes every room's own away as well."""

    __tablename__ = "phase_change"

    id: int | None = Field(default=None, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    room_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("room.id", ondelete="CASCADE"), nullable=True, index=True
        ),
    )
    deed: str
    at: datetime = Field(sa_type=UtcDateTime)
    prompt_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("prompt.id", ondelete="CASCADE"), nullable=True, index=True
        ),
    )
    phase: str = ""
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paused: bool = False


Shown = tuple[datetime, PhaseChange | None]


def note(
    session: Session, seminar_id: str, room_id: str | None, deed: Deed, clock: Countdown | None
) -> None:
    """Remember what was done to a clock, and how it stands now."""
    made = PhaseChange(seminar_id=seminar_id, room_id=room_id, deed=deed, at=now(session))
    if clock:
        made.prompt_id, made.phase = clock.key
        made.started_at, made.ends_at = clock.started_at, clock.ends_at
        made.paused = clock.paused_at is not None
    session.add(made)
    if deed not in ("pause", "resume", "more"):
        clock_changed.send(session, seminar_id=seminar_id, room_id=room_id, at=made.at)


def changes(session: Session, seminar_id: str) -> list[PhaseChange]:
    """All of a seminar, in the order in which they were made."""
    query = select(PhaseChange).where(PhaseChange.seminar_id == seminar_id)
    return list(session.exec(query.order_by(col(PhaseChange.id))))


def spent_in_rooms(
    made: Iterable[PhaseChange],
    moment: datetime,
    written: Mapping[str, Callable[[str], Sequence[Span]]],
    room_ids: Iterable[str],
) -> dict[str, dict[Counted, timedelta]]:
    """By room: how long it was in each phase, pauses left out. `written` tells by question when a
    room could write to it."""
    return {
        id: _spent(seen, id, moment, written) for id, seen in shown_in_rooms(made, room_ids).items()
    }


def shown_in_rooms(made: Iterable[PhaseChange], room_ids: Iterable[str]) -> dict[str, list[Shown]]:
    """By room: the clock that it saw, from each change on."""
    by_room: dict[str | None, list[PhaseChange]] = {}
    for each in made:
        by_room.setdefault(each.room_id, []).append(each)
    for_all = by_room.get(None, [])
    return {
        id: list(_in_force(merge(for_all, by_room.get(id, []), key=_counted))) for id in room_ids
    }


def _spent(
    seen: Sequence[Shown],
    room_id: str,
    moment: datetime,
    written: Mapping[str, Callable[[str], Sequence[Span]]],
) -> dict[Counted, timedelta]:
    found: dict[Counted, timedelta] = {}
    for (begin, shown), (end, _) in pairwise([*seen, (moment, None)]):
        asked = shown.prompt_id if shown and not shown.paused else None
        if shown is None or asked is None or asked not in written:
            continue
        spans, last = written[asked](room_id), min(end, _given_up(shown))
        took = sum((_within(span, begin, last) for span in spans), timedelta())
        if took:
            key = asked, shown.phase
            found[key] = found.get(key, timedelta()) + took
    return found


def _given_up(shown: PhaseChange) -> datetime:
    """A clock that nobody goes on from is not looked at any more: it counts at most as long again
    as it was given."""
    assert shown.started_at
    assert shown.ends_at
    return shown.ends_at + (shown.ends_at - shown.started_at)


def _within(span: Span, begin: datetime, end: datetime) -> timedelta:
    return max(min(end, span[1]) - max(begin, span[0]), timedelta())


def _in_force(made: Iterable[PhaseChange]) -> Iterator[Shown]:
    """Its own clock or the one for all, whichever was started last."""
    own: PhaseChange | None = None
    for_all: PhaseChange | None = None
    for each in made:
        running = each if each.prompt_id else None
        if each.room_id:
            own = running
        else:
            for_all, own = running, None if each.deed == "stop_all" else own
        yield each.at, max(filter(None, (for_all, own)), key=_started, default=None)


def _started(change: PhaseChange) -> datetime:
    assert change.started_at
    return change.started_at


def _counted(change: PhaseChange) -> int:
    assert change.id
    return change.id
