"""What takes the place of the library's queue and event for each socket: these are larger than all
that is kept in them, and hardly anybody ever waits there."""

import asyncio
from collections.abc import Callable
from typing import Any


class CallbackQueue:
    """A queue from which nobody takes: `came` is called with a text, or None at the end."""

    __slots__ = ("_came",)

    def __init__(self, came: Callable[[str | None], None]) -> None:
        self._came = came

    def put_nowait(self, event: Any) -> None:
        gone = event["type"] == "websocket.disconnect"
        self._came(None if gone else event.get("text") or "")


class LightEvent:
    """An event: whether the other side has room for more."""

    __slots__ = ("_is_there", "_waiting")

    def __init__(self) -> None:
        self._is_there = True
        self._waiting: list[asyncio.Future[None]] = []

    def is_set(self) -> bool:
        return self._is_there

    def clear(self) -> None:
        self._is_there = False

    def set(self) -> None:
        self._is_there = True
        for each in self._waiting:
            if not each.done():
                each.set_result(None)
        self._waiting.clear()

    async def wait(self) -> None:
        if not self._is_there:
            self._waiting.append(asyncio.get_running_loop().create_future())
            await self._waiting[-1]
