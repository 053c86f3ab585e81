"""Seating that follows other seating: a dialogue sits like the first, a copy like its source."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, delete, select

from app.rooms.models import Member, Room, Seating, rooms, touch
from app.seminars.models import Dialogue, Seminar, dialogues


def follow_first(session: Session, seminar_id: str) -> None:
    """A dialogue that came later sits like the first, unless it was given a seating of its own."""
    all_dialogues = dialogues(session, seminar_id)
    for dialogue in all_dialogues[1:]:
        if not dialogue.own_seating and not _seating(session, dialogue.id):
            _copy(session, all_dialogues[0].id, dialogue.id)


def sit_like_first(session: Session, dialogue: Dialogue) -> None:
    """Give a seating of its own up again."""
    dialogue.own_seating = False
    session.add(dialogue)
    session.execute(delete(Seating).where(col(Seating.dialogue_id) == dialogue.id))
    follow_first(session, dialogue.seminar_id)
    for room in rooms(session, dialogue.seminar_id):
        touch(session, room.id, "room")


def copy_roster(
    session: Session, *, earlier: Seminar, seminar: Seminar, dialogues: Mapping[str, Dialogue]
) -> None:
    """The earlier seminar's rooms, members and seating, with new ids and nothing written."""
    new_room = {
        room.id: Room(seminar_id=seminar.id, number=room.number, name=room.name)
        for room in rooms(session, earlier.id)
    }
    query = select(Member).where(Member.seminar_id == earlier.id)
    new_member = {
        member.id: Member(seminar_id=seminar.id, name=member.name, aliases=list(member.aliases))
        for member in session.exec(query)
    }
    session.add_all([*new_room.values(), *new_member.values()])
    session.flush()
    for old_id, dialogue in dialogues.items():
        source = session.get_one(Dialogue, old_id)
        dialogue.own_seating = source.own_seating
        session.add(dialogue)
        for seating in _seating(session, old_id):
            session.add(
                Seating(
                    dialogue_id=dialogue.id,
                    room_id=new_room[seating.room_id].id,
                    member_id=new_member[seating.member_id].id,
                    position=seating.position,
                )
            )
    session.flush()


def _seating(session: Session, dialogue_id: str) -> list[Seating]:
    return list(session.exec(select(Seating).where(Seating.dialogue_id == dialogue_id)))


def _copy(session: Session, source_id: str, dialogue_id: str) -> None:
    for seating in _seating(session, source_id):
        values: dict[str, Any] = seating.model_dump(exclude={"dialogue_id"})
        session.add(Seating(dialogue_id=dialogue_id, **values))
    session.flush()
