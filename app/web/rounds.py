"""Requests are begun in rounds, one of each address: who asks for thousands of pages at once waits
for itself, and whoever asks for one from elsewhere does not."""

import asyncio
from collections import deque

from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.addresses import address_of

MOST_FOR_THREADS = 16
"""While so many wait for a thread to answer them, nobody else is begun: what is begun stands in one
line, whoever it is from."""
PAUSE = 0.001


class Rounds:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._turn(address_of(HTTPConnection(scope)))
        await self.app(scope, receive, send)

    async def _turn(self, address: str) -> None:
        loop = asyncio.get_running_loop()
        if not self._lines:
            loop.call_soon(self._round, loop, current_default_thread_limiter())
        turn = loop.create_future()
        self._lines.setdefault(address, deque()).append(turn)
        await turn

    def _round(self, loop: asyncio.AbstractEventLoop, threads: CapacityLimiter) -> None:
        if threads.statistics().tasks_waiting >= MOST_FOR_THREADS:
            loop.call_later(PAUSE, self._round, loop, threads)
            return
        for address, line in list(self._lines.items()):
            turn = line.popleft()
            if not turn.done():  # whoever went away needs none
                turn.set_result(None)
            if not line:
                del self._lines[address]
        if self._lines:
            loop.call_soon(self._round, loop, threads)
