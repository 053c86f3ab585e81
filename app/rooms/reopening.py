"""A closed dialogue opened for one room alone until a time: by whom, and which ones."""

from datetime import datetime

from sqlmodel import Session

from app.people.access import Asker
from app.people.rights import Act, Closed, Stage, require
from app.refusals import N_, NotFound
from app.rooms.access import actor_at
from app.rooms.models import Room
from app.seminars.models import Seminar, dialogue_of
from app.seminars.moving import close_alone, open_alone
from app.seminars.room_stages import RoomStage, stages_in


class NotClosed(Closed):
    """It is open to all rooms anyway, or was not opened yet, or the seminar is archived."""

    title = N_("Only a dialogue that was closed can be opened for one room alone.")


def led_stage(
    session: Session, asker: Asker, seminar_id: str, room_id: str, dialogue_id: str
) -> tuple[Room, RoomStage]:
    """A room that the asker leads, and a dialogue that may be opened for it alone, as it stands
    there. Raises NotFound, NotClosed."""
    room, seminar = session.get(Room, room_id), session.get(Seminar, seminar_id)
    if room is None or seminar is None or room.seminar_id != seminar.id:
        raise NotFound
    dialogue = dialogue_of(session, seminar.id, dialogue_id)
    stands = stages_in(session, seminar, room.id).of(dialogue, room.id)
    stage = Stage.ARCHIVED if seminar.archived_at else stands.for_all
    try:
        require(actor_at(session, asker, seminar, room.id), Act.REOPEN, stage)
    except Closed as closed:
        raise NotClosed(closed.stage) from None
    if stands.merged:  # it is written in nowhere but in the room that it goes on in
        raise NotClosed(stands.stage)
    return room, stands


def reopen(session: Session, room: Room, stands: RoomStage, until: datetime) -> RoomStage:
    """Open it for this room alone until then, or set another time. Raises Invalid."""
    open_alone(session, stands, room.id, until)
    return _again(session, room, stands)


def end(session: Session, room: Room, stands: RoomStage) -> RoomStage:
    """Let it be over for this room now; once more changes nothing."""
    close_alone(session, stands, room.id)
    return _again(session, room, stands)


def _again(session: Session, room: Room, stands: RoomStage) -> RoomStage:
    seminar = session.get_one(Seminar, room.seminar_id)
    return stages_in(session, seminar, room.id).of(stands.dialogue, room.id)
