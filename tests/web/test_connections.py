"""Connections that ask nothing, or ask without end, are let go; others notice nothing."""

import resource
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx2 as httpx
import pytest

from app.web.connections import Limits, limited, most_connections
from tests.patience import PATIENCE, until
from tests.server import Server, serving

LIMITS = Limits(header_seconds=0.5, body_seconds=0.5, per_address=10, in_all=1_000, ahead=1_000)


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, protocol=limited(LIMITS), single=True) as server:
        yield server


def opened(server: Server, sent: bytes = b"") -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=PATIENCE)
    made.sendall(sent)
    return made


def everything(connection: socket.socket) -> bytes:
    """What comes until it is closed."""
    heard = b""
    try:
        while piece := connection.recv(65_536):
            heard += piece
    except ConnectionResetError:
        pass
    return heard


def is_let_go(connection: socket.socket) -> bool:
    everything(connection)
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
    with serving(tmp_path, protocol=patient, single=True) as server:
        held = [opened(server, b"GET / HT") for _ in range(LIMITS.per_address)]
        assert is_let_go(opened(server))
        for each in held:
            each.close()


def test_behind_a_trusted_proxy_all_come_from_one_address(tmp_path: Path) -> None:
    only_two = limited(LIMITS._replace(per_address=2), frozenset({"127.0.0.1"}))
    with serving(tmp_path, protocol=only_two, single=True) as server:
        clients = [server.client() for _ in range(6)]
        assert {each.get("/healthz").status_code for each in clients} == {200}


BODY = b"POST /language HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nlang"
MANY = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 100


def test_whoever_does_not_read_is_let_go(strict: Server) -> None:
    unread = opened(strict, MANY)
    until(lambda: _fails(lambda: unread.send(b"G")))


def test_whoever_asks_far_ahead_is_let_go_and_whoever_asks_a_little_is_answered(
    tmp_path: Path,
) -> None:
    patient = LIMITS._replace(header_seconds=600, body_seconds=600, ahead=20)
    one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with serving(tmp_path, protocol=limited(patient), single=True) as server:
        assert everything(opened(server, 200 * one)).count(b" 200 OK") <= 20
        few, heard = opened(server, 5 * one), b""
        while heard.count(b" 200 OK") < 5:
            heard += few.recv(65_536)


@pytest.mark.parametrize("sent", [b"", BODY, MANY], ids=["nothing", "half a body", "no reading"])
def test_when_all_places_are_taken_whoever_asks_nothing_leaves(tmp_path: Path, sent: bytes) -> None:
    patient = LIMITS._replace(per_address=100, in_all=3, header_seconds=600, body_seconds=600)
    with serving(tmp_path, protocol=limited(patient), single=True) as server:
        held = [opened(server, sent) for _ in range(3)]
        until(lambda: not _fails(lambda: server.client().get("/healthz")))
        until(lambda: any(_fails(partial(each.send, b"G")) for each in held))
        for each in held:
            each.close()


@pytest.mark.parametrize(("files", "most"), [(256, 128), (1_024, 768)])
def test_there_are_fewer_connections_than_open_files(
    monkeypatch: pytest.MonkeyPatch, files: int, most: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (64, files))
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    assert most_connections() == most


def _fails(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except (OSError, httpx.TransportError):
        return True
    return False


@pytest.mark.parametrize("begun", [b"GET /", b"GET / HTTP/1.1\r\nHost: x\r\nX: "])
def test_a_header_without_end_is_not_kept(tmp_path: Path, begun: bytes) -> None:
    with serving(tmp_path, protocol=limited(Limits()), single=True) as server:
        connection = opened(server, begun)
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            connection.sendall(b"a" * 32_000_000)
        path = "/healthz?" + "a" * 20_000
        assert [server.client().get(path).status_code for _ in range(5)] == [200] * 5
        assert server.client().post("/language", data={"language": "x" * 500_000}).status_code < 500
