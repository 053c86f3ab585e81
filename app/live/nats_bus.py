"""The bus between several processes."""

import asyncio
from contextlib import suppress

import msgspec
import nats
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from app.live.bus import EVERYBODY, Alone, Hear, Told, decoded, encoded

log = structlog.get_logger()
MOST_WAITING = 10_000
RECONNECT_SECONDS = 1
# A connection that a firewall has forgotten is noticed after three of these, and not after minutes.
PING_SECONDS = 4


class Nats(Alone):
    """NATS: a subject for each process, and one for all. It may be away for as long as it likes."""

    shared = True

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url, self._client = url, Client()
        self._waiting: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(MOST_WAITING)
        self._prefix = ""
        self._task: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:  # type: ignore[override]
        return self._client.is_connected

    async def start(self, installation: str, hear: Hear) -> None:
        self._prefix = f"samtavle.{installation}"
        self._task = asyncio.create_task(self._work(hear))

    def tell(self, told: Told, to: str = EVERYBODY) -> None:
        # Full while NATS is away: what is told then would be stale anyway.
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait((f"{self._prefix}.{to}", encoded(told)))

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
        with suppress(nats.errors.Error, OSError):
            await self._client.close()

    async def _work(self, hear: Hear) -> None:
        await self._connect()

        async def heard(message: Msg) -> None:
            try:
                told = decoded(message.data)
            except msgspec.DecodeError:  # a newer version of us, during a rolling restart
                return
            if told.process != self.process:
                await hear(told)

        for to in (EVERYBODY, self.process):
            await self._client.subscribe(f"{self._prefix}.{to}", cb=heard)
        while True:
            subject, data = await self._waiting.get()
            with suppress(nats.errors.Error, OSError):
                await self._client.publish(subject, data)

    async def _connect(self) -> None:
        while True:
            try:
                await self._client.connect(
                    self._url,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=RECONNECT_SECONDS,
                    allow_reconnect=True,
                    ping_interval=PING_SECONDS,
                    error_cb=_failed,
                )
            except (nats.errors.Error, OSError) as problem:
                log.warning("no bus yet", problem=type(problem).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)
            else:
                return


async def _failed(problem: Exception) -> None:
    log.warning("the bus failed", problem=type(problem).__name__)
