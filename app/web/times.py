"""How a time is told: by the clock where the seminar is, and with its day unless that is today."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

TIME_ZONE = ZoneInfo("Europe/Oslo")
# The names of days in full: Babel's own patterns shorten them in Norwegian.
WITH_WEEKDAY = {"nb": "EEEE d. MMMM", "nn": "EEEE d. MMMM", "en": "EEEE d MMMM"}


def _utc_now() -> datetime:
    return datetime.now(UTC)


# The clock of the application that answers: `main.build` sets it for everything within a request or
# a socket, since templates know no session to ask.
server_clock: ContextVar[Callable[[], datetime]] = ContextVar("server_clock", default=_utc_now)


def clock_time(moment: datetime) -> str:
    """`14.20`, as people here write it. Only where the day stands beside it; else `when`."""
    return moment.astimezone(TIME_ZONE).strftime("%H.%M")


def day_of(moment: date) -> date:
    """The day on which a moment falls where the seminar is; a day is itself."""
    return moment.astimezone(TIME_ZONE).date() if isinstance(moment, datetime) else moment


def today() -> date:
    """Where the seminar is."""
    return day_of(server_clock.get()())


def day_ends() -> datetime:
    """When today is over where the seminar is; until then what `when` says of a day holds."""
    return datetime.combine(today() + timedelta(days=1), time.min, TIME_ZONE).astimezone(UTC)


def when(moment: datetime, language: str, gettext: Callable[[str], str]) -> str:
    """`14.20` today, `tomorrow 12.00`, `Friday 4 December 12.00`; the year only if another."""
    day, today, clock = day_of(moment), day_of(server_clock.get()()), clock_time(moment)
    if day == today + timedelta(days=1):
        return gettext("tomorrow %(time)s") % {"time": clock}
    if day == today - timedelta(days=1):
        return gettext("yesterday %(time)s") % {"time": clock}
    return lasting(moment, language)


def lasting(moment: datetime, language: str) -> str:
    """The same in what is copied away and read on another day, where nobody knows whose tomorrow it
    was: `14.20` today, else the day by its name."""
    day, today, clock = day_of(moment), day_of(server_clock.get()()), clock_time(moment)
    if day == today:
        return clock
    year = "" if day.year == today.year else " y"
    return f"{format_date(day, WITH_WEEKDAY[language] + year, locale=language)} {clock}"
