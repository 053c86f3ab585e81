"""Connections that ask nothing, or ask without end, are let go; others notice nothing."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.web.connections import Limits, limited
from tests.server import Server, serving

LIMITS = Limits(header_seconds=0.5, body_seconds=0.5, per_address=10, in_all=1_000)


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, protocol=limited(LIMITS)) as server:
        yield server


def opened(server: Server, sent: bytes = b"") -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=60)
    made.sendall(sent)
    return made


def is_let_go(connection: socket.socket) -> bool:
    try:
        while connection.recv(65_536):
            pass
    except ConnectionResetError:
        pass
    return True


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST /language HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nlang",
        b"POST /language HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ],
)
def test_whoever_begins_and_does_not_go_on_is_let_go(strict: Server, sent: bytes) -> None:
    assert is_let_go(opened(strict, sent))
    assert strict.client().get("/healthz").status_code == 200


def test_one_address_has_so_many_connections_and_no_more(tmp_path: Path) -> None:
    patient = limited(LIMITS._replace(header_seconds=600))
    with serving(tmp_path, protocol=patient) as server:
        held = [opened(server, b"GET / HT") for _ in range(LIMITS.per_address)]
        assert is_let_go(opened(server))
        for each in held:
            each.close()


def test_behind_a_trusted_proxy_all_come_from_one_address(tmp_path: Path) -> None:
    only_two = limited(LIMITS._replace(per_address=2), frozenset({"127.0.0.1"}))
    with serving(tmp_path, protocol=only_two) as server:
        clients = [server.client() for _ in range(6)]
        assert {each.get("/healthz").status_code for each in clients} == {200}


def test_when_all_places_are_taken_whoever_asks_nothing_leaves(tmp_path: Path) -> None:
    few = limited(LIMITS._replace(per_address=100, in_all=3, header_seconds=600))
    with serving(tmp_path, protocol=few) as server:
        idle = [opened(server) for _ in range(3)]
        assert server.client().get("/healthz").status_code == 200
        for each in idle:
            each.close()
