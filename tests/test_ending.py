"""How a serving process ends, and begins anew for a restore, whoever is still there."""

import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from app.serving import DRAIN_SECONDS, SHUTDOWN_SECONDS
from app.storage import writer
from tests.faults.disk import locked
from tests.process import Process, command, process, seat, talking

END_SECONDS = 25  # less than after which whoever does not read is given up
UPGRADE = (
    "GET /live HTTP/1.1\r\nHost: {host}\r\nAuthorization: {bearer}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


@contextmanager
def plain(server: Process) -> Iterator[tuple[socket.socket, str]]:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.socket() as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        opened.connect((host, int(port)))
        yield opened, host


@contextmanager
def never_reading(server: Process, bearer: str, room: str) -> Iterator[None]:
    """A socket that asks for the whole board over and over and reads nothing of it."""
    with plain(server) as (opened, host):
        opened.sendall(UPGRADE.format(host=host, bearer=bearer).encode())
        message = json.dumps({"type": "join", "room": room}).encode()
        frame = bytes([0x81, 0x80 | len(message), 0, 0, 0, 0]) + message  # a mask of zeroes
        opened.sendall(frame * 150)
        yield


@contextmanager
def half_sent(server: Process, bearer: str, path: str) -> Iterator[None]:
    """A request that announces a body and never sends the rest of it."""
    with plain(server) as (opened, host):
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {bearer}\r\n"
        opened.sendall(f"{head}Content-Length: 1000\r\n\r\n{{".encode())
        yield


def test_whatever_an_end_waits_for_takes_less_than_ten_seconds_together() -> None:
    assert DRAIN_SECONDS + SHUTDOWN_SECONDS + writer.CLOSING_SECONDS < 10


def test_an_end_comes_within_ten_seconds_whoever_does_not_read_or_does_not_finish(
    tmp_path: Path,
) -> None:
    with process(tmp_path) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        client.post(f"/rooms/{room}/notes", json={"prompt": prompt, "text": "lang " * 9000})
        bearer = client.headers["authorization"]
        path = f"/api/v1/rooms/{room}/notes"
        with (
            talking(server, bearer) as talk,
            never_reading(server, bearer, room),
            half_sent(server, bearer, path),
        ):
            talk.join(room)
            began = time.monotonic()
            server.stop()
            assert time.monotonic() - began < END_SECONDS
            assert talk.closed() == 1012


def test_a_server_that_ends_lets_nobody_in_who_was_told_to_come_back(tmp_path: Path) -> None:
    """They would be told the same again and again, while another process could serve them."""
    with process(tmp_path) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        client.post(f"/rooms/{room}/notes", json={"prompt": prompt, "text": "lang " * 9000})
        bearer = client.headers["authorization"]
        with talking(server, bearer) as talk, never_reading(server, bearer, room):
            talk.join(room)
            server.running.send_signal(signal.SIGTERM)
            assert talk.closed() == 1012
            with pytest.raises(ConnectionRefusedError), plain(server):
                pass


def test_a_write_that_waits_for_a_locked_database_at_the_end_is_refused_not_forgotten(
    tmp_path: Path,
) -> None:
    answers: list[httpx.Response] = []
    with process(tmp_path) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        client.post(f"/rooms/{room}/notes", json={"prompt": prompt, "text": "Først"})

        def send() -> None:
            body = {"prompt": prompt, "text": "Holdt opp"}
            answers.append(client.post(f"/rooms/{room}/notes", json=body))

        sending = threading.Thread(target=send)
        with locked(tmp_path):
            sending.start()
            began = time.monotonic()
            server.stop()
            sending.join()
            assert time.monotonic() - began < END_SECONDS
    assert [(each.status_code, each.json()["type"]) for each in answers] == [(503, "not_saved")]
    with process(tmp_path) as again:
        again.wait()
        board = client.get(f"{again.url}/api/v1/rooms/{room}/board").json()
    assert board["answers"][0]["text"] == "Først"


def test_a_running_server_goes_back_to_a_backup_by_itself_in_a_new_epoch(tmp_path: Path) -> None:
    backup = tmp_path / "it.zip"
    with process(tmp_path) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        bearer, notes = client.headers["authorization"], f"/rooms/{room}/notes"
        client.post(notes, json={"prompt": prompt, "text": "Før"})
        assert command("backup", str(backup), environment=server.environment).returncode == 0
        client.post(notes, json={"prompt": prompt, "text": "Etter"})
        with talking(server, bearer) as talk:
            epoch = talk.hello["epoch"]
            known = talk.join(room)["version"]
            said = command("restore", str(backup), environment=server.environment)
            assert "Restored as of" in said.stdout, said.stderr
            assert talk.closed() == 1012
        server.wait()
        assert server.running.poll() is None
        with talking(server, bearer) as talk:
            assert talk.hello["epoch"] != epoch
            assert talk.join(room, since=known, epoch=epoch)["resync"] is True
        answer = client.get(f"/rooms/{room}/board").json()["answers"][0]
        assert answer["text"] == "Før"
        late = {"client_id": "x", "version": 2, "text": "Etter"}
        assert client.post(f"/answers/{answer['id']}/late", json=late).status_code == 201
        client.post(notes, json={"prompt": prompt, "text": "Videre"})
        assert client.get(f"/rooms/{room}/board").json()["answers"][0]["text"] == "Før\nVidere"
        server.stop()


def test_an_archive_that_is_no_good_does_not_disturb_the_running_server(tmp_path: Path) -> None:
    backup = tmp_path / "it.zip"
    with process(tmp_path) as server:
        server.wait()
        client, room, _, _ = seat(server)
        command("backup", str(backup), environment=server.environment)
        backup.write_bytes(backup.read_bytes()[:-100])
        bearer = client.headers["authorization"]
        with talking(server, bearer) as talk:
            before = talk.join(room)["epoch"]
        said = command("restore", str(backup), environment=server.environment)
        assert said.returncode == 1
        assert "damaged, cut short" in said.stderr
        with talking(server, bearer) as talk:
            assert talk.join(room)["epoch"] == before
