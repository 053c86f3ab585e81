"""What a device needs to open a room without net: the service worker, and the page that it shows
where it kept none. docs/decisions/0012-a-worker-keeps-room-pages.md says what is kept and why."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.people.identity import VisitOf
from app.refusals import NotFound
from app.web.assets import DIST, Assets, asset
from app.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/worker.js")
def worker(request: Request) -> Response:
    """At the root, since a worker serves only what lies below it; asked for anew each time, so that
    an update reaches every device at its next page."""
    path = DIST / asset("js/worker.js").removeprefix("/static/")
    if not path.is_file():
        raise NotFound
    files = Assets(directory=DIST)
    return files.file_response(path, path.stat(), request.scope, keep="no-cache")


@router.get("/offline")
def offline(request: Request, visit: VisitOf) -> Response:
    """Names nobody and no room: what is on the device is listed there, by the page's script."""
    return page(request, "rooms/offline.html")
