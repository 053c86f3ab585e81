"""The way back from what is pressed on the grid: clocks, a room's call for help and its link.

Nothing is stored. What stood and what came of it go to whoever pressed, sealed by this server, and
each of it is taken back for as long as nobody has moved it on.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, select

from app.people.links import Links
from app.refusals import NotFound
from app.rooms.models import Room, touch, touch_all
from app.seminars.models import Countdown

T = TypeVar("T")
Standing = dict[str, Any]
PARTS = {"clock": "clock", "help": "help", "link": None}
"""What shows each in the room."""


def standing(session: Session, seminar_id: str, room: Room | None = None) -> Standing:
    """By `kind:room id`; the clock for all has no room. Help and link only of this room."""
    session.flush()
    query = select(Countdown).where(Countdown.seminar_id == seminar_id)
    found: Standing = {
        f"clock:{each.room_id or ''}": [
            each.prompt_id,
            each.phase,
            each.started_at.isoformat(),
            each.ends_at.isoformat(),
        ]
        for each in session.exec(query)
    }
    if room:
        times = [room.help_called_at, room.help_seen_at]
        found[f"help:{room.id}"] = [time and time.isoformat() for time in times]
        found[f"link:{room.id}"] = room.generation
    return found


def seal(links: Links, seminar_id: str, before: Standing, after: Standing) -> str:
    """What was changed, for the way back; empty when nothing was."""
    changed = {
        name: [before.get(name), after.get(name)]
        for name in before | after
        if before.get(name) != after.get(name)
    }
    return links.seal(json.dumps([seminar_id, changed])) if changed else ""


def put_back(session: Session, links: Links, seminar_id: str, sealed: str) -> list[tuple[str, str]]:
    """Put back whatever still stands as it was left: `(part, room id)` of each, the room empty for
    all. Raises NotFound for what was not sealed for this seminar."""
    owner, changed = json.loads(links.unseal(sealed) or "[null, {}]")
    if owner != seminar_id:
        raise NotFound
    told: list[tuple[str, str]] = []
    for name, (before, after) in changed.items():
        kind, _, room_id = name.partition(":")
        room = session.get(Room, room_id) if room_id else None
        if standing(session, seminar_id, room).get(name) != after:
            continue
        _put(session, seminar_id, kind, room, before)
        part = PARTS[kind]
        if part and room:
            touch(session, room.id, part)
        elif part:
            touch_all(session, seminar_id, part)
        told.append((part or "", room_id))
    return told


def _put(session: Session, seminar_id: str, kind: str, room: Room | None, value: Any) -> None:
    if kind == "clock":
        _put_clock(session, seminar_id, room.id if room else None, value)
    elif room and kind == "help":
        room.help_called_at, room.help_seen_at = (
            time and datetime.fromisoformat(time) for time in value
        )
        session.add(room)
    elif room:
        room.generation = value
        session.add(room)
    session.flush()


def _put_clock(session: Session, seminar_id: str, room_id: str | None, value: Any) -> None:
    query = select(Countdown).where(Countdown.seminar_id == seminar_id)
    for each in session.exec(query.where(Countdown.room_id == room_id)):
        session.delete(each)
    session.flush()
    if value:
        prompt_id, phase, started_at, ends_at = value
        session.add(
            Countdown(
                seminar_id=seminar_id,
                room_id=room_id,
                prompt_id=prompt_id,
                phase=phase,
                started_at=datetime.fromisoformat(started_at),
                ends_at=datetime.fromisoformat(ends_at),
            )
        )


def sealed_around(
    session: Session, links: Links, seminar_id: str, room: Room | None, verb: Callable[[], T]
) -> tuple[T, str]:
    """What `verb` gives, and the way back from it."""
    before = standing(session, seminar_id, room)
    done = verb()
    return done, seal(links, seminar_id, before, standing(session, seminar_id, room))
