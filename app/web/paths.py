"""Addresses as they arrive from chats and mails: with the full stop or bracket behind them; and
HEAD, which is GET without the body."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.wording import visible

LINKS = ("/j/", "/r/", "/lead/", "/organiser/", "/read/", "/rooms/")
_behind = re.compile(r"(?:;\w{1,8}&|[^0-9A-Za-z/])*")
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
    """Without what stands behind, or what is not seen inside of it: a mail breaks long lines, and
    some pages put signs of no width where they may; and a link that somebody typed off a sheet in
    capitals. Where nothing of the link itself would be left, it stays as it is: wrong, and told."""
    seen = "".join(visible(path).split())
    behind = _behind.match(seen[::-1])
    tidied = seen[: len(seen) - behind.end()] if behind else seen
    path = path if tidied.lower() in LINKS else tidied
    return path.lower() if path.isupper() else path


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only
