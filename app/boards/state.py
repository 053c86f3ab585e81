"""The state of an answer: what its text shows, unless the room has said it itself."""

import re
from collections.abc import Sequence
from enum import StrEnum

from app.wording import readable

SHORT_LINE_WORDS = 3
_MARKER = re.compile(r"\s*(?:[•*–—-]|\d{1,3}[.)])(?:\s+|$)")
_HANGING = {
    "og",
    "at",
    "som",
    "å",
    "for",
    "av",
    "med",
    "til",
    "på",
    "and",
    "that",
    "to",
    "of",
    "eller",
}


class State(StrEnum):
    EMPTY = "empty"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    DONE = "done"
    NOTHING_TO_ADD = "nothing_to_add"
    OUT_OF_TIME = "out_of_time"


SAID = frozenset({State.DONE, State.NOTHING_TO_ADD, State.OUT_OF_TIME})


def state(said: str | None, shown: State, *, over: bool = False) -> State:
    """What the room said, else what its text shows. Once writing is over nothing is in progress:
    what has text is answered."""
    if said:
        return State(said)
    return State.ANSWERED if over and shown is State.IN_PROGRESS else shown


def shown(text: str) -> State:
    """What a text shows by itself, while it may still be written."""
    if not readable(text):
        return State.EMPTY
    return State.IN_PROGRESS if unfinished(text) or not last_words(text) else State.ANSWERED


def of_prompt(
    said: str | None, own: State, members: Sequence[State], *, over: bool = False
) -> State:
    """One word for a prompt. Where each member answers: what the room said of it, else answered
    when every member has, and in progress as soon as one has begun; when writing is over, answered
    when any has."""
    if said or not members:
        return own
    states = [*members, *([] if own is State.EMPTY else [own])]
    begun = [each for each in states if each is not State.EMPTY]
    if not begun:
        return State.EMPTY
    whole = len(begun) == len(states) and State.IN_PROGRESS not in begun
    return State.ANSWERED if whole or over else State.IN_PROGRESS


def last_words(text: str) -> str:
    """The last line in which there are words: an item of a list that is only begun is none."""
    lines = map(_unmarked, text.splitlines())
    return next(reversed([line for line in lines if line]), "")


def _unmarked(line: str) -> str:
    """Without the mark of a list that it begins with."""
    marker = _MARKER.match(line)
    return line[marker.end() if marker else 0 :].strip()


def begun(text: str) -> bool:
    """Whether its last line is an item of a list without any words yet."""
    last = next(reversed(text.splitlines()), "")
    return bool(last.strip()) and not _unmarked(last)


def unfinished(text: str) -> bool:
    """Whether the text seems to break off: its last line hangs in a comma, a dash or a small word,
    or all there is are a few words. A question to the room, never a gate."""
    last = last_words(text)
    if not last:
        return False
    if hangs(text):
        return True
    lines = text.strip().splitlines()
    only_line = len(lines) == 1 and not _MARKER.match(lines[0])  # an item may be a word
    return only_line and len(last.split()) < SHORT_LINE_WORDS and last[-1] not in ".!?…)"


def hangs(text: str) -> bool:
    """Whether its last line ends in a comma, a dash or a small word."""
    last = last_words(text)
    return bool(last) and (last[-1] in ",:;-–—(" or last.split()[-1].casefold() in _HANGING)
