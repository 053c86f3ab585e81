"""Probable names of people in a text, by lists that stand beside this file. A municipality is none,
nor is whoever is in the roster; nothing leaves the server."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TITLE = re.compile(
    r"\b(?:rektor|inspektør|lærer|lærar|styrer|styrar|leder|leiar|ordfører|ordførar|rådmann|"
    r"kommunedirektør|prest|korps?dirigent|dirigent)\s+$",
    re.IGNORECASE,
)
LONGEST_BEFORE = 40
"""Characters before a word that tell whether it begins a sentence or follows a title."""
_BEFORE_A_SENTENCE = re.compile(r"(?:^|[.!?:•\n–-])\s*[\"«“(]?$")


def names_in(text: str, known: Collection[str] = ()) -> Iterator[str]:
    """Each as it stands there: a given name with what follows in capitals, or what follows a
    title. `known` are words of members' names, casefolded. A given name that is also an ordinary
    word counts only where another word of a name follows."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        capital = text[words[at].start()].isupper()  # most words are not, and cost no more
        last = _last_of_name(text, words, at, known) if capital else None
        if last is not None:
            yield text[words[at].start() : words[last].end()]
            at = last
        at += 1


def _last_of_name(
    text: str, words: list[re.Match[str]], at: int, members: Collection[str]
) -> int | None:
    word = words[at][0]
    if not _capital(word) or word.casefold() in members:
        return None
    begins = words[at].start()
    before = max(0, begins - LONGEST_BEFORE), begins
    if word.casefold() in _listed("given_names.txt"):
        place = word.casefold() in _listed("municipalities.txt")
        alone = not place and not _BEFORE_A_SENTENCE.search(text, *before)
        last = _whole_name(text, words, at, members)
        return last if last > at or alone else None
    titled = _TITLE.search(text, *before) and word.casefold() not in _listed("municipalities.txt")
    return _whole_name(text, words, at, members) if titled else None


def _whole_name(text: str, words: list[re.Match[str]], at: int, members: Collection[str]) -> int:
    """The last word of the name that begins with that one."""
    while at + 1 < len(words) and _goes_on(text, words[at], words[at + 1], members):
        at += 1
    return at


def _goes_on(text: str, one: re.Match[str], other: re.Match[str], members: Collection[str]) -> bool:
    between = text[one.end() : other.start()]
    folded = other[0].casefold()
    place = folded in _listed("municipalities.txt") or folded in members
    return between == " " and _capital(other[0]) and not place


def _capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset((_DATA / name).read_text("utf-8").casefold().split())
