"""A slow line between a browser and the server: so many bits a second, so long a way, for all that
a browser does, its workers and sockets too (its own switch leaves those alone)."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

PIECE = 1460  # what a packet carries: streams that share a line take turns by packets


@dataclass(frozen=True)
class Profile:
    """Bits a second to and from the browser, and seconds to the server and back."""

    name: str
    down: float
    up: float
    round_trip: float


SLOW_4G = Profile("Slow 4G", 1.6e6, 750e3, 0.150)  # Lighthouse's
NO_LIMIT = Profile("no limit", 1e12, 1e12, 0.0)


@dataclass
class Way:
    """One direction; everything in it waits for what was sent before."""

    bits: float
    delay: float
    free: float = 0.0
    carried: int = 0

    async def carry(self, piece: bytes) -> float:
        """Wait until the piece is on the line; the moment when it arrives."""
        self.free = max(time.monotonic(), self.free) + len(piece) * 8 / self.bits
        self.carried += len(piece)
        await asyncio.sleep(self.free - time.monotonic())
        return self.free + self.delay


@dataclass
class Line:
    """The line as it is now; `profile` may be changed between pages."""

    port: int = 0
    profile: Profile = NO_LIMIT
    ways: list[Way] = field(default_factory=list)

    def become(self, profile: Profile) -> None:
        self.profile = profile
        half = profile.round_trip / 2
        self.ways[:] = [Way(profile.up, half), Way(profile.down, half)]

    @property
    def carried(self) -> int:
        """Bytes that the browser got, with all headers."""
        return self.ways[1].carried


@asynccontextmanager
async def line(to: int) -> AsyncIterator[Line]:
    """A port that leads to the one at `to` on this machine."""
    made = Line()
    made.become(NO_LIMIT)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(made.profile.round_trip)  # the handshake
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", to)
        await asyncio.gather(
            _pass_on(reader, far_writer, made, 0), _pass_on(far_reader, writer, made, 1)
        )

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, over: Line, way: int
) -> None:
    """Each piece in its turn; the next is on the line while the former travels."""
    travelling: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def arrive() -> None:
        while True:
            at, piece = await travelling.get()
            await asyncio.sleep(at - time.monotonic())
            with suppress(ConnectionError):
                if not piece:
                    writer.close()
                    return
                writer.write(piece)
                await writer.drain()

    arriving = asyncio.create_task(arrive())
    with suppress(ConnectionError):
        while piece := await reader.read(PIECE):
            travelling.put_nowait((await over.ways[way].carry(piece), piece))
    travelling.put_nowait((time.monotonic() + over.ways[way].delay, b""))
    await arriving
