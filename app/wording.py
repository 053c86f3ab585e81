"""What somebody typed, made clean: one cleaning for every way in, whether form, file or API.

`Line` is a name or a title, `Lines` a text of several; models that take them need nothing else.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

MOST_MARKS = 4  # on one letter
LONGEST_CLEANED = 25_000
"""What is longer is refused by every limit there is, so nobody has to look at its letters."""

_UNSEEN = {"Cc", "Cf", "Cs"}
_JOINERS = "\u200c\u200d"  # inside an emoji or a Persian word they are spelling
_FILLERS = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\ufffc\U000e0100-\U000e01ef]")
"""Marks and stand-ins that show nothing by themselves: names that differ by one look alike."""
_COLOURED = "\ufe0f"  # makes the sign before it a picture, and nothing of a letter
_BLANKS = set("\u115f\u1160\u2800\u3164\uffa0")  # letters by name, and nothing to see
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def clean(name: str) -> str:
    """NFC, one space between words, nothing that cannot be seen and no towers of accents; empty
    when nothing is left to see.

    A name copied from a Mac or a PDF would otherwise be another name than the same one typed.
    """
    spaced = "".join(" " if letter.isspace() or letter in _BLANKS else letter for letter in name)
    return _visible(" ".join(visible(spaced).split()))


def clean_lines(text: str) -> str:
    """The same for a text of several lines, whose spaces inside a line stay as they are."""
    lines = [_visible(visible(line.replace("\t", " ")).rstrip()) for line in split_lines(text)]
    return "\n".join(lines).strip()


def readable(text: str) -> bool:
    """Whether any letter, figure or sign is among it."""
    return any(_shows(letter) and not _unseen(letter) for letter in text)


def names_in(text: str) -> list[str]:
    """Names as people type them: parted by comma or line."""
    parted = (name for line in split_lines(text) for name in line.split(","))
    return [name[:60] for name in map(clean, parted) if name]


def split_lines(text: str) -> list[str]:
    """At every sign that ends a line somewhere: a spreadsheet's cell breaks with a vertical tab."""
    return _BREAKS.split(text)


def visible(text: str) -> str:
    """Without what is not seen; direction marks, for one, turn around what stands beside them."""
    return "".join(
        letter for at, letter in enumerate(text) if _spells(text, at) or not _unseen(letter)
    )


def _unseen(letter: str) -> bool:
    code = ord(letter)
    return (
        unicodedata.category(letter) in _UNSEEN
        or bool(_FILLERS.match(letter))
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def _spells(text: str, at: int) -> bool:
    """Whether an unseen sign is part of what stands beside it: a picture, or a joined word."""
    if text[at] == _COLOURED:
        before = text[at - 1] if at else " "
        return not (before.isalpha() or before.isspace() or _unseen(before))
    if text[at] not in _JOINERS:
        return False
    sides = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(sides) == 2 and not any(
        each.isspace() or _never_joins(each) or (_unseen(each) and each != _COLOURED)
        for each in sides
    )


def _never_joins(letter: str) -> bool:
    """Latin, Greek and Cyrillic look the same with a joiner between them."""
    return letter.isalnum() and letter < "\u0590"


def _visible(text: str) -> str:
    """Composed; nothing at all when no letter, figure or sign is among it."""
    text = _composed(_composed(text))  # one sign may stand for several marks
    return text if readable(text) else ""


def _shows(letter: str) -> bool:
    return letter not in _BLANKS and unicodedata.category(letter)[0] in "LNPSC"


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", "".join(_flat(name)))


def _flat(name: str) -> Iterator[str]:
    """Without towers: they cover what stands around the name, and ten thousand marks on one letter
    take a second to put in order, half a million most of an hour."""
    marks = 0
    for letter in name:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            yield letter


def _text(cleaning: Callable[[str], str]) -> BeforeValidator:
    def before(value: Any) -> Any:
        short = isinstance(value, str) and len(value) <= LONGEST_CLEANED
        return cleaning(value) if short else value

    return BeforeValidator(before)


def required(longest: int) -> Any:
    """The field of a `Line` or `Lines` in which something must be seen, up to `longest` signs.

    Cleaning takes out what shows nothing before the length is looked at; that much of it a pattern
    can tell in OpenAPI.
    """
    return Field(min_length=1, max_length=longest, json_schema_extra={"pattern": r"\w"})


Line = Annotated[str, _text(clean)]
Lines = Annotated[str, _text(clean_lines)]
