"""Many small changes told as one: what is marked is handed over at most once an interval."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

import structlog

K = TypeVar("K", bound=Hashable)
log = structlog.get_logger()


class Coalescer(Generic[K]):
    """`tell` gets the set of keys that were marked, at most once every `seconds`."""

    def __init__(self, seconds: float, tell: Callable[[set[K]], Awaitable[None]]) -> None:
        self._seconds, self._tell = seconds, tell
        self._marked: set[K] = set()
        self._task: asyncio.Task[None] | None = None

    def mark(self, *keys: K) -> None:
        self._marked.update(keys)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        while self._marked:
            await asyncio.sleep(self._seconds)
            marked, self._marked = self._marked, set()
            try:
                await self._tell(marked)
            except Exception:  # a picture that is late must not stop the next one
                log.exception("not told")

    def stop(self) -> None:
        if self._task:
            self._task.cancel()
