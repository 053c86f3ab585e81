"""What all tests share: the kinds of test there are, and at the end why some were skipped."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from app.main import open_store
from app.settings import Settings
from app.storage import migrate
from app.storage.store import Store
from tests.server import Afternoon, Server, afternoon, again, serving

MARKERS = {
    "browser": "opens real browser windows; needs Chromium and built assets",
    "faults": "breaks things on purpose: kills, full disks, dropped nets",
    "postgres": "needs a PostgreSQL server, or the one in a wheel",
    "node": "runs our JavaScript outside of a browser; needs Node",
}
TRIED = "tried"

# One profile for all: nothing may depend on how fast the machine is, or on how much else it does.
hypothesis.register_profile("samtavle", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("samtavle")


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [
        said
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, said in report.user_properties
        if name == TRIED
    ]
    if told:
        terminalreporter.section("how often it was tried")
    for said in told:
        terminalreporter.write_line(str(said))
    reasons = Counter(_reason(report) for report in terminalreporter.getreports("skipped"))
    if reasons:
        terminalreporter.section("skipped, and why")
    for reason, times in reasons.most_common():
        terminalreporter.write_line(f"{times:4} × {reason}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    where = report.longrepr
    said = where[2] if isinstance(where, tuple) else str(where)
    return said.removeprefix("Skipped: ")


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say how often something was tried; it is printed at the end, also when the test fails."""
    return partial(record_property, TRIED)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows; migrating once a run is enough."""
    path = tmp_path_factory.mktemp("empty") / "samtavle.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def played(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path
) -> tuple[Path, dict[str, Any]]:
    """The data folder of an afternoon, made through the API once a run, and who takes part."""
    folder = tmp_path_factory.mktemp("played")
    shutil.copy(empty_database, folder / "samtavle.db")
    with serving(folder) as running:
        return folder, afternoon(running).facts


@pytest.fixture
def data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder of this test's own: an empty database, or the seminar's."""
    if "seminar" in request.fixturenames:
        folder, _ = request.getfixturevalue("played")
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    else:
        shutil.copy(request.getfixturevalue("empty_database"), tmp_path / "samtavle.db")
    return tmp_path


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    made = open_store(Settings(data=data))
    yield made
    made.close()


@pytest.fixture
def server(data: Path) -> Iterator[Server]:
    """A real server on a port of its own."""
    with serving(data) as running:
        yield running


@pytest.fixture
def seminar(server: Server, played: tuple[Path, dict[str, Any]]) -> Afternoon:
    """Three rooms, a seat in each, Dialog 1 open."""
    return again(server, played[1])
