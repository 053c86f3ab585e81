"""Undo in a room: whoever presses what others feel may put back what stood before.

Nothing is stored. What stood goes to whoever pressed, sealed by this server, and is taken back for
as long as nobody has moved on what was pressed.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from app.people.links import Links
from app.people.models import Seat
from app.refusals import MovedOn, NotFound
from app.rooms.models import Holder, Room, touch
from app.rooms.speakers import follow_name
from app.seminars import clock

Remembered = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """How one sort of standing is read and put back; `part` is what shows it."""

    part: str
    read: Callable[[Session, Room, str], Any]
    put: Callable[[Session, Room, str, Any], None]


def remember(session: Session, room: Room, names: Sequence[str]) -> Remembered:
    """What stands now. A name is a kind, or `kind:id` of what it is about."""
    return {name: _kind(name).read(session, room, _subject(name)) for name in names}


def seal(links: Links, room: Room, before: Remembered, after: Remembered) -> str:
    """What was changed, for the way back; empty when nothing was."""
    changed = {
        name: [value, _digest(after[name])]
        for name, value in before.items()
        if after[name] != value
    }
    return links.seal(json.dumps([room.id, changed])) if changed else ""


def put_back(session: Session, links: Links, room: Room, sealed: str) -> list[str]:
    """Take a press back; returns the parts that changed. Raises NotFound for what is not ours, and
    MovedOn."""
    room_id, changed = json.loads(links.unseal(sealed) or "[null, {}]")
    if room_id != room.id:
        raise NotFound
    now = remember(session, room, list(changed))
    if any(_digest(now[name]) != digest for name, (_, digest) in changed.items()):
        raise MovedOn
    for name, (value, _) in changed.items():
        _kind(name).put(session, room, _subject(name), value)
    session.flush()
    parts = list(dict.fromkeys(_kind(name).part for name in changed))
    touch(session, room.id, *parts)
    return parts


def _kind(name: str) -> Kind:
    return KINDS[name.partition(":")[0]]


def _subject(name: str) -> str:
    return name.partition(":")[2]


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _columns(*names: str) -> tuple[Any, Any]:
    """How columns of the room itself are read and put back."""

    def read(_: Session, room: Room, __: str) -> Any:
        return [_plain(getattr(room, name)) for name in names]

    def put(session: Session, room: Room, _: str, values: Any) -> None:
        for name, value in zip(names, values, strict=True):
            setattr(room, name, _moment(value) if name.endswith("_at") else value)
        session.add(room)

    return read, put


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _read_clock(session: Session, room: Room, _: str) -> Any:
    return clock.stored(session, room.seminar_id, room.id)


def _put_clock(session: Session, room: Room, _: str, value: Any) -> None:
    clock.put_back(session, room.seminar_id, room.id, value)


def _read_duties(session: Session, room: Room, _: str) -> Any:
    """Every row, also of earlier dialogues: what a dialogue has no row of, it has from before."""
    rows = session.exec(select(Holder).where(Holder.room_id == room.id)).all()
    return sorted(([*_key(row), row.seat_id, row.name, row.skipped] for row in rows), key=str)


def _put_duties(session: Session, room: Room, _: str, value: list[list[Any]]) -> None:
    stood = {(duty_id, dialogue_id) for duty_id, dialogue_id, *_ in value}
    for row in session.exec(select(Holder).where(Holder.room_id == room.id)):
        if _key(row) not in stood:
            session.delete(row)
    for duty_id, dialogue_id, seat_id, name, skipped in value:
        seat = session.get(Seat, seat_id) if seat_id else None
        session.merge(
            Holder(
                room_id=room.id,
                duty_id=duty_id,
                dialogue_id=dialogue_id,
                seat_id=seat.id if seat and not seat.left_at else None,
                name=name,
                skipped=skipped,
            )
        )


def _key(row: Holder) -> tuple[str, str]:
    return row.duty_id, row.dialogue_id


def _read_name(session: Session, _: Room, seat_id: str) -> Any:
    seat = session.get_one(Seat, seat_id)
    return [seat.nickname, seat.member_id]


def _put_name(session: Session, _: Room, seat_id: str, value: Any) -> None:
    seat = session.get_one(Seat, seat_id)
    seat.nickname, seat.member_id = value
    session.add(seat)
    follow_name(session, seat)


KINDS = {
    "help": Kind("help", *_columns("help_called_at", "help_seen_at", "help_taken_by")),
    "round": Kind(
        "round",
        *_columns("round_order", "round_at", "round_number", "round_lit_at", "round_dialogue_id"),
    ),
    "clock": Kind("clock", _read_clock, _put_clock),
    "duties": Kind("people", _read_duties, _put_duties),
    "name": Kind("people", _read_name, _put_name),
}
