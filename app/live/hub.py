"""Who listens to which channel, and one bounded queue for each connection."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from app.live.allowance import Allowance, Shared
from app.storage.ids import new_id

MESSAGES_A_SECOND, BURST = 40, 200
QUEUE_FRAMES = 512
QUEUE_BYTES = 4_000_000
UNREAD_BYTES = 64 * 1024
RESTART, TOO_SLOW = 1012, 1013
DRAIN_LOOK_SECONDS = 0.05


class Connection:
    """The outward side of one socket: frames wait here, never in the sender.

    A reader that falls `QUEUE_FRAMES` or `QUEUE_BYTES` behind is closed with 1013 and catches
    up when it comes back; the others notice nothing.
    """

    def __init__(
        self,
        send: Callable[[bytes], Awaitable[None]],
        *,
        limit: int = QUEUE_FRAMES,
        allowance: Allowance | Shared | None = None,
    ) -> None:
        self.id = new_id()
        self.channels: set[str] = set()
        self.facts: dict[str, Any] = {}
        self.allowance = allowance or Allowance(MESSAGES_A_SECOND, BURST)
        self.closing: int | None = None
        self.ending: int | None = None
        self._working = False
        self._send = send
        self._frames: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._limit = limit
        self._waiting = 0
        self._read = asyncio.Event()
        self._read.set()

    def push(self, frame: bytes) -> None:
        """Queue a frame; never waits."""
        if self.closing is not None:
            return
        if self._frames.qsize() >= self._limit or self._waiting > QUEUE_BYTES:
            self.close(TOO_SLOW)
        else:
            self._waiting += len(frame)
            if self._waiting > UNREAD_BYTES:
                self._read.clear()
            self._frames.put_nowait(frame)

    def close(self, code: int) -> None:
        """End this connection; a reader too slow does not get the frames that still wait."""
        if self.closing is None:
            self.closing = code
            self._frames.put_nowait(None)

    def end(self, code: int) -> None:
        """Close when the message that is being worked on, if any, has been answered."""
        self.ending = code
        if not self._working:
            self.close(code)

    @contextmanager
    def working(self) -> Iterator[None]:
        """While one of its messages is worked on, whose answer must still go out."""
        self._working = True
        try:
            yield
        finally:
            self._working = False
            if self.ending is not None:
                self.close(self.ending)

    async def drain(self) -> int:
        """Send until closed; returns the close code."""
        while True:
            frame = await self._frames.get()
            if frame is None or self.closing == TOO_SLOW:
                return self.closing or 1000
            await self._send(frame)
            self._waiting -= len(frame)
            if self._waiting <= UNREAD_BYTES:
                self._read.set()

    async def has_read(self) -> None:
        """Until the other side has read most of what it was sent. Nothing more is heard from it
        before: whoever asks for a whole board over and over and never reads would have each one
        made."""
        await self._read.wait()


class Hub:
    """Channels by name. All calls come from the event loop's thread."""

    def __init__(self) -> None:
        self.connections: dict[str, Connection] = {}
        self._channels: defaultdict[str, set[Connection]] = defaultdict(set)

    def add(self, connection: Connection) -> None:
        self.connections[connection.id] = connection

    def subscribe(self, connection: Connection, channel: str) -> None:
        connection.channels.add(channel)
        self._channels[channel].add(connection)

    def unsubscribe(self, connection: Connection, channel: str) -> None:
        connection.channels.discard(channel)
        self._channels[channel].discard(connection)
        if not self._channels[channel]:
            del self._channels[channel]

    def remove(self, connection: Connection) -> None:
        self.connections.pop(connection.id, None)
        for channel in list(connection.channels):
            self.unsubscribe(connection, channel)

    def publish(self, channel: str, frame: bytes) -> None:
        """Hand one frame, serialised once, to everybody on the channel."""
        for connection in self._channels.get(channel, ()):
            connection.push(frame)

    def listeners(self, channel: str) -> Iterable[Connection]:
        return tuple(self._channels.get(channel, ()))

    def close_all(self, code: int) -> None:
        for connection in list(self.connections.values()):
            connection.close(code)

    async def empty(self, seconds: float) -> None:
        """Tell everybody to come back after a restart: what was handed in is answered first, what
        comes now is left to be sent again. Returns when all have gone, or after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.connections:
                    for connection in self.connections.values():
                        connection.end(RESTART)
                    await asyncio.sleep(DRAIN_LOOK_SECONDS)
