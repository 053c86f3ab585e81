"""What seems to be left half-finished: asked of the room once, in place, before it is too late to
mend it. A question, never a gate."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from app.boards.state import last_words, unfinished

END_MARKS = '.!?…)»”"'
SENTENCE_WORDS = 5
HEADING_WORDS = 6
_NUMBER_ALONE = re.compile(r"\s*(?:\d{1,3}[.)]|[•*–—-])\s*")


class LooseEnd(StrEnum):
    BREAKS_OFF = "breaks_off"  # hangs in a comma or a small word, or lacks the end mark of others
    HEADING = "heading"  # with nothing under it
    NUMBER = "number"  # or another mark of a list, without words
    SILENT = "silent"  # nothing here, while the question before has words


def loose_ends(text: str) -> list[LooseEnd]:
    """What is half-finished in a text, in the order of the kinds; nothing in an empty one."""
    lines = [line.strip() for line in text.splitlines()]
    found = set(_of_lines([line for line in lines if line]))
    if LooseEnd.HEADING not in found and (unfinished(text) or _lacks_end_mark(lines)):
        found.add(LooseEnd.BREAKS_OFF)
    return [each for each in LooseEnd if each in found]


def _of_lines(lines: Sequence[str]) -> Iterator[LooseEnd]:
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        if _NUMBER_ALONE.fullmatch(line):
            yield LooseEnd.NUMBER
        if _is_heading(line) and (not after or _is_heading(after)):
            yield LooseEnd.HEADING


def _is_heading(line: str) -> bool:
    return line.endswith(":") and len(line.split()) <= HEADING_WORDS


def _lacks_end_mark(lines: Sequence[str]) -> bool:
    """Whether the last line is a sentence without its end, where those before have theirs: a room
    that writes without any does so by habit."""
    *before, last = [line for line in lines if line] or [""]
    whole = last_words(last)
    ends = [line[-1] in END_MARKS for line in before]
    return (
        bool(ends)
        and all(ends)
        and len(whole.split()) >= SENTENCE_WORDS
        and whole[-1] not in END_MARKS
    )
