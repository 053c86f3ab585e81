"""Who listens to which channel, and how a frame gets out to each without anybody waiting."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from app.live.allowance import Allowance, Shared
from app.live.bus import Alone
from app.live.elsewhere import Elsewhere, Far
from app.storage.ids import new_id

MESSAGES_A_SECOND, BURST = 40, 200
QUEUE_FRAMES = 512
QUEUE_BYTES = 4_000_000
UNREAD_BYTES = 64 * 1024
MOST_HELD = 64
RESTART, TOO_SLOW = 1012, 1013
DRAIN_LOOK_SECONDS = 0.05


class Outbox:
    """What one turn of the event loop has for somebody goes out at its end, as one: a write costs
    the system more than what is in it."""

    def __init__(self) -> None:
        self._marked: list[Connection] = []

    def mark(self, connection: "Connection") -> None:
        if not self._marked:
            asyncio.get_running_loop().call_soon(self._send)
        self._marked.append(connection)

    def _send(self) -> None:
        marked, self._marked = self._marked, []
        for connection in marked:
            connection.flush()


class Connection:
    """The outward side of one socket: frames wait here, never in the sender.

    With `put`, frames go out at the end of the turn as long as the other side reads; else, and
    without it, they are sent one by one. A reader that falls `QUEUE_FRAMES` or `QUEUE_BYTES` behind
    is closed with 1013 and catches up when it comes back; the others notice nothing.
    """

    def __init__(
        self,
        send: Callable[[bytes], Awaitable[None]],
        *,
        put: Callable[[Sequence[bytes]], bool] | None = None,
        outbox: Outbox | None = None,
        limit: int = QUEUE_FRAMES,
        allowance: Allowance | Shared | None = None,
    ) -> None:
        self.id = new_id()
        self.channels: set[str] = set()
        self.facts: dict[str, Any] = {}
        self.allowance = allowance or Allowance(MESSAGES_A_SECOND, BURST)
        self.closing: int | None = None
        self.ending: int | None = None
        self.called: Callable[[], object] | None = None
        """Called when something waits to be sent, and nobody waits for that."""
        self._working = 0
        self._send, self._put, self._outbox = send, put, outbox or Outbox()
        self._held: list[bytes] = []
        # Lists, and futures that are made when somebody waits: queues and events take 4 KiB each
        # connection, and hardly anybody is ever behind.
        self._frames: list[bytes | None] = []
        self._came: asyncio.Future[None] | None = None
        self._read: asyncio.Future[None] | None = None
        self._limit = limit
        self._waiting = 0
        self._behind_since = 0.0

    def push(self, frame: bytes) -> None:
        """Have a frame sent, after those before it; never waits."""
        if self.closing is not None:
            return
        if self._put is None or self._waiting:
            self._queue(frame)
            return
        if not self._held:
            self._outbox.mark(self)
        self._held.append(frame)
        if len(self._held) >= MOST_HELD:
            self.flush()

    def flush(self) -> None:
        """Send what was held; what the other side has no room for waits in the queue."""
        held, self._held = self._held, []
        if held and not (self._put and not self._waiting and self._put(held)):
            for frame in held:
                self._queue(frame)

    def _queue(self, frame: bytes) -> None:
        if self.closing is not None:
            return
        if len(self._frames) >= self._limit or self._waiting > QUEUE_BYTES:
            self.close(TOO_SLOW)
        else:
            if not self._waiting:
                self._behind_since = time.monotonic()
            self._waiting += len(frame)
            self._frames.append(frame)
            self._wake()

    def _wake(self) -> None:
        if self._came and not self._came.done():
            self._came.set_result(None)
        elif self.called:
            self.called()

    def close(self, code: int) -> None:
        """End this connection; a reader too slow does not get the frames that still wait."""
        if code != TOO_SLOW:
            self.flush()
        if self.closing is None:
            self.closing = code
            self._frames.append(None)
            self._wake()

    def end(self, code: int) -> None:
        """Close when the message that is being worked on, if any, has been answered."""
        self.ending = code
        if not self._working:
            self.close(code)

    @contextmanager
    def working(self) -> Iterator[None]:
        """While one of its messages is worked on, whose answer must still go out."""
        self.begin()
        try:
            yield
        finally:
            self.done()

    def begin(self) -> None:
        self._working += 1

    def done(self) -> None:
        self._working -= 1
        if self.ending is not None and not self._working:
            self.close(self.ending)

    async def drain(self) -> int:
        """Send until closed; returns the close code."""
        while True:
            while not self._frames:
                self._came = asyncio.get_running_loop().create_future()
                await self._came
            frame = self._frames.pop(0)
            if frame is None or self.closing == TOO_SLOW:
                return self.closing or 1000
            await self._send(frame)
            self._waiting -= len(frame)
            if self._waiting <= UNREAD_BYTES and self._read and not self._read.done():
                self._read.set_result(None)

    @property
    def behind(self) -> bool:
        """Whether anything waits that the other side has not had room for."""
        return self._waiting > 0

    @property
    def behind_seconds(self) -> float:
        """How long something has waited for the other side to have room."""
        return time.monotonic() - self._behind_since if self._waiting else 0.0

    async def has_read(self) -> None:
        """Until the other side has read most of what it was sent. Nothing more is heard from it
        before: whoever asks for a whole board over and over and never reads would have each one
        made."""
        while self._waiting > UNREAD_BYTES:
            self._read = asyncio.get_running_loop().create_future()
            await self._read


class Hub:
    """Channels by name. All calls come from the event loop's thread."""

    def __init__(self, bus: Alone | None = None) -> None:
        self.connections: dict[str, Connection] = {}
        self.outbox = Outbox()
        self.elsewhere = Elsewhere(bus or Alone(), self.connections, self.tell_here)
        self._channels: defaultdict[str, set[Connection]] = defaultdict(set)

    def add(self, connection: Connection) -> None:
        self.connections[connection.id] = connection
        self.elsewhere.touched(connection)

    def subscribe(self, connection: Connection, channel: str) -> None:
        connection.channels.add(channel)
        if channel not in self._channels:
            self.elsewhere.bus.listen(channel)
        self._channels[channel].add(connection)
        self.elsewhere.touched(connection)

    def unsubscribe(self, connection: Connection, channel: str) -> None:
        connection.channels.discard(channel)
        self._channels[channel].discard(connection)
        if not self._channels[channel]:
            del self._channels[channel]
            self.elsewhere.bus.leave(channel)
        self.elsewhere.touched(connection)

    def remove(self, connection: Connection) -> None:
        self.connections.pop(connection.id, None)
        for channel in list(connection.channels):
            self.unsubscribe(connection, channel)
        self.elsewhere.touched(connection)

    def publish(self, channel: str, frame: bytes) -> None:
        """Hand one frame, serialised once, to everybody on the channel, wherever they are."""
        self.tell_here(channel, frame)
        self.elsewhere.publish(channel, frame)

    def tell_here(self, channel: str, frame: bytes) -> None:
        """The same for those alone who are connected to this process."""
        for connection in self._channels.get(channel, ()):
            connection.push(frame)

    def listeners(self, channel: str) -> Iterable[Connection]:
        """Those who are connected to this process."""
        return tuple(self._channels.get(channel, ()))

    def everybody(self, channel: str) -> list[Connection | Far]:
        """Those too who are connected to others: for who they are, not for what to send them."""
        return [*self._channels.get(channel, ()), *self.elsewhere.listeners(channel)]

    def close_all(self, code: int) -> None:
        for connection in list(self.connections.values()):
            connection.close(code)

    def send_away(self) -> None:
        """Tell everybody to come back, here or elsewhere, once what they handed in is answered."""
        for connection in self.connections.values():
            connection.end(RESTART)

    async def empty(self, seconds: float) -> None:
        """Tell everybody to come back after a restart: what was handed in is answered first, what
        comes now is left to be sent again. Returns when all have gone, or after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.connections:
                    self.send_away()
                    await asyncio.sleep(DRAIN_LOOK_SECONDS)
