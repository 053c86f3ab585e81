"""What all tests share: the kinds of test there are, and at the end why some were skipped."""

import gc

gc.disable()  # until all is loaded, which stays: a quarter of what loading it costs

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from app.main import open_store
from app.serving import NEW_OBJECTS
from app.settings import Settings
from app.storage.store import Store
from tests.compiled import compile_once
from tests.databases import Databases, databases, on_postgres
from tests.server import Afternoon, Server, afternoon, again, serving

MARKERS = {
    "sqlite": "is about SQLite's own files, which PostgreSQL has not",
    "browser": "opens real browser windows; needs Chromium and built assets",
    "keeps_pages": "opens pages again, or without net: its windows have the service worker",
    "one_process": "looks into the one process that serves, also where two are tried",
    "slow": "walks a road again in another form, or for longer; `make test-slow`",
    "faults": "breaks things on purpose: kills, full disks, dropped nets",
    "postgres": "needs a PostgreSQL server, or the one in a wheel",
    "node": "runs our JavaScript outside of a browser; needs Node",
}
TRIED = "tried"
BROWSER = Path(__file__).parent / "browser"
FAULTS = Path(__file__).parent / "faults"
LONG = {
    Path(__file__).parent / f"test_{name}.py"
    for name in ("under_load", "ending", "crowds", "javascript", "any_input")
}

# One profile for all: nothing may depend on how fast the machine is, or on how much else it does.
hypothesis.register_profile("samtavle", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("samtavle")
compile_once()


def pytest_xdist_auto_num_workers() -> int:
    """A test waits for as long as it works: for a browser, a disk, a clock, a line that is cut."""
    return 2 * (os.cpu_count() or 1)


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if on_postgres():
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason=MARKERS["sqlite"]))
    long_first(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """The program and all tests stay to the end: no search for garbage need look through them, and
    it is made as seldom as where the program serves."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()


def long_first(items: list[pytest.Item]) -> None:
    """By file, so that none that takes long is left to one worker at the end; those with a browser
    before all others, since each worker must start it anew after any that have none. What breaks
    things on purpose is long with few tests to a file."""
    sizes = Counter(item.path for item in items)

    ranks = {
        path: (
            BROWSER not in path.parents,
            FAULTS not in path.parents and path not in LONG,
            -size,
        )
        for path, size in sizes.items()
    }
    items.sort(key=lambda item: ranks[item.path])


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
def all_databases() -> Iterator[Databases]:
    with databases() as made:
        yield made


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, all_databases: Databases) -> Path:
    """The data folder of a migrated database without rows; migrating once a run is enough."""
    folder = tmp_path_factory.mktemp("empty")
    all_databases.make(folder)
    return folder


@pytest.fixture(scope="session")
def played(
    tmp_path_factory: pytest.TempPathFactory, all_databases: Databases
) -> tuple[Path, dict[str, Any]]:
    """The data folder of an afternoon, made through the API once a run, and who takes part."""
    folder = tmp_path_factory.mktemp("played")
    all_databases.make(folder)
    with all_databases.using(folder), serving(folder) as running:
        return folder, afternoon(running).facts


@pytest.fixture
def data(
    tmp_path: Path, all_databases: Databases, request: pytest.FixtureRequest
) -> Iterator[Path]:
    """A data folder of this test's own: an empty database, or the seminar's."""
    if "played" in request.fixturenames:
        original, _ = request.getfixturevalue("played")
    else:
        original = request.getfixturevalue("empty")
    with all_databases.copy(original, tmp_path):
        yield tmp_path


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    made = open_store(Settings(data=data))
    yield made
    made.close()


@pytest.fixture
def server(data: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A real server on a port of its own."""
    single = request.node.get_closest_marker("one_process") is not None
    with serving(data, single=single) as running:
        yield running


@pytest.fixture(scope="module")
def shared_server(
    tmp_path_factory: pytest.TempPathFactory, all_databases: Databases, empty: Path
) -> Iterator[Server]:
    """One for all tests of a file, where each makes what it looks at and sees nothing else."""
    folder = tmp_path_factory.mktemp("shared")
    with all_databases.copy(empty, folder), serving(folder) as running:
        yield running


@pytest.fixture
def seminar(server: Server, played: tuple[Path, dict[str, Any]]) -> Afternoon:
    """Three rooms, a seat in each, Dialog 1 open."""
    return again(server, played[1])
