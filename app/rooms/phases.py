"""A room's way through the phases of a dialogue: it goes on, back or over one, pauses, takes more
time. Its own clock says where it is; until it has one, the clock for all does. Nothing waits for
it, and a room that ignores it writes as ever."""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from app.rooms import round
from app.rooms.models import Room, touch
from app.seminars import clock
from app.seminars.editing import prompts_in
from app.seminars.models import Countdown, Dialogue
from app.seminars.phases import Phase, phases, place

Way = Literal["next", "back", "pause", "resume", "more", "stop"]
MORE_MINUTES = 2


@dataclass(frozen=True)
class Progress:
    """A dialogue's phases, and where a room is in them: `at` is None before the first, and where
    its clock counts something that the programme has not."""

    phases: list[Phase]
    at: int | None
    running: Countdown | None

    @property
    def blocks(self) -> set[str]:
        """Questions that have phases of their own, by id."""
        return {phase.prompt.id for phase in self.phases}

    @property
    def current(self) -> Phase | None:
        return None if self.at is None else self.phases[self.at]

    @property
    def next(self) -> Phase | None:
        """The first, when none is begun."""
        after = 0 if self.at is None else self.at + 1
        return self.phases[after] if after < len(self.phases) else None

    @property
    def before(self) -> Phase | None:
        return self.phases[self.at - 1] if self.at else None


def progress(session: Session, room: Room, dialogue: Dialogue) -> Progress:
    running = clock.countdowns(session, room.seminar_id, room.id).get(dialogue.id)
    found = phases(prompts_in(session, dialogue.id))
    return Progress(found, place(found, *running.key) if running else None, running)


def go(session: Session, room: Room, dialogue: Dialogue, way: Way, seen: int | None) -> None:
    """Move a room on. `seen` is the place that whoever pressed saw: two who press at once move it
    by one."""
    stands = progress(session, room, dialogue)
    if way in ("next", "back"):
        phase = stands.next if way == "next" else stands.before
        if phase and seen == stands.at:
            _enter(session, room, dialogue, phase)
    elif stands.running:
        _change(session, room, dialogue, clock.owned(session, stands.running, room.id), way)
    session.flush()
    touch(session, room.id, "clock", "round")


def _enter(session: Session, room: Room, dialogue: Dialogue, phase: Phase) -> None:
    """Begin a phase with its time. A round begins with its phase, and rests when it is left."""
    clock.start(
        session,
        room.seminar_id,
        phase.prompt.id,
        phase.name,
        room_id=room.id,
        minutes=phase.minutes,
    )
    if phase.name == "round":
        round.start(session, room, dialogue_id=dialogue.id)
    else:
        round.rest(session, room)


def _change(session: Session, room: Room, dialogue: Dialogue, own: Countdown, way: Way) -> None:
    if way == "pause":
        clock.pause(session, own)
    elif way == "resume":
        clock.resume(session, own)
    elif way == "more":
        clock.extend(session, room.seminar_id, room.id, MORE_MINUTES, dialogue.id)
    else:
        clock.stop(session, room.seminar_id, room.id)
