"""A proxy before several processes, as plain as can be: each connection goes to the next that is
well."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from cluster.servers import HERE

LOOK_SECONDS = 1.0
WELL_SECONDS = 2.0


async def proxy(port: int, behind: Sequence[int]) -> asyncio.Server:
    """Listens on `port` of this machine and hands each connection to the next of the ports
    `behind`, or to the one after it where that one is gone, or says that
    others are better."""
    turns, health = deque(behind), {each: Health(each) for each in behind}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        turns.rotate(-1)
        well = [each for each in tuple(turns) if await health[each].good()]
        for port in well or tuple(turns):
            try:
                there = await asyncio.open_connection(HERE, port)
            except OSError:
                continue
            await asyncio.gather(_carry(reader, there[1]), _carry(there[0], writer))
            return
        writer.close()

    return await asyncio.start_server(serve, HERE, port, backlog=1_000)


class Health:
    """What `/healthz` of a process said, no longer ago than a second."""

    def __init__(self, port: int) -> None:
        self._port, self._looked, self._good = port, 0.0, True

    async def good(self) -> bool:
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._looked = time.monotonic()
            self._good = await self._ask()
        return self._good

    async def _ask(self) -> bool:
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(WELL_SECONDS):
                reader, writer = await asyncio.open_connection(HERE, self._port)
                writer.write(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                answer = await reader.readline()
                writer.close()
                return b" 200 " in answer
        return False


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
