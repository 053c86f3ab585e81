"""A day or a moment is read as people here write it, and shown so that it reads the same again."""

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.languages import LANGUAGES
from app.web import dates
from tests.leading import new_seminar
from tests.server import Server

OSLO = ZoneInfo("Europe/Oslo")
JUNE = date(2027, 6, 30)
DAYS = st.dates(date(1000, 1, 1))


@pytest.mark.parametrize(
    "said",
    [
        "30.06.2027",
        "30.6.27",
        "30/6/2027",
        "onsdag 30. juni 2027",
        "30 June 2027",
        "30 jun 27",
        "2027-06-30",
        " 30-06-2027 ",
    ],
)
def test_a_day_is_read_as_people_write_it(said: str) -> None:
    assert dates.day(said) == JUNE


@pytest.mark.parametrize(
    "said", ["i morgen", "", "30.13.2027", "31.06.2027", "06.2027", "30.06", "30 j 2027", "1.1.1.1"]
)
def test_what_is_no_day_is_refused(said: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        dates.day(said)


@pytest.mark.parametrize(
    "said",
    [
        "30.06.2027 14.20",
        "30.6.27 kl. 14:20",
        "30. juni 2027, 14.20",
        "2027-06-30T14:20",
        "2027-06-30T12:20+00:00",
        "30/06/2027 14.20",
    ],
)
def test_a_moment_is_by_the_clock_of_the_seminar_unless_it_says_another(said: str) -> None:
    assert dates.moment(said) == datetime(2027, 6, 30, 14, 20, tzinfo=OSLO)


@given(DAYS, st.sampled_from(list(LANGUAGES)))
def test_a_shown_day_reads_as_itself(day: date, language: str) -> None:
    assert dates.day(dates.shown_day(day, language)) == day


@given(st.datetimes(datetime(1980, 1, 1)), st.sampled_from(list(LANGUAGES)))  # noqa: DTZ001
def test_a_shown_moment_reads_as_itself(moment: datetime, language: str) -> None:
    here = moment.replace(second=0, microsecond=0, tzinfo=OSLO)
    assert dates.moment(dates.shown_moment(here, language)) == here


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(said: str) -> None:
    for read in (dates.day, dates.moment):
        try:
            read(said)
        except ValueError:
            continue


def test_no_field_is_the_browser_s_own_calendar() -> None:
    """It would show a Norwegian day as mm/dd/yyyy to whoever has an English browser."""
    native = re.compile(r"""type=["'](date|datetime-local|time|month|week)["']""")
    for template in Path("app/templates").rglob("*.html"):
        assert not native.search(template.read_text("utf-8")), template


def test_a_field_shows_the_day_in_the_language_of_the_page(server: Server) -> None:
    for language, shown in (("nb", "30.06.2027"), ("en", "30/06/2027")):
        leading = new_seminar(server, language=language)
        leading.post("/use", {"how_used": "Rapport", "retain_until": "30. juni 2027"})
        assert f'value="{shown}"' in leading.page("/use")
