"""What the processes that serve one database tell each other, and the wires they do it by.

All that is told here is in the database too, or will be told again: a message that is lost makes
something late, never wrong.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

import msgspec
import nats
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from app.live.vitals import ProcessVitals
from app.storage.ids import new_id

log = structlog.get_logger()
EVERYBODY = "all"
MOST_WAITING = 10_000
RECONNECT_SECONDS = 1


class Message(msgspec.Struct, kw_only=True, array_like=True, tag=True):
    """What one process says; `process` is who."""

    process: str


class Carry(Message, tag="carry"):
    """A frame for those who listen to a channel there, ready to be sent."""

    channel: str
    frame: bytes


class Present(msgspec.Struct, array_like=True):
    """Somebody who is connected, by connection: what the others may know of them."""

    connection: str
    channels: list[str]
    facts: dict[str, Any]


class Came(Message, tag="came"):
    """These are connected, or have moved."""

    present: list[Present]


class Went(Message, tag="went"):
    connections: list[str]


class Alive(Message, tag="alive"):
    """Said every few seconds: who is connected, by connection, and how the process is doing."""

    connections: list[str]
    vitals: ProcessVitals | None = None


class WhoIsThere(Message, tag="who"):
    """To be answered with `Came`."""


class Changed(Message, tag="changed"):
    """A signal of `Changes`, by name, for whoever must look again."""

    signal: str
    facts: dict[str, Any]


Told: TypeAlias = Carry | Came | Went | Alive | WhoIsThere | Changed
Hear = Callable[[Told], Awaitable[None]]

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Told] = msgspec.msgpack.Decoder(Told)


class Alone:
    """The wires of a process that has no others."""

    shared = False

    def __init__(self) -> None:
        self.process = new_id()

    async def start(self, installation: str, hear: Hear) -> None:
        """Hear what is told to all who serve this installation, and to this process."""

    def tell(self, told: Told, to: str = EVERYBODY) -> None:
        """Tell a process, or all; never waits, and nobody hears that it was lost."""

    async def stop(self) -> None: ...


class Nats(Alone):
    """NATS: a subject for each process, and one for all. It may be away for as long as it likes."""

    shared = True

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url, self._client = url, Client()
        self._waiting: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(MOST_WAITING)
        self._prefix = ""
        self._task: asyncio.Task[None] | None = None

    async def start(self, installation: str, hear: Hear) -> None:
        self._prefix = f"samtavle.{installation}"
        self._task = asyncio.create_task(self._work(hear))

    def tell(self, told: Told, to: str = EVERYBODY) -> None:
        # Full while NATS is away: what is told then would be stale anyway.
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait((f"{self._prefix}.{to}", _encoder.encode(told)))

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
        with suppress(nats.errors.Error, OSError):
            await self._client.close()

    async def _work(self, hear: Hear) -> None:
        await self._connect()

        async def heard(message: Msg) -> None:
            try:
                told = _decoder.decode(message.data)
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
                    error_cb=_failed,
                )
            except (nats.errors.Error, OSError) as problem:
                log.warning("no bus yet", problem=type(problem).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)
            else:
                return


async def _failed(problem: Exception) -> None:
    log.warning("the bus failed", problem=type(problem).__name__)


def wires(url: str) -> Alone:
    return Nats(url) if url else Alone()
