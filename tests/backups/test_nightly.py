"""The nightly backup: when it is due, what is kept, and what a failure does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from app.backups.archive import verify
from app.backups.nightly import Nightly, due
from app.settings import Settings
from tests.server import Afternoon, Server, SetClock

pytestmark = pytest.mark.sqlite

MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 2 < moment.year < 9998)


def nightly(data: Path, **changed: int) -> tuple[Nightly, SetClock, Path]:
    clock = SetClock()
    made = Nightly(Settings(data=data, **changed), clock)  # type: ignore[arg-type]
    made.start()
    made.stop()  # the test looks by itself
    return made, clock, data / "backups"


def archives(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.zip"))


@given(last=MOMENTS, moment=MOMENTS, hour=st.integers(0, 23))
def test_a_backup_is_due_once_the_hour_has_struck_since_the_last(
    last: datetime, moment: datetime, hour: int
) -> None:
    after = last.replace(hour=hour, minute=0, second=0, microsecond=0)
    after += timedelta(days=after <= last)
    assert due(last, moment, hour) == (moment >= after)


def test_a_night_makes_one_verified_backup_and_the_oldest_leaves(data: Path, store: object) -> None:
    night, clock, folder = nightly(data, backups_kept=2)
    night.look()
    assert night.word == "none yet"
    made: list[Path] = []
    for _ in range(3):
        clock.forward(days=1)
        night.look()
        night.look()
        (newest,) = set(archives(folder)) - set(made)
        made.append(newest)
        verify(newest)
    assert archives(folder) == made[1:]
    assert night.word == made[-1].name.removeprefix("nightly-").removesuffix(".zip").replace(
        ".", ":"
    )


def test_backups_by_hand_and_foreign_files_are_left_alone(data: Path, store: object) -> None:
    night, clock, folder = nightly(data, backups_kept=1)
    for name in ("backup-2020-01-01T00.00.00Z.zip", "nightly-old.zip", "notes.txt"):
        (folder / name).touch()
    for _ in range(2):
        clock.forward(days=1)
        night.look()
    assert len(list(folder.iterdir())) == 4


def test_a_failed_night_is_told_and_counted_and_removes_nothing_until_one_is_good(
    data: Path, store: object
) -> None:
    night, clock, folder = nightly(data, backups_kept=1)
    clock.forward(days=1)
    night.look()
    good = archives(folder)
    database = (data / "samtavle.db").rename(data / "away.db")
    clock.forward(days=1)
    before = REGISTRY.get_sample_value("samtavle_backups_failed_total") or 0
    night.look()
    night.look()  # not again before an hour has gone
    assert night.word == "failed"
    assert REGISTRY.get_sample_value("samtavle_backups_failed_total") == before + 1
    assert archives(folder) == good
    database.rename(data / "samtavle.db")
    clock.forward(hours=1)
    night.look()
    assert night.word != "failed"
    assert len(archives(folder)) == 1
    assert archives(folder) != good


def test_a_server_tells_its_backup_as_a_word_and_stays_ready_when_it_failed(
    server: Server,
) -> None:
    night: Nightly = server.app.runtime[Nightly]
    said = server.client().get("/readyz").json()
    assert (said["status"], said["backup"]) == ("ok", "none yet")
    target = server.app.runtime[Settings].backups
    target.rmdir()
    target.write_text("somebody put a file where the folder was")
    server.clock.forward(days=1)
    night.look()
    answer = server.client().get("/readyz")
    assert (answer.status_code, answer.json()["backup"]) == (200, "failed")
    assert "samtavle_backups_failed_total" in server.client().get("/metrics").text


def test_a_server_that_writes_is_backed_up_without_a_word_lost(seminar: Afternoon) -> None:
    seminar.note("Før natta")
    seminar.server.clock.forward(days=1)
    seminar.server.app.runtime[Nightly].look()
    (made,) = archives(seminar.server.app.runtime[Settings].backups)
    assert verify(made).counts["steps"] == 1


@pytest.mark.parametrize(
    ("changed", "word"),
    [({"backup_hour": -1}, "off"), ({"database_url": "postgresql://x/y"}, "pg_dump")],
)
def test_where_no_night_works_the_word_says_so(
    tmp_path: Path, changed: dict[str, int], word: str
) -> None:
    night, _, folder = nightly(tmp_path, **changed)
    assert night.word == word
    assert not folder.exists()
