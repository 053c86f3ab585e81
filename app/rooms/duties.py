"""Who holds which duty in a room: chosen, drawn, typed for those without a device, or skipped."""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.people.models import Seat
from app.people.rights import Stage
from app.refusals import NotFound
from app.rooms.models import Holder, Room, touch
from app.rooms.wire import HolderOut
from app.seminars.models import Dialogue, Duty, dialogues, duties
from app.wording import clean

DRAWINGS = 30
"""At most, until it is otherwise than before: one person alone has it all again."""


def holders(
    session: Session, room: Room, dialogue: Dialogue | None = None
) -> list[tuple[Duty, Holder]]:
    """Every duty of the seminar with its holder here; one that nobody has has an empty holder. In
    the dialogue that was opened last, or in an earlier one as it was there."""
    dialogue = dialogue or latest(session, room.seminar_id)
    by_duty = {
        holder.duty_id: holder
        for holder, at in _by_dialogue(session, col(Holder.room_id) == room.id)
        if dialogue and at <= dialogue.position
    }
    return [
        (duty, by_duty.get(duty.id) or Holder(room_id=room.id, duty_id=duty.id, dialogue_id=""))
        for duty in duties(session, room.seminar_id)
    ]


def held_in_rooms(session: Session, seminar_id: str) -> Counter[str]:
    """How many duties somebody holds, by room."""
    last = {
        (holder.room_id, holder.duty_id): holder
        for holder, _ in _by_dialogue(session, col(Dialogue.seminar_id) == seminar_id)
    }
    return Counter(each.room_id for each in last.values() if each.seat_id or each.name)


def latest(session: Session, seminar_id: str) -> Dialogue | None:
    """The dialogue that duties are given out in: the last that was opened, else the first."""
    in_order = dialogues(session, seminar_id)
    opened = [each for each in in_order if each.stage != Stage.DRAFT]
    return next(iter([*opened[::-1], *in_order]), None)


def earlier(session: Session, room: Room) -> list[tuple[Dialogue, list[tuple[Duty, Holder]]]]:
    """Who had what in the dialogues before, where that was different from what stands after."""
    opened = [each for each in dialogues(session, room.seminar_id) if each.stage != Stage.DRAFT]
    found, after = [], holders(session, room)
    for dialogue in opened[-2::-1]:
        then = holders(session, room, dialogue)
        if given_out(then) and _who(then) != _who(after):
            found.append((dialogue, [one for one in then if one[1].seat_id or one[1].name]))
        after = then
    return found[::-1]


def _who(all_holders: Iterable[tuple[Duty, Holder]]) -> list[tuple[str | None, str | None]]:
    return [(holder.seat_id, holder.name) for _, holder in all_holders]


def _by_dialogue(session: Session, which: ColumnElement[bool]) -> list[tuple[Holder, int]]:
    """With the place of its dialogue in the programme: what is given later comes later."""
    query = select(Holder, Dialogue.position).join(
        Dialogue, col(Dialogue.id) == col(Holder.dialogue_id)
    )
    return list(session.exec(query.where(which).order_by(col(Dialogue.position))))


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
    """Give a duty to a seat of this room or a typed name; to nobody when all are empty. What the
    room had in an earlier dialogue is kept.

    One person may hold several. Raises NotFound for a duty or seat from elsewhere.
    """
    duty = session.get(Duty, duty_id)
    seat = session.get(Seat, seat_id) if seat_id else None
    dialogue = latest(session, room.seminar_id)
    if duty is None or duty.seminar_id != room.seminar_id or dialogue is None:
        raise NotFound
    if seat_id and (seat is None or seat.room_id != room.id or seat.left_at):
        raise NotFound
    holder = session.merge(
        Holder(
            room_id=room.id,
            duty_id=duty.id,
            dialogue_id=dialogue.id,
            seat_id=seat_id,
            name=clean(name or "") or None,
            skipped=skipped,
        )
    )
    session.flush()
    touch(session, room.id, "people")
    return holder


def take(
    session: Session, room: Room, duty_id: str, seat_id: str, here: Collection[str]
) -> list[Holder]:
    """Take a duty over. Whoever had it gets in exchange the first that the taker holds; a device
    that has gone dark, which is not among the seats `here`, gets none. Returns what changed."""
    held = {duty.id: (holder.seat_id, holder.name) for duty, holder in holders(session, room)}
    had_by, named = held.get(duty_id, (None, None))
    if had_by == seat_id:
        return []
    mine = next((id for id, (seat, _) in held.items() if seat == seat_id), None)
    taken = [give(session, room, duty_id, seat_id=seat_id)]
    if mine and (had_by in here or named):
        taken.append(give(session, room, mine, seat_id=had_by, name=named))
    return taken


def draw(session: Session, room: Room, seat_ids: list[str], names: list[str]) -> list[Holder]:
    """Hand the duties out by lot among the seats here and the typed names; when it is drawn again,
    not as they are, since then it would seem that nothing had happened.

    With more duties than people some hold several; with nobody here nothing changes.
    """
    people: list[tuple[str | None, str | None]] = [(seat_id, None) for seat_id in seat_ids]
    people += [(None, name) for name in map(clean, names) if name]
    if not people:
        return [holder for _, holder in holders(session, room)]
    wanted = [(duty, holder) for duty, holder in holders(session, room) if not holder.skipped]
    had, drawn = _who(wanted), []
    for _ in range(DRAWINGS):
        secrets.SystemRandom().shuffle(people)
        drawn = [people[index % len(people)] for index in range(len(wanted))]
        if drawn != had:
            break
    return [
        give(session, room, duty.id, seat_id=seat_id, name=name)
        for (duty, _), (seat_id, name) in zip(wanted, drawn, strict=True)
    ]


def as_json(holder: Holder) -> HolderOut:
    return {
        "duty": holder.duty_id,
        "seat": holder.seat_id,
        "name": holder.name,
        "skipped": holder.skipped,
    }
