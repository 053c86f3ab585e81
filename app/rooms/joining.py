"""The way into a room: the lobby behind a join code, the door behind a room's link, the seat.

Opening a link changes nothing; its one button does. A wrong code, an old link and a room that does
not exist get the same page, and wrong codes are counted.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.live.hub import Hub
from app.people.access import seat_in
from app.people.identity import LinksOf, SettingsOf, StoreOf, Visit, VisitOf, set_cookie
from app.people.models import new_visitor
from app.people.rights import ByLink, Over
from app.people.wrong_codes import WrongCodes
from app.refusals import NotFound, Refusal
from app.rooms import doors, parts
from app.rooms.access import seats_in
from app.rooms.doors import Key
from app.rooms.live import LiveRooms
from app.rooms.merging import goes_on_in, seat_along
from app.rooms.models import rooms
from app.rooms.seating import member_named, sit
from app.rooms.sitting import seated
from app.runtime import runtime
from app.seminars.merges import merges
from app.settings import Settings
from app.storage.ids import tidy_code
from app.storage.store import Store
from app.web.pages import go, page, refusal_page

router = APIRouter(include_in_schema=False)
Line = Annotated[str, Form(max_length=60)]


@router.get("/j")
async def ask_code(request: Request, visit: VisitOf, code: str | None = None) -> Response:
    """Where the form for a code leads; an empty one comes back and says so."""
    if code and tidy_code(code):
        return RedirectResponse(f"/j/{tidy_code(code)}", status_code=303)
    missing = code is not None
    facts = {"code": "", "asked": False, "missing": missing}
    return page(request, "rooms/unknown.html", facts, status=422 if missing else 200)


@router.get("/j/{code}")
async def lobby(code: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    """All rooms of a seminar, to be found by number or member."""

    def query(session: Session) -> dict[str, Any]:
        seminar = doors.lobby(session, visit.asker, code)
        members, every = seated(session, seminar.id), rooms(session, seminar.id)
        number = {room.id: room.number for room in every}
        return {
            "seminar": seminar,
            "rooms": [(room, members.get(room.id, [])) for room in every],
            "into": {each.room_id: number[each.into_id] for each in merges(session, seminar.id)},
            "over": doors.is_over(session, seminar),
            "read": doors.reading(session, seminar),
            "mine": {seat.room_id for seat in seats_in(session, visit.asker, seminar.id)},
        }

    try:
        facts = await store.read(query)
    except (NotFound, ByLink, Over) as refusal:
        return await _refused(request, refusal, code)
    hub = runtime(request)[Hub]
    facts["here"] = {room.id: parts.count_here(hub, room.id) for room, _ in facts["rooms"]}
    return page(request, "rooms/lobby.html", facts, language=facts["seminar"].language)


@router.get("/j/{code}/{number}")
async def door_by_code(
    code: str, number: int, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    return await _show(request, visit, store, doors.code(code, number))


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
    key = doors.code(code, number)
    return await _enter(request, visit, store, settings, key, nickname, member)


@router.get("/r/{secret}")
async def door_by_link(
    secret: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    return await _show(request, visit, store, doors.link(links, secret))


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
    key = doors.link(links, secret)
    return await _enter(request, visit, store, settings, key, nickname, member)


async def _show(request: Request, visit: Visit, store: Store, key: Key) -> Response:
    try:
        door = await store.read(lambda session: doors.met(session, visit.asker, key))
    except (NotFound, ByLink, Over) as refusal:
        return await _refused(request, refusal)
    if door.sits:
        own = door.instead_of or door.room  # from which its page leads on
        return RedirectResponse(f"/rooms/{own.id}", status_code=303)
    facts = {"door": door, "members": [(each.name, each.name) for each in door.members]}
    return page(request, "rooms/door.html", facts, language=door.seminar.language)


async def _enter(
    request: Request,
    visit: Visit,
    store: Store,
    settings: Settings,
    key: Key,
    nickname: str,
    member: str,
) -> Response:
    """Take a seat, or find one's own again, also in the room that this one goes on in; a browser
    that is new here gets its cookie."""

    def verb(session: Session) -> tuple[list[str], str | None]:
        room = doors.opened(session, visit.asker, key).room
        visitor_id, secret = visit.asker.id, None
        if visit.asker.kind != "visitor":
            visitor, secret = new_visitor(session)
            visitor_id = visitor.id
        named = member_named(session, room.seminar_id, member) if member else None
        own = seat_in(session, visit.asker, room.id)
        seat = sit(
            session,
            room,
            own,
            visitor_id=visitor_id,
            nickname=nickname,
            member=named,
            by_code=key.by_code,
        )
        merge = goes_on_in(session, room.id)
        along = [seat_along(session, merge, seat).room_id] if merge else []
        return [room.id, *along], secret

    try:
        await store.read(key.find)  # so that what opens nothing is kept from the writer
        room_ids, secret = await store.write(verb)
    except (NotFound, ByLink, Over) as refusal:
        return await _refused(request, refusal)
    for room_id in room_ids:
        await runtime(request)[LiveRooms].publish(room_id, "people")
    answer = go(request, f"/rooms/{room_ids[-1]}")
    if secret:
        set_cookie(answer, settings, secret)
    return answer


async def _refused(request: Request, refusal: Refusal, code: str = "") -> Response:
    """A key that opens nothing gets the same page whichever it is; the right one is told why."""
    # Also a code that opens no room any more, or it would be guessed faster; no link is guessed.
    if "secret" not in request.path_params and not isinstance(refusal, Over):
        await runtime(request)[WrongCodes].wrong(request)
    if isinstance(refusal, Over):
        return page(request, "rooms/over.html", {"refusal": refusal}, status=refusal.status)
    template = "unknown" if isinstance(refusal, NotFound) else refusal.type
    typed = tidy_code(code)
    return refusal_page(request, f"rooms/{template}.html", refusal.status, typed, asked=True)
