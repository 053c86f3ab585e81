"""How refusals reach the one who asked: a problem document for programs, a page for people."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import DataError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app.refusals import Invalid, NotAllowed, NotFound, NotJson, NotSignedIn, Refusal, TooLarge
from app.web.pages import catalogue, language_of, refusal_page

log = structlog.get_logger()
PROBLEM = "application/problem+json"


Handler = Callable[[Request, Exception], Awaitable[Response]]


def install(app: FastAPI, show_key: Callable[[Request], Awaitable[None]]) -> None:
    """`show_key` raises NotSignedIn for whoever must show one and does not: a program is told that
    before it hears what is wrong with what it sent, which nobody looks at."""

    def keyed(handler: Handler) -> Handler:
        async def answering(request: Request, error: Exception) -> Response:
            try:
                await show_key(request)
            except NotSignedIn as refusal:
                return await refused(request, refusal)
            return await handler(request, error)

        return answering

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(NotJson, keyed(refused))
    app.add_exception_handler(RequestValidationError, keyed(invalid))
    app.add_exception_handler(HTTPException, keyed(other))
    app.add_exception_handler(UnicodeEncodeError, unheard_of)
    app.add_exception_handler(OverflowError, unheard_of)
    app.add_exception_handler(DataError, unheard_of)
    app.add_exception_handler(ClientDisconnect, gone)


def wants_problem(request: Request) -> bool:
    return request.url.path.startswith("/api/") or "html" not in request.headers.get(
        "accept", "html"
    )


class Problem(JSONResponse):
    """A problem document in ASCII: it may name what was sent, and half a surrogate pair in that
    could not be written as UTF-8."""

    media_type = PROBLEM

    def render(self, content: Any) -> bytes:
        return json.dumps(content).encode("ascii")


async def refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    headers = {}
    if isinstance(refusal, NotSignedIn):
        headers["www-authenticate"] = "Bearer"
    if "retry_after" in refusal.facts():
        headers["retry-after"] = str(refusal.facts()["retry_after"])
    return answer(request, refusal.type, refusal.status, refusal.title, refusal.facts(), headers)


async def invalid(request: Request, error: Exception) -> Response:
    """FastAPI's own findings in our form, without echoing what was sent."""
    assert isinstance(error, RequestValidationError)
    page_asked = not request.url.path.startswith("/api/")
    if page_asked and any(each["loc"][0] == "path" for each in error.errors()):
        return plain(request, NotFound)  # an address that no page has
    found = [
        # Of what is no JSON it tells a place in the body, which is no field.
        ("" if each["type"] == "json_invalid" else ".".join(map(str, each["loc"][1:])), each["msg"])
        for each in error.errors()
    ]
    return await refused(request, Invalid(*found))


async def other(request: Request, error: Exception) -> Response:
    """Routes that do not exist, methods that are not theirs, bodies that are too large."""
    assert isinstance(error, HTTPException)
    if error.status_code == NotAllowed.status:
        return plain(request, NotAllowed, {"allow": ", ".join(allowed(request))})
    if error.status_code == 400:
        return await refused(request, Invalid(("", "the body cannot be read")))
    return plain(request, TooLarge if error.status_code == TooLarge.status else NotFound)


def allowed(request: Request) -> list[str]:
    """The methods of all routes with this address; a route by itself knows only its own."""
    methods: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        if isinstance(route.original_route, Route) and route.path_regex.match(request.url.path):
            methods |= route.methods or set()
    if "GET" in methods:
        methods.add("HEAD")
    return sorted(methods)


async def unheard_of(request: Request, error: Exception) -> Response:
    """Half a surrogate pair, NUL, or a number of a hundred digits, in something that is looked up:
    not every database takes it."""
    return await refused(request, Invalid(("", "a sign or a number that nothing can hold")))


async def gone(request: Request, error: Exception) -> Response:
    """Whoever sent this went away in the middle of it: nobody hears the answer, and a phone that
    loses its net is no fault for the log."""
    return Response(status_code=Invalid.status)


class BodyLimit(RequestBodyLimitMiddleware):
    """Starlette's limit, with the refusal in our own words when the length is announced. `larger`
    are the paths that take more, and how much."""

    def __init__(self, app: ASGIApp, max_body_size: int, larger: Mapping[str, int]) -> None:
        super().__init__(app, max_body_size)
        self._larger = {
            path: RequestBodyLimitMiddleware(app, size) for path, size in larger.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        length = Headers(scope=scope).get("content-length", "")
        larger = self._larger.get(scope["path"])
        most = larger.max_body_size if larger else self.max_body_size
        if length.isdecimal() and int(length) > most:
            refused = plain(Request(scope), TooLarge)
            return await refused(scope, receive, send)
        taken = larger.__call__ if larger else super().__call__
        return await taken(scope, receive, send)


class ExactPaths:
    """An address of the API has one spelling: with a slash behind it, it is another, which does not
    exist. Pages are led to the right one instead. None has a NUL, which PostgreSQL cannot look up.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if "\0" in path or (path.startswith("/api/") and path.endswith("/")):
            await plain(Request(scope), NotFound)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def plain(request: Request, kind: type[Refusal], headers: dict[str, str] | None = None) -> Response:
    """A refusal of which there is no more to say."""
    return answer(request, kind.type, kind.status, kind.title, {}, headers)


def answer(
    request: Request,
    kind: str,
    status: int,
    title: str,
    facts: Mapping[str, object],
    headers: dict[str, str] | None = None,
) -> Response:
    language = language_of(request)
    words = catalogue(language).gettext(title)
    if wants_problem(request):
        body = {"type": kind, "title": words, "status": status, "detail": words, **facts}
        return Problem(body, status, headers)
    kept = catalogue(language).gettext("Nothing that you have written is lost.")
    shown = refusal_page(request, "error.html", status, title=words, text=kept)
    # A piece of a page that is refused as a whole says so in passing and keeps what stands there.
    shown.headers.update({"HX-Reswap": "none", **(headers or {})})
    return shown
