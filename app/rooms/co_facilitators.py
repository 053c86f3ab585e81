"""Making those who lead with a link of their own, changing what they lead, revoking it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field
from sqlmodel import Session, col, delete, select

from app.people.co_facilitators import CoFacilitator, LedRoom, led_rooms
from app.people.links import Links
from app.refusals import N_, Invalid, NotFound, Refusal
from app.rooms.models import Room, rooms
from app.rooms.wire import CoFacilitatorOut
from app.seminars.api import iso
from app.seminars.models import Seminar
from app.storage.store import now
from app.wording import Line, required

MOST = 200
"""Of one seminar, those whose link was revoked among them."""
_SPAN = re.compile(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?")
Name = Annotated[Line, required(60)]


class SameName(Refusal):
    """Whoever has taken a call is told by name, so no two that lead have the same."""

    type = "same_name"
    status = 409
    title = N_("Another one has this name. Write one that the others can tell apart.")


class UnknownRoom(Refusal):
    type = "unknown_room"
    title = N_("One of these rooms is not in this seminar. Nothing is changed.")


class CoFacilitatorIn(BaseModel):
    """Whole, as it shall be: without `rooms` they lead all."""

    name: Name
    rooms: list[str] | None = Field(None, min_length=1, max_length=1_000)


class CoFacilitatorChange(CoFacilitatorIn):
    revoked: bool = False


@dataclass(frozen=True)
class Led:
    """A co-facilitator with the rooms they lead, by number; None are all of them."""

    co_facilitator: CoFacilitator
    rooms: list[Room] | None
    url: str

    @property
    def numbers(self) -> str:
        return spans([room.number for room in self.rooms or ()])


def co_facilitators(session: Session, links: Links, seminar_id: str) -> list[Led]:
    """As they were made; those whose links were revoked come last."""
    query = select(CoFacilitator).where(CoFacilitator.seminar_id == seminar_id)
    found = session.exec(query.order_by(col(CoFacilitator.made_at), col(CoFacilitator.id)))
    led = [_led(session, links, each) for each in found]
    return sorted(led, key=lambda each: each.co_facilitator.revoked_at is not None)


def make(session: Session, seminar: Seminar, wish: CoFacilitatorIn) -> CoFacilitator:
    """Raises Invalid, SameName, UnknownRoom."""
    there = select(CoFacilitator.id).where(CoFacilitator.seminar_id == seminar.id)
    if len(session.exec(there).all()) >= MOST:
        raise Invalid(("name", f"at most {MOST} in a seminar"))
    made = CoFacilitator(seminar_id=seminar.id, name=wish.name, made_at=now(session))
    session.add(made)
    session.flush()
    _save(session, made, wish)
    return made


def change(session: Session, seminar: Seminar, id: str, wish: CoFacilitatorChange) -> CoFacilitator:
    """Whoever came by a revoked link leads again when it is put back.

    Raises NotFound, SameName, UnknownRoom.
    """
    found = _co_facilitator(session, seminar, id)
    found.revoked_at = (found.revoked_at or now(session)) if wish.revoked else None
    _save(session, found, wish)
    return found


def revoke(session: Session, seminar: Seminar, id: str, *, revoked: bool) -> None:
    """The same but for the link. Raises NotFound, and SameName where another has it by now."""
    found = _co_facilitator(session, seminar, id)
    found.revoked_at = (found.revoked_at or now(session)) if revoked else None
    _require_own_name(session, found, found.name)
    session.add(found)
    session.flush()


def numbered(session: Session, seminar_id: str, written: str) -> list[str] | None:
    """The rooms whose numbers somebody wrote, as "1–10, 14"; None for nothing, which is all. Raises
    Invalid for what is no list of this seminar's rooms."""
    if not written.strip():
        return None
    parts = [_SPAN.fullmatch(each.strip()) for each in re.split(r"[,;]", written) if each.strip()]
    if not parts or None in parts:
        raise Invalid(("rooms", "numbers of rooms, such as 1–10, 14"))
    spans = [(int(each[1]), int(each[2] or each[1])) for each in parts if each]
    by_number = {room.number: room.id for room in rooms(session, seminar_id)}
    single = {first for first, last in spans if first == last}
    found = [n for n in by_number if any(first <= n <= last for first, last in spans)]
    if not found or single - by_number.keys():
        raise Invalid(("rooms", "numbers of rooms that this seminar has"))
    return [by_number[number] for number in found]


def spans(numbers: Sequence[int]) -> str:
    """Numbers as one writes them: 1–10, 14."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def co_facilitator_json(session: Session, links: Links, one: CoFacilitator) -> CoFacilitatorOut:
    led = _led(session, links, one)
    return {
        "id": one.id,
        "name": one.name,
        "rooms": None if led.rooms is None else [room.id for room in led.rooms],
        "url": led.url,
        "made_at": iso(one.made_at) or "",
        "revoked_at": iso(one.revoked_at),
    }


def _led(session: Session, links: Links, one: CoFacilitator) -> Led:
    mine = led_rooms(session, one.id)
    every = rooms(session, one.seminar_id)
    led = None if one.all_rooms else [room for room in every if room.id in mine]
    return Led(one, led, links.co_facilitator(one.id))


def _co_facilitator(session: Session, seminar: Seminar, id: str) -> CoFacilitator:
    found = session.get(CoFacilitator, id)
    if found is None or found.seminar_id != seminar.id:
        raise NotFound
    return found


def _require_own_name(session: Session, one: CoFacilitator, name: str) -> None:
    query = select(CoFacilitator.name).where(
        CoFacilitator.seminar_id == one.seminar_id,
        CoFacilitator.id != one.id,
        col(CoFacilitator.revoked_at).is_(None),
    )
    if not one.revoked_at and name.casefold() in map(str.casefold, session.exec(query)):
        raise SameName


def _save(session: Session, one: CoFacilitator, wish: CoFacilitatorIn) -> None:
    _require_own_name(session, one, wish.name)
    there = {room.id for room in rooms(session, one.seminar_id)}
    if not there.issuperset(wish.rooms or ()):
        raise UnknownRoom
    one.name, one.all_rooms = wish.name, wish.rooms is None
    session.add(one)
    session.execute(delete(LedRoom).where(col(LedRoom.co_facilitator_id) == one.id))
    session.add_all(
        LedRoom(co_facilitator_id=one.id, room_id=room_id)
        for room_id in dict.fromkeys(wish.rooms or ())
    )
    session.flush()
