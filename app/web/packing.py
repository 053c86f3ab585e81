"""Pages packed as they are answered, where nobody learns anything from how small they get.

docs/decisions/0014-pages-are-packed-for-those-who-asked.md gives the reasons.
"""

from starlette.datastructures import Headers
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST, LEVEL = 1000, 9
OFFICE = tuple(
    f"application/vnd.openxmlformats-officedocument.{kind}"
    for kind in ("wordprocessingml.document", "spreadsheetml.sheet")
)


class Packing:
    """Packs answers to requests that a page of ours, the person at the browser, or a program with
    its own token made. Built files come packed already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._packing = GZipMiddleware(
            app, SMALLEST, LEVEL, exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, *OFFICE)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and _is_meant(Headers(scope=scope))
        await (self._packing if wanted else self.app)(scope, receive, send)


def _is_meant(headers: Headers) -> bool:
    """No other site had a browser ask, over and over, with words of its choice (BREACH)."""
    if headers.get("sec-fetch-site") in ("same-origin", "none"):
        return True
    return "cookie" not in headers and "authorization" in headers
