"""What stands in a list beside rooms and members: sums, what a letter says below it, and in cells
how many come, links, places not taken. It is never a member; whoever reads the list is told.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from app.rosters.lines import (
    COUNT,
    MOST_TITLES,
    NOBODY,
    ROOM,
    UNIT,
    Row,
    begins_with_number,
    has_letter,
    members_in,
    parts_in,
)
from app.wording import clean

_WORD = r"(?:(?:sum|(?:sub)?tota[lt](?:t|e|en)?|ialt)\b|i alt\b|til ?sammen\b)"
_SUM = re.compile(
    rf"\W*(?:{_WORD}|[0-9]{{1,5}} (?:{UNIT} )?{_WORD})"
    rf"(?:[\W\d]|{_WORD}|{ROOM}\b|{UNIT}\b|antall\b|av\b|of\b)*|{COUNT}",
    re.IGNORECASE,
)
LONGEST_SUM = 100
_CELLS = re.compile(r"(?<!\\);")
_GREETING = re.compile(
    r"\W*(?:(?:med )?(?:vennlig|venleg|beste|varm)\w* (?:hilsen|helsing)|hilsen|helsing|mvh|"
    r"vel møtt|(?:best |kind )?regards)\b.*",
    re.IGNORECASE,
)

_FOOTNOTE = re.compile(r"\s*(?P<mark>[*†‡]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹])\)? ?[^\W\d_].*")
_COUNTY = re.compile(
    r"\W*(?:agder|(?:aust|vest)-agder|akershus|buskerud|finnmark|hedmark|hordaland|innlandet|"
    r"møre og romsdal|nord(?:land|-trøndelag)|oppland|rogaland|sogn og fjordane|sør-trøndelag|"
    r"telemark|troms(?: og finnmark)?|trøndelag|vestfold(?: og telemark)?|vestland|viken|østfold)"
    r"(?: ?[/–-] ?\w+)*(?: fylke(?:skommune)?)?\W*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:avd(?:eling)?|bydel|trinn|campus|kontor|seksjon|studiested|department|branch)\b.*|"
    r"[0-9]+\.? ?[–-] ?[0-9]+\.? ?(?:trinn|klasse|årstrinn)",
    re.IGNORECASE,
)
"""« Haugen skole, avd. Nord »: what stands behind a comma and says which part of it is meant."""


def is_county(row: Row) -> bool:
    """« Buskerud » between the rooms, alone on its line: where those below come from."""
    text = clean(row.text[:LONGEST_SUM].rstrip(";,\t "))
    return bool(_COUNTY.fullmatch(text))


def is_sum(row: Row) -> bool:
    """« Totalt 57 », « Sum;;14 », « 57 deltakere i alt »: a row that says nothing else."""
    text = clean(row.text[:LONGEST_SUM])
    return len(row.text) < LONGEST_SUM and bool(_SUM.fullmatch(text))


def end_of(lines: list[Row]) -> int:
    """Where a list ends whose rooms begin with their numbers: what stands below, set apart by an
    empty line or greeting the reader, is none of it."""
    last = next((at for at in reversed(range(len(lines))) if begins_with_number(lines[at].text)), 0)
    below = range(max(last + 1, len(lines) - MOST_TITLES), len(lines))
    apart = bool(lines) and (named := lines[last].named) and has_letter(named[1])
    for at in below:
        row, above = lines[at], lines[at - 1]
        gap = row.at > above.at + 1 + above.text.count("\n")
        if greets(row) or (apart and gap and _is_plain(lines[at:])):
            return at
        if apart and _explains_a_mark(row, lines[:at]):
            return at
    return len(lines)


def _explains_a_mark(row: Row, above: list[Row]) -> bool:
    """« * kommer seint », where a name above bears the mark."""
    found = _FOOTNOTE.fullmatch(row.text[:LONGEST_SUM])
    if not found:
        return False
    marked = re.compile(rf"\w{re.escape(found['mark'])}")
    return any(marked.search(each.text) for each in above)


def greets(row: Row) -> bool:
    """« Med vennlig hilsen », under which a letter's writer stands."""
    return bool(_GREETING.match(clean(row.text[:LONGEST_SUM])))


def _is_plain(lines: list[Row]) -> bool:
    return all(len(row.cells) == 1 or row.delimiter == "," for row in lines)


def asides_in(text: str) -> tuple[str, ...]:
    """What stands among the members of a cell and is nobody, each once."""
    return tuple(dict.fromkeys(part for part in parts_in(text) if NOBODY.fullmatch(part)))


def parted_in(text: str, asides: Collection[str]) -> Iterator[str]:
    """Cells that stand beside others and were parted at a comma: `"Herøy, Nordland";Os`."""
    cells = [cell for cell in _CELLS.split(text) if set(members_in(cell)) - set(asides)]
    for cell in cells:
        members = members_in(cell)
        beside = len(cells) > 1 and len(members) > 1 and not set("\n\t|") & set(cell)
        if beside or _says_which(members):
            yield clean(cell)


def _says_which(members: Sequence[str]) -> bool:
    """« Haugen skole, avd. Nord », « Herøy, Nordland »; counties by themselves are members."""
    if members and _COUNTY.fullmatch(members[0]):
        return False
    return any(_PART.fullmatch(each) or _COUNTY.fullmatch(each) for each in members[1:])
