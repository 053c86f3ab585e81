"""What a client of our own socket must see: whole frames, and nothing between them."""

import asyncio

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState
from websockets.asyncio.client import connect
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from app.live.line import LINE, WebSocketLine, framed


def read(data: bytes) -> list[bytes]:
    """The texts in what a server sent, as the library for clients reads them."""
    client = ClientProtocol(parse_uri("ws://localhost/"), state=OPEN, max_size=None)
    client.receive_data(data)
    events = client.events_received()
    assert all(
        isinstance(each, Frame) and each.fin and each.opcode is Opcode.TEXT for each in events
    )
    return [bytes(each.data) for each in events if isinstance(each, Frame)]


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_text_of_any_size_is_framed_as_the_protocol_has_it(size: int) -> None:
    text = b"x" * size
    assert read(framed([text])) == [text]


def test_texts_that_are_sent_as_one_arrive_one_by_one() -> None:
    texts = [b"a", "æ🎻".encode(), b"y" * 300]
    assert read(framed(texts)) == texts


async def test_a_server_that_stops_stumbles_over_nobody_who_has_just_said_goodbye() -> None:
    stopped = asyncio.Event()

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        assert (await receive())["type"] == "websocket.disconnect"
        assert len(state.connections) == 1, "the line is gone before the server stops"
        for line in list(state.connections):
            line.shutdown()
        stopped.set()

    state, config = ServerState(), uvicorn.Config(app, ws=WebSocketLine)
    config.load()
    serving = await asyncio.get_running_loop().create_server(
        lambda: WebSocketLine(config, state, {}), "127.0.0.1"
    )
    async with serving:
        port = serving.sockets[0].getsockname()[1]
        await (await connect(f"ws://127.0.0.1:{port}/", proxy=None)).close()
        await asyncio.wait_for(stopped.wait(), 20)


class Echo:
    """Says back what it hears; whoever it is handed a line by may return."""

    def __init__(self, line: WebSocketLine) -> None:
        self._line = line
        line.hand_to(self)

    def heard(self, data: bytes) -> bool:
        return False

    def came(self, text: str | None) -> None:
        if text is not None:
            self._line.start(self._answer(text))

    async def _answer(self, text: str) -> None:
        self._line.read_on()
        await self._line.say(text.encode())
        if text == "bye":
            await self._line.close(4400)


async def test_whom_a_socket_is_handed_to_has_it_when_the_application_is_gone() -> None:
    returned = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        Echo(scope["extensions"][LINE])
        returned.set()

    config = uvicorn.Config(app, ws=WebSocketLine)
    config.load()
    serving = await asyncio.get_running_loop().create_server(
        lambda: WebSocketLine(config, ServerState(), {}), "127.0.0.1"
    )
    async with serving:
        port = serving.sockets[0].getsockname()[1]
        async with connect(f"ws://127.0.0.1:{port}/", proxy=None) as client:
            await returned.wait()
            for text in ("hei", "bye"):
                await client.send(text)
                assert await client.recv() == text
            await asyncio.wait_for(client.wait_closed(), 20)
            assert client.close_code == 4400
