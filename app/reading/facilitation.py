"""What somebody who leads does from the grid: stages, clock, messages, help. Each verb looks up the
right in the writing transaction in which it acts."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from app.people.access import Asker
from app.people.rights import Act, Stage
from app.refusals import Invalid
from app.rooms.help import call_for_help, see_help
from app.rooms.models import Room, touch, touch_all
from app.rooms.room_admin import room_of
from app.seminars import clock
from app.seminars.access import seminar_for
from app.seminars.models import Dialogue, Seminar, dialogue_of, move
from app.web.times import TIME_ZONE

MORE_MINUTES = 2
NOON = time(12)


@dataclass(frozen=True)
class Moved:
    """A dialogue with where it stood before: what undoing goes back to."""

    dialogue: Dialogue
    stage: str
    until: datetime | None


def closing_time(wish: str, own: str, moment: datetime) -> datetime:
    """When to close: in so many minutes, tomorrow at noon, or the next time the clock shows `own`
    (HH:MM or HH.MM) where the seminar is. Raises Invalid."""
    here = moment.astimezone(TIME_ZONE)
    try:
        if wish == "tomorrow":
            return _at(here + timedelta(days=1), NOON)
        if wish == "own":
            at = _at(here, time.fromisoformat(own.strip().replace(".", ":").zfill(5)))
            return at if at > here else at + timedelta(days=1)
        return moment + timedelta(minutes=_minutes(wish))
    except ValueError:
        raise Invalid(("until", "5, 15, tomorrow, or own with a time such as 14.20")) from None


def set_stage(
    session: Session,
    asker: Asker,
    seminar_id: str,
    dialogue_ids: list[str],
    stage: Stage,
    until: datetime | None = None,
) -> list[Moved]:
    """Move dialogues, and say where they stood."""
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    moved = []
    for dialogue_id in dialogue_ids:
        dialogue = dialogue_of(session, seminar.id, dialogue_id)
        moved.append(Moved(dialogue, dialogue.stage, dialogue.until))
        move(session, dialogue, stage, until)
    return moved


def undo_stage(
    session: Session,
    asker: Asker,
    seminar_id: str,
    dialogue_id: str,
    *,
    left: Stage,
    stage: Stage,
    until: datetime | None,
) -> bool:
    """Go back, unless somebody has moved it on since: then theirs counts."""
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    dialogue = dialogue_of(session, seminar.id, dialogue_id)
    if dialogue.stage != left:
        return False
    move(session, dialogue, stage, until)
    return True


def start_clock(
    session: Session, asker: Asker, seminar_id: str, prompt_id: str, phase: str
) -> str | None:
    """Start the clock of a phase for all rooms. Where nobody may write there is no time to keep:
    nothing is started, and the dialogue's title returned."""
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    dialogue_id = clock.prompt_in(session, seminar.id, prompt_id).dialogue_id
    if dialogue_id not in {each.id for each in clock.written_in(session, seminar.id)}:
        return dialogue_of(session, seminar.id, dialogue_id).title
    clock.start(session, seminar.id, prompt_id, phase)
    touch_all(session, seminar.id, "clock")
    return None


def more_time(session: Session, asker: Asker, seminar_id: str, room_id: str | None) -> bool:
    """Two minutes more, for one room alone or for all; False when no clock runs there."""
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    room = room_of(session, seminar.id, room_id) if room_id else None
    if clock.countdown(session, seminar.id, room_id) is None:
        return False
    clock.extend(session, seminar.id, room_id, MORE_MINUTES)
    if room:
        touch(session, room.id, "clock")
    else:
        touch_all(session, seminar.id, "clock")
    return True


def stop_clock(session: Session, asker: Asker, seminar_id: str) -> None:
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    clock.stop_for_all(session, seminar.id)
    touch_all(session, seminar.id, "clock")


def answer_help(
    session: Session, asker: Asker, seminar_id: str, room_id: str, *, helped: bool
) -> Room:
    """Tell the room that help is on its way; or, once there, that the call is over."""
    room = led_room(session, asker, seminar_id, room_id)
    if helped:
        call_for_help(session, room, calling=False)
    else:
        see_help(session, room)
    return room


def led_room(session: Session, asker: Asker, seminar_id: str, room_id: str) -> Room:
    seminar: Seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    return room_of(session, seminar.id, room_id)


def _at(day: datetime, at: time) -> datetime:
    return datetime.combine(day.date(), at, TIME_ZONE)


def _minutes(wish: str) -> int:
    minutes = int(wish)
    if not 0 < minutes <= clock.LONGEST_MINUTES:
        raise ValueError(wish)
    return minutes
