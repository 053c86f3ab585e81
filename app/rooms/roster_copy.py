"""An earlier seminar's roster put into its copy, some rooms a turn: rooms, members, seating."""

from sqlmodel import Session, col, select

from app.rooms.models import Member, Room, Seating
from app.rooms.roster_plan import RosterPlan, Slice
from app.seminars.work import Facts

ROOMS_AT_ONCE, MEMBERS_AT_ONCE = 10, 200


def copy_some(session: Session, seminar_id: str, facts: Facts) -> bool:
    """The next rooms that the copy lacks, and at last members who sit nowhere; whether anything was
    copied. `dialogues` of `facts` are the copy's ids by the earlier one's."""
    earlier_id, dialogues = facts["earlier_id"], facts["dialogues"]
    there = select(Room.number).where(Room.seminar_id == seminar_id)
    lacking = select(Room).where(Room.seminar_id == earlier_id, col(Room.number).not_in(there))
    some = session.exec(lacking.order_by(col(Room.number)).limit(ROOMS_AT_ONCE)).all()
    sits = select(Seating).where(
        col(Seating.room_id).in_([room.id for room in some]),
        col(Seating.dialogue_id).in_(dialogues),
    )
    seatings = session.exec(sits).all()
    part = Slice()
    members = _members(session, part, seminar_id, earlier_id, {each.member_id for each in seatings})
    made = {room.id: _room(part, seminar_id, room) for room in some}
    for each in seatings:
        place = {"dialogue_id": dialogues[each.dialogue_id], "position": each.position}
        place |= {"room_id": made[each.room_id], "member_id": members[each.member_id]}
        part.seatings.append(place)
    if not some:
        _members(session, part, seminar_id, earlier_id, None)
    if part or part.members:
        RosterPlan(seminar_id, list(dialogues.values())).write(session, part)
    return bool(part or part.members)


def _room(part: Slice, seminar_id: str, room: Room) -> str:
    made = Room(seminar_id=seminar_id, number=room.number, name=room.name)
    part.rooms.append(made.model_dump())
    return made.id


def _members(
    session: Session, part: Slice, seminar_id: str, earlier_id: str, wanted: set[str] | None
) -> dict[str, str]:
    """The copy's members by the earlier one's ids, made where they lack; without `wanted`, those
    who lack still."""
    there = select(Member.name).where(Member.seminar_id == seminar_id)
    query = select(Member).where(Member.seminar_id == earlier_id)
    query = (
        query.where(col(Member.name).not_in(there)).limit(MEMBERS_AT_ONCE)
        if wanted is None
        else query.where(col(Member.id).in_(wanted))
    )
    found = session.exec(query).all()
    names = [member.name for member in found]
    known = select(Member.name, Member.id).where(Member.seminar_id == seminar_id)
    ids = dict(session.exec(known.where(col(Member.name).in_(names))).all())
    for each in found:
        if each.name not in ids:
            made = Member(seminar_id=seminar_id, name=each.name, aliases=each.aliases)
            part.members.append(made.model_dump())
            ids[each.name] = made.id
    return {member.id: ids[member.name] for member in found}
