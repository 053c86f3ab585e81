"""What somebody who leads does from the grid: stages, clock, messages, help. Each verb looks up the
right in the writing transaction in which it acts."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from app.people.access import Asker, leads
from app.people.co_facilitators import co_facilitator
from app.people.models import Organiser
from app.people.rights import Act, Actor, Stage
from app.refusals import N_, Invalid
from app.rooms.access import led_room
from app.rooms.help import call_for_help, see_help
from app.rooms.models import Room, touch, touch_all
from app.seminars import clock
from app.seminars.access import actor_in, seminar_for
from app.seminars.models import Dialogue, Seminar, dialogue_of
from app.seminars.moving import move
from app.seminars.room_stages import written_in
from app.web import dates
from app.web.times import TIME_ZONE

MORE_MINUTES = 2
NOON = time(12)
HALF_A_YEAR = timedelta(days=183)
LONGEST_TIME = 40
"""Letters of a time that is written: "fredag 4. desember 2026 kl. 12.00" and some."""


class NoSuchTime(Invalid):
    """Words that mean no time, or one that is over."""

    title = N_("No time to come is called that. Write one such as 14.20 or 4.12. 14.20.")


def closing_time(wish: str, own: str, moment: datetime) -> datetime:
    """When to close: in so many minutes, tomorrow at noon, or at `own`: a time of day (HH:MM or
    HH.MM) where the seminar is, the next one unless its day is named. Raises NoSuchTime."""
    here = moment.astimezone(TIME_ZONE)
    try:
        if wish == "tomorrow":
            return _at(here.date() + timedelta(days=1), NOON)
        if wish == "own":
            return _next(own, here)
        return moment + timedelta(minutes=_minutes(wish))
    except ValueError:
        example = "5, 15, tomorrow, or own with a time such as 14.20 or 4.12. 14.20"
        raise NoSuchTime(("until", example)) from None


def set_stage(
    session: Session,
    asker: Asker,
    seminar_id: str,
    dialogue_ids: list[str],
    stage: Stage,
    until: datetime | None = None,
) -> list[Dialogue]:
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    moved = [dialogue_of(session, seminar.id, dialogue_id) for dialogue_id in dialogue_ids]
    for dialogue in moved:
        move(session, dialogue, stage, until)
    return moved


def start_clock(
    session: Session, asker: Asker, seminar_id: str, prompt_id: str, phase: str
) -> str | None:
    """Start the clock of a phase for all rooms. Where nobody may write there is no time to keep:
    nothing is started, and the dialogue's title returned."""
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    dialogue_id = clock.prompt_in(session, seminar.id, prompt_id).dialogue_id
    if dialogue_id not in {each.id for each in written_in(session, seminar.id, None)}:
        return dialogue_of(session, seminar.id, dialogue_id).title
    clock.start(session, seminar.id, prompt_id, phase)
    touch_all(session, seminar.id, "clock")
    return None


def more_time(session: Session, asker: Asker, seminar_id: str, room_id: str | None) -> bool:
    """Two minutes more, for one room alone or for all; False when no clock runs there."""
    if room_id:
        led_room(session, asker, seminar_id, room_id)
    else:
        seminar_for(session, asker, seminar_id, Act.LEAD)
    if clock.countdown(session, seminar_id, room_id) is None:
        return False
    clock.extend(session, seminar_id, room_id, MORE_MINUTES)
    if room_id:
        touch(session, room_id, "clock")
    else:
        touch_all(session, seminar_id, "clock")
    return True


def stop_clock(session: Session, asker: Asker, seminar_id: str) -> None:
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    clock.stop_for_all(session, seminar.id)
    touch_all(session, seminar.id, "clock")


def answer_help(
    session: Session, asker: Asker, seminar_id: str, room_id: str, *, helped: bool
) -> Room:
    """Tell the room that help is on its way, by whom; or, once there, that the call is over. Of two
    who come, the first has taken the call: then nothing is changed, and the room says who has."""
    room = led_room(session, asker, seminar_id, room_id)
    if helped:
        call_for_help(session, room, calling=False)
    else:
        see_help(session, room, name_of_leader(session, asker, seminar_id))
    return room


def name_of_leader(session: Session, asker: Asker, seminar_id: str) -> str:
    """As the others know them; empty for the facilitator's link, which several may share."""
    seminar = session.get_one(Seminar, seminar_id)
    if actor_in(session, asker, seminar) is Actor.ORGANISER:
        return session.get_one(Organiser, seminar.organiser_id).name
    if leads(session, asker, seminar.id, seminar.facilitator_generation):
        return ""
    helper = co_facilitator(session, asker, seminar.id)
    return helper.name if helper else ""


def _next(own: str, here: datetime) -> datetime:
    """The next moment that these words may mean. Raises ValueError."""
    before, at = dates.split(own.strip())
    if at is None:
        raise ValueError(own)
    if not before:
        today = _at(here.date(), at)
        return today if today > here else _at(here.date() + timedelta(days=1), at)
    found = _at(dates.day(before, here.year), at)
    if here - found > HALF_A_YEAR:  # in December one says "4. januar", and not of this morning
        found = _at(dates.day(before, here.year + 1), at)
    if found < here:
        raise ValueError(own)
    return found


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, TIME_ZONE)


def _minutes(wish: str) -> int:
    minutes = int(wish)
    if not 0 < minutes <= clock.LONGEST_MINUTES:
        raise ValueError(wish)
    return minutes
