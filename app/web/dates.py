"""Days and times of day as people type them and see them in a field: `30.06.2027`, `30. juni 2027`,
`4.12. kl. 14.20`. The day comes before the month, as in all of our languages.

A browser's own date field reads and shows them as the browser's language has it, not as the page's.
"""

import re
from datetime import date, datetime, time
from functools import cache
from itertools import dropwhile
from typing import Annotated

from babel import Locale
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from app.languages import LANGUAGES
from app.web.times import TIME_ZONE

TIME = re.compile(r"(?:^|(?<=[\s,T]))(?:kl\.?\s*)?([01]?\d|2[0-3])[.:]([0-5]\d)(?::\d\d)?\s*$")
WORD = re.compile(r"\d+|[^\W\d_]+")
SHORTEST = 3
"""Letters that tell months apart."""


def split(said: str) -> tuple[str, time | None]:
    """What stands before a time of day at the end, and the time."""
    found = TIME.search(said)
    if found is None:
        return said, None
    return said[: found.start()].strip(" ,T"), time(int(found[1]), int(found[2]))


def day(said: str, year: int | None = None) -> date:
    """The day that was typed; `year` is meant where none was. Raises ValueError."""
    words = list(dropwhile(str.isalpha, WORD.findall(said)))  # "fredag"
    first, *rest = words
    if len(first) == len("2027") and len(rest) == len(["06", "30"]):
        words = [rest[1], rest[0], first]
    if year is not None and len(words) == len(["30", "06"]):
        words.append(f"{year:04}")
    number, month, of_year = words
    return date(_year(of_year), _month(month), int(number))


def moment(said: str) -> datetime:
    """The moment that was typed, or that a program wrote, by the clock that hangs on the wall where
    the seminar is unless it says another. Raises ValueError."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        before, clock = split(said.strip())
        if clock is None:
            raise
        found = datetime.combine(day(before), clock)
    return found if found.tzinfo else found.replace(tzinfo=TIME_ZONE)


def shown_day(value: date | str | None, language: str) -> str:
    """A day as a field shows it; what somebody typed stays as it is."""
    if not isinstance(value, date):
        return value or ""
    return value.strftime("%d/%m/%Y" if language == "en" else "%d.%m.%Y")


def shown_moment(value: datetime | str | None, language: str) -> str:
    if not isinstance(value, datetime):
        return value or ""
    here = value.astimezone(TIME_ZONE)
    return f"{shown_day(here.date(), language)} {here:%H.%M}"


def _year(said: str) -> int:
    return int(said) + 2000 if len(said) == len("27") else int(said)


def _month(said: str) -> int:
    if said.isdecimal():
        return int(said)
    if len(said) >= SHORTEST:
        for number, name in _months():
            if name.startswith(said.lower()):
                return number
    raise ValueError(said)


@cache
def _months() -> list[tuple[int, str]]:
    """The names of the months in all of our languages."""
    return [
        (number, name.lower())
        for language in LANGUAGES
        for number, name in Locale(language).months["format"]["wide"].items()
    ]


def _typed(said: object) -> object:
    try:
        return day(said) if isinstance(said, str) else said
    except ValueError:
        raise PydanticCustomError("day_parsing", "a day such as 30.06.2027") from None


TypedDay = Annotated[date, BeforeValidator(_typed)]
"""A field of a form that holds a day."""
DayOrNone = Annotated[date | None, BeforeValidator(lambda said: _typed(said) if said else None)]
"""One that may be left empty."""
