"""Addresses as they arrive from chats and mails: with the full stop or bracket behind them, what
they count readers by, or the words beside them; and HEAD, which is GET without the body."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.wording import visible

LINKS = ("/j/", "/r/", "/lead/", "/organiser/", "/read/", "/rooms/")
_KEY = re.compile(
    r"(?i:/(?P<way>r|lead|organiser))/[^0-9A-Za-z]*"
    r"(?P<key>[a-z2-9]{16}\.[a-z2-7]{24}|(?<=/organiser/)[a-z2-9]{40})"
)
_CODE = re.compile(
    r"/(?i:j)/[^0-9A-Za-z]*(?P<code>[A-Za-z2-9]{8})(?![0-9A-Za-z])(?P<room>/-?[0-9]+)?", re.ASCII
)
_glued = re.compile(r"(?<=[0-9A-Za-z])(?:[?&#<>\"]|%(?![0-9A-Fa-f]{2})).*")
_behind = re.compile(r"[^0-9A-Za-z/]*")
"""Every link ends in one of these letters or a digit; a chat may put anything else behind it. Read
from the end, so that a long address is gone through once."""


class Paths:
    """Takes away what a chat has put behind a link, and lets every page answer HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].lower().startswith(LINKS):
            scope = {**scope, "path": tidy(scope["path"])}
        if scope["method"] == "HEAD" and not scope["path"].startswith("/static/"):
            scope = {**scope, "method": "GET"}
            send = _without_body(send)
        await self.app(scope, receive, send)


def tidy(path: str) -> str:
    """Without what stands around, or what is not seen inside of it: a mail breaks long lines, and
    some pages put signs of no width where they may; and a link that somebody typed off a sheet in
    capitals. Where nothing of the link itself would be left, it stays as it is: wrong, and told."""
    path = path.lower() if path.isupper() else path
    seen = visible(path)
    if code := _CODE.match(seen):
        return f"/j/{code['code']}{code['room'] or ''}"
    seen = "".join(seen.split())
    if key := _KEY.match(seen):
        return f"/{key['way'].lower()}/{key['key']}"
    seen = _glued.sub("", seen)
    behind = _behind.match(seen[::-1])
    tidied = seen[: len(seen) - behind.end()] if behind else seen
    return path if tidied.lower() in LINKS else tidied


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only
