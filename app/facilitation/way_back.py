"""The way back from what is pressed on the grid: stages, also for one room alone, clocks, messages,
steps of the plan, a room's call for help and its link.

Nothing is stored. What stood and what came of it go to whoever pressed, sealed by this server, and
each of it is taken back for as long as nobody has moved it on.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, select

from app.people.access import Asker
from app.people.links import Links
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms import messages
from app.rooms.access import led_room
from app.rooms.models import Room, touch, touch_all
from app.seminars import clock
from app.seminars.access import seminar_for
from app.seminars.models import Countdown, Dialogue, Reopening, Seminar, dialogues, reopenings
from app.seminars.plan import PlanStep, steps

T = TypeVar("T")
Standing = dict[str, Any]
Row = Dialogue | PlanStep | Room | Reopening
Told = tuple[str, str]
"""What those who look must hear of: a part of the rooms' pages with the room, or none for all of
them; `stage` with the dialogue; `alone` with room and dialogue; `plan`."""
STAGE = ("stage", "until", "opened_at", "closed_at")
STEP = ("done_at", "skipped", "at")
ALONE = ("at", "until")
HELP = ("help_called_at", "help_seen_at", "help_taken_by")


def current_state(session: Session, seminar_id: str, room: Room | None = None) -> Standing:
    """By `kind:id`; the clock for all has no room. Help and link only of this room."""
    session.flush()
    query = select(Countdown).where(Countdown.seminar_id == seminar_id)
    found: Standing = {
        f"clock:{each.room_id or ''}": clock.as_plain(each) for each in session.exec(query)
    }
    found |= {f"stage:{each.id}": _read(each, STAGE) for each in dialogues(session, seminar_id)}
    found |= {f"step:{each.id}": _read(each, STEP) for each in steps(session, seminar_id)}
    found |= {
        f"alone:{each.room_id}:{each.dialogue_id}": _read(each, ALONE)
        for each in reopenings(session, seminar_id)
    }
    found |= {
        f"message:{each.id}": True for each in messages.standing_messages(session, seminar_id)
    }
    if room:
        found[f"help:{room.id}"] = _read(room, HELP)
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


def put_back(
    session: Session, links: Links, asker: Asker, seminar_id: str, sealed: str
) -> list[Told]:
    """Put back whatever still stands as it was left, by one who could have pressed it. Raises
    NotFound, also for what was not sealed for this seminar, and Closed."""
    owner, changed = json.loads(links.unseal(sealed) or "[null, {}]")
    if owner != seminar_id:
        raise NotFound
    for name in changed:
        _allow(session, asker, seminar_id, *name.split(":", 1))
    told: list[Told] = []
    for name, (before, after) in changed.items():
        kind, _, id = name.partition(":")
        room = session.get(Room, id) if kind in ("clock", "help", "link") and id else None
        if current_state(session, seminar_id, room).get(name) != after:
            continue
        told += _PUT[kind](session, seminar_id, id, before)
        session.flush()
    return told


def _allow(session: Session, asker: Asker, seminar_id: str, kind: str, id: str) -> None:
    """Raise NotFound for what is not this asker's to press: another's room, or all of them."""
    if kind == "link":
        led_room(session, asker, seminar_id, id, Act.SET_UP)
    elif kind in ("clock", "help", "alone") and id:
        led_room(session, asker, seminar_id, id.partition(":")[0])
    elif kind == "message":
        messages.led(session, asker, seminar_id, id)
    else:
        seminar_for(session, asker, seminar_id, Act.LEAD)


def _put_clock(session: Session, seminar_id: str, room_id: str, plain: Any) -> list[Told]:
    clock.put_back(session, seminar_id, room_id or None, plain)
    if room_id:
        touch(session, room_id, "clock")
    else:
        touch_all(session, seminar_id, "clock")
    return [("clock", room_id)]


def _put_stage(session: Session, seminar_id: str, dialogue_id: str, plain: Any) -> list[Told]:
    _write(session, session.get_one(Dialogue, dialogue_id), STAGE, plain)
    _put_pace(session, seminar_id)
    return [("stage", dialogue_id)]


def _put_alone(session: Session, _: str, id: str, plain: Any) -> list[Told]:
    room_id, dialogue_id = id.split(":")
    if plain is None:
        session.delete(session.get_one(Reopening, (room_id, dialogue_id)))
    else:
        at, until = map(datetime.fromisoformat, plain)
        session.merge(Reopening(room_id=room_id, dialogue_id=dialogue_id, at=at, until=until))
    return [("alone", id)]


def _put_step(session: Session, seminar_id: str, step_id: str, plain: Any) -> list[Told]:
    _write(session, session.get_one(PlanStep, step_id), STEP, plain)
    _put_pace(session, seminar_id)
    return [("plan", "")]


def _put_pace(session: Session, seminar_id: str) -> None:
    """Whoever has taken a step back need not wait before it is taken again."""
    seminar = session.get_one(Seminar, seminar_id)
    seminar.stepped_at = None
    session.add(seminar)


def _put_message(session: Session, seminar_id: str, message_id: str, stood: Any) -> list[Told]:
    verb = messages.put_back if stood else messages.take_back
    done = verb(session, seminar_id, message_id)
    return [("messages", done.room_id or "")] if done else []


def _put_help(session: Session, _: str, room_id: str, plain: Any) -> list[Told]:
    _write(session, session.get_one(Room, room_id), HELP, plain)
    touch(session, room_id, "help")
    return [("help", room_id)]


def _put_link(session: Session, _: str, room_id: str, generation: Any) -> list[Told]:
    room = session.get_one(Room, room_id)
    room.generation = generation
    session.add(room)
    return [("link", room_id)]


_PUT: dict[str, Callable[[Session, str, str, Any], list[Told]]] = {
    "clock": _put_clock,
    "stage": _put_stage,
    "alone": _put_alone,
    "step": _put_step,
    "message": _put_message,
    "help": _put_help,
    "link": _put_link,
}


def _read(row: Row, names: tuple[str, ...]) -> list[Any]:
    values = (getattr(row, name) for name in names)
    return [each.isoformat() if isinstance(each, datetime) else each for each in values]


def _write(session: Session, row: Row, names: tuple[str, ...], plain: list[Any]) -> None:
    for name, value in zip(names, plain, strict=True):
        moment = isinstance(value, str) and name not in ("stage", "help_taken_by")
        setattr(row, name, datetime.fromisoformat(value) if moment else value)
    session.add(row)


def sealed_around(
    session: Session, links: Links, seminar_id: str, room: Room | None, verb: Callable[[], T]
) -> tuple[T, str]:
    """What `verb` gives, and the way back from it."""
    before = current_state(session, seminar_id, room)
    done = verb()
    return done, seal(links, seminar_id, before, current_state(session, seminar_id, room))
