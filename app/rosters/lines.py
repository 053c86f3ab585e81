"""The lines of a roster and their cells; which column means what is told in `roster_columns.py`.

A backslash before a comma, semicolon, colon or `|` makes it part of a name, for the few names that
have one; so does one before a bracket that the name does not close, and one before all of a name
that would be taken for something else.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.rosters.entries import MOST_MEMBERS
from app.wording import clean, split_lines

MOST_TITLES = 10
"""Lines that may stand above a list."""
ROOM = r"(?:breakout room|grupperom|gruppe|group|rom|room|bord|table)"
_NUMBER = (
    r"(?:[-–*•] ?)?"
    rf"(?:{ROOM}(?: ?nr\.?| no\.?)? ?)?"
    r"#?(?P<number>[0-9]{1,4})(?:[.,]00?)?(?: \([0-9]+\))?"
)
_PART = re.compile(r"\s*[0-9]+[.,][0-9]+\s*")
"""« 1,5 » is no room, and « 1.000 » a thousand or one with three decimals."""
_MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mars|march|apr(?:il)?|ma[iy]|jun[ie]?|jul[iy]?|"
    r"aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?)"
)
_DATE = re.compile(
    rf"\W*[0-9]{{1,2}}(?:\.? ?{_MONTH}\b(?: *[0-9]{{4}}|[.:]| [–-]| *$)|"
    r"[./-][0-9]{1,2}[./-][0-9]{2,4}\b|[.:][0-9]{2} ?[–—-] ?[0-9]{1,2}[.:][0-9]{2}\b)",
    re.IGNORECASE,
)
"""A day, or the hours of one: « 09.00–10.30 »."""
_BEGINS_WITH_NUMBER = re.compile(rf"\W*(?:{ROOM}(?: ?nr\.?| no\.?)? ?)?#?[0-9]", re.IGNORECASE)
CALLED = re.compile(rf"{ROOM} \w.*|\w", re.IGNORECASE)
"""A room that has a name instead of a number: « Rom A », « A »."""
_BEFORE_COLON = re.compile(r"(?P<name>[^\d:;,|=→][^:;,|=→]*?) ?(?::|[=-]>|[=→]) ?(?P<members>.+)")
# A full stop, colon or dash before a digit is a date, a time or a span, not the end of a number;
# and « 1 og 2 » are two.
_LINE = re.compile(
    rf"{_NUMBER}(?:$| ?(?:[;,)|=→；，、：،؛]|[=-]>)| ?[./_:．–—-](?! ?[0-9])|"
    r" (?!(?:og|and|til|to|eller|or|[&+]) ?[0-9])(?=[^0-9]))(?P<members>.*)",
    re.IGNORECASE,
)
_BEHIND_NUMBER = re.compile(
    rf'\W*{_NUMBER}[.:)]?"?\s*?(?P<sign>[;\t|]|,(?! ?[0-9]))', re.IGNORECASE
)
_ONLY_NUMBER = re.compile(rf"{_NUMBER}[.:)]?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\\)((?:\\\\)*)[,;|\t；，、،؛]")
_WITHIN = re.compile(rf"\s*{_BETWEEN.pattern}\s*")
_INSIDE = r"(?:[^()]|\([^()]*\))*\)"
_ADDED = re.compile(rf"(?<=\w)\s*(?:(?<!\\)\({_INSIDE}|(?<!\\)\[[^\[\]]*\])")
"""What is said of a name, « Gol (Kari (rektor), Ola) »: a comma in it parts no names."""
_QUOTES = tuple(zip("\"'“„„”«»‘’‚", "\"'”“””»«’’‘", strict=True))
_OPENING = {"(", "[", *(one for one, _ in _QUOTES)}
_QUOTED = re.compile(
    r"(?:^|(?<=[,;|\t；，、،؛]))\s*(?:"
    + "|".join(f"{one}([^{one}{other}]*){other}" for one, other in _QUOTES)
    + r")\s*(?=$|[,;|\t；，、،؛])"
)
"""What was put between quotes without need, or with those of a letter instead of a table's."""
_AROUND = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\])[.\s]*")
_ESCAPED = re.compile(r"\\([\\,;|；，、،؛:(\[])|^\\")
_TO_ESCAPE = re.compile(
    rf"[,;|；，、،؛:]|\((?!{_INSIDE})|\[(?![^\[\]]*\])|\\(?=[\\,;|；，、،؛:(\[]|$)|^\\"
)
_MARKS_IN_WORD = re.compile(r"^\s*(?:[-–—*·•▪◦‣●○■□➢➤✓✔o§]\t|[\uf000-\uf0ff]\s*)\s*")
"""Bullets as Word puts them on the clipboard: some are an « o », some are signs of fonts of its."""
BULLET = re.compile(r"^(?:[-–—*·] |[•▪◦‣●○■□➢➤✓✔\uf000-\uf0ff] ?)(?=[^\W_])")
UNIT = (
    r"(?:pers(?:on(?:er|ar|s)?)?|people|stk|stykk(?:er)?|delta[kg](?:ere?|arar?)|participants?|"
    r"plass(?:er|ar)?)"
)
COUNT = rf"\(?(?:ca\.? ?)?[0-9]{{1,4}} ?{UNIT}\.?\)?"
NOBODY = re.compile(
    rf"(?:antall:? ?)?{COUNT}|(?:https?://|www\.)\S+|"
    r"\(?(?:ledige?|tomt|ingen|ubesatt|none|vacant|empty|n/a|i/t|tba|tbd)\)?|"
    r"(?:(?:ord|møte|gruppe|prosess|bord)?(?:styrer|leder|leiar)|fasilitator|facilitator|tilrettelegger|"
    r"referent|sekretær|skriver|skrivar|(?:bord|rom)?vert|chair|host|secretary) ?: ?\S.*",
    re.IGNORECASE,
)
"""What stands where members do and is none: how many they are, a link, a place not taken, who has
which duty."""
_TABLE = re.compile(r"\s*\|?((?<=\|).*(?=\|)|.* \| .*)\|?\s*")
"""A row of a table in Markdown, as chats give lists out; with or without bars at its ends."""
_GAP = re.compile(r"(?<=\S)[ \xa0]{3,}(?=\S)")
"""Columns as a mail without tables lays them out."""
_BAR = re.compile(r"(?<!\\)\|")
_LINE_END = "\r\n"  # the writer quotes no other line break than its own
_FAULT = re.compile(r"#[^\W\d_/]+(?:/[^\W\d_]+|/0)?[!?]?")
_MAIL = re.compile(
    r"[<(]?(?:mailto:)?[^\s@<>(),;|\"]{1,64}@[^\s@<>(),;|\"]{1,250}\.[^\s@<>(),;|\"]{1,60}[>)]?"
)
_KEPT = re.compile(r"(?:(?<=[;,\s\"])|^)\\[^;,|]*")


