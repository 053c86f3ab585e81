"""Nobody's file waits for somebody else's that is slow, never ends or grows."""

import asyncio
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.apart import MOST_MEMORY
from app.dividing.lines import Line
from app.imports.interpreter import understood
from app.imports.own import Understood
from app.imports.reading import read
from app.imports.source import Source, TooMuch, TooSlow, Unreadable
from app.imports.turn import ImportTurn, Programme
from tests.patience import PATIENCE

PRESET = "dialog-1-2"
WALL = b"Rom 1 Fjellvik\nHva er relevant?\nSang og dans.\n"


def planted(data: bytes, _: str, programme: Programme) -> Understood:
    """What the other process does: a file that says so waits for a pipe's other end, grows or ends
    the process; any other is read as ever."""
    word, _space, rest = data.partition(b" ")
    if word == b"waits":
        said = Path(rest.decode()).read_text("utf-8")
        return Understood(understood(Source("text", (Line(1, said),)), (), {}))
    if word == b"grows":
        bytearray(MOST_MEMORY)
    if word == b"ends":
        os._exit(1)
    return Understood(understood(read(data), (), programme))


class Slow:
    """A file that is not read before somebody writes to its pipe."""

    def __init__(self, at: Path) -> None:
        self.at = at
        os.mkfifo(at)

    @property
    def data(self) -> bytes:
        return b"waits " + bytes(self.at)

    async def end(self) -> None:
        await asyncio.to_thread(self.at.write_text, "Endelig.")


@pytest.fixture
def turn() -> ImportTurn:
    """With a quick lane in which nothing that waits stays long."""
    made = ImportTurn(planted)
    made.quick.patience = 0.01
    return made


async def in_slow_lane(turn: ImportTurn, reading: Coroutine[Any, Any, Understood]) -> Any:
    """Begun, and out of the quick lane."""
    begun = asyncio.create_task(reading)
    async with asyncio.timeout(PATIENCE):
        while not turn.slow.limiter.borrowed_tokens:  # noqa: ASYNC110 - it has no event of its own
            await asyncio.sleep(0)
    turn.quick.patience = PATIENCE
    return begun


async def test_others_are_read_while_a_slow_file_is(turn: ImportTurn, tmp_path: Path) -> None:
    slow = Slow(tmp_path / "slow")
    waits = await in_slow_lane(turn, turn.read("ola", slow.data, "", PRESET))
    for asker in ("kari", "per"):
        async with asyncio.timeout(PATIENCE):
            found = await turn.read(asker, WALL, "", PRESET)
        assert [post.room for post in found.proposal.posts] == [1]
    assert not waits.done()
    await slow.end()
    assert len((await waits).proposal.lines) == 1


async def test_of_one_organiser_one_file_is_read_at_a_time(
    turn: ImportTurn, tmp_path: Path
) -> None:
    slow = Slow(tmp_path / "slow")
    waits = await in_slow_lane(turn, turn.read("ola", slow.data, "", PRESET))
    second = asyncio.create_task(turn.read("ola", WALL, "", PRESET))
    await turn.read("kari", WALL, "", PRESET)  # comes later, and is done first
    assert not second.done()
    await slow.end()
    await waits
    assert (await second).proposal.posts


async def test_a_file_that_never_ends_is_ended_and_told_so(
    turn: ImportTurn, tmp_path: Path
) -> None:
    turn.slow.patience = 0.01
    with pytest.raises(TooSlow):
        await turn.read("ola", Slow(tmp_path / "slow").data, "", PRESET)
    turn.quick.patience = PATIENCE
    assert (await turn.read("ola", WALL, "", PRESET)).proposal.posts


@pytest.mark.parametrize(("word", "told"), [("ends", Unreadable), ("grows", TooMuch)])
async def test_what_grows_or_ends_its_process_is_told_so_and_no_more(
    turn: ImportTurn, word: str, told: type[Exception]
) -> None:
    turn.quick.patience = PATIENCE
    with pytest.raises(told):
        await turn.read("ola", word.encode(), "", PRESET)
    assert (await turn.read("ola", WALL, "", PRESET)).proposal.posts
