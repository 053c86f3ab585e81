"""Pages packed as they are answered, where nobody learns anything from how small they get.

docs/decisions/0014-pages-are-packed-for-those-who-asked.md gives the reasons.
"""

import anyio.to_thread
import brotli
from starlette.datastructures import Headers
from starlette.middleware.gzip import (
    DEFAULT_EXCLUDED_CONTENT_TYPES,
    GZipMiddleware,
    IdentityResponder,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.assets import accepted

SMALLEST, LEVEL = 1000, 9
QUALITY = 5  # beyond it a page takes much longer and gets hardly smaller
LARGE = 128 * 1024  # bytes that are packed beside the event loop
OFFICE = tuple(
    f"application/vnd.openxmlformats-officedocument.{kind}"
    for kind in ("wordprocessingml.document", "spreadsheetml.sheet")
)
PACKED_ALREADY = (*DEFAULT_EXCLUDED_CONTENT_TYPES, *OFFICE)


class Packing:
    """Packs answers to requests that a page of ours, the person at the browser, or a program with
    its own token made. Built files come packed already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._gzip = GZipMiddleware(app, SMALLEST, LEVEL, exclude_content_types=PACKED_ALREADY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        packing = self.app
        if scope["type"] == "http" and _is_meant(headers := Headers(scope=scope)):
            packing = BrotliResponder(self.app) if "br" in accepted(headers) else self._gzip
        await packing(scope, receive, send)


class BrotliResponder(IdentityResponder):
    """One answer, packed as Starlette's own packs it with gzip."""

    content_encoding = "br"

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, SMALLEST, exclude_content_types=PACKED_ALREADY)
        self._compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=QUALITY)

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        if len(body) >= LARGE:
            return await anyio.to_thread.run_sync(self._pack, body, more_body)
        return self._pack(body, more_body)

    def _pack(self, body: bytes, more_body: bool) -> bytes:
        begun: bytes = self._compressor.process(body)
        rest: bytes = self._compressor.flush() if more_body else self._compressor.finish()
        return begun + rest


def _is_meant(headers: Headers) -> bool:
    """No other site had a browser ask, over and over, with words of its choice (BREACH)."""
    if headers.get("sec-fetch-site") in ("same-origin", "none"):
        return True
    return "cookie" not in headers and "authorization" in headers
