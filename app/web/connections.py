"""How long a connection may take to ask and to read, and how many one address may have: whoever
sends half a header and waits holds nothing that others need. Behind a proxy the proxy does the same
for its own side; its address is not counted, since everybody comes from there."""

import asyncio
import resource
from collections import Counter
from math import inf
from typing import Any, ClassVar, NamedTuple

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

SPARE_FILES = 256
"""Kept for the database, its journal, logs and exports; where there are few, half of them."""


class Limits(NamedTuple):
    header_seconds: float = 20
    body_seconds: float = 120  # a megabyte over ten kilobytes a second
    per_address: int = 2_000
    in_all: int = 100_000
    header_bytes: int = 65_536
    """Beyond what came with them in one piece. Any browser sends a tenth."""
    ahead: int = 20
    """Requests that one connection may ask before it was answered. No browser asks a second."""


def most_connections() -> int:
    """As many as there may be open files, after asking the system for all that it gives."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard - min(SPARE_FILES, hard // 2)


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's, under limits. The counts are those of one server."""

    limits: ClassVar[Limits]
    trusted: ClassVar[frozenset[str]]
    open_of: ClassVar[Counter[str]]
    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _answering: RequestResponseCycle | None = None
    _counted = ""
    _head: int | None = 0
    """Bytes of a header that is not whole yet; None while a body comes."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        if host not in self.trusted:
            self._counted = host
            self.open_of[host] += 1
        if self._counted and self.open_of[host] > self.limits.per_address:
            transport.abort()
        elif len(self.connections) > self.limits.in_all:
            self._make_room()
        self._wait(self.limits.header_seconds)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def connection_lost(self, exc: Exception | None) -> None:
        self._let_go()
        if self._answering:  # uvicorn tells only the last of several requests on one connection
            self._answering.disconnected = True
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        self._let_go()  # a socket has limits of its own
        super().handle_websocket_upgrade()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self._abort_in(self.limits.body_seconds)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._read()

    def timeout_keep_alive_handler(self) -> None:
        """What was answered may still be on its way; closing waits for it."""
        super().timeout_keep_alive_handler()
        self._unread = self._unread or self._abort_in(self.limits.body_seconds)

    def data_received(self, data: bytes) -> None:
        """A header is kept until it is whole, and the parser knows no end of it."""
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > self.limits.header_bytes:
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait(self.limits.header_seconds)

    def on_headers_complete(self) -> None:
        self._head = None
        if self.transport.is_closing():  # what came with it in one piece is not looked at
            return
        self._wait(self.limits.body_seconds)
        super().on_headers_complete()
        if len(self.pipeline) > self.limits.ahead:
            self.pipeline.clear()
            self.transport.abort()

    def on_message_complete(self) -> None:
        self._head = 0
        self._wait(None)
        super().on_message_complete()

    @property
    def is_idle(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    @property
    def ends_at(self) -> float | None:
        """When it is let go if it goes on as now, in the loop's time."""
        return min((each.when() for each in (self._deadline, self._unread) if each), default=None)

    def _wait(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None
        if seconds is not None:
            self._deadline = self._abort_in(seconds)

    def _read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
        self._unread = None

    def _abort_in(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self.transport.abort)

    def _let_go(self) -> None:
        self._wait(None)
        self._read()
        if self._counted:
            self.open_of[self._counted] -= 1
            if not self.open_of[self._counted]:
                del self.open_of[self._counted]
            self._counted = ""

    def _make_room(self) -> None:
        """Whoever asks nothing leaves, asks before it has read, or has asked or read the longest,
        so that whoever comes is not turned away; where all are at work, that one is."""
        others = [
            each for each in self.connections if isinstance(each, LimitedProtocol) and each != self
        ]
        slow = min((each for each in others if each.ends_at), key=_end, default=self)
        leaving = next((each for each in others if each.is_idle or each.pipeline), slow)
        leaving.transport.abort()


def _end(each: LimitedProtocol) -> float:
    return each.ends_at or inf


def limited(limits: Limits, trusted: frozenset[str] = frozenset()) -> type[LimitedProtocol]:
    """The protocol of one server, with counts of its own."""
    own = {"limits": limits, "trusted": trusted, "open_of": Counter[str]()}
    return type("Limited", (LimitedProtocol,), own)
