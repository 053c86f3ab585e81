"""When something is to be done, as people write it: "uke 38", "vår 2027", "innen 1.2.". Pure."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from babel.dates import get_month_names

from app.languages import LANGUAGES
from app.lexicon.compounds import read
from app.lexicon.dictionary import Class
from app.lexicon.letters import plain

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_YEARS = range(1990, 2100)
Days = tuple[date, date]
"""The first and the last of them."""


@dataclass(frozen=True)
class Due:
    """`words` as they were written, and the days that they mean, both of them included."""

    words: str
    first: date
    last: date


def due(text: str, today: date) -> Due | None:
    """The first time told in the text; where no year is told, the next that comes, counted from
    `today`. None where there is none, or no such day."""
    for found in _TIME.finditer(text):
        if _means_something_else(found):
            continue
        with suppress(ValueError):  # the 31st of a month that has 30
            return Due(found[0].strip(), *_days(found, today))
    return None


def loose(text: str) -> str:
    """A time that is told by no day: `før jul`, `snarest`; nothing where none is."""
    found = _LOOSE.search(text)
    return found[0] if found else ""


def _means_something_else(found: re.Match[str]) -> bool:
    """Vår is ours unless something says that it is the spring: `i vår`, but not `i vår kommune`."""
    season = (found["season"] or "").lower()
    if season not in _DOUBTFUL or found["year_season"] or found[0] == found.string.strip():
        return False
    *_, before = ("", *found[0].lower().split()[:-1])
    return before not in _DOUBTFUL[season] or _describes(found.string[found.end() :])


def _describes(rest: str) -> bool:
    """Whether what follows is what a word before it tells of: a noun or an adjective, but for one
    that may be a verb that goes on (`i vår starter vi`)."""
    follows = re.match(r" (\w+)", rest)
    known = read(plain(follows[1])) if follows else ()
    acts = any(each.word_class == Class.VERB and not each.base for each in known)
    return not acts and any(each.word_class in (Class.NOUN, Class.ADJECTIVE) for each in known)


def _days(found: re.Match[str], today: date) -> Days:
    """Raises ValueError for what is no day, week or year."""
    told = {name: value for name, value in found.groupdict().items() if value}
    if "iso" in told:
        day = date.fromisoformat(told["iso"])
        return day, day
    year = _year(told)
    if "day" in told:
        month = int(told["month"]) if "month" in told else _MONTHS[told["name"].lower()]
        return _next(year, today, lambda year: (date(year, month, int(told["day"])),) * 2)
    if "week" in told:
        return _next(year, today, lambda year: _week(year, int(told["week"])))
    if "season" in told:
        begins, ends = _SEASONS[told["season"].lower()]
        return _next(year, today, lambda year: _months(year, begins, ends))
    if name := told.get("alone") or told.get("short"):
        month = _MONTHS[name.lower()]
        return _next(year, today, lambda year: _months(year, month, month))
    return _next(year, today, lambda year: _months(year, 1, 12))


def _year(told: dict[str, str]) -> int | None:
    found = next((value for name, value in told.items() if name.startswith("year")), None)
    if found is None:
        return None
    year = int(found) + (2000 if len(found) == 2 else 0)
    if year not in _YEARS:
        raise ValueError
    return year


def _next(year: int | None, today: date, days: Callable[[int], Days]) -> Days:
    """In that year, else the next time from today. Nine years on, since the 29th of February comes
    seldom."""
    if year is not None:
        return days(year)
    for each in range(today.year, today.year + 9):
        with suppress(ValueError):
            first, last = days(each)
            if last >= today:
                return first, last
    raise ValueError


def _week(year: int, week: int) -> Days:
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + timedelta(days=6)


def _months(year: int, first: int, last: int) -> Days:
    begins = date(year if first <= last else year - 1, first, 1)
    return begins, date(year, last, monthrange(year, last)[1])


def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names[name.rstrip(".").lower()] = number
    return names


_MONTHS = _month_names()


def one_of(words: Iterable[str]) -> str:
    """The longest first: "mar" must not take the place of "mars"."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NAMES = one_of(_MONTHS)
_LONG_NAMES = one_of(each for each in _MONTHS if len(each) > 3)  # "mai" alone may be a name
_PREFIX = one_of([*WORDS["words"]["before"], *WORDS["words"]["in"]])
_SEASONS = {
    word: tuple(map(int, months.split("-")))
    for months, words in WORDS["seasons"].items()
    for word in words
}
_DOUBTFUL: dict[str, list[str]] = WORDS["doubtful"]
_WEEK = one_of(WORDS["words"]["week"])
_TIME = re.compile(
    rf"""(?<![\w.])(?:(?:{_PREFIX})\s{{1,9}}){{0,3}}(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<day>\d{{1,2}})(?:
          [./]\s?(?P<month>\d{{1,2}})(?:[./]\s?(?P<year_day>\d{{4}}|\d{{2}})|\s+(?P<year_said>\d{{4}})|\.)?
        | \.?\s(?P<name>{_NAMES})\b\.?(?:,?\s+(?P<year_named>\d{{4}}))?
      )
    | (?:{_WEEK})\s+(?P<week>\d{{1,2}})(?:[\s,/-]+(?P<year_week>\d{{4}}))?
    | (?P<season>{one_of(_SEASONS)})\b(?:\s+(?P<year_season>\d{{4}}))?
    | (?P<alone>{_LONG_NAMES})\b(?:\s+(?P<year_alone>\d{{4}}))?
    | (?P<short>{_NAMES})\s+(?P<year_short>\d{{4}})
    | (?:{_PREFIX})\s+(?P<year>\d{{4}})
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_LOOSE = re.compile(
    rf"""(?<!\w)(?:
      (?:(?:{_PREFIX}|{one_of(WORDS["loose"]["after"])})\s+)(?:{one_of(WORDS["loose"]["times"])})
    | {one_of(WORDS["loose"]["alone"])}
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
