"""What printing did to a text: letters that were lost, lines broken where the paper ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from app.imports.source import Line
from app.lexicon.compounds import read, split
from app.lexicon.letters import HYPHEN, plain

LOST = "\ufffd"
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
_WHOLE = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
_BROKEN = re.compile(rf"[\w-]*{LOST}(?:[\w-]|{LOST})*")
_MOST_IN_A_WORD = 3
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
    for line in lines:
        text = line.text.translate(_WHOLE)
        for found in _BROKEN.findall(text):
            if any(letter.isalpha() for letter in found):
                now, known = _word(found)
                repairs.append(Repair(line.at, found, now, known))
                text = text.replace(found, now, 1)
        whole.append(Line(line.at, text))
    return whole, repairs


def _word(broken: str) -> tuple[str, bool]:
    count = broken.count(LOST)
    if count > _MOST_IN_A_WORD:
        return broken.replace(LOST, "fi"), False
    made = [_filled(broken, each) for each in product(_LIGATURES, repeat=count)]
    best = max(made, key=_knowledge)  # the first of equals
    return (best, True) if _knowledge(best) else (_guessed(broken), False)


def _filled(broken: str, ligatures: Sequence[str]) -> str:
    first, *others = broken.split(LOST)
    return first + "".join(map("".join, zip(ligatures, others, strict=True)))


def _knowledge(word: str) -> int:
    pieces = [plain(each) for each in HYPHEN.split(word) if each]
    return min((2 * bool(read(each)) or bool(split(each)) for each in pieces), default=0)


def _guessed(broken: str) -> str:
    """Hardly any word has « fi » before another vowel."""
    return re.sub(
        rf"{LOST}(?=(.?))", lambda at: "fl" if at[1] in "aeiouyæøå" and at[1] else "fi", broken
    )


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
