"""However a network cuts what a client sends, its frames come out as they went in."""

from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from app.live.incoming import Incoming, unmasked

FRAMES = st.builds(
    Frame,
    st.sampled_from([Opcode.TEXT, Opcode.TEXT, Opcode.BINARY, Opcode.PING, Opcode.CONT]),
    st.binary(max_size=40) | st.sampled_from([b"x" * 126, b"y" * 70_000]),
    st.booleans(),
)


def sent(frame: Frame, *, mask: bool) -> bytes:
    return frame.serialize(mask=mask)


@settings(max_examples=200)
@given(
    frames=st.lists(FRAMES.filter(lambda frame: frame.opcode is not Opcode.PING or frame.fin)),
    cuts=st.lists(st.integers(0, 300), max_size=12),
    looks=st.lists(st.booleans(), max_size=12),
)
def test_frames_come_whole_and_in_order_however_they_are_cut(
    frames: list[Frame], cuts: list[int], looks: list[bool]
) -> None:
    frames = [f if f.opcode is not Opcode.PING else Frame(f.opcode, f.data[:100]) for f in frames]
    data = b"".join(sent(frame, mask=True) for frame in frames)
    incoming, at = Incoming(), 0
    pieces: list[tuple[bytes, bool]] = []
    for size, look in zip(cuts, [*looks, *[True] * len(cuts)], strict=False):
        incoming.keep(data[at : at + size])
        at += size
        if look:
            pieces += incoming.pieces()
    incoming.keep(data[at:])
    pieces += incoming.pieces()

    assert b"".join(piece for piece, _ in pieces) == data
    texts = [unmasked(piece) for piece, whole in pieces if whole]
    possible = [f.data for f in frames if f.opcode is Opcode.TEXT and f.fin]
    remaining = iter(possible)
    assert all(text in remaining for text in texts), "a text that nobody sent, or out of order"
    if not cuts:
        assert texts == possible


def test_what_is_not_masked_or_not_whole_is_nobodys_text() -> None:
    text, part = Frame(Opcode.TEXT, b"hei"), Frame(Opcode.TEXT, b"he", fin=False)
    for data in (sent(text, mask=False), sent(part, mask=True), sent(text, mask=True)[:7]):
        incoming = Incoming()
        incoming.keep(data)
        assert list(incoming.pieces()) == [(data, False)]


def test_of_a_frame_whose_head_is_not_here_nothing_is_passed_on() -> None:
    incoming, data = Incoming(), sent(Frame(Opcode.TEXT, b"hei"), mask=True)
    incoming.keep(data[:3])
    assert list(incoming.pieces()) == []
    incoming.keep(data[3:])
    assert list(incoming.pieces()) == [(data, True)]
