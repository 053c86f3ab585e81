"""One room as it is made ready: its name and members, its link, who sits there."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.live.hub import Hub
from app.people.identity import StoreOf, Visit, VisitOf
from app.people.links import Links
from app.people.rights import Act
from app.rooms import people, room_admin
from app.rooms.live import LiveRooms
from app.rooms.roster import read_roster
from app.rooms.roster_entries import LONGEST_NAME, Entry, checked
from app.rooms.roster_pages import write
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.setup_steps import setup_facts
from app.seminars.signals import Changes
from app.storage.store import Store
from app.web.pages import go, page

router = APIRouter(prefix="/seminars/{seminar_id}/rooms/{room_id}", include_in_schema=False)


@router.get("")
def show_room(
    seminar_id: str,
    room_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
) -> Response:
    return _room(request, visit, store, seminar_id, room_id)


@router.post("")
async def change_room(
    seminar_id: str,
    room_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    members: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    with store.reading() as session:
        seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        number = room_admin.room_of(session, seminar_id, room_id).number
    line = read_roster(f"{number}; {' '.join(members.splitlines())}")
    wanted = Entry(number, name.strip(), line.entries[0].members if line.entries else ())
    findings = checked([wanted]).problems
    if findings:
        return _room(request, visit, store, seminar_id, room_id, findings=findings)

    def roster(session: Session) -> list[Entry]:
        standing = room_admin.roster_of(session, seminar_id)
        return [wanted if each.number == number else each for each in standing]

    await write(request, visit, store, seminar_id, roster)
    return go(request, f"/seminars/{seminar_id}/rooms#room-{number}")


@router.post("/link")
async def new_link(
    seminar_id: str, room_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    def verb(session: Session) -> None:
        seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        room_admin.new_link(session, room_admin.room_of(session, seminar_id, room_id))

    await store.write(verb)
    await runtime(request)[Changes].rights.send_async(seminar_id=seminar_id)
    return _room(request, visit, store, seminar_id, room_id, done="link")


@router.post("/seats/{seat_id}/remove")
async def remove_seat(
    seminar_id: str, room_id: str, seat_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    def verb(session: Session) -> None:
        seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        room_admin.remove_seat(session, room_admin.room_of(session, seminar_id, room_id), seat_id)

    await store.write(verb)
    await runtime(request)[Changes].rights.send_async(seminar_id=seminar_id)
    await runtime(request)[LiveRooms].publish(room_id, "people")
    return _room(request, visit, store, seminar_id, room_id, done="seat")


def _room(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    room_id: str,
    **facts: Any,
) -> Response:
    with store.reading() as session:
        shown = setup_facts(session, visit.asker, seminar_id, "rooms")
        room = room_admin.room_of(session, seminar_id, room_id)
        first = room_admin.first_dialogue(session, seminar_id)
        url = runtime(request)[Links].room(room.id, room.generation)
        shown |= {
            "room": room,
            "names": room_admin.seated_in(session, first.id).get(room.id, []),
            "people": people.people(session, runtime(request)[Hub], room),
            "url": url,
            "findings": (),
            "done": "",
        }
    shown |= facts
    template = "rooms/roster_room.html" if not facts else "rooms/_roster_room.html"
    status = 422 if facts.get("findings") else 200
    return page(request, template, shown, language=shown["seminar"].language, status=status)
