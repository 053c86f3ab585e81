"""Where dialogues stand for a room: the one answer to which of them are open to it, and until when.

What concerns the seminar as a whole (reading, exports, the plan) asks the dialogue itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, select

from app.people.rights import WRITABLE, Stage
from app.seminars.merges import Merge, merges, merges_of
from app.seminars.models import (
    Countdown,
    Dialogue,
    Reopening,
    Seminar,
    dialogues,
    reopenings,
)
from app.seminars.stages import stage_at
from app.storage.store import now


@dataclass(frozen=True)
class RoomStage:
    """Where a dialogue stands for a room. `until` is when writing ends there by itself, `ended_at`
    when it did, by itself or by somebody's hand; `for_all` is where it stands for the other rooms,
    `alone_since` since when it is open to this one alone; `merged` where the
    room goes on in another one."""

    dialogue: Dialogue
    stage: Stage
    until: datetime | None
    ended_at: datetime | None
    for_all: Stage
    alone_since: datetime | None = None
    merged: Merge | None = None

    @property
    def alone(self) -> bool:
        return self.alone_since is not None

    @property
    def open(self) -> bool:
        """Whether the room writes in it."""
        return self.stage in WRITABLE

    @property
    def opened_at(self) -> datetime | None:
        """Since when the room may know of it, if it may."""
        return None if self.dialogue.stage == Stage.DRAFT else self.dialogue.opened_at

    @property
    def over(self) -> bool:
        """Whether writing has ended there; then no word may speak of what is still to come."""
        return self.dialogue.is_over(self.stage)

    @property
    def closes_by_itself(self) -> bool:
        return self.stage is Stage.CLOSING

    def counts(self, clock: Countdown) -> bool:
        """Whether a clock tells of the writing that goes on: none does where nobody writes, nor one
        that had run out before the room was let in again."""
        return self.open and (
            self.alone_since is None or clock.left_at(self.alone_since).total_seconds() > 0
        )


Alone = Mapping[tuple[str | None, str], Reopening]
"""By room and dialogue: what was said to a room alone, also where its time is over."""


@dataclass(frozen=True)
class RoomStages:
    """Where the dialogues of a seminar stand at a moment, for whichever room is asked for."""

    moment: datetime
    archived: bool
    alone: Alone = field(default_factory=dict)
    merges: Mapping[str | None, Merge] = field(default_factory=dict)
    _of_others: dict[str, RoomStage] = field(default_factory=dict)

    def of(self, dialogue: Dialogue, room_id: str | None) -> RoomStage:
        """Without a room: for one of which nothing else was said than for all."""
        said = None if self.archived else self.alone.get((room_id, dialogue.id))
        if merged := self.merges.get(room_id):
            return self._of_merged(dialogue, self._of_all(dialogue).stage, merged)
        return self._of_one(dialogue, said) if said else self._of_all(dialogue)

    def _of_all(self, dialogue: Dialogue) -> RoomStage:
        """Worked out once, however many rooms it holds for."""
        if dialogue.id not in self._of_others:
            stage = dialogue.stage_at(self.moment, archived=self.archived)
            ended = dialogue.ended_at(self.moment)
            one = RoomStage(dialogue, stage, dialogue.until, ended, stage)
            self._of_others[dialogue.id] = one
        return self._of_others[dialogue.id]

    def _of_one(self, dialogue: Dialogue, said: Reopening) -> RoomStage:
        for_all, ended = self._of_all(dialogue).stage, dialogue.ended_at(self.moment)
        stage = stage_at(
            dialogue.stage, dialogue.until, self.moment, archived=False, alone_until=said.until
        )
        if self.moment >= said.until:
            last = max(filter(None, (ended, said.until))) if dialogue.is_over(stage) else ended
            return RoomStage(dialogue, stage, dialogue.until, last, for_all)
        if stage is not Stage.CLOSING or (dialogue.until and dialogue.until >= said.until):
            return RoomStage(dialogue, stage, dialogue.until, ended, for_all)
        return RoomStage(dialogue, stage, said.until, None, for_all, said.at)

    def _of_merged(self, dialogue: Dialogue, for_all: Stage, merged: Merge) -> RoomStage:
        """For a room that goes on in another one: over there, or to be read as in the others."""
        stage = stage_at(
            dialogue.stage, dialogue.until, self.moment, archived=self.archived, merged=True
        )
        ended = min(filter(None, (dialogue.ended_at(self.moment), merged.at)))
        over = ended if dialogue.is_over(stage) else None
        return RoomStage(dialogue, stage, None, over, for_all, merged=merged)

    def written(self, dialogue: Dialogue, room_id: str) -> list[tuple[datetime, datetime]]:
        """From when to when a room could write: with all, and alone."""
        found = []
        if dialogue.opened_at and dialogue.stage != Stage.DRAFT:
            found.append((dialogue.opened_at, dialogue.ended_at(self.moment) or self.moment))
        if said := self.alone.get((room_id, dialogue.id)):
            begin = max(said.at, found[0][1]) if found else said.at
            found.append((begin, min(said.until, self.moment)))
        if merged := self.merges.get(room_id):
            return [(begin, min(end, merged.at)) for begin, end in found if begin < merged.at]
        return found


def stages_in(session: Session, seminar: Seminar, room_id: str | None = None) -> RoomStages:
    """For all rooms of a seminar; with `room_id` no more is read than that one needs."""
    of_room = select(Reopening).where(Reopening.room_id == room_id)
    found = session.exec(of_room) if room_id else reopenings(session, seminar.id)
    alone: Alone = {(each.room_id, each.dialogue_id): each for each in found}
    joined = merges_of(session, room_id) if room_id else merges(session, seminar.id)
    merged: dict[str | None, Merge] = {each.room_id: each for each in joined}
    return RoomStages(now(session), seminar.archived_at is not None, alone, merged)


def room_stages(session: Session, seminar_id: str, room_id: str | None) -> list[RoomStage]:
    """All dialogues as they stand for a room, in the order of the programme; without a room, for
    all."""
    stages = stages_in(session, session.get_one(Seminar, seminar_id), room_id)
    return [stages.of(each, room_id) for each in dialogues(session, seminar_id)]


def written_in(session: Session, seminar_id: str, room_id: str | None) -> list[Dialogue]:
    """The dialogues that are open for writing to a room now, in their order; without a room, those
    that are open to all."""
    return [each.dialogue for each in room_stages(session, seminar_id, room_id) if each.open]
