"""Addresses as they arrive from chats and mails: with the full stop or bracket behind them; and
HEAD, which is GET without the body."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LINKS = ("/j/", "/r/", "/lead/", "/organiser/", "/read/", "/rooms/")
_behind = re.compile(
    "(?:&nbsp;|[\\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff"
    "._,;:!?…'\"`’”“»«()\\[\\]{}<>*~|\\\\–—-])+$"
)
"""No link ends in any of these; chats make _slanted_, *strong* and ~struck~ text with some."""


class Paths:
    """Takes away what a chat has put behind a link, and lets every page answer HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].lower().startswith(LINKS):
            scope = {**scope, "path": _tidy(scope["path"])}
        if scope["method"] == "HEAD" and not scope["path"].startswith("/static/"):
            scope = {**scope, "method": "GET"}
            send = _without_body(send)
        await self.app(scope, receive, send)


def _tidy(path: str) -> str:
    """Without what stands behind; and a link that somebody typed off a sheet in capitals."""
    path = _behind.sub("", path)
    return path.lower() if path.isupper() else path


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only
