"""One socket's bytes: uvicorn's protocol, with a short way out for frames that are made once for
many, and one in for messages that come as usual.

It knows uvicorn's `WebSocketsSansIOProtocol` from within; tests hold it to what a client must see.
What is not quite as usual (parts of messages, pings, closing, a reader that does not read) is still
the library's.
"""

import asyncio
import socket
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Protocol

import structlog
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import OPEN

from app.live.incoming import LARGEST_KEPT, Incoming, unmasked
from app.live.stand_ins import CallbackQueue, LightEvent
from app.storage.pace import Pace

log = structlog.get_logger()
LINE = "samtavle.line"
"""The name under which an application finds it among its scope's extensions."""
CLOSING_SECONDS = 2
GONE_SECONDS = 30
"""Whoever has acknowledged nothing of what was sent for so long is gone."""


class Inbox:
    """What all lines received is looked at together, some milliseconds after the first of it came:
    a message that is looked at while nothing else is to be done costs several times what it costs
    in a row of others."""

    def __init__(self, pace: Pace, after: Callable[[], None]) -> None:
        self._pace, self._after = pace, after
        self._lines: list[WebSocketLine] = []

    def keep(self, line: "WebSocketLine") -> None:
        if not self._lines:
            line.loop.call_later(self._pace.seconds, self._look)
        self._lines.append(line)

    def _look(self) -> None:
        lines, self._lines = self._lines, []
        for line in lines:
            try:
                line.look()
            except Exception:  # one that sent nonsense must not keep the others waiting
                log.exception("not read")
                line.transport.abort()
        self._after()


class Talk(Protocol):
    """Whom a socket was handed to."""

    def heard(self, data: bytes) -> bool:
        """A message's bytes, the short way; whether it has taken it."""
        ...

    def came(self, text: str | None) -> None:
        """What it has not taken; None when the other side has gone. Nothing more is read until it
        says `read_on`, which it must do later."""
        ...


class WebSocketLine(WebSocketsSansIOProtocol):
    """An application that has opened a socket may hand it on and return: all that lies around its
    route would else be kept in memory as long as the socket is open. What comes for whom it was
    handed to goes by the short way where there is an `inbox`."""

    inbox: Inbox | None = None
    talk: Talk | None = None
    _incoming: Incoming | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.writable = LightEvent()  # type: ignore[assignment]

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][LINE] = self  # type: ignore[assignment]
            _give_up_after(self.transport.get_extra_info("socket"), GONE_SECONDS)

    async def run_asgi(self) -> None:
        """The library would close a socket whose application has returned, and hold what was asked
        as long as it is open."""
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except BaseException:
            log.exception("a socket's route failed")
            raise
        finally:
            if self.talk is None:
                self.send_500_response()  # where it was neither accepted nor refused
                self._cut()
            elif self.handshake_complete:
                self.request.headers.clear()  # which the library's parser holds, too
                del self.response, self.request
                self.scope.clear()  # type: ignore[attr-defined]

    def hand_to(self, talk: Talk) -> None:
        """It hears of what has come meanwhile, too."""
        kept, self.talk = self.queue, talk
        self.queue = CallbackQueue(talk.came)  # type: ignore[assignment]
        while not kept.empty():
            self.queue.put_nowait(kept.get_nowait())

    def start(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """A task that a server which stops gives its time."""
        task = self.loop.create_task(work)
        task.add_done_callback(self.on_task_complete)
        self.tasks.add(task)
        return task

    def read_on(self) -> None:
        """What came is being worked on: more may come."""
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    async def say(self, text: bytes) -> None:
        """Send when the other side has room for it."""
        await self.send({"type": "websocket.send", "text": text.decode()})

    async def close(self, code: int | None) -> None:
        """With a code the other side hears why, if it is still there."""
        if code:
            goodbye = self.send({"type": "websocket.close", "code": code, "reason": ""})
            with suppress(ClientDisconnected, RuntimeError, TimeoutError, OSError):
                await asyncio.wait_for(goodbye, timeout=CLOSING_SECONDS)
        self._cut()

    def _cut(self) -> None:
        """Unless it waits for the other side's goodbye."""
        if self.close_timer is None:
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        if self.inbox is None:
            super().data_received(data)
            return
        if self._incoming is None:
            self._incoming = Incoming()
        if not self._incoming.kept:
            self.inbox.keep(self)
        self._incoming.keep(data)
        if self._incoming.size > LARGEST_KEPT:
            self.look()

    def connection_lost(self, exc: Exception | None) -> None:
        self.look()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Whoever has just said goodbye is told nothing more: the library would break off there,
        and a server that stops would leave its other lines and the application as they are."""
        if self.handshake_complete and not self.close_sent and self.conn.state is not OPEN:
            self.transport.close()
        else:
            super().shutdown()

    def look(self) -> None:
        """Read what was kept, frame by frame in its order."""
        if self._incoming is None:
            return
        for piece, is_text in self._incoming.pieces():
            if not (is_text and self._takes(piece)):
                super().data_received(piece)

    def _takes(self, frame: bytes) -> bool:
        """Whether a message went the short way. While another is being received or closing has
        begun, none does: the order would be lost."""
        if self.talk is None or self.read_paused or self.close_sent or self.conn.state is not OPEN:
            return False
        return self.talk.heard(unmasked(frame))

    def put(self, frames: Sequence[bytes]) -> bool:
        """Send texts at once and as one; False when the other side has not read what it was sent,
        or is going: then nothing was sent."""
        if (
            not self.writable.is_set()
            or self.close_sent
            or self.conn.state is not OPEN
            or self.transport.is_closing()
        ):
            return False
        self.transport.write(framed(frames))
        return True


def framed(texts: Sequence[bytes]) -> bytes:
    """Whole text frames as a server sends them."""
    pieces: list[bytes] = []
    for text in texts:
        pieces += (_head(len(text)), text)
    return b"".join(pieces)


@lru_cache(4096)
def _head(size: int) -> bytes:
    if size < 126:
        return bytes((0x81, size))
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big")
    return b"\x81\x7f" + size.to_bytes(8, "big")


def _give_up_after(taken: socket.socket | None, seconds: int) -> None:
    """Everybody is sent a beat every ten seconds, so the system itself finds out who is gone, and
    nobody need be pinged besides."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux has it
    if taken is not None and option is not None:
        with suppress(OSError):
            taken.setsockopt(socket.IPPROTO_TCP, option, 1000 * seconds)
