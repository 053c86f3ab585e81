"""A person's own choices and the organiser's one-time link.

Opening a link changes nothing, since mail scanners open links too; its one button does.
"""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.languages import LANGUAGES
from app.people.access import Asker
from app.people.identity import (
    COME_BACK,
    SettingsOf,
    StoreOf,
    VisitOf,
    end_sockets,
    set_cookie,
    set_language,
)
from app.people.models import Visitor, opens, redeem, renewed
from app.refusals import NotFound
from app.web.pages import go, page, refusal_page

router = APIRouter(include_in_schema=False)


@router.get("/organiser/{secret}")
async def show_organiser_link(
    secret: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    if not await store.read(lambda session: opens(session, secret)):
        return unknown_link(request)
    return page(request, "people/organiser.html")


@router.post("/organiser/{secret}")
async def use_organiser_link(
    secret: str, request: Request, visit: VisitOf, store: StoreOf, settings: SettingsOf
) -> Response:
    def verb(session: Session) -> str:
        organiser = redeem(session, secret)
        if organiser is None:
            raise NotFound
        visitor, cookie = renewed(session, visitor_id(visit.asker))
        visitor.organiser_id = organiser.id
        session.add(visitor)
        return cookie

    try:
        cookie = await store.write(verb)
    except NotFound:
        return unknown_link(request)
    end_sockets(request, visit.asker, COME_BACK)
    answer = go(request, "/seminars")
    set_cookie(answer, settings, cookie)
    return answer


@router.post("/language")
async def choose_language(
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    settings: SettingsOf,
    language: Annotated[str, Form(max_length=10)],
    path: Annotated[str, Form(max_length=500)] = "/",
) -> Response:
    """Works without a seat too, and then nothing is stored here for it."""

    def verb(session: Session) -> None:
        visitor = session.get_one(Visitor, visit.asker.id)
        visitor.language = language
        session.add(visitor)

    if language not in LANGUAGES:
        raise NotFound
    shown = urlsplit(request.headers.get("hx-current-url", ""))  # a dialogue, or what is searched
    if shown.query and shown.path == path:
        path = f"{path}?{shown.query}"
    answer = go(request, path if _is_ours(path) else "/")
    if visitor_id(visit.asker):
        await store.write(verb)
    else:
        set_language(answer, settings, language)
    return answer


def visitor_id(asker: Asker) -> str | None:
    return asker.id if asker.kind == "visitor" else None


def unknown_link(request: Request) -> Response:
    """The same for a link that was used, renewed or never made."""
    return refusal_page(request, "people/unknown_link.html", 404)


def _is_ours(path: str) -> bool:
    """A path of this server: browsers read `//host` and `/\\host` as another site's address."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
