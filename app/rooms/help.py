"""A room's call for help: made, seen, over. It ends with the writing in which it was made."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.rooms.models import Room, touch
from app.seminars.models import Seminar
from app.seminars.room_stages import RoomStage, room_stages
from app.storage.store import now


def press_for_help(session: Session, room: Room, *, calling: bool) -> None:
    """As somebody in the room presses: a call that stands keeps its place in the queue, and whoever
    is on the way to it."""
    if calling != calls(session, room):
        call_for_help(session, room, calling=calling)


def call_for_help(session: Session, room: Room, *, calling: bool) -> int:
    room.help_called_at = now(session) if calling else None
    room.help_seen_at, room.help_taken_by = None, ""
    return _save(session, room)


def see_help(session: Session, room: Room, by: str = "") -> bool:
    """Tell the room that somebody is on the way, if it calls; False where another one already
    is."""
    if room.help_seen_at:
        return room.help_taken_by == by
    if room.help_called_at:
        room.help_seen_at, room.help_taken_by = now(session), by
    _save(session, room)
    return True


def calls(session: Session, room: Room) -> bool:
    archived = session.get_one(Seminar, room.seminar_id).archived_at is not None
    return is_calling(room, room_stages(session, room.seminar_id, room.id), archived=archived)


def is_calling(room: Room, stages: Sequence[RoomStage], *, archived: bool) -> bool:
    """Whether the room's call still stands. It is over when a dialogue has ended since and no other
    went on beside it: nobody shall be looked for in a room that has gone home. One of a pause is
    over when the next dialogue opens."""
    called = room.help_called_at
    if called is None or archived or _of_a_past_pause(called, stages):
        return False
    ends = [each.ended_at for each in stages if each.ended_at and each.ended_at > called]
    return all(_goes_on(each, stages) for each in ends)


def _of_a_past_pause(called: datetime, stages: Sequence[RoomStage]) -> bool:
    """Whether all that was open before the call had ended by then, and another was opened since."""
    begun = [each for each in stages if each.opened_at]
    before = [each for each in begun if each.opened_at and each.opened_at <= called]
    ends = [each.ended_at for each in before]
    paused = bool(ends) and all(end is not None and end <= called for end in ends)
    return paused and len(before) < len(begun)


def _goes_on(end: datetime, stages: Sequence[RoomStage]) -> bool:
    """Whether any dialogue was written in before this end and also after it."""
    return any(
        each.opened_at is not None
        and each.opened_at < end
        and (each.ended_at is None or each.ended_at > end)
        for each in stages
    )


def _save(session: Session, room: Room) -> int:
    session.add(room)
    session.flush()
    return touch(session, room.id, "help")
