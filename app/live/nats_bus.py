"""The bus between several processes."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import msgspec
import nats
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from app.live.bus import EVERYBODY, Alone, Carry, Cut, Echo, Hear, Told, decoded, encoded
from app.storage.ids import new_id

log = structlog.get_logger()
MOST_WAITING = 10_000
RECONNECT_SECONDS = 1
# A connection that a firewall has forgotten is noticed after three of these, and not after minutes.
PING_SECONDS = 4
SETTLED_SECONDS = 3


class Nats(Alone):
    """NATS: a subject for each process, one for each channel, and one for all. It may be away for
    as long as it likes.

    All that is told or asked for waits in one row, so that NATS hears it in its order.
    """

    shared = True

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url, self._client = url, Client()
        self._row: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._overflowed = False
        self._channels: set[str] = set()
        self._subscriptions: dict[str, Subscription] = {}
        self._begun = False
        self._echoes: dict[str, asyncio.Future[None]] = {}
        self._prefix = ""
        self._missed: Callable[[], None] = lambda: None
        self._task: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:  # type: ignore[override]
        return self._client.is_connected

    async def start(self, installation: str, hear: Hear, missed: Callable[[], None]) -> None:
        self._prefix, self._missed = f"samtavle.{installation}", missed
        self._task = asyncio.create_task(self._work(hear))

    def tell(self, told: Told, to: str = EVERYBODY) -> None:
        # Full while NATS is away: what is told then would be stale anyway.
        if self._row.qsize() < MOST_WAITING:
            subject = f"{self._prefix}.{to}"
            self._row.put_nowait(partial(self._client.publish, subject, encoded(told)))
        else:
            self._overflowed = True

    def carry(self, channel: str, frame: bytes) -> None:
        self.tell(Carry(process=self.process, channel=channel, frame=frame), _of(channel))

    def listen(self, channel: str) -> None:
        self._channels.add(channel)
        self._change(channel)

    def leave(self, channel: str) -> None:
        self._channels.discard(channel)
        self._change(channel)

    def _change(self, channel: str) -> None:
        if self._begun:
            self._row.put_nowait(partial(self._follow, channel))

    async def settled(self) -> bool:
        """By hearing oneself: the library's own question to the server overtakes what waits."""
        if not self.connected:
            return True
        echo = Echo(process=self.process, id=new_id())
        heard = self._echoes[echo.id] = asyncio.get_running_loop().create_future()
        self.tell(echo, self.process)
        try:
            async with asyncio.timeout(SETTLED_SECONDS):
                await heard
        except TimeoutError:
            return False
        finally:
            del self._echoes[echo.id]
        return True

    async def stop(self) -> None:
        await self.settled()
        if self._task:
            self._task.cancel()
        with suppress(nats.errors.Error, OSError):
            await self._client.close()

    async def _work(self, hear: Hear) -> None:
        self._hear = hear
        await self._connect()
        for to in (EVERYBODY, self.process):
            await self._subscribe(to)
        self._begun = True
        for channel in list(self._channels):
            await self._follow(channel)
        self._missed()
        while True:
            act = await self._row.get()
            with suppress(nats.errors.Error, OSError):
                await act()
            if self._overflowed and self._row.empty():
                self._overflowed = False
                self.tell(Cut(process=self.process))

    async def _follow(self, channel: str) -> None:
        """Listen to a channel, or do so no more, as was said last."""
        if channel not in self._channels:
            if subscription := self._subscriptions.pop(channel, None):
                await subscription.unsubscribe()
        elif channel not in self._subscriptions:
            self._subscriptions[channel] = await self._subscribe(_of(channel))

    async def _subscribe(self, to: str) -> Subscription:
        return await self._client.subscribe(f"{self._prefix}.{to}", cb=self._heard)

    async def _heard(self, message: Msg) -> None:
        try:
            told = decoded(message.data)
        except msgspec.DecodeError:  # a newer version of us, during a rolling restart
            return
        if told.process != self.process:
            await self._heed(told)
        elif isinstance(told, Echo) and (echo := self._echoes.get(told.id)) and not echo.done():
            echo.set_result(None)

    async def _heed(self, told: Told) -> None:
        try:
            await self._hear(told)
        except Exception:  # the database that had to be asked may be away
            log.exception("not heeded")
            self._missed()

    async def _connect(self) -> None:
        while True:
            try:
                await self._client.connect(
                    self._url,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=RECONNECT_SECONDS,
                    allow_reconnect=True,
                    ping_interval=PING_SECONDS,
                    error_cb=self._failed,
                    reconnected_cb=self._came_back,
                )
            except (nats.errors.Error, OSError) as problem:
                log.warning("no bus yet", problem=type(problem).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)
            else:
                return

    async def _came_back(self) -> None:
        """What others told is lost, and perhaps what this process told last, which went nowhere."""
        self._missed()
        self.tell(Cut(process=self.process))

    async def _failed(self, problem: Exception) -> None:
        log.warning("the bus failed", problem=type(problem).__name__)
        if isinstance(problem, nats.errors.SlowConsumerError):
            self._missed()


def _of(channel: str) -> str:
    return f"channel.{channel}"
