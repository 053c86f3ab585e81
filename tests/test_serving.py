"""A server as its host meets it: the lines it prints, one process a folder, how it ends."""

import itertools
import signal
import socket
from pathlib import Path

import httpx2 as httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.settings import Settings
from tests.patience import PATIENCE
from tests.plain import NO_TLS
from tests.process import command, process, seat


def closed_with(socket: ClientConnection) -> int | None:
    """The close code that the other side sent."""
    try:
        while True:
            socket.recv(timeout=PATIENCE)
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else None


def test_the_sample_prints_four_links_that_work_and_makes_the_seminar_once(tmp_path: Path) -> None:
    codes = []
    for _ in range(2):
        with process(tmp_path, "--sample", from_nothing=True) as server:
            links = server.lines(4)  # what is printed opens: nobody has to wait for more
            assert list(links) == ["Organiser", "Facilitator", "Join", "Room"]
            for link in links.values():
                page = httpx.get(link, verify=NO_TLS, timeout=PATIENCE)
                assert page.status_code == 200, link
                assert "set-cookie" not in page.headers
            codes.append(links["Join"])
            server.stop()
    assert codes[0].rsplit("/", 1)[1] == codes[1].rsplit("/", 1)[1]


def test_a_plain_server_prints_one_link_while_there_is_no_organiser(tmp_path: Path) -> None:
    with process(tmp_path) as server:
        server.wait()
        assert list(server.lines(1)) == ["Organiser"]


def test_a_token_that_is_made_beside_the_server_opens_the_api_at_once(tmp_path: Path) -> None:
    with process(tmp_path) as server:
        server.wait()
        said = command("token", "--organiser", "Ingrid Organiser", environment=server.environment)
        assert said.stdout.startswith("API token of Ingrid Organiser: "), said.stderr
        led = {"Authorization": f"Bearer {said.stdout.split()[-1]}"}
        found = httpx.get(
            f"{server.url}/api/v1/seminars", headers=led, verify=NO_TLS, timeout=PATIENCE
        )
    assert (found.status_code, found.json()) == (200, [])


def test_a_second_server_of_the_same_folder_refuses_to_start_and_says_why(tmp_path: Path) -> None:
    with process(tmp_path, "--sample") as server:
        server.wait()
        second = command("serve", environment=server.environment)
    assert second.returncode != 0
    assert "already" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_phone_that_loses_its_net_while_it_sends_is_no_fault_for_the_log(tmp_path: Path) -> None:
    with process(tmp_path) as server:
        server.wait()
        client, _, prompt, _ = seat(server)
        lines = (
            f"POST /api/v1/answers/{prompt}/steps HTTP/1.1",
            "Host: localhost",
            f"Authorization: {client.headers['authorization']}",
            "Content-Length: 99",
            "",
            '{"version"',
        )
        host, _, port = server.url.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall("\r\n".join(lines).encode())
        assert client.get("/schema").status_code == 200
        server.stop()
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_stop_tells_sockets_to_come_back_and_ends_with_everything_saved(tmp_path: Path) -> None:
    with process(tmp_path) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        headers = {"Authorization": client.headers["authorization"]}
        with connect(server.url.replace("http", "ws") + "/live", additional_headers=headers) as ws:
            ws.recv()
            client.post(f"/rooms/{room}/notes", json={"prompt": prompt, "text": "Før stopp"})
            assert server.stop() in (0, -signal.SIGTERM)
            assert closed_with(ws) == 1012
    with process(tmp_path) as again:
        again.wait()
        board = httpx.get(
            f"{again.url}/api/v1/rooms/{room}/board",
            headers=headers,
            verify=NO_TLS,
            timeout=PATIENCE,
        ).json()
        assert board["answers"][0]["text"] == "Før stopp"
        log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert "Før stopp" not in log


def test_a_note_that_was_committed_and_not_acknowledged_is_not_doubled_by_sending_it_again(
    tmp_path: Path,
) -> None:
    sent, acknowledged = [], []
    with process(tmp_path, SAMTAVLE_FAILPOINTS="after_commit=kill@30") as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        url = f"/rooms/{room}/notes"
        for n in itertools.count():
            sent.append(n)
            try:
                body = {"prompt": prompt, "text": f"note {n}", "client_id": f"id-{n}"}
                assert client.post(url, json=body).status_code == 201
            except httpx.TransportError:
                break
            acknowledged.append(n)
        server.running.wait()
    assert acknowledged
    with process(tmp_path) as again:
        again.wait()
        client.base_url = again.url + "/api/v1"
        for n in sent[-3:]:
            body = {"prompt": prompt, "text": f"note {n}", "client_id": f"id-{n}"}
            assert client.post(url, json=body).status_code == 201
        notes = client.get(f"/rooms/{room}/board").json()["answers"][0]["notes"]
        ready = httpx.get(again.url + "/readyz", verify=NO_TLS, timeout=PATIENCE).json()
    assert [note["text"] for note in notes] == [f"note {n}" for n in sent]
    assert ready["status"] == "ok"


def test_a_key_that_is_too_short_makes_no_links(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"")
    for settings in (Settings(data=tmp_path), Settings(data=tmp_path, secret_key="hemmelig")):
        with pytest.raises(ValueError, match="shorter than 32"):
            _ = settings.key
