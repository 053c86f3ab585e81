"""Handing a seminar out: addresses and QR codes, a line for each room's chat, sheets for tables."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import Response

from app.people.identity import LinksOf, StoreOf, VisitOf
from app.people.rights import Act, WayIn
from app.rooms.circle import places
from app.rooms.invitations import handout, invitations, qr
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.seminars.owning import SETTINGS_SAVED
from app.seminars.setup import SetupOf
from app.seminars.setup_steps import setup_facts
from app.web.pages import fragment, page

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)


def drawn(url: str) -> Markup:
    return Markup(qr(url))  # noqa: S704


DRAWN: dict[str, Any] = {"qr": drawn, "places": places}


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
            "join_qr": drawn(links.join(seminar.code)),
            "read_url": links.read(seminar.id),
            "facilitator_url": links.facilitator(seminar.id, seminar.facilitator_generation),
            "invitations": invitations(session, seminar, links),
            **DRAWN,
        }
    return page(request, "rooms/share.html", facts, language=seminar.language)


@router.post("/share")
async def set_entry(setup: SetupOf, entry: Annotated[WayIn, Form()]) -> Response:
    """Who may choose and change room. Whoever sits in a room stays there."""

    def deed(session: Session, seminar: Seminar) -> None:
        seminar.entry = entry
        session.add(seminar)

    await setup.change(deed, SETTINGS_SAVED, "seminar")
    return setup.go("share")


@router.get("/share/screen")
def join_screen(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    """How to join, for the screen in the hall: the code, or that each room has its own link."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_SETUP)
        url = links.join(seminar.code)
        facts = {"seminar": seminar, "join_qr": drawn(url), "host": links.host}
        return page(request, "rooms/join_screen.html", facts, language=seminar.language)


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
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_SETUP)
        found = handout(session, seminar, links, dialogue, room)
        facts = {"handout": found, "room": room, "host": links.host, **DRAWN}
        viewer = {"csrf": visit.csrf, "asker": visit, "path": request.url.path}
        return HTMLResponse(fragment("rooms/sheets.html", seminar.language, **facts, **viewer))
