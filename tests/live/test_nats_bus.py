"""What a process may rely on when it tells others, and asks to hear them, over NATS."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from app.live.bus import Carry, Cut, Ended, Told
from app.live.nats_bus import Nats
from app.storage.ids import new_id
from tests.databases import NATS, in_pairs
from tests.net import before, to_port
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(not in_pairs(), reason="needs NATS: make test-many")


class Process:
    """Its wires, and what it heard by them."""

    def __init__(self, url: str) -> None:
        self.bus = Nats(url)
        self.heard: list[Told] = []
        self.missed, self.fails = 0, False
        self._more = asyncio.Event()

    async def hear(self, told: Told) -> None:
        if self.fails:
            raise ConnectionError("the database is away")
        self.heard.append(told)
        self._more.set()

    def miss(self) -> None:
        self.missed += 1
        self._more.set()

    async def until(self, what: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not what():
                self._more.clear()
                await self._more.wait()

    def told(self, kind: type[Told]) -> list[Told]:
        return [each for each in self.heard if isinstance(each, kind)]


@asynccontextmanager
async def connected(installation: str, url: str = "") -> AsyncIterator[Process]:
    process = Process(url or os.environ[NATS])
    await process.bus.start(installation, process.hear, process.miss)
    await process.until(lambda: process.missed)
    yield process
    await process.bus.stop()


async def test_what_is_carried_after_a_process_has_settled_is_heard_there() -> None:
    """Also where a thousand channels are asked for at once."""
    name, channels = new_id(), [f"room:{number}" for number in range(1_000)]
    async with connected(name) as here, connected(name) as there:
        for channel in channels:
            here.bus.listen(channel)
        assert await here.bus.settled()
        for channel in channels:
            there.bus.carry(channel, b"frame")
        await here.until(lambda: len(here.heard) == len(channels))


async def test_a_channel_that_was_left_is_heard_no_more() -> None:
    name = new_id()
    async with connected(name) as here, connected(name) as there:
        for deed in (here.bus.listen, here.bus.leave, here.bus.listen, here.bus.leave):
            deed("left")
        here.bus.listen("kept")
        assert await here.bus.settled()
        for channel in ("left", "kept"):
            there.bus.carry(channel, b"frame")
        await here.until(lambda: here.heard)
        assert [each.channel for each in here.heard if isinstance(each, Carry)] == ["kept"]


async def test_a_process_that_was_cut_off_knows_and_tells_that_something_may_be_lost() -> None:
    """However short it was; and it hears the channels that it asked for meanwhile."""
    name = new_id()
    with before(to_port(urlsplit(os.environ[NATS]).port or 0)) as net:
        async with (
            connected(name) as here,
            connected(name, f"nats://127.0.0.1:{net.port}") as there,
        ):
            missed = there.missed
            net.cut()
            net.join()
            there.bus.listen("room")
            await there.until(lambda: there.missed > missed)
            await here.until(lambda: here.told(Cut))
            assert await there.bus.settled()
            here.bus.carry("room", b"frame")
            await there.until(lambda: there.told(Carry))


async def test_what_could_not_be_heeded_counts_as_lost() -> None:
    """As where rights have to be looked up in a database that is away: they are when it is back."""
    name = new_id()
    async with connected(name) as here, connected(name) as there:
        missed, here.fails = here.missed, True
        there.bus.tell(Ended(process=there.bus.process, asker="kari", code=4401))
        await here.until(lambda: here.missed > missed)
        here.fails = False
        there.bus.tell(Ended(process=there.bus.process, asker="per", code=4401))
        await here.until(lambda: here.told(Ended))


async def test_a_process_that_ends_has_told_all_that_it_had_to_tell() -> None:
    name = new_id()
    async with connected(name) as here:
        async with connected(name) as there:
            for number in range(1_000):
                there.bus.tell(Ended(process=there.bus.process, asker=str(number), code=4401))
        await here.until(lambda: len(here.told(Ended)) == 1_000)
