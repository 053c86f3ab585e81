"""A proxy before several processes, as plain as can be: each connection goes to the next."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle


@contextmanager
def proxy(port: int, behind: Sequence[int]) -> Iterator[None]:
    """Listen on `port` of this machine and hand each connection to one of the ports `behind`."""
    loop = asyncio.new_event_loop()
    listening = threading.Event()
    thread = threading.Thread(target=_run, args=(loop, port, behind, listening), daemon=True)
    thread.start()
    listening.wait()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _run(
    loop: asyncio.AbstractEventLoop, port: int, behind: Sequence[int], listening: threading.Event
) -> None:
    asyncio.set_event_loop(loop)
    turns = cycle(behind)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", next(turns))
        except OSError:
            writer.close()
            return
        async with asyncio.TaskGroup() as both:
            both.create_task(_carry(reader, there[1]))
            both.create_task(_carry(there[0], writer))

    server = loop.run_until_complete(asyncio.start_server(serve, "127.0.0.1", port, backlog=1_000))
    listening.set()
    loop.run_forever()
    server.close()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
