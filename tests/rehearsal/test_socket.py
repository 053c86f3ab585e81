"""Promises of the socket, against a real server of another make."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.typing import Origin

from rehearsal.socket import LOST, Refused, Socket


async def answering(connection: ServerConnection) -> None:
    await connection.send(json.dumps({"type": "hello"}))
    async for message in connection:
        if message == '{"type":"go"}':
            await connection.close(1012)
        else:
            await connection.send(message)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serve(answering, "127.0.0.1", 0, compression=None) as running:
        yield running


class Listener:
    def __init__(self) -> None:
        self.frames: asyncio.Queue[bytes] = asyncio.Queue()
        self.code: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def heard(self, frame: bytes, at: float) -> None:
        self.frames.put_nowait(frame)

    async def socket(self, server: Server) -> Socket:
        port = server.sockets[0].getsockname()[1]
        socket = Socket(self.heard, self.code.set_result)
        await socket.open(f"ws://127.0.0.1:{port}/live", "token")
        return socket


async def test_what_is_sent_comes_back_as_it_was(server: Server) -> None:
    listener = Listener()
    socket = await listener.socket(server)
    message = {"type": "steps", "text": "æøå 🎵 " * 20_000}
    socket.send(message)

    assert json.loads(await listener.frames.get()) == {"type": "hello"}
    assert json.loads(await listener.frames.get()) == message


async def test_the_close_code_of_the_server_is_told(server: Server) -> None:
    listener = Listener()
    socket = await listener.socket(server)
    socket.send({"type": "go"})

    assert await listener.code == 1012


async def test_a_dropped_connection_is_told_as_lost(server: Server) -> None:
    listener = Listener()
    socket = await listener.socket(server)
    socket.drop()
    socket.send({"type": "into the void"})

    assert await listener.code == LOST


async def test_a_refusal_tells_the_status() -> None:
    elsewhere = [Origin("https://elsewhere.test")]
    async with serve(answering, "127.0.0.1", 0, origins=elsewhere) as server:
        with pytest.raises(Refused, match="403"):
            await Listener().socket(server)
