"""What stands in a list beside rooms and members: sums, what a letter says below it, and in cells
how many come, links, places not taken. It is never a member; whoever reads the list is told.
"""

import re
from collections.abc import Collection, Iterator

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
    return len(lines)


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
    for cell in cells if len(cells) > 1 else []:
        if len(members_in(cell)) > 1 and not set("\n\t|") & set(cell):
            yield clean(cell)
