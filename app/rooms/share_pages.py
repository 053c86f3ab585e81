"""Handing a seminar out: addresses and QR codes, a line for each room's chat, sheets for tables."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Annotated, Any, Literal

import segno
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import Response

from app.people.identity import LinksOf, StoreOf, VisitOf
from app.people.links import Links
from app.people.rights import Act, ByLink, Stage, WayIn
from app.refusals import NotFound
from app.rooms import room_admin
from app.rooms.circle import places
from app.rooms.models import Room, rooms
from app.seminars.access import seminar_for
from app.seminars.models import Dialogue, Seminar, dialogues, duties
from app.seminars.overview import Work, works
from app.seminars.setup_steps import setup_facts
from app.storage.store import now
from app.web.pages import catalogue, fragment, go, page, told

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)


@dataclass(frozen=True)
class Invitation:
    """What one room is sent: its link, the same as a QR code, and a line for its chat."""

    room: Room
    names: list[str]
    url: str
    chat: str

    @property
    def qr(self) -> Markup:
        return qr(self.url)


def qr(text: str) -> Markup:
    """An SVG that the strict policy allows: no style, no script, no size of its own."""
    return Markup(segno.make(text, error="m").svg_inline(omitsize=True, border=0))  # noqa: S704


@router.get("/share")
def share(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    with store.reading() as session:
        facts = setup_facts(session, visit.asker, seminar_id, "share")
        seminar: Seminar = facts["seminar"]
        facts |= {
            "by_code": seminar.entry == WayIn.CODE,
            "join_url": links.join(seminar.code),
            "join_qr": qr(links.join(seminar.code)),
            "read_url": links.read(seminar.id),
            "facilitator_url": links.facilitator(seminar.id, seminar.facilitator_generation),
            "invitations": _invitations(session, seminar, links),
        }
    return page(request, "rooms/share.html", facts, language=seminar.language)


@router.post("/share")
async def set_entry(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    entry: Annotated[WayIn, Form()],
) -> Response:
    """Who may choose and change room. Whoever sits in a room stays there."""

    def verb(session: Session) -> None:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        seminar.entry = entry
        session.add(seminar)

    await store.write(verb)
    return go(request, f"/seminars/{seminar_id}/share")


@router.get("/share/screen")
def join_screen(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    """How to join, for the screen in the hall: the code, or that each room has its own link."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        url = links.join(seminar.code)
        facts = {"seminar": seminar, "join_qr": qr(url), "host": links.url.partition("://")[2]}
        return page(request, "rooms/join_screen.html", facts, language=seminar.language)


@router.get("/qr.{kind}")
def qr_file(
    seminar_id: str,
    kind: Literal["svg", "png"],
    visit: VisitOf,
    store: StoreOf,
    links: LinksOf,
    room: int | None = None,
) -> Response:
    """The QR code of the seminar, or of one room, to be put into an invitation or a slide."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        if room is None:
            if seminar.entry == WayIn.LINK:
                raise ByLink
            url, name = links.join(seminar.code), f"QR {seminar.code}"
        else:
            found = [each for each in rooms(session, seminar.id) if each.number == room]
            if not found:
                raise NotFound
            url, name = links.room(found[0].id, found[0].generation), f"QR {room}"
    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind=kind, scale=20, border=4)
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(drawn.getvalue(), media_type=_DRAWN[kind], headers=headers)


_DRAWN = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/sheets")
def sheets(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    links: LinksOf,
    dialogue: str = "",
    room: int | None = None,
) -> Response:
    """One A4 a room, for one dialogue; in the seminar's language, whoever prints them."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        all_works = works(session, seminar)
        first = Work(room_admin.first_dialogue(session, seminar_id), Stage.DRAFT, [])
        asked = [each for each in all_works if each.dialogue.id == dialogue]
        work = next(iter(asked or all_works), first)
        invitations = _invitations(session, seminar, links, work.dialogue)
        facts: dict[str, Any] = {
            "seminar": seminar,
            "works": all_works,
            "work": work,
            "room": room,
            "duties": duties(session, seminar.id),
            "invitations": [each for each in invitations if room in (None, each.room.number)],
            "places": places,
            "host": links.url.partition("://")[2],
        }
    if not facts["invitations"] and room is not None:
        raise NotFound
    viewer = {"csrf": visit.csrf, "asker": visit, "path": request.url.path}
    return HTMLResponse(fragment("rooms/sheets.html", seminar.language, **facts, **viewer))


def _invitations(
    session: Session, seminar: Seminar, links: Links, dialogue: Dialogue | None = None
) -> list[Invitation]:
    all_dialogues = dialogues(session, seminar.id)
    first = dialogue or room_admin.first_dialogue(session, seminar.id)
    names = room_admin.seated_in(session, first.id)
    closing = _closing(all_dialogues, now(session), seminar.language)
    return [
        Invitation(
            room,
            names.get(room.id, []),
            url := links.room(room.id, room.generation),
            _chat(room, names.get(room.id, []), url, closing, seminar.language),
        )
        for room in rooms(session, seminar.id)
    ]


def _closing(all_dialogues: list[Dialogue], moment: datetime, language: str) -> str:
    """When writing closes, if that is set and still to come: a time, and a day if not today."""
    closing = [each.until for each in all_dialogues if each.stage_at(moment) is Stage.CLOSING]
    until = min(filter(None, closing), default=None)
    return told(until, language) if until else ""


def _chat(room: Room, names: list[str], url: str, closing: str, language: str) -> str:
    gettext = catalogue(language).gettext
    who = ", ".join(names) or room.name
    head = gettext("Room %(number)s") % {"number": room.number} + (f" – {who}" if who else "")
    line = gettext("One in the group opens the link and writes: %(url)s") % {"url": url}
    end = gettext("Writing closes %(time)s.") % {"time": closing} if closing else ""
    return f"{head}. {line} {end}".strip()
