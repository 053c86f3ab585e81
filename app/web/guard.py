"""What every HTTP answer carries and every write must show: headers against theft and injection."""

from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.refusals import Foreign
from app.storage.order import Answer, answer
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
    # "no-referrer" would have browsers say `Origin: null` for our own forms.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# Styles, scripts and letters are no documents, so nothing but their type has to be told; what else
# would be said of each was a twentieth of all that a room loads. A picture may be opened as one.
BUILT = {"x-content-type-options": "nosniff"}
PICTURE = BUILT | {"content-security-policy": "default-src 'none'"}
PARTS_OF_PAGES = ("text/css", "text/javascript", "font/woff2")
MADE = "samtavle-made"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Adds the headers, and says which clock is ours. What is private is never stored by a cache;
    only built assets may be, since they carry a hash in their names. Pages and parts of them say
    their place in the order of all that is shown; what programs call tells it itself."""

    def __init__(self, app: ASGIApp, clock: Callable[[], datetime]) -> None:
        self.app = app
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        server_clock.set(self.clock)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        asked = None if scope["path"].startswith("/api/") else Answer()
        answer.set(asked)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page and asked and asked.made:
                    headers[MADE] = asked.made
                for name, value in protection(scope["path"], headers).items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                if message["status"] == 204:  # the framework types also what has no content
                    del headers["content-type"]
            await send(message)

        await self.app(scope, receive, with_headers)


def protection(path: str, headers: Headers) -> dict[str, str]:
    """For what is built, by its type too: an error at the same address is a page."""
    kind = headers.get("content-type", "")
    if path.startswith("/static/") and kind.startswith(PARTS_OF_PAGES):
        return BUILT
    if path.startswith("/static/") and kind.startswith("image/"):
        return PICTURE
    return HEADERS


def require_own_origin(headers: Headers, url: str) -> None:
    """Raise Foreign for a request that another site had a browser send.

    Our own is the public address, or the host that the browser itself asked: a page of another site
    can choose neither. Look-alikes (`null`, another port, a longer host) are foreign.
    """
    site = headers.get("sec-fetch-site")
    if site in ("cross-site", "same-site"):
        raise Foreign
    origin = headers.get("origin")
    if origin == "null" and site == "same-origin":  # an older page of ours, from a cache
        return
    if origin is not None and not _is_own(origin, headers, url):
        raise Foreign


def shows_own_origin(headers: Headers, url: str) -> bool:
    """Whether the browser itself says that a page of ours asks: then a form needs no mark, which
    only scripts can send."""
    origin = headers.get("origin")
    own = origin is not None and _is_own(origin, headers, url)
    return own or headers.get("sec-fetch-site") == "same-origin"


def _is_own(origin: str, headers: Headers, url: str) -> bool:
    scheme, _, netloc = origin.partition("://")
    return origin.rstrip("/") == url or (
        scheme in ("http", "https") and netloc == headers.get("host")
    )
