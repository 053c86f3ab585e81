"""The way into a room: the lobby behind a join code, the door behind a room's link, the seat.

Opening a link changes nothing; its one button does. A wrong code, an old link and a room that does
not exist get the same page, and are counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Form, Request
from sqlmodel import Session, select
from starlette.responses import RedirectResponse, Response

from app.live.hub import Hub
from app.people.access import Asker, seat_in
from app.people.identity import LinksOf, SettingsOf, StoreOf, Visit, VisitOf, set_cookie
from app.people.links import Links, id_of
from app.people.models import new_visitor
from app.people.rights import Act, Actor, require
from app.people.wrong_codes import WrongCodes
from app.refusals import NotFound
from app.rooms import parts
from app.rooms.access import actor_or_neighbour, seats_in, standing
from app.rooms.live import LiveRooms
from app.rooms.models import Member, Room, members_of, rooms, seated
from app.rooms.seating import member_named, room_numbered, sit
from app.runtime import runtime
from app.seminars.access import seminar_stage
from app.seminars.models import Seminar
from app.settings import Settings
from app.storage.ids import tidy_code
from app.storage.store import Store
from app.web.pages import go, page

router = APIRouter(include_in_schema=False)
Line = Annotated[str, Form(max_length=60)]
T = TypeVar("T")
Find = Callable[[Session], Room]


@dataclass(frozen=True)
class Door:
    """A room as it is met from outside; whether the asker sits there, or may look without."""

    room: Room
    seminar: Seminar
    members: list[Member]
    sits: bool
    looks: bool


@router.get("/j")
async def ask_code(request: Request, visit: VisitOf, code: str = "") -> Response:
    """Where the form for a code leads."""
    if tidy_code(code):
        return RedirectResponse(f"/j/{tidy_code(code)}", status_code=303)
    return page(request, "rooms/unknown.html", {"code": "", "asked": False})


@router.get("/j/{code}")
async def lobby(code: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    """All rooms of a seminar, to be found by number or member."""

    def query(session: Session) -> dict[str, Any]:
        seminar = _seminar(session, visit.asker, code)
        members = seated(session, seminar.id)
        return {
            "seminar": seminar,
            "rooms": [(room, members.get(room.id, [])) for room in rooms(session, seminar.id)],
            "mine": {seat.room_id for seat in seats_in(session, visit.asker, seminar.id)},
        }

    facts = await _found(store, query)
    if facts is None:
        return await _unknown(request, code)
    hub = runtime(request)[Hub]
    facts["here"] = {room.id: parts.count_here(hub, room.id) for room, _ in facts["rooms"]}
    return page(request, "rooms/lobby.html", facts, language=facts["seminar"].language)


@router.get("/j/{code}/{number}")
async def door_by_code(
    code: str, number: int, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    return await _show(request, visit, store, _by_code(code, number))


@router.post("/j/{code}/{number}")
async def enter_by_code(
    code: str,
    number: int,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    settings: SettingsOf,
    nickname: Line = "",
    member: Line = "",
) -> Response:
    find = _by_code(code, number)
    return await _enter(request, visit, store, settings, find, nickname, member)


@router.get("/r/{secret}")
async def door_by_link(
    secret: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    return await _show(request, visit, store, _by_link(links, secret))


@router.post("/r/{secret}")
async def enter_by_link(
    secret: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    links: LinksOf,
    settings: SettingsOf,
    nickname: Line = "",
    member: Line = "",
) -> Response:
    find = _by_link(links, secret)
    return await _enter(request, visit, store, settings, find, nickname, member)


def _by_code(code: str, number: int) -> Find:
    return lambda session: room_numbered(session, tidy_code(code), number)[1]


def _by_link(links: Links, secret: str) -> Find:
    def find(session: Session) -> Room:
        room = session.get(Room, id_of(secret))
        if room is None or not links.opens(secret, "room", room.id, room.generation):
            raise NotFound
        return room

    return find


def _seminar(session: Session, asker: Asker, code: str) -> Seminar:
    seminar = session.exec(select(Seminar).where(Seminar.code == tidy_code(code))).first()
    if seminar is None:
        raise NotFound
    actor = actor_or_neighbour(session, asker, seminar)
    require(actor, Act.ENTER, seminar_stage(seminar))
    return seminar


async def _show(request: Request, visit: Visit, store: Store, find: Find) -> Response:
    door = await _found(store, lambda session: _door(session, visit.asker, find))
    if door is None:
        return await _unknown(request)
    if door.sits:
        return RedirectResponse(f"/rooms/{door.room.id}", status_code=303)
    facts = {"door": door, "members": [(each.name, each.name) for each in door.members]}
    return page(request, "rooms/door.html", facts, language=door.seminar.language)


def _door(session: Session, asker: Asker, find: Find) -> Door:
    found = standing(session, asker, find(session).id)
    if not found.seat:
        require(found.actor, Act.ENTER, found.stage)
    looks = found.actor in (Actor.FACILITATOR, Actor.ORGANISER)
    members = members_of(session, found.room.id)
    return Door(found.room, found.seminar, members, found.seat is not None, looks)


async def _enter(
    request: Request,
    visit: Visit,
    store: Store,
    settings: Settings,
    find: Find,
    nickname: str,
    member: str,
) -> Response:
    """Take a seat, or find one's own again; a browser that is new here gets its cookie."""

    def verb(session: Session) -> tuple[str, str | None]:
        room = find(session)
        found = standing(session, visit.asker, room.id)
        require(found.actor, Act.ENTER, found.stage)
        visitor_id, secret = visit.asker.id, None
        if visit.asker.kind != "visitor":
            visitor, secret = new_visitor(session)
            visitor_id = visitor.id
        named = member_named(session, room.seminar_id, member) if member else None
        own = seat_in(session, visit.asker, room.id)
        sit(session, room, own, visitor_id=visitor_id, nickname=nickname, member=named)
        return room.id, secret

    try:
        room_id, secret = await store.write(verb)
    except NotFound:
        return await _unknown(request)
    await runtime(request)[LiveRooms].publish(room_id, "people")
    answer = go(request, f"/rooms/{room_id}")
    if secret:
        set_cookie(answer, settings, secret)
    return answer


async def _found(store: Store, query: Callable[[Session], T]) -> T | None:
    try:
        return await store.read(query)
    except NotFound:
        return None


async def _unknown(request: Request, code: str = "") -> Response:
    """The same for whatever opens nothing. A code may be guessed and is counted; no link may."""
    if "secret" not in request.path_params:
        await runtime(request)[WrongCodes].wrong(request)
    facts = {"code": tidy_code(code), "asked": True}
    return page(request, "rooms/unknown.html", facts, status=404)
