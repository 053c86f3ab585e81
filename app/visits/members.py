"""On whose behalf a visit's devices contribute: members of the roster, and those that they add."""

from sqlmodel import Session

from app.people.access import Asker
from app.people.rights import Act
from app.refusals import N_, Refusal
from app.rooms.access import standing_for
from app.rooms.models import Member, Room, Seating, touch
from app.rooms.seating import find_member
from app.rooms.sitting import members_of
from app.seminars.models import VISIT, Seminar, dialogues
from app.seminars.signals import shape_changed

MOST_MEMBERS = 200


class NoNewMembers(Refusal):
    type = "no_new_members"
    status = 409
    title = N_("New groups cannot be added here. Ask whoever leads to add yours.")


class MembersFull(Refusal):
    type = "members_full"
    title = N_("There are as many groups here as there can be. Choose one of them.")


def adds_members(seminar: Seminar) -> bool:
    return seminar.kind == VISIT and seminar.new_members


def add_member(session: Session, asker: Asker, room_id: str, name: str) -> Member:
    """The member of that name, who from now on belongs to the room in every dialogue; the same
    again for one who does already. Raises NoNewMembers and MembersFull."""
    found = standing_for(session, asker, room_id, Act.ADD_MEMBER)
    room, seminar = found.room, found.seminar
    here = members_of(session, room.id)
    member = find_member(session, seminar.id, name)
    if member in here:
        return member
    if not adds_members(seminar):
        raise NoNewMembers
    if len(here) >= MOST_MEMBERS:
        raise MembersFull
    if member is None:
        member = Member(seminar_id=seminar.id, name=name)
        session.add(member)
        session.flush()
    _seat(session, room, member, len(here))
    return member


def _seat(session: Session, room: Room, member: Member, place: int) -> None:
    for dialogue in dialogues(session, room.seminar_id):
        key = {"dialogue_id": dialogue.id, "room_id": room.id, "member_id": member.id}
        session.merge(Seating(**key, position=place))
    session.flush()
    shape_changed.send(session, seminar_id=room.seminar_id, room_ids=[room.id])
    touch(session, room.id, "room")
