"""A piece of an original text with the words that a search found. Nothing is changed in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

BEFORE, LENGTH = 80, 280
_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class ExcerptPart:
    text: str
    found: bool = False


def excerpt(text: str, hits: Sequence[tuple[int, int]]) -> list[ExcerptPart]:
    """The text around the first of what was found, whole where it is short, cut at spaces with …
    where it is not. Joined, the parts between the … are the original letter by letter."""
    start, end = _window(text, hits[0][0] if hits else 0)
    parts = [ExcerptPart("… ")] if start else []
    at = start
    for begin, stop in hits:
        if begin < at or stop > end:
            continue
        parts += [ExcerptPart(text[at:begin]), ExcerptPart(text[begin:stop], True)]
        at = stop
    parts.append(ExcerptPart(text[at:end]))
    if end < len(text):
        parts.append(ExcerptPart(" …"))
    return [part for part in parts if part.text]


def _window(text: str, around: int) -> tuple[int, int]:
    if len(text) <= LENGTH:
        return 0, len(text)
    start = max(0, min(around - BEFORE, len(text) - LENGTH))
    if start and (space := _SPACE.search(text, start, around)):
        start = space.end()
    end = min(len(text), start + LENGTH)
    if end < len(text):
        cut = max((space.start() for space in _SPACE.finditer(text, around, end)), default=end)
        end = cut if cut > around else end
    return start, end
