"""One socket to `/live`, made for hundreds in one process: no task and no queue.

The protocol is the `websockets` library's, without its I/O; bytes go straight between it and the
transport. That decides whether one core can play 300 people without distorting the times.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import parse_uri

NORMAL, LOST = 1000, 1006
MESSAGES = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)


class Refused(Exception):
    """The server did not open a socket; the message says why."""


class Socket(asyncio.Protocol):
    """`heard(message, at)` gets every message with `perf_counter()` of its arrival; `ended(code)`
    comes once, with the close code or 1006."""

    def __init__(self, heard: Callable[[bytes, float], None], ended: Callable[[int], None]) -> None:
        self._heard, self._ended = heard, ended
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._parts: list[bytes] = []
        self._protocol: ClientProtocol
        self._transport: asyncio.Transport | None = None

    async def open(
        self, url: str, token: str = "", headers: Mapping[str, str] = {}, *, local: str = ""
    ) -> None:
        """Connect to a ws(s) address with a bearer, or with headers that say who it is, from a
        `local` address of this machine; `Refused` or OSError when it cannot be."""
        uri = parse_uri(url)
        self._protocol = ClientProtocol(uri, max_size=None)
        await asyncio.get_running_loop().create_connection(
            lambda: self,
            uri.host,
            uri.port,
            ssl=uri.secure or None,
            local_addr=(local, 0) if local else None,
        )
        request = self._protocol.connect()
        request.headers.update({"Authorization": f"Bearer {token}"} if token else headers)
        self._protocol.send_request(request)
        self._flush()
        async with asyncio.timeout(30):
            await self._opened

    def send(self, message: dict[str, Any]) -> None:
        self.send_text(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode())

    def send_text(self, text: bytes) -> None:
        """UTF-8 that is a message already. What is sent into a connection that ends is lost."""
        if self._transport and self._protocol.state is State.OPEN:
            self._protocol.send_text(text)
            self._flush()

    def send_binary(self, data: bytes) -> None:
        if self._transport and self._protocol.state is State.OPEN:
            self._protocol.send_binary(data)
            self._flush()

    def close(self) -> None:
        """Say goodbye; the server answers and the connection ends."""
        if self._transport:
            self._protocol.send_close(NORMAL)
            self._flush()

    def stop_reading(self) -> None:
        """Stay connected and take nothing any more, as a telephone that sleeps."""
        if self._transport:
            self._transport.pause_reading()

    def drop(self) -> None:
        """Be gone without a word, as a telephone in a tunnel."""
        if self._transport:
            self._transport.abort()
            self._transport = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        at = time.perf_counter()
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                self._answered()
            elif isinstance(event, Frame) and event.opcode in MESSAGES:
                self._parts.append(bytes(event.data))
                if event.fin:
                    self._heard(b"".join(self._parts), at)
                    self._parts.clear()
        self._flush()

    def _answered(self) -> None:
        refusal = self._protocol.handshake_exc
        if refusal is None:
            self._opened.set_result(None)
        else:
            self._opened.set_exception(Refused(str(refusal)))

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._protocol.receive_eof()
        if not self._opened.done():
            self._opened.set_exception(Refused("the connection ended"))
        elif not self._opened.cancelled() and not self._opened.exception():
            self._ended(self._protocol.close_code or LOST)

    def _flush(self) -> None:
        """Hand on what the protocol has to say; an empty piece means that it is done."""
        for data in self._protocol.data_to_send():
            if self._transport is None or self._transport.is_closing():
                return
            if data:
                self._transport.write(data)
            else:
                self._transport.close()
