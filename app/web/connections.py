"""How long a connection may take to ask, and how many one address may have: whoever sends half a
header and waits holds nothing that others need. Behind a proxy the proxy does the same for its own
side; its address is not counted, since everybody comes from there."""

import asyncio
import resource
from collections import Counter
from typing import ClassVar, NamedTuple

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

SPARE_FILES = 256
"""Kept for the database, its journal, logs and exports."""


class Limits(NamedTuple):
    header_seconds: float = 20
    body_seconds: float = 120  # a megabyte over ten kilobytes a second
    per_address: int = 2_000
    in_all: int = 100_000


def most_connections() -> int:
    """As many as there may be open files, after asking the system for all that it gives."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return max(hard - SPARE_FILES, SPARE_FILES)


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's, under limits. The counts are those of one server."""

    limits: ClassVar[Limits]
    trusted: ClassVar[frozenset[str]]
    open_of: ClassVar[Counter[str]]
    _deadline: asyncio.TimerHandle | None = None
    _counted = ""

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

    def connection_lost(self, exc: Exception | None) -> None:
        self._let_go()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        self._let_go()  # a socket has limits of its own
        super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait(self.limits.header_seconds)

    def on_headers_complete(self) -> None:
        self._wait(self.limits.body_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._wait(None)
        super().on_message_complete()

    @property
    def is_idle(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def _wait(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None
        if seconds is not None:
            self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _let_go(self) -> None:
        self._wait(None)
        if self._counted:
            self.open_of[self._counted] -= 1
            if not self.open_of[self._counted]:
                del self.open_of[self._counted]
            self._counted = ""

    def _make_room(self) -> None:
        """Whoever asks nothing leaves, so that whoever comes is not turned away."""
        others = (each for each in self.connections if isinstance(each, LimitedProtocol))
        idle = next((each for each in others if each is not self and each.is_idle), None)
        if idle:
            idle.transport.abort()


def limited(limits: Limits, trusted: frozenset[str] = frozenset()) -> type[LimitedProtocol]:
    """The protocol of one server, with counts of its own."""
    own = {"limits": limits, "trusted": trusted, "open_of": Counter[str]()}
    return type("Limited", (LimitedProtocol,), own)
