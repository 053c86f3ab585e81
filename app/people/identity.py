"""FastAPI's side of who asks: the visit behind a request, and the store."""

from dataclasses import dataclass
from math import ceil
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.live.allowance import AddressAllowances, Allowances
from app.live.hub import Hub
from app.people.access import NOBODY, Asker, by_bearer, by_cookie, organiser_of
from app.people.links import Links
from app.people.models import Visitor
from app.refusals import NoMark, NotSignedIn, TooFast
from app.runtime import runtime
from app.settings import Settings
from app.storage.store import Store
from app.web.addresses import address_of
from app.web.guard import SAFE_METHODS, require_own_origin, shows_own_origin

COOKIE = "samtavle"
LANGUAGE_COOKIE = "samtavle-language"
"""The choice of whoever has no seat: it says nothing else, and nothing is stored here for it."""
YEAR = 365 * 24 * 3600
COME_BACK, NOT_SIGNED_IN = 1012, 4401


@dataclass(frozen=True)
class Visit:
    """Who is behind a request, for pages: `csrf` goes into their writes. `cookie` is the digest of
    the one that was shown."""

    asker: Asker
    language: str | None = None
    organiser: bool = False
    csrf: str = ""
    cookie: str = ""


def cookie_name(settings: Settings) -> str:
    """With TLS the name itself keeps other hosts and paths from setting it. Without, it tells apart
    the servers of one machine by the port that people use, which several processes share."""
    if settings.secure:
        return f"__Host-{COOKIE}"
    return f"{COOKIE}-{urlsplit(settings.url).port or 80}"


def bearer(headers: Headers) -> str | None:
    """The secret of a bearer. Other words than that prove nothing: where the proxy in front asks
    for a password, every browser sends `Basic` with every request, foreign pages' too."""
    kind, _, secret = headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


async def who(connection: HTTPConnection) -> Visit:
    """Who is behind a request or a socket. Whoever shows nothing is asked for nowhere: thousands of
    strangers take no thread from those who come in. Raises NotSignedIn for a dead bearer."""
    named = cookie_name(runtime(connection)[Settings]) in connection.cookies
    if named or bearer(connection.headers) is not None:
        return await run_in_threadpool(_look_up, connection)
    return _stranger(connection)


def _stranger(connection: HTTPConnection) -> Visit:
    return Visit(NOBODY, connection.cookies.get(LANGUAGE_COOKIE))


def _look_up(connection: HTTPConnection) -> Visit:
    parts = runtime(connection)
    links, settings = parts[Links], parts[Settings]
    token = bearer(connection.headers)
    with parts[Store].reading() as session:
        if token is not None:
            asker = by_bearer(session, token, links)
            return Visit(asker, organiser=organiser_of(session, asker) is not None)
        secret = connection.cookies.get(cookie_name(settings))
        asker = by_cookie(session, secret) if secret else NOBODY
        visitor = session.get(Visitor, asker.id) if asker.id else None
        if visitor is None:
            return _stranger(connection)
        csrf = links.csrf(visitor.id)
        organiser = visitor.organiser_id is not None
        return Visit(asker, visitor.language, organiser, csrf, visitor.digest)


async def visit(request: Request) -> Visit:
    """The visit, after a write has shown what it must: our own origin, and with a cookie the mark.

    Our own forms, pressed before any script runs, show the origin alone: browsers say it. A bearer
    proves by itself that the request was meant, so it needs neither.
    """
    found = request.state.visit = await who(request)
    if request.method in SAFE_METHODS:
        return found
    if bearer(request.headers) is None:
        url = runtime(request)[Settings].url
        require_own_origin(request.headers, url)
        shown = request.headers.get("x-csrf-token", "")
        marked = runtime(request)[Links].is_csrf(shown, found.asker.id or "")
        if found.csrf and not (marked or shows_own_origin(request.headers, url)):
            raise NoMark
    if not found.organiser:
        _pay(request, found.asker)
    return found


async def caller(found: Annotated[Visit, Depends(visit)], request: Request) -> Visit:
    """The visit of a program that shows who it is: the API's own door, which says so when nothing
    was shown. Raises NotSignedIn. A page that asks by the same way is not there for nobody."""
    if found.asker == NOBODY and request.url.path.startswith("/api/"):
        raise NotSignedIn
    return found


async def show_key(request: Request) -> None:
    """Raises NotSignedIn for a dead bearer, and where a call of the API has `caller` for its door
    and nobody asks."""
    doors = doors_of(getattr(request.scope.get("route"), "dependant", None) or Dependant())
    api = request.url.path.startswith("/api/")
    if visit in doors and (await who(request)).asker == NOBODY and caller in doors and api:
        raise NotSignedIn


def doors_of(route: Dependant) -> set[object]:
    """What is called before its endpoint, on whichever way."""
    found = {route.call}
    return found.union(*(doors_of(each) for each in route.dependencies))


def _pay(request: Request, asker: Asker) -> None:
    """Each write is drawn from its asker's allowance, and from the far larger one of the address,
    which a town hall shares. Raises TooFast."""
    parts = runtime(request)
    allowances = [parts[AddressAllowances][address_of(request)]]
    if asker != NOBODY:
        allowances.append(parts[Allowances][asker.key])
    if seconds := max(each.empty_for for each in allowances):
        raise TooFast(ceil(seconds))
    length = request.headers.get("content-length", "")
    for each in allowances:
        each.wait(int(length) if length.isdigit() else 0)


def set_cookie(response: Response, settings: Settings, secret: str) -> None:
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=YEAR,
        httponly=True,
        secure=settings.secure,
        samesite="lax",
        path="/",
    )


def set_language(response: Response, settings: Settings, language: str) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=YEAR, secure=settings.secure, samesite="lax", path="/"
    )


def end_sockets(connection: HTTPConnection, asker: Asker, code: int) -> None:
    """Close whatever sockets this asker has open. A socket shows its cookie only once, so one that
    was opened with a cookie that is no more would go on."""
    runtime(connection)[Hub].elsewhere.end(asker.key, code)


# Asynchronous only because FastAPI would hand a plain function to a thread.
async def store(connection: HTTPConnection) -> Store:
    return runtime(connection)[Store]


async def links(connection: HTTPConnection) -> Links:
    return runtime(connection)[Links]


async def settings(connection: HTTPConnection) -> Settings:
    return runtime(connection)[Settings]


VisitOf = Annotated[Visit, Depends(visit)]
CallerOf = Annotated[Visit, Depends(caller)]
StoreOf = Annotated[Store, Depends(store)]
LinksOf = Annotated[Links, Depends(links)]
SettingsOf = Annotated[Settings, Depends(settings)]
