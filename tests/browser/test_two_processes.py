"""A page behind a proxy whose process loses the database: it goes on at the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.live.hub import Hub
from cluster.servers import free_port
from tests.browser.conftest import Sit
from tests.browser.test_writing import on_server
from tests.databases import in_pairs
from tests.net import Net, before_the_database
from tests.patience import until
from tests.proxied import proxied
from tests.server import Afternoon, Server, serving

pytestmark = pytest.mark.skipif(
    not in_pairs(), reason="several processes need PostgreSQL and NATS: make test-many"
)


@pytest.fixture
def net(data: Path) -> Iterator[tuple[Net, str]]:
    """Between one of the processes and the database."""
    with before_the_database() as made:
        yield made


@pytest.fixture
def server(data: Path, net: tuple[Net, str]) -> Iterator[Server]:
    front = free_port()
    url = f"http://127.0.0.1:{front}"
    with (
        serving(data, single=True, database_url=net[1], public_url=url) as one,
        serving(data, single=True, public_url=url) as other,
        proxied(front, [int(each.url.rpartition(":")[2]) for each in (one, other)]),
    ):
        yield Server(url, one.app, one.clock, (other.app,))


@pytest.mark.keeps_pages
def test_a_page_whose_process_has_lost_the_database_goes_on_at_the_other(
    net: tuple[Net, str], seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    here, there = seminar.server.app.runtime[Hub], seminar.server.others[0].runtime[Hub]
    until(lambda: here.connections or there.connections)
    while not here.connections:
        kari.reload()
        until(lambda: here.connections or there.connections)
    kari.go()
    kari.type("Før")
    until(lambda: kari.save_word == "saved")
    net[0].cut()
    kari.type(", mens den er borte")
    until(lambda: there.connections)
    kari.type(" og hos den andre")
    until(lambda: on_server(seminar) == "Før, mens den er borte og hos den andre")
    until(lambda: kari.save_word == "saved")
    assert kari.text() == on_server(seminar)
    net[0].join()
    until(lambda: seminar.server.client().get("/healthz").status_code == 200)
    assert kari.errors == []
