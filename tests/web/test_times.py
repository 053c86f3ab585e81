"""A time is told as the clock shows it where the seminar is, with its day unless that is today."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.languages import LANGUAGES
from app.web import times
from app.web.pages import environment, when
from tests.leading import signed_in
from tests.server import Afternoon

OSLO = ZoneInfo("Europe/Oslo")
TEMPLATES = Path("app/templates")
WHERE_THE_DAY_STANDS_BESIDE = {"_plan.html", "history.html", "room_history.html", "_receipt.html"}


@pytest.fixture(autouse=True)
def saturday() -> Iterator[None]:
    """The clock shows Saturday 21 November 2026, 13.45."""
    token = times.server_clock.set(lambda: datetime(2026, 11, 21, 13, 45, tzinfo=OSLO))
    yield
    times.server_clock.reset(token)


@pytest.mark.parametrize(
    ("moment", "nb", "nn", "en"),
    [
        ((2026, 11, 21, 14, 20), "14.20", "14.20", "14.20"),
        ((2026, 11, 21, 0, 0), "00.00", "00.00", "00.00"),
        ((2026, 11, 22, 0, 0), "i morgen 00.00", "i morgon 00.00", "tomorrow 00.00"),
        ((2026, 11, 20, 23, 59), "i går 23.59", "i går 23.59", "yesterday 23.59"),
        (
            (2026, 11, 27, 12, 0),
            "fredag 27. november 12.00",
            "fredag 27. november 12.00",
            "Friday 27 November 12.00",
        ),
        (
            (2027, 1, 2, 9, 5),
            "lørdag 2. januar 2027 09.05",
            "laurdag 2. januar 2027 09.05",
            "Saturday 2 January 2027 09.05",
        ),
    ],
)
def test_a_time_of_another_day_says_which(
    moment: tuple[int, ...], nb: str, nn: str, en: str
) -> None:
    at = datetime(*moment, tzinfo=OSLO).astimezone(UTC)  # type: ignore[misc,arg-type]
    assert [when(at, language) for language in ("nb", "nn", "en")] == [nb, nn, en]


@given(st.integers(-400 * 1440, 800 * 1440), st.sampled_from(sorted(LANGUAGES)))
def test_no_time_is_told_without_its_day_but_todays(minutes: int, language: str) -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(minutes=minutes)
    here = at.astimezone(OSLO)
    bare = re.fullmatch(r"\d\d\.\d\d", when(at, language)) is not None

    assert bare == (f"{here:%Y-%m-%d}" == "2026-11-21")
    assert when(at, language).endswith(f"{here:%H.%M}")


@given(st.integers(-400 * 1440, 800 * 1440), st.sampled_from(sorted(LANGUAGES)))
def test_what_is_copied_away_says_the_same_when_it_is_read_on_another_day(
    minutes: int, language: str
) -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(minutes=minutes)
    if times.day_of(at) != times.day_of(times.server_clock.get()()):
        assert str(times.day_of(at).day) in times.lasting(at, language).rpartition(" ")[0]
    for word in ("morgen", "morgon", "går", "tomorrow", "yesterday"):
        assert word not in times.lasting(at, language)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ((2026, 11, 21, 0, 0), 24),
        ((2026, 11, 21, 23, 59), 1 / 60),
        ((2027, 3, 28, 0, 30), 22.5),  # summer time begins at two
        ((2026, 10, 25, 0, 30), 24.5),  # and ends at three
        ((2026, 12, 31, 12, 0), 12),
    ],
)
def test_the_day_ends_at_midnight_also_when_the_clocks_change(
    now: tuple[int, ...], hours: float
) -> None:
    moment = datetime(*now, tzinfo=OSLO)  # type: ignore[misc,arg-type]
    times.server_clock.set(lambda: moment)
    left = times.day_ends() - moment.astimezone(UTC)
    assert left == timedelta(hours=hours)


def test_the_date_of_a_moment_is_the_one_of_the_seminars_place_and_not_of_utc() -> None:
    midnight = datetime(2026, 12, 4, 0, 0, tzinfo=OSLO).astimezone(UTC)
    assert environment("nb").filters["date"](midnight) == "4. desember 2026"


def test_no_template_tells_a_bare_clock_time_without_its_day_beside_it() -> None:
    bare = {path.name for path in TEMPLATES.rglob("*.html") if "|clock" in path.read_text()}
    assert bare <= WHERE_THE_DAY_STANDS_BESIDE


@pytest.mark.parametrize("days", [1, 9])
def test_a_closing_at_midnight_is_told_with_its_own_day_wherever_it_stands(
    seminar: Afternoon, days: int
) -> None:
    here = seminar.server.clock().astimezone(OSLO) + timedelta(days=days)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    seminar.stage("closing", until=midnight.isoformat())
    months = "januar februar mars april mai juni juli august september oktober november desember"
    by_name = f"{midnight.day}. {months.split()[midnight.month - 1]}"
    day = "i morgen" if days == 1 else by_name
    seen = signed_in(seminar.server)
    board = seminar.seats[0].get(f"/api/v1/rooms/{seminar.rooms[0]['id']}/changes?since=0")
    stages = [each["html"] for each in board.json()["parts"] if "tenger" in each["html"]]

    for page, said in (("share", by_name), ("grid", day), ("", day)):
        html = seen.page(f"/seminars/{seminar.id}/{page}".rstrip("/"))
        assert re.search(rf"[Ss]tenger [^<]*{said}[^<]* 00\.00", html), page
    assert stages == [html for html in stages if re.search(rf"{day}[^<]* 00\.00", html)]
