"""Who holds which duty in a room: chosen, drawn, typed for those without a device, or skipped."""

import secrets
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, select

from app.people.models import Seat
from app.refusals import NotFound
from app.rooms.models import Holder, Room, touch
from app.seminars.models import Duty, duties


def holders(session: Session, room: Room) -> list[tuple[Duty, Holder]]:
    """Every duty of the seminar with its holder here; one that nobody has has an empty holder."""
    found = session.exec(select(Holder).where(Holder.room_id == room.id))
    by_duty = {holder.duty_id: holder for holder in found}
    return [
        (duty, by_duty.get(duty.id) or Holder(room_id=room.id, duty_id=duty.id))
        for duty in duties(session, room.seminar_id)
    ]


def given_out(holders: Iterable[tuple[Duty, Holder]]) -> bool:
    """Whether anybody holds anything yet."""
    return any(holder.seat_id or holder.name for _, holder in holders)


def give(
    session: Session,
    room: Room,
    duty_id: str,
    *,
    seat_id: str | None = None,
    name: str | None = None,
    skipped: bool = False,
) -> Holder:
    """Give a duty to a seat of this room or a typed name; to nobody when all are empty.

    One person may hold several. Raises NotFound for a duty or seat from elsewhere.
    """
    duty = session.get(Duty, duty_id)
    seat = session.get(Seat, seat_id) if seat_id else None
    if duty is None or duty.seminar_id != room.seminar_id:
        raise NotFound
    if seat_id and (seat is None or seat.room_id != room.id or seat.left_at):
        raise NotFound
    holder = session.merge(
        Holder(
            room_id=room.id,
            duty_id=duty.id,
            seat_id=seat_id,
            name=(name or "").strip() or None,
            skipped=skipped,
        )
    )
    session.flush()
    touch(session, room.id, "people")
    return holder


def draw(session: Session, room: Room, seat_ids: list[str], names: list[str]) -> list[Holder]:
    """Hand the duties out by lot among the seats here and the typed names.

    With more duties than people some hold several; with nobody here nothing changes.
    """
    people: list[dict[str, str]] = [{"seat_id": seat_id} for seat_id in seat_ids]
    people += [{"name": name.strip()} for name in names if name.strip()]
    if not people:
        return [holder for _, holder in holders(session, room)]
    secrets.SystemRandom().shuffle(people)
    wanted = [duty for duty, holder in holders(session, room) if not holder.skipped]
    return [
        give(session, room, duty.id, **people[index % len(people)])  # type: ignore[arg-type]
        for index, duty in enumerate(wanted)
    ]


def as_json(holder: Holder) -> dict[str, Any]:
    return {
        "duty": holder.duty_id,
        "seat": holder.seat_id,
        "name": holder.name,
        "skipped": holder.skipped,
    }
