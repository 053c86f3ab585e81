"""The same text in two answers: a draft and its fair copy, or one room's note in another's."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from app.remembered import remembered

_WORD = re.compile(r"\w+")
_RUN = 5  # words in a row that are compared
_FEWEST = 4  # runs in common: eight words in a row, or two sentences of six
_SHARE = 0.5  # of the shorter of the two
_COMMON = 20  # answers in which a run is a phrase that everybody uses
_COMPARED = 2_000  # pairs of answers that are not compared again while nobody writes in them
_WHOLE = 20  # seminars or questions whose texts are not compared again either

Notes = tuple[tuple[str, str], ...]
"""Notes of an answer, or texts of answers, each with its id."""


def twins(texts: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Pairs of keys whose texts have half of the shorter one in common, the first given first."""
    return _twins(tuple(texts.items()))


@remembered(_WHOLE)
def _twins(texts: Notes) -> Sequence[tuple[str, str]]:
    return tuple(_pairs({key: _runs(text) for key, text in texts}))


@remembered(_COMPARED)
def twin(one: str, other: str) -> bool:
    """Whether they have half of the shorter one in common."""
    return any(_pairs({"one": _runs(one), "other": _runs(other)}))


def _pairs(runs: Mapping[str, set[tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, ...]] = set()
    again: set[tuple[str, ...]] = set()
    for some in runs.values():
        again |= seen & some
        seen |= some
    holding: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, some in runs.items():
        for run in some & again:
            holding[run].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holding.values():
        if 1 < len(keys) <= _COMMON:
            shared.update(combinations(keys, 2))
    for (one, other), count in shared.items():
        shorter = min(len(runs[one]), len(runs[other]))
        if count >= min(_FEWEST, shorter) and count >= _SHARE * shorter:
            yield one, other


@remembered(_COMPARED)
def repeated(notes: Notes, first: Notes) -> Mapping[str, str]:
    """Which notes of an answer stand in another one too, and in which of its notes: half of a
    note's words, or all of a short one's. How either is divided into notes does not matter."""
    places = [(word, id) for id, text in first for word in _words(text)]
    found = {}
    for id, text in notes:
        words = _words(text)
        holding = _holding(words, places) if words else [first[0][0]] if first else []
        if holding:
            found[id] = Counter(holding).most_common(1)[0][0]
    return found


def _holding(words: list[str], places: Sequence[tuple[str, str]]) -> list[str]:
    """The notes that hold the runs of these words; none where they hold less than half of them."""
    length = min(_RUN, len(words))
    at: dict[tuple[str, ...], str] = {}
    for start in range(len(places) - length + 1):
        run = tuple(word for word, _ in places[start : start + length])
        at.setdefault(run, places[start][1])
    held: set[int] = set()
    holding = []
    for start in range(len(words) - length + 1):
        if id := at.get(tuple(words[start : start + length])):
            held.update(range(start, start + length))
            holding.append(id)
    return holding if 2 * len(held) >= len(words) else []


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return set(zip(*(words[at:] for at in range(_RUN)), strict=False))
