"""The parts of a room's page that change while people look: rendered once a language, and the same
for everybody. What a part shows comes from the database and from who is connected now."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from sqlmodel import Session

from app.live.hub import Connection, Hub
from app.rooms import messages, people
from app.rooms.models import Room, rooms
from app.rooms.signals import room_changed
from app.seminars import clock
from app.seminars.models import numbers, prompts
from app.web.pages import LANGUAGES, fragment

Facts = Callable[[Session, Hub, Room], dict[str, Any]]


def _clock(session: Session, hub: Hub, room: Room) -> dict[str, Any]:
    running = clock.countdown(session, room.seminar_id, room.id)
    in_order = prompts(session, room.seminar_id) if running else []
    asked = next((each for each in in_order if running and each.id == running.prompt_id), None)
    number = numbers(in_order)[asked.id] if asked else None
    return {"room": room, "running": running, "asked": asked, "number": number}


# A part's name is its element's id; its template is rooms/_<name>.html.
PARTS: dict[str, Facts] = {
    "people": people.facts,
    "help": lambda session, hub, room: {"room": room},
    "round": lambda session, hub, room: {"room": room},
    "clock": _clock,
    "messages": lambda session, hub, room: {
        "room": room,
        "messages": messages.messages(session, room),
    },
}


def channel(room_id: str, language: str | None = None) -> str:
    """Steps and carets go to the room's channel, HTML to the one of a language."""
    return f"room:{room_id}:{language}" if language else f"room:{room_id}"


def render(session: Session, hub: Hub, room: Room, name: str, language: str) -> str:
    return fragment(f"rooms/_{name}.html", language, **PARTS[name](session, hub, room))


def here(hub: Hub, room_id: str) -> list[Connection]:
    return list(hub.listeners(channel(room_id)))


def count_here(hub: Hub, room_id: str) -> int:
    """How many people are connected: each seat once, whoever only looks not at all."""
    return len({each.facts["seat"] for each in here(hub, room_id) if each.facts.get("seat")})


def seats_here(app: FastAPI, room_id: str) -> list[str]:
    """The seats that are connected now, each once."""
    found = (each.facts.get("seat") for each in here(app.state.hub, room_id))
    return list(dict.fromkeys(seat for seat in found if seat))


async def publish(app: FastAPI, room_id: str, *names: str, make: Any = render) -> None:
    """Render these parts and hand them to everybody in the room. Call after the commit."""
    await room_changed.send_async(app, room_id=room_id)
    hub: Hub = app.state.hub
    languages = [each for each in LANGUAGES if hub.listeners(channel(room_id, each))]
    if not languages:
        return

    def work(session: Session) -> list[tuple[str, str]]:
        room = session.get(Room, room_id)
        if room is None:
            return []
        return [
            (language, part_frame(room, name, make(session, hub, room, name, language)))
            for language in languages
            for name in names
        ]

    for language, frame in await app.state.store.read(work):
        hub.publish(channel(room_id, language), frame)


async def publish_everywhere(app: FastAPI, seminar_id: str, *names: str) -> None:
    """The same in every room of a seminar: the clock for all, a line to all."""
    found = await app.state.store.read(lambda session: rooms(session, seminar_id))
    for room in found:
        await publish(app, room.id, *names)


async def light(app: FastAPI, room_id: str, prompt_id: str) -> None:
    """Light a question for everybody in the room for a moment; nothing of it is stored."""

    def make(session: Session, hub: Hub, room: Room, name: str, language: str) -> str:
        asked = clock.prompt_in(session, room.seminar_id, prompt_id)
        return fragment("rooms/_focus.html", language, asked=asked)

    await publish(app, room_id, "focus", make=make)


def part_frame(room: Room, name: str, html: str) -> str:
    frame = {
        "type": "part",
        "room": room.id,
        "room_version": room.version,
        "part": name,
        "html": html,
    }
    return json.dumps(frame, ensure_ascii=False)
