"""A person's own choices and the organiser's one-time link.

Opening a link changes nothing, since mail scanners open links too; its one button does.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.people.access import Asker
from app.people.failed_attempts import FailedAttempts
from app.people.identity import (
    COME_BACK,
    SettingsOf,
    StoreOf,
    VisitOf,
    end_sockets,
    set_cookie,
)
from app.people.models import Visitor, new_visitor, opens, redeem, renewed
from app.refusals import NotFound
from app.runtime import runtime
from app.web.pages import LANGUAGES, go, page

router = APIRouter(include_in_schema=False)


@router.get("/organiser/{secret}")
async def show_organiser_link(
    secret: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    limit = runtime(request)[FailedAttempts]
    await limit.check(request)
    if not await store.read(lambda session: opens(session, secret)):
        await limit.failed(request)
        return unknown_link(request)
    return page(request, "people/organiser.html")


@router.post("/organiser/{secret}")
async def use_organiser_link(
    secret: str, request: Request, visit: VisitOf, store: StoreOf, settings: SettingsOf
) -> Response:
    limit = runtime(request)[FailedAttempts]
    await limit.check(request)

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
        await limit.failed(request)
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
    """Works without a seat too: a choice is worth a cookie, and it is the same one."""

    def verb(session: Session) -> str | None:
        visitor, cookie = session.get(Visitor, visitor_id(visit.asker) or ""), None
        if visitor is None:
            visitor, cookie = new_visitor(session)
        visitor.language = language
        session.add(visitor)
        return cookie

    if language not in LANGUAGES:
        raise NotFound
    cookie = await store.write(verb)
    answer = go(request, path if _is_ours(path) else "/")
    if cookie:
        set_cookie(answer, settings, cookie)
    return answer


def visitor_id(asker: Asker) -> str | None:
    return asker.id if asker.kind == "visitor" else None


def unknown_link(request: Request) -> Response:
    """The same for a link that was used, renewed or never made."""
    return page(request, "people/unknown_link.html", status=404)


def _is_ours(path: str) -> bool:
    """A path of this server: browsers read `//host` and `/\\host` as another site's address."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