@dataclass(frozen=True)
class Row:
    """One line of a list. `at` counts from 1, as the reader of the file sees it."""

    at: int
    text: str

    @cached_property
    def delimiter(self) -> str:
        """The one behind the number: « 3;Ås<tab>Bø » has the other between its members."""
        behind = _BEHIND_NUMBER.match(self.text)
        return behind["sign"] if behind else next((s for s in "\t;" if s in self.text), ",")

    @cached_property
    def cells(self) -> list[str]:
        return cells(self.text, self.delimiter)

    @cached_property
    def named(self) -> tuple[int, str] | None:
        """The number that the line begins with, and what follows; no headings are needed for it."""
        if "\ufffd" in self.text or not self.cells:
            return None
        if (number := number_in(self.cells[0])) and len(self.cells) > 1:
            return number, self._join_cells(self.cells[1:])
        if _DATE.match(self.text) or (self.delimiter != "," and _PART.fullmatch(self.cells[0])):
            return None
        match = _LINE.match(clean(self._join_cells(self.cells).replace("\n", ";")))
        return (int(match["number"]), match["members"]) if match else None

    def _join_cells(self, held: Sequence[str]) -> str:
        """Cells as one; behind a backslash stands what it keeps in the name."""
        text, *rest = held
        for each in rest:
            kept = self.delimiter == "," and text.endswith("\\")
            text += (", " if kept else ";") + each
        return text

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
        line = _MARKS_IN_WORD.sub("• ", "\n".join(physical[at:end]))
        if not set("\t;|") & set(line):
            line = _GAP.sub("\t", line)
        barred = "|" in line and not set("\t;\n") & set(line)
        if barred and (table := _TABLE.fullmatch(line)):
            line = "\t".join(map(str.strip, _BAR.split(table[1])))
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
    for part in parts_in(text):
        if name := clean(_ESCAPED.sub(r"\1", part)):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def parts_in(text: str) -> Iterator[str]:
    """What stands in a cell as it is written, backslashes and all, without addresses."""
    text = text.replace("\n", ";")
    if (around := _AROUND.fullmatch(text)) and _BETWEEN.search(text):
        text = around[1] or around[2]
    text = _QUOTED.sub(lambda quoted: next(filter(None, quoted.groups()), ""), text)
    text = _ADDED.sub(lambda added: _WITHIN.sub(r"\1\\, ", added[0]), text)
    for part in map(clean, _BETWEEN.sub("\\1\n", text).split("\n")):
        kept = part.startswith("\\")  # a name of which one is a part all the same
        yield BULLET.sub("", part if kept else without_mail(part))


def without_mail(text: str) -> str:
    return clean(_MAIL.sub("", text))


def begins_with_number(text: str) -> bool:
    return bool(_BEGINS_WITH_NUMBER.match(text)) and not _DATE.match(text)


def row_of(at: int, held: Sequence[str], delimiter: str = "\t") -> Row:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=_LINE_END).writerow(held)
    return Row(at, out.getvalue().removesuffix(_LINE_END))


def labelled(texts: Iterable[str]) -> list[tuple[str, str]]:
    """What stands before a colon and after it, where it does so in every row: « Fjellet: Gol »."""
    found = [_BEFORE_COLON.fullmatch(clean(text)) for text in texts]
    return [(each["name"].strip(), each["members"]) for each in found if each] if all(found) else []


def has_letter(text: str) -> bool:
    """A name has one; and what Excel says instead of a value (« #REF! ») is none."""
    return any(map(str.isalpha, text)) and not _FAULT.fullmatch(text)


def has_mail(text: str) -> bool:
    return "@" in text and bool(_MAIL.search(_KEPT.sub("", text)))


def escaped(name: str) -> str:
    """The name so that `members_in` finds it whole, and a list's reader takes it for one."""
    text = _TO_ESCAPE.sub(r"\\\g<0>", name)
    strange = BULLET.match(text) or NOBODY.fullmatch(text) or text[:1] in _OPENING
    return f"\\{text}" if strange or _MAIL.search(name) else text


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
