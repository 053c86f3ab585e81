"""What every HTTP answer carries and every write must show: headers against theft and injection."""

from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.refusals import Foreign
from app.web.times import server_clock

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Adds the headers, and says which clock is ours. What is private is never stored by a cache;
    only built assets may be, since they carry a hash in their names."""

    def __init__(self, app: ASGIApp, clock: Callable[[], datetime]) -> None:
        self.app = app
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        server_clock.set(self.clock)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


def require_own_origin(headers: Headers, url: str) -> None:
    """Raise Foreign for a request that another site had a browser send.

    Our own is the public address, or the host that the browser itself asked: a page of another site
    can choose neither. Look-alikes (`null`, another port, a longer host) are foreign.
    """
    origin = headers.get("origin")
    if origin is not None and origin.rstrip("/") != url:
        scheme, _, netloc = origin.partition("://")
        if scheme not in ("http", "https") or netloc != headers.get("host"):
            raise Foreign
    if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Foreign
