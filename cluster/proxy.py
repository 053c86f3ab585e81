"""A proxy before several processes, as plain as can be: each connection goes to the next."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from cluster.servers import HERE


async def proxy(port: int, behind: Sequence[int]) -> asyncio.Server:
    """Listens on `port` of this machine and hands each connection to the next of the ports
    `behind`, or to the one after it where that one is gone."""
    turns = deque(behind)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        turns.rotate(-1)
        for port in tuple(turns):
            try:
                there = await asyncio.open_connection(HERE, port)
            except OSError:
                continue
            await asyncio.gather(_carry(reader, there[1]), _carry(there[0], writer))
            return
        writer.close()

    return await asyncio.start_server(serve, HERE, port, backlog=1_000)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
