"""An earlier seminar's roster as a plan for a new one: rooms, members, seating; nothing written."""

from collections.abc import Mapping
from itertools import islice

from sqlmodel import Session, col, select

from app.rooms.models import Member, Room, Seating, rooms
from app.rooms.roster_plan import ROOMS_AT_ONCE, Plan, Slice


def copied(
    session: Session, earlier_id: str, seminar_id: str, dialogues: Mapping[str, str]
) -> Plan:
    """`dialogues` are the new seminar's ids by the earlier one's."""
    plan = Plan(seminar_id, list(dialogues.values()))
    members = {
        each.id: Member(seminar_id=seminar_id, name=each.name, aliases=each.aliases)
        for each in session.exec(select(Member).where(Member.seminar_id == earlier_id))
    }
    waiting = {id: made.model_dump() for id, made in members.items()}
    sits: dict[str, list[Seating]] = {}
    for each in session.exec(select(Seating).where(col(Seating.dialogue_id).in_(dialogues))):
        sits.setdefault(each.room_id, []).append(each)
    left = iter(rooms(session, earlier_id))
    while some := list(islice(left, ROOMS_AT_ONCE)):
        part = Slice()
        for room in some:
            made = Room(seminar_id=seminar_id, number=room.number, name=room.name)
            part.rooms.append(made.model_dump())
            for each in sits.get(room.id, ()):
                part.members += filter(None, [waiting.pop(each.member_id, None)])
                place = {"room_id": made.id, "position": each.position}
                place["dialogue_id"] = dialogues[each.dialogue_id]
                part.seatings.append(place | {"member_id": members[each.member_id].id})
        plan.slices.append(part)
    plan.slices.append(Slice(members=list(waiting.values())))  # who sits nowhere
    return plan
