"""What the holder of a duty is told at the right moment: a nudge, from what has really happened in
the room. Nothing is stored of it, and nobody else hears it.

The chair hears who was not heard, and who has had the floor long; whoever keeps the time, when two
minutes are left of a phase or of the dialogue; whoever writes, which questions have no answer when
a third of the time is left, and that the summary is to be read aloud. The keeper of focus has a
button instead (`rooms/question.py`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session

from app.boards.cells import Cell, cells
from app.rooms import phases
from app.rooms.duties import holders
from app.rooms.models import Holder, Room
from app.rooms.phases import Progress
from app.seminars.models import Dialogue, Duty, Prompt
from app.seminars.room_stages import RoomStage, room_stages
from app.storage.store import now
from app.wording import readable

Kind = Literal["unheard", "long", "dialogue_ends", "phase_ends", "unanswered", "read_aloud"]
SHORTLY = timedelta(minutes=2)
LAST_PART = 3
"""A third of the time."""
USUAL_TURN = timedelta(minutes=1)
"""In a round whose time the programme does not say."""


@dataclass(frozen=True)
class Nudge:
    """`key` stays the same for as long as its reason does: put away once, it stays away. It counts
    from `at`, until its reason is gone or its time is over."""

    kind: Kind
    key: str
    at: datetime
    until: datetime | None = None
    names: tuple[str, ...] = ()
    prompts: tuple[Prompt, ...] = ()


@dataclass(frozen=True)
class Situation:
    """Where a room is in one dialogue."""

    room: Room
    stage: RoomStage
    stands: Progress
    cells: list[Cell]
    moment: datetime

    @property
    def dialogue(self) -> Dialogue:
        return self.stage.dialogue

    @property
    def ends_at(self) -> datetime | None:
        """When the dialogue is to end, as far as anybody has said."""
        if self.stage.closes_by_itself:
            return self.stage.until
        if self.dialogue.minutes and self.dialogue.opened_at:
            return self.dialogue.opened_at + timedelta(minutes=self.dialogue.minutes)
        return None

    @property
    def began_at(self) -> datetime | None:
        """Since when it is written in."""
        return self.stage.alone_since or self.dialogue.opened_at

    @property
    def phase_time(self) -> tuple[datetime, datetime] | None:
        """From when to when the phase is, where its clock runs."""
        running = self.stands.running
        return (running.started_at, running.ends_at) if running and not running.paused_at else None

    @property
    def phase_cells(self) -> list[Cell]:
        asked = self.stands.current.prompts if self.stands.current else ()
        ids = {prompt.id for prompt in asked}
        return [cell for cell in self.cells if cell.prompt.id in ids]


def for_seat(
    session: Session, room: Room, seat_id: str, here: Collection[str]
) -> tuple[list[tuple[Duty, Nudge]], datetime | None]:
    """What a seat is told now, the most pressing first, and when to look again by the clock alone.
    A duty of somebody without a device is told to the only device that is `here`."""
    moment = now(session)
    mine = [
        (duty, nudge)
        for duty, nudge, holder in _all(session, room, moment)
        if holder.seat_id == seat_id or (holder.name and set(here) <= {seat_id})
    ]
    times = [time for _, nudge in mine for time in (nudge.at, nudge.until) if time]
    due = [
        (duty, nudge)
        for duty, nudge in mine
        if nudge.at <= moment and (nudge.until is None or moment < nudge.until)
    ]
    return due, min((time for time in times if time > moment), default=None)


def _all(session: Session, room: Room, moment: datetime) -> Iterator[tuple[Duty, Nudge, Holder]]:
    held = {duty.nudge: (duty, holder) for duty, holder in reversed(holders(session, room))}
    if "chair" in held:
        held.setdefault("time", held["chair"])  # where nobody else keeps the time
    for situation in _situations(session, room, moment):
        for nudge, tells in (("chair", _chair), ("time", _time), ("notes", _notes)):
            if nudge in held:
                duty, holder = held[nudge]
                yield from ((duty, each, holder) for each in tells(situation))


def _situations(session: Session, room: Room, moment: datetime) -> Iterator[Situation]:
    found = cells(session, room.seminar_id, room_id=room.id)
    for stage in room_stages(session, room.seminar_id, room.id):
        if stage.open:
            mine = [cell for cell in found if cell.dialogue.id == stage.dialogue.id]
            stands = phases.progress(session, room, stage.dialogue)
            yield Situation(room, stage, stands, mine, moment)


def _chair(there: Situation) -> Iterator[Nudge]:
    room = there.room
    if room.round_dialogue_id != there.dialogue.id or not room.round_order:
        return
    if room.round_at is not None and room.round_lit_at:
        key = f"long-{room.round_lit_at.timestamp():.0f}"
        lit = room.round_order[room.round_at]
        at = room.round_lit_at + 2 * _turn(there)
        yield Nudge("long", key, at, names=(lit["name"],))
    elif room.round_at is None:
        waiting = (turn["name"] for turn in room.round_order if turn["turn"] == "waiting")
        if names := tuple(filter(None, waiting)):
            key = f"unheard-{there.dialogue.id}-{room.round_number}"
            yield Nudge("unheard", key, there.moment, names=names)


def _turn(there: Situation) -> timedelta:
    """What anybody has in this round, shared out alike."""
    phase = there.stands.current
    if phase is None or phase.name != "round":
        return USUAL_TURN
    return max(timedelta(minutes=phase.minutes) / len(there.room.round_order), USUAL_TURN / 2)


def _time(there: Situation) -> Iterator[Nudge]:
    end = there.ends_at
    if end:
        key = f"dialogue-{there.dialogue.id}-{end.timestamp():.0f}"
        yield Nudge("dialogue_ends", key, end - SHORTLY, end)
    if there.phase_time:
        began, over = there.phase_time
        both = end is not None and abs(end - over) < SHORTLY
        if over - began > SHORTLY and not both:
            yield Nudge("phase_ends", f"phase-{over.timestamp():.0f}", over - SHORTLY, over)


def _notes(there: Situation) -> Iterator[Nudge]:
    phase = there.stands.current
    asked, time = there.cells, there.phase_time
    if there.ends_at and there.began_at:
        time = (there.began_at, there.ends_at)
    else:
        asked = [] if phase and phase.name == "think" else there.phase_cells
    silent = tuple(each.prompt for each in asked if not (each.given or each.shared.answer.said))
    if time and silent:
        key = f"unanswered-{silent[0].id}-{time[1].timestamp():.0f}"
        yield Nudge("unanswered", key, _last_part(*time), time[1], prompts=silent)
    if phase and phase.name == "summary" and there.phase_time:
        for cell in there.phase_cells:
            if readable(cell.shared.summary.text):
                at = _last_part(*there.phase_time)
                yield Nudge(
                    "read_aloud", f"aloud-{cell.shared.answer.id}", at, prompts=(cell.prompt,)
                )


def _last_part(began: datetime, over: datetime) -> datetime:
    return over - (over - began) / LAST_PART
