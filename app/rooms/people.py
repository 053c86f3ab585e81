"""Who is in a room: connected now by the server's own knowledge, and which duties they hold."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.live.hub import Hub
from app.people.models import Seat
from app.rooms.duties import earlier, given_out, holders
from app.rooms.models import Holder, Member, Room
from app.rooms.sitting import members_of
from app.seminars.merges import merges_of
from app.seminars.models import Duty

HUES = 12


@dataclass(frozen=True)
class Person:
    """One seat as the others see it. `number` tells nameless seats apart."""

    seat: Seat
    number: int
    member: Member | None
    hue: int
    here: bool
    duties: list[Duty]

    @property
    def worth_showing(self) -> bool:
        """Phones that went dark hours ago would fill the list; those with a duty stay in it."""
        return self.here or bool(self.duties)


def seats(session: Session, room_id: str) -> list[tuple[int, Seat]]:
    """All who sit in the room, numbered as they came; who leaves takes their number along."""
    query = select(Seat).where(Seat.room_id == room_id)
    came = session.exec(query.order_by(col(Seat.created_at), col(Seat.id)))
    return [(number, seat) for number, seat in enumerate(came, 1) if seat.left_at is None]


def hues_in(hub: Hub, room_id: str) -> dict[str, int]:
    """The colour of each seat that is here now."""
    facts = [each.facts for each in hub.everybody(f"room:{room_id}")]
    return {each["seat"]: each["hue"] for each in facts if each.get("seat") and "hue" in each}


def hue_of(number: int, taken: Collection[int]) -> int:
    """A seat's own colour, or the next that the fewest here have: the same when it comes again."""
    had = list(taken)
    return min(((number + step) % HUES for step in range(HUES)), key=had.count)


def people(session: Session, hub: Hub, room: Room) -> list[Person]:
    return _people(session, hub, room, holders(session, room))


def _people(
    session: Session,
    hub: Hub,
    room: Room,
    all_holders: list[tuple[Duty, Holder]],
    arriving: str | None = None,
) -> list[Person]:
    hues = hues_in(hub, room.id)
    held: dict[str | None, list[Duty]] = {}
    for duty, holder in all_holders:
        held.setdefault(holder.seat_id, []).append(duty)
    return [
        Person(
            seat,
            number,
            session.get(Member, seat.member_id) if seat.member_id else None,
            hues.get(seat.id, number % HUES),
            seat.id in hues or seat.id == arriving,
            held.get(seat.id, []),
        )
        for number, seat in seats(session, room.id)
    ]


def _merged_numbers(session: Session, room: Room) -> list[int]:
    """The numbers of the rooms that go on in this one."""
    came = [each.room_id for each in merges_of(session, room.id) if each.into_id == room.id]
    return [session.get_one(Room, id).number for id in came]


def facts(session: Session, hub: Hub, room: Room, arriving: str | None = None) -> dict[str, Any]:
    """What the people part shows. The seat that is just opening the page counts as here."""
    all_holders = holders(session, room)
    everybody = _people(session, hub, room, all_holders, arriving)
    return {
        "room": room,
        "members": members_of(session, room.id),
        "joined": _merged_numbers(session, room),
        "people": everybody,
        "by_seat": {person.seat.id: person for person in everybody},
        "holders": all_holders,
        "held": given_out(all_holders),
        "earlier": earlier(session, room),
    }
