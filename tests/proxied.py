"""The cluster's proxy in a thread, for as long as a test needs it."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from cluster.proxy import proxy


@contextmanager
def proxied(port: int, behind: Sequence[int]) -> Iterator[None]:
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
    server = loop.run_until_complete(proxy(port, behind))
    listening.set()
    loop.run_forever()
    server.close()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
