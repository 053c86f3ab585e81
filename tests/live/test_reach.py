"""A process that has lost the database, while another has it, sends everybody there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.live.bus import Alone
from app.live.hub import Connection, Hub
from app.live.reach import PATIENCE_SECONDS, Reach
from tests.databases import in_pairs
from tests.net import Net, before_the_database
from tests.patience import until
from tests.server import Afternoon, again, serving
from tests.talk import talking


class Told(Alone):
    """Wires to others, of whom one says whether the database answers it."""

    shared = True


class Case:
    """A process with one socket, whose database and clock a test sets."""

    def __init__(self, *, connected: bool = True, other: bool | None = None) -> None:
        self.bus = Told()
        self.bus.connected = connected
        self.hub = Hub(self.bus)
        if other is not None:
            self.hub.elsewhere.saving["other"] = other
        self.answers, self.moment = True, 0.0
        self.reach = Reach(self.hub, lambda: self.answers, lambda: self.moment)
        self.socket = Connection(self._send)
        self.hub.add(self.socket)

    async def _send(self, frame: bytes) -> None: ...

    async def loses_it(self) -> int | None:
        """The code with which the socket was closed in the end."""
        self.answers = False
        for _ in range(2):
            await self.reach.look()
            self.moment += PATIENCE_SECONDS
        await self.reach.look()
        return self.socket.closing


async def test_who_has_lost_the_database_sends_everybody_to_another_that_has_it() -> None:
    case = Case(other=True)
    assert await case.loses_it() == 1012
    assert case.reach.given_up
    case.answers = True
    await case.reach.look()
    assert not case.reach.given_up


async def test_nobody_is_sent_away_where_the_database_is_away_for_all() -> None:
    assert await Case(other=False).loses_it() is None


async def test_nobody_is_sent_away_where_there_is_no_other() -> None:
    assert await Case().loses_it() is None


async def test_whoever_hears_of_nothing_any_more_sends_everybody_away() -> None:
    assert await Case(connected=False).loses_it() == 1012


async def test_a_moment_without_the_database_sends_nobody_away() -> None:
    case = Case(other=True)
    case.answers = False
    await case.reach.look()
    assert case.socket.closing is None


several = pytest.mark.skipif(
    not in_pairs(), reason="several processes need PostgreSQL and NATS: make test-many"
)


@pytest.fixture
def cut_off(
    data: Path, played: tuple[Path, dict[str, Any]]
) -> Iterator[tuple[Net, Afternoon, Afternoon]]:
    """Two processes: the first one's net to the database can be cut."""
    with (
        before_the_database() as (net, url),
        serving(data, single=True, database_url=url) as one,
        serving(data, single=True) as other,
    ):
        yield net, again(one, played[1]), again(other, played[1])


@several
def test_sockets_leave_a_process_that_has_lost_the_database_and_may_come_back(
    cut_off: tuple[Net, Afternoon, Afternoon],
) -> None:
    net, one, _ = cut_off
    with talking(one) as talk:
        talk.join(one.rooms[0]["id"])
        net.cut()
        assert talk.closed() == 1012
    client = one.server.client()
    assert client.get("/healthz").status_code == 503
    assert client.get("/readyz").status_code == 503
    net.join()
    until(lambda: client.get("/healthz").status_code == 200)
    with talking(one) as talk:
        assert talk.join(one.rooms[0]["id"])["type"] == "joined"
