"""Rooms that have names in lists without headings: « 1 Storsalen: Gol », or « Gruppe A » above
those who sit there. Such lists are put into rows under headings, which `roster.py` reads anyway.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.rosters.doubts import like_a_person
from app.rosters.lines import NOBODY, ROOM, Row, begins_with_number, number_in, row_of
from app.wording import clean

_LETTER = re.compile(
    rf"(?:{ROOM} )?[A-ZÆØÅ]\W*|[^:;,|\t]{{1,60}}:|{ROOM}:? (?P<name>[^:;,|\t]{{1,60}})",
    re.IGNORECASE,
)
_WORD = re.compile(rf"{ROOM}: (?=\w)", re.IGNORECASE)
_CODE = re.compile(
    r"(?:(?P<code>[A-ZÆØÅ]{1,2}-?[0-9]{1,4}[a-zæøå]?|[0-9]{1,3}[A-ZÆØÅa-zæøå])[ ;:,\t]+|"
    r"(?P<letter>[A-ZÆØÅa-zæøå])(?:[.)]| [–-] ))(?P<members>.*)"
)
_LABEL = re.compile(
    r"(?P<name>[\"«“„'‘]?[^\W\d_][^:;,|\\]*):(?! ?[0-9/]) ?(?P<members>(?:(?!\w: ?\w).)*)|"
    r"\((?P<inside>[^()\\;|]*[^\W\d_][^()\\;|]*)\) ?(?:[:;,–-] ?|(?=\w))(?P<after>.*)"
)
_MEANS_MEMBERS = re.compile(
    r"(?:kommun|deltak|medlem|member|participant|municipal|sk[ou]l)\w*", re.IGNORECASE
)
_BULLET = re.compile(r"\s*[-–—*•·▪◦‣] ")
_LEADS = re.compile(r"(?:v/|ved |leder|leiar|ordstyrer|ordstyrar|chair|led by)\W?.*", re.IGNORECASE)


class LineHead(NamedTuple):
    """What a line says of its room: its number, or what it is called by, and who sits there.
    `other` is nothing that is kept: who leads it, or how many they are."""

    mark: str
    name: str
    members: str
    other: str = ""


def called(lines: list[Row]) -> list[Row]:
    """The same list; untouched where no room is called anything."""
    return _with_names(lines) or _by_letters(lines) or _by_codes(lines) or _unbulleted(lines)


def _with_names(lines: list[Row]) -> list[Row] | None:
    """« 1 Storsalen: Gol », « 2 (Aula) Nes »: a name behind the number."""
    named = [row.named for row in lines]
    heads = [
        _labelled(row, *each) if each else None for row, each in zip(lines, named, strict=True)
    ]
    below = [not head for head in heads]
    alone = (
        heads
        and heads[0]
        and all(
            len(row.cells) == 1 if head else _BULLET.match(row.text)
            for row, head in zip(lines, heads, strict=True)
        )
    )
    if alone and any(below) and all(one or next_ for one, next_ in pairwise([*below, True])):
        heads = [
            LineHead(str(each[0]), each[1].strip(" :"), "") if each else None for each in named
        ]
    alike = zip(heads, named, strict=True)
    if all(not head or not each or head.members == each[1] for head, each in alike):
        return None
    called = any(head and head.name for head in heads)
    if any(head and head.other for head in heads):
        return _table(lines, heads, ("rom", "romnavn", "", "deltakere"))
    return _table(lines, heads, ("rom", "romnavn", "deltakere") if called else ("rom", "deltakere"))


def _labelled(row: Row, number: int, members: str) -> LineHead:
    if row.delimiter == "\t" and len(row.cells) > 1 and not number_in(row.cells[0]):
        name, _, members = members.partition(";")  # « 1 Storsalen » in a column of its own
        return LineHead(str(number), name.strip(), members)
    found = _LABEL.fullmatch(members.strip(" ;"))
    if not found:
        return LineHead(str(number), "", members)
    name = (found["name"] or found["inside"]).strip(" \"«»“”„'’‘")
    name = "" if _MEANS_MEMBERS.fullmatch(name) else name
    sits = found["members"] or found["after"] or ""
    if (
        NOBODY.fullmatch(name)
        or _LEADS.fullmatch(name)
        or (found["inside"] and like_a_person(name))
    ):
        return LineHead(str(number), "", sits, name)
    return LineHead(str(number), name, sits)


def _by_letters(lines: list[Row]) -> list[Row] | None:
    """« Gruppe A », « Storsalen: » alone above those who sit there."""
    heads = [
        LineHead(_WORD.sub("", clean(row.text)).rstrip(": "), "", "")
        if _LETTER.fullmatch(clean(row.text))
        else None
        for row in lines
    ]
    if not lines or not heads[0] or all(heads) or any(begins_with_number(r.text) for r in lines):
        return None
    return _table(lines, heads, ("rom", "deltakere"))


def _by_codes(lines: list[Row]) -> list[Row] | None:
    """« A101;Gol », « 2b: Nes », « a) Ål » in every line."""
    found = [_CODE.fullmatch(row.text.strip()) for row in lines]
    if not found or not all(found):
        return None
    heads = [
        LineHead(each["code"] or each["letter"], "", each["members"]) for each in found if each
    ]
    return _table(lines, heads, ("rom", "deltakere"))


def _unbulleted(lines: list[Row]) -> list[Row]:
    if any(row.named or not _BULLET.match(row.text) for row in lines):
        return lines
    return [Row(row.at, _BULLET.sub("", row.text, count=1)) for row in lines]


def _table(
    lines: list[Row], heads: Sequence[LineHead | None], headings: tuple[str, ...]
) -> list[Row]:
    """Rows under headings; what is no head belongs to the one above when that stands alone."""
    begun = next(at for at, head in enumerate(heads) if head)
    made = [*lines[:begun], row_of(lines[begun].at, headings)]
    alone = False
    for row, head in zip(lines[begun:], heads[begun:], strict=True):
        if head:
            cells = {
                2: (head.mark, head.members),
                3: (head.mark, head.name, head.members),
            }.get(len(headings), (head.mark, head.name, head.other, head.members))
            made.append(row_of(row.at, cells))
            alone = not head.members
        elif row.goes_on or (alone and not begins_with_number(row.text)):
            below = ";".join(row.cells).lstrip("-–—*•·; \t")
            made.append(row_of(row.at, [""] * (len(headings) - 1) + [below]))
        else:
            made.append(row)
    return made
