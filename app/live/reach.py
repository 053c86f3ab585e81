"""Whether the database answers this process. One that has lost it sends everybody to the others."""

import asyncio
import time
from collections.abc import Callable

import anyio.to_thread
import structlog

from app.live.hub import Hub

log = structlog.get_logger()
LOOK_SECONDS = 2.0
PATIENCE_SECONDS = 5.0
"""The database may be away for all, which the others say within this time; then everybody stays,
and goes on the moment it is back."""


class Reach:
    """`answers` asks the database, in a thread of its own. Where no other process can be there,
    nobody looks: there is nowhere to go."""

    def __init__(
        self,
        hub: Hub,
        answers: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub, self._answers, self._clock = hub, answers, clock
        hub.elsewhere.saves = lambda: self.there
        self._lost: float | None = None
        self._alone = anyio.CapacityLimiter(1)
        self._task: asyncio.Task[None] | None = None

    @property
    def there(self) -> bool:
        return self._lost is None

    @property
    def given_up(self) -> bool:
        """Whether whoever comes is better off elsewhere."""
        lost = self._lost is not None and self._clock() - self._lost >= PATIENCE_SECONDS
        return lost and self._others_may()

    def _others_may(self) -> bool:
        """Somebody else has the database, or this process hears of nobody and nothing."""
        elsewhere = self._hub.elsewhere
        return any(elsewhere.saving.values()) or not elsewhere.bus.connected

    def start(self) -> None:
        if self._hub.elsewhere.bus.shared:
            self._task = asyncio.create_task(self._work())

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    async def _work(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        there, before = await self._probe(), self.there
        if there:
            self._lost = None
        elif before:
            self._lost = self._clock()
        if there != before:
            log.warning("the database is back" if there else "the database does not answer")
            self._hub.elsewhere.tell_alive()
        if self.given_up:
            self._hub.send_away()

    async def _probe(self) -> bool:
        return await anyio.to_thread.run_sync(self._answers, limiter=self._alone)
