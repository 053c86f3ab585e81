"""The lines of a roster and their cells; which column means what is told in `roster_columns.py`.

A backslash before a comma, semicolon, slash or `|` makes it part of a name, for the few names that
have one.
"""

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from app.rooms.roster_entries import MOST_MEMBERS
from app.wording import clean, split_lines

_ROOM = r"(?:breakout room|grupperom|gruppe|group|rom|room|bord|table)"
_NUMBER = (
    r"(?:[-–*•] ?)?"
    rf"(?:{_ROOM}(?: ?nr\.?| no\.?)? ?)?"
    r"#?(?P<number>[0-9]{1,4})(?:[.,]00?)?"
)
_PART = re.compile(r"\s*[0-9]+[.,][0-9]+\s*")
"""« 1,5 » is no room, and « 1.000 » a thousand or one with three decimals."""
_MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mars|march|apr(?:il)?|ma[iy]|jun[ie]?|jul[iy]?|"
    r"aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?)"
)
_DATE = re.compile(
    rf"\W*[0-9]{{1,2}}(?:\.? ?{_MONTH}\b(?: *[0-9]{{4}}|[.:]| [–-]| *$)|"
    r"[./-][0-9]{1,2}[./-][0-9]{2,4}\b)",
    re.IGNORECASE,
)
_BEGINS_WITH_NUMBER = re.compile(rf"\W*(?:{_ROOM}(?: ?nr\.?| no\.?)? ?)?#?[0-9]", re.IGNORECASE)
CALLED = re.compile(rf"{_ROOM} \w.*", re.IGNORECASE)
"""A room that has a name instead of a number: « Rom A »."""
# A full stop, colon or dash before a digit is a date, a time or a span, not the end of a number.
_LINE = re.compile(
    rf"{_NUMBER}(?:$| ?[;,)|]| ?[.:–—-](?! ?[0-9])| (?=[^0-9]))(?P<members>.*)", re.IGNORECASE
)
_ONLY_NUMBER = re.compile(rf"{_NUMBER}[.:)]?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\\)((?:\\\\)*)[,;|]")
_ESCAPED = re.compile(r"\\([\\,;|])")
_TO_ESCAPE = re.compile(r"[,;|]|\\(?=[\\,;|]|$)")
_TABLE = re.compile(r"\s*\|(.*)\|\s*")
"""A row of a table in Markdown, as chats give lists out."""
_MAIL = re.compile(r"<?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?")


@dataclass(frozen=True)
class Row:
    """One line of a list. `at` counts from 1, as the reader of the file sees it."""

    at: int
    text: str

    @cached_property
    def delimiter(self) -> str:
        return next((each for each in "\t;" if each in self.text), ",")

    @cached_property
    def cells(self) -> list[str]:
        return cells(self.text, self.delimiter)

    @cached_property
    def named(self) -> tuple[int, str] | None:
        """The number that the line begins with, and what follows; no headings are needed for it."""
        if "\ufffd" in self.text or not self.cells:
            return None
        if (number := number_in(self.cells[0])) and len(self.cells) > 1:
            return number, ";".join(self.cells[1:])
        if _DATE.match(self.text) or (self.delimiter != "," and _PART.fullmatch(self.cells[0])):
            return None
        match = _LINE.match(clean(";".join(self.cells).replace("\n", ";")))
        return (int(match["number"]), match["members"]) if match else None

    @property
    def goes_on(self) -> bool:
        """Whether it belongs to the room above: a cell that spans rows is empty in all but one."""
        return len(self.cells) > 1 and not clean(self.cells[0])


def rows(text: str) -> list[Row]:
    """The lines that hold anything; a quoted field may go over several."""
    found: list[Row] = []
    physical = split_lines(text)
    at = 0
    while at < len(physical):
        end = _end_of_quote(physical, at)
        line = "\n".join(physical[at:end])
        if table := _TABLE.fullmatch(line):
            line = "\t".join(map(str.strip, table[1].split("|")))
        if re.search(r"\w", line) and not re.fullmatch(r"\W*sep=.\W*", line):
            found.append(Row(at + 1, line))
        at = end
    return found


def number_in(cell: str) -> int | None:
    """The number of a cell that holds nothing else; 0 is none."""
    match = _ONLY_NUMBER.fullmatch(clean(cell))
    return int(match["number"]) if match else None


def members_in(text: str) -> tuple[str, ...]:
    """The names in a cell, each once, without addresses of e-mail."""
    found: dict[str, str] = {}
    for part in _BETWEEN.sub("\\1\n", text.replace("\n", ";")).split("\n"):
        name = clean(_ESCAPED.sub(r"\1", clean(part)))
        if name and not _MAIL.fullmatch(name):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def begins_with_number(text: str) -> bool:
    return bool(_BEGINS_WITH_NUMBER.match(text)) and not _DATE.match(text)


def turned(lines: "list[Row]") -> "list[Row]":
    """Lists whose rooms stand beside each other, « Rom 1;Rom 2 » over their members: a row each."""
    heads = lines[0].cells if lines else []
    beside = len(heads) > 1 and all(map(number_in, heads)) and not clean(heads[0]).isdigit()
    if not beside or any(len(row.cells) > len(heads) or row.named for row in lines[1:]):
        return lines
    columns = zip_longest(*(row.cells for row in lines), fillvalue="")
    return [Row(lines[0].at, "\t".join(column)) for column in columns]


def has_mail(text: str) -> bool:
    return any(_MAIL.fullmatch(part.strip()) for part in re.split(r"[,;|\s]", text))


def escaped(name: str) -> str:
    """The name so that `members_in` finds it whole."""
    return _TO_ESCAPE.sub(r"\\\g<0>", name)


def cells(line: str, delimiter: str) -> list[str]:
    """The fields of a line; none when a quote is never closed or a field has no end."""
    if _is_open(line):
        return []
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _end_of_quote(physical: list[str], at: int) -> int:
    """Where the line that begins at `at` ends; one that never closes its quote stands alone."""
    if not _is_open(physical[at]):
        return at + 1
    for end in range(at + 2, min(at + 2 + MOST_MEMBERS, len(physical) + 1)):
        if not _is_open("\n".join(physical[at:end])):
            return end
    return at + 1


def _is_open(line: str) -> bool:
    """A field begins with a quote that the line does not close. In `5" rør` none does."""
    return '"' in line and bool(re.search(r'(?:^|[;,\t]) *"', re.sub(r'"[^"]*"', "", line)))
