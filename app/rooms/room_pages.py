"""One room as it is made ready: its name and members, its link, who sits there."""

from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import Field
from starlette.responses import Response

from app.live.hub import Hub
from app.people.links import Links
from app.rooms import people, room_admin, room_changes
from app.rosters.entries import LONGEST_NAME, Entry, checked
from app.rosters.lines import escaped, members_in
from app.runtime import runtime
from app.seminars.setup import Setup, SetupOf
from app.wording import Line

router = APIRouter(prefix="/seminars/{seminar_id}/rooms/{room_id}", include_in_schema=False)


@router.get("")
def show_room(setup: SetupOf, room_id: str) -> Response:
    return _room(setup, room_id)


@router.post("")
async def change_room(
    setup: SetupOf,
    room_id: str,
    name: Annotated[Line, Form(), Field(max_length=LONGEST_NAME)] = "",
    members: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    with setup.store.reading() as session:
        setup.seminar(session)
        number = room_admin.room_of(session, setup.seminar_id, room_id).number
    wanted = Entry(number, name, members_in(members.replace("\r\n", "\n")))
    if findings := checked([wanted]).problems:
        return _room(setup, room_id, findings=findings)

    await room_changes.change_room(setup, number, lambda _: wanted)
    return setup.go(f"rooms#room-{number}")


@router.post("/link")
async def new_link(setup: SetupOf, room_id: str) -> Response:
    await room_changes.new_link(setup, room_id)
    return _done(setup, room_id, "link")


@router.post("/seats/{seat_id}/remove")
async def remove_seat(setup: SetupOf, room_id: str, seat_id: str) -> Response:
    await room_changes.remove_seat(setup, room_id, seat_id)
    return _done(setup, room_id, "seat")


def _done(setup: Setup, room_id: str, deed: str) -> Response:
    """The room anew for a script; else its page, led to, whose bar tells what was done."""
    if setup.is_script:
        return _room(setup, room_id, done=deed)
    return setup.go(f"rooms/{room_id}")


def _room(setup: Setup, room_id: str, **facts: Any) -> Response:
    parts = runtime(setup.request)
    with setup.store.reading() as session:
        shown = setup.facts(session, "rooms")
        room = room_admin.room_of(session, setup.seminar_id, room_id)
        first = room_admin.first_dialogue(session, setup.seminar_id)
        names = room_admin.seated_in(session, first.id).get(room.id, [])
        shown |= {
            "room": room,
            "members": ", ".join(map(escaped, names)),
            "people": people.people(session, parts[Hub], room),
            "url": parts[Links].room(room.id, room.generation),
            "findings": (),
            "done": "",
        }
    template = "rooms/roster_room.html" if not facts else "rooms/_roster_room.html"
    return setup.page(template, shown | facts, 422 if facts.get("findings") else 200)
