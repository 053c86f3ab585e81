"""The parts of a room's page that change while people look: rendered once a language, and the same
for everybody. What a part shows comes from the database and from who is connected now."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlmodel import Session

from app.live.elsewhere import Far
from app.live.frames import PagePart, encode
from app.live.hub import Connection, Hub
from app.people.rights import Stage
from app.rooms import help, messages, people, phases, round
from app.rooms.models import Part, Room
from app.rooms.speakers import speakers
from app.seminars.models import dialogues, numbers, prompts
from app.seminars.room_stages import room_stages
from app.storage.order import made
from app.web.pages import fragment


class Opener(NamedTuple):
    """Whoever is opening the page: their seat, which is here in a moment, and the dialogue that
    they begin with. So what they are sent first is what stands there when all has loaded."""

    seat_id: str | None = None
    dialogue_id: str | None = None


NOBODY = Opener()
PROGRAMME = "programme"
Facts = Callable[[Session, Hub, Room, Opener], dict[str, Any]]


def _clock(session: Session, hub: Hub, room: Room, opener: Opener) -> dict[str, Any]:
    """Where the room is in each dialogue that is written in; shown is that of the open one."""
    open_here = [each for each in room_stages(session, room.seminar_id, room.id) if each.open]
    progress = [(each, phases.progress(session, room, each.dialogue)) for each in open_here]
    return {
        "room": room,
        "begun_with": opener.dialogue_id,
        "progress": progress,
        "several": {each.dialogue.id: len(stands.blocks) > 1 for each, stands in progress},
        "numbers": numbers(prompts(session, room.seminar_id)),
    }


def _round(session: Session, hub: Hub, room: Room, opener: Opener) -> dict[str, Any]:
    """A round for each dialogue that is written in; before any was opened, one to get to know each
    other by."""
    opened = [each for each in dialogues(session, room.seminar_id) if each.stage != Stage.DRAFT]
    return {
        "room": room,
        "begun_with": opener.dialogue_id,
        "places": round.places(session, room),
        "several": len(opened) > 1,
        "speakers": {each.id: each.name for each in speakers(session, room.id)},
    }


def programme_version(session: Session, room: Room) -> int:
    """The room's version at which its programme was changed last."""
    mark = session.get(Part, (room.id, PROGRAMME))
    return mark.version if mark else 0


# A part's name is its element's id; its template is rooms/_<name>.html.
PARTS: dict[str, Facts] = {
    "people": lambda session, hub, room, opener: people.facts(session, hub, room, opener.seat_id),
    "help": lambda session, hub, room, opener: {"room": room, "calls": help.calls(session, room)},
    "round": _round,
    "clock": _clock,
    # Which it is alone: a page that is written in takes it in piece by piece.
    PROGRAMME: lambda session, hub, room, opener: {"version": programme_version(session, room)},
    "messages": lambda session, hub, room, opener: {
        "room": room,
        "messages": messages.messages(session, room),
    },
}


def channel(room_id: str, language: str | None = None) -> str:
    """Steps and carets go to the room's channel, HTML to the one of a language."""
    return f"room:{room_id}:{language}" if language else f"room:{room_id}"


def render(
    session: Session, hub: Hub, room: Room, name: str, language: str, opener: Opener = NOBODY
) -> str:
    return fragment(f"rooms/_{name}.html", language, **PARTS[name](session, hub, room, opener))


def here(hub: Hub, room_id: str) -> list[Connection | Far]:
    return hub.everybody(channel(room_id))


def count_here(hub: Hub, room_id: str) -> int:
    """How many people are connected: each seat once, whoever only looks not at all."""
    return len({each.facts["seat"] for each in here(hub, room_id) if each.facts.get("seat")})


def part_frame(session: Session, room: Room, name: str, html: str) -> bytes:
    at, version = made(session), room.version
    return encode(PagePart(room=room.id, room_version=version, made=at, part=name, html=html))
