"""What a server says of itself while PostgreSQL is away, and that it goes on when it is back."""

import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.backups.postgresql import database, postgresql
from tests.server import afternoon, serving


class Line:
    """A wire to a database that can be cut and mended."""

    def __init__(self, host: str, port: int) -> None:
        self._there, self._whole = (host, port), True
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        self._whole = False
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def mend(self) -> None:
        self._whole = True

    def _serve(self) -> None:
        while True:
            here, _ = self._door.accept()
            if not self._whole:
                here.close()
                continue
            there = socket.create_connection(self._there)
            self._open += [here, there]
            for pair in ((here, there), (there, here)):
                threading.Thread(target=_carry, args=pair, daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@pytest.mark.postgres
def test_readiness_fails_while_the_database_is_away_and_heals(tmp_path: Path) -> None:
    with postgresql() as server, database(server) as address:
        url = make_url(address)
        unix = str(url.query.get("host", ""))
        if unix:
            pytest.skip("the wheel's server has no port that could be cut")
        line = Line(url.host or "127.0.0.1", url.port or 5432)
        cut = url.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
        with serving(tmp_path, database_url=cut) as running:
            seminar, client = afternoon(running), running.client()
            assert client.get("/readyz").status_code == 200
            line.cut()
            away = client.get("/readyz")
            assert (away.status_code, away.json()["status"]) == (503, "no database")
            assert client.get("/healthz").status_code == 200
            line.mend()
            back = client.get("/readyz")
            assert (back.status_code, back.json()["status"]) == (200, "ok")
            # The writer meets its dead connection once, and refuses what a browser sends again.
            sent = [seminar.note("Skrevet etterpå").status_code for _ in range(2)]
            assert sent[0] in {201, 503}
            assert sent[1] == 201
