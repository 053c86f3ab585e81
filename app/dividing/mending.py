"""What printing did to a text: letters that were lost, lines broken where the paper ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.dividing.ligatures import Ligatures
from app.dividing.lines import Line
from app.lexicon.compounds import read, split
from app.lexicon.letters import plain

_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦●+]|\(?\d{1,2}[.):]|[a-h]\))\s*")
_AND = re.compile(r"(?:og|eller|and|or|samt)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Repair:
    """A word that had lost letters. `known` says that the dictionary knows what it became."""

    at: int
    was: str
    now: str
    known: bool


def mended(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    """The lines with whole words, and what was done to each."""
    repairs: list[Repair] = []
    whole: list[Line] = []
    ligatures = Ligatures([line.text for line in lines])
    for line in lines:
        text, filled = ligatures.filled(line.text)
        repairs += [Repair(line.at, each.was, each.now, each.known) for each in filled]
        whole.append(Line(line.at, text))
    return whole, repairs


@dataclass(frozen=True)
class Paragraph:
    """Lines that were one before they were broken; `first` and `last` are places."""

    first: int
    last: int
    text: str


def width_of(lines: Sequence[Line]) -> int:
    """How many letters a full line has, on the paper that this was printed on; 0 when lines were
    hardly broken at all."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if line.text.strip())
    if len(lengths) < 4:
        return 0
    widest = lengths[int(len(lengths) * 0.97) - 1]
    return widest if widest <= 130 else 0


def wraps(one: str, other: str, width: int) -> bool:
    """Whether a line goes on in the next: its first word had no room any more."""
    if not width or not one.strip() or not other.strip() or _BULLET.match(other):
        return False
    if one != one.rstrip():  # whoever broke it by hand leaves a space in print
        return False
    first = other.split(maxsplit=1)[0]
    full = len(one) + 1 + len(first)
    if full >= width * 0.93:
        return True
    return full >= width * 0.72 and first[:1].islower() and one[-1] not in ".:!?"


def paragraphs(lines: Sequence[Line], first: int, last: int, width: int) -> list[Paragraph]:
    """The text between two places, with broken lines joined; blank lines are left out."""
    made: list[Paragraph] = []
    goes_on = False
    for place in range(first, last + 1):
        text = lines[place].text.strip()
        if not text:
            goes_on = False
            continue
        if goes_on:
            made[-1] = Paragraph(made[-1].first, place, _glued(made[-1].text, text))
        else:
            made.append(Paragraph(place, place, text))
        after = lines[place + 1].text if place < last else ""
        goes_on = wraps(lines[place].text, after, width)
    return made


def _glued(one: str, other: str) -> str:
    if not one.endswith(("-", "\u00ad")) or _AND.match(other) or one.endswith((" -", "–")):
        return f"{one} {other}"
    front, end = re.split(r"\W+", one[:-1])[-1], re.split(r"\W+", other)[0]
    if one.endswith("\u00ad") or _is_word(front + end):
        return one[:-1] + other
    return one + other


def _is_word(word: str) -> bool:
    whole = plain(word)
    return bool(read(whole)) or bool(split(whole))
