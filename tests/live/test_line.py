"""What a client of our own socket must see: whole frames, and nothing between them."""

import pytest
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from app.live.line import framed


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
