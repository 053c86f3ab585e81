"""A disk that fails under a real process: refused clearly, read on, healed by itself."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlmodel import Session

from app.storage.store import Store
from tests.boards.steps import paragraph
from tests.faults.disk import files_no_larger, full, locked, small_disk, unwritable
from tests.patience import PATIENCE
from tests.plain import NO_TLS
from tests.process import Process, process, seat, talking

Fault = Callable[[Process, Path], AbstractContextManager[None]]
FAULTS: dict[str, Fault] = {
    "full": lambda server, folder: full(folder),
    "cut short": lambda server, folder: files_no_larger(server, 4096),
    "read-only": lambda server, folder: unwritable(folder),
    "locked": lambda server, folder: locked(folder),
}


@dataclass
class Place:
    """A room, and what was acknowledged to it."""

    server: Process
    client: httpx.Client
    room: str
    prompt: str
    seminar: str
    kept: list[str] = field(default_factory=list)

    def note(self, text: str) -> httpx.Response:
        body = {"prompt": self.prompt, "text": text}
        answer = self.client.post(f"/rooms/{self.room}/notes", json=body)
        if answer.status_code == 201:
            self.kept.append(text)
        return answer

    def stands(self) -> list[str]:
        board = self.client.get(f"/rooms/{self.room}/board")
        assert board.status_code == 200, board.text
        return str(board.json()["answers"][0]["text"]).splitlines()

    def ready(self) -> tuple[int, str]:
        said = httpx.get(self.server.url + "/readyz", verify=NO_TLS, timeout=PATIENCE)
        return said.status_code, said.json()["status"]

    def export(self) -> int:
        return self.client.get(f"/rooms/{self.room}/export?format=docx").status_code


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    with process(folder) as server:
        server.wait()
        yield Place(server, *seat(server))


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A data folder; for the full disk one of its own, since filling a real one hurts others."""
    if request.param != "full":
        (tmp_path / "data").mkdir()
        yield tmp_path / "data"
        return
    with small_disk(tmp_path / "data", 16) as made:
        yield made


@pytest.mark.parametrize(("folder", "fault"), FAULTS.items(), ids=FAULTS, indirect=["folder"])
def test_a_disk_that_takes_nothing_is_said_everywhere_loses_nothing_and_heals_by_itself(
    folder: Path, fault: Fault
) -> None:
    with place(folder) as place_:
        here = place_
        for number in range(5):
            assert here.note(f"før {number}").status_code == 201
        with fault(here.server, folder):
            refused = _until_refused(here)
            assert (refused.status_code, refused.json()["type"]) == (503, "not_saved")
            assert here.ready() == (503, "not saving")
            assert here.stands() == here.kept
            assert here.export() == 200
            _refused_on_the_socket(here)
            assert here.server.running.poll() is None
        assert here.ready() == (200, "ok")
        for number in range(5):
            assert here.note(f"etter {number}").status_code == 201
        assert here.stands() == here.kept
        assert "Traceback" not in (folder / "log").read_text()


@pytest.mark.sqlite
def test_nobody_waits_longer_than_two_seconds_for_a_locked_database(store: Store) -> None:
    def waits(session: Session) -> Any:
        return session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar()

    with store.reading() as session:
        assert waits(session) == 2000
    assert store.write_now(waits) == 2000


def _until_refused(here: Place) -> httpx.Response:
    """What fits into the blocks that the journal has already is still taken, and kept."""
    for number in range(100):
        answer = here.note(f"under {number} " + "x" * 5000 * (number > 0))
        if answer.status_code != 201:
            return answer
    raise AssertionError("the fault did not bite")


def _refused_on_the_socket(here: Place) -> None:
    bearer = here.client.headers["authorization"]
    with talking(here.server, bearer) as talk:
        notes = [d for d in talk.join(here.room)["documents"] if "/" not in d["document"]]
        step = paragraph("x" * 30_000, "n1")
        talk.say(
            "steps",
            id=1,
            document=notes[1]["document"],
            version=notes[1]["version"],
            client="w",
            steps=[step],
        )
        assert talk.hear("refused", "taken")["problem"] == {"type": "not_saved"}
