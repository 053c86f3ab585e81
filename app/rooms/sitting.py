"""Who sits where: members in rooms, also those who came along when theirs was merged into another
one, for as long as that stands."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.rooms.models import Member, Seating, members_by_id, members_of_ids
from app.seminars.merges import Merge, merges, merges_of
from app.seminars.models import Dialogue, dialogues

Place = tuple[str, str]
ByPlace = dict[Place, list[Member]]
"""By dialogue and room, in the order of the roster; who came along comes last."""


def members_of(session: Session, room_id: str, dialogue_id: str | None = None) -> list[Member]:
    """A room's members in one dialogue, or in any (each once, in the order of the roster)."""
    found = _seated(session, room_id, dialogue_id)
    for merge in merges_of(session, room_id):
        if merge.into_id == room_id:
            ids = [dialogue_id] if dialogue_id else _taken_along(session, merge)
            there = session.get(Dialogue, dialogue_id) if dialogue_id else None
            if there is None or merge.takes_along(there):
                found += [each for id in ids for each in _seated(session, merge.room_id, id)]
    return list({member.id: member for member in found}.values())


def seated(
    session: Session, seminar_id: str, joined: Iterable[Merge] | None = None
) -> dict[str, list[Member]]:
    """Members by room id for a whole seminar. `joined` are the merges that stand, for whoever knows
    them; with none it is as it was planned."""
    return by_room(sitting(session, seminar_id, joined=joined))


def by_room(seats: ByPlace) -> dict[str, list[Member]]:
    """Who sits in a room in any dialogue, each once."""
    rooms: dict[str, dict[str, Member]] = {}
    for (_, room_id), members in seats.items():
        rooms.setdefault(room_id, {}).update({member.id: member for member in members})
    return {room_id: list(found.values()) for room_id, found in rooms.items()}


def sitting(
    session: Session,
    seminar_id: str,
    room_id: str | None = None,
    joined: Iterable[Merge] | None = None,
) -> ByPlace:
    """Who sits where, in all rooms or in one."""
    found = sitting_ids(session, seminar_id, room_id, joined)
    if room_id:
        named = members_of_ids(session, {id for ids in found.values() for id in ids})
    else:
        named = members_by_id(session, seminar_id)
    return {place: [named[id] for id in ids] for place, ids in found.items()}


def sitting_ids(
    session: Session,
    seminar_id: str,
    room_id: str | None = None,
    joined: Iterable[Merge] | None = None,
) -> dict[Place, list[str]]:
    """The same by the members' ids alone, which costs a tenth where they are hundreds."""
    if joined is None:
        joined = merges_of(session, room_id) if room_id else merges(session, seminar_id)
    into = [each for each in joined if room_id in (None, each.into_id)]
    there = {each.room_id for each in into}
    found = _by_place(session, seminar_id, there | {room_id} if room_id else None)
    for merge in into:
        for dialogue in dialogues(session, seminar_id):
            came = found.get((dialogue.id, merge.room_id), ())
            if came and merge.takes_along(dialogue):
                here = found.setdefault((dialogue.id, merge.into_id), [])
                here += [each for each in came if each not in here]
    if room_id:
        return {place: ids for place, ids in found.items() if place[1] == room_id}
    return found


def _seated(session: Session, room_id: str, dialogue_id: str | None) -> list[Member]:
    query = select(Member).join(Seating, col(Seating.member_id) == col(Member.id))
    query = query.where(Seating.room_id == room_id)
    if dialogue_id:
        query = query.where(Seating.dialogue_id == dialogue_id)
    return list(session.exec(query.order_by(col(Seating.position), col(Member.name))))


def _taken_along(session: Session, merge: Merge) -> list[str]:
    every = dialogues(session, merge.seminar_id)
    return [each.id for each in every if merge.takes_along(each)]


def _by_place(
    session: Session, seminar_id: str, room_ids: set[str] | None = None
) -> dict[Place, list[str]]:
    query = (
        select(Seating.dialogue_id, Seating.room_id, Seating.member_id)
        .join(Member, col(Member.id) == col(Seating.member_id))
        .where(Member.seminar_id == seminar_id)
        .order_by(col(Seating.position), col(Member.name))
    )
    if room_ids:
        query = query.where(col(Seating.room_id).in_(room_ids))
    found: dict[Place, list[str]] = {}
    for dialogue_id, in_room, member_id in session.exec(query):
        found.setdefault((dialogue_id, in_room), []).append(member_id)
    return found
