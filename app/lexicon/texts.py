"""The words of a text, with where they stand; also two that stand apart and may be one compound."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.lexicon.compounds import joined, read
from app.lexicon.dictionary import Class
from app.lexicon.letters import WORD, plain
from app.lexicon.words import SearchWord, Why, WrittenWord, asked, best_why, written
from app.remembered import remembered

SMALL = frozenset(
    "og i på som er det den en å for til av med de vi at har om kan skal hva ikke fra the and"  # noqa: SIM905
    " eg jeg dei me ein ei eit et ikkje frå kva".split()
)
"""Words that nearly every note holds: a question is not narrowed by them."""
_SHORTEST_APART = 3
_APART = re.compile(r" (?:[-–] )?")


@dataclass(frozen=True)
class WordPlace:
    """A word from `start` to before `end`, as it was read."""

    start: int
    end: int
    word: WrittenWord


def places(text: str) -> Iterator[WordPlace]:
    """Every word in order, each followed by the compound that it may begin with the next one."""
    found = list(WORD.finditer(text))
    for at, match in enumerate(found):
        yield WordPlace(match.start(), match.end(), written(match[0]))
        if at + 1 < len(found) and _APART.fullmatch(text, match.end(), found[at + 1].start()):
            keys = _apart(match[0], found[at + 1][0])
            if keys:
                none: frozenset[str] = frozenset()
                yield WordPlace(match.start(), found[at + 1].end(), WrittenWord(none, keys, none))


@remembered(20_000)
def _apart(one: str, other: str) -> frozenset[str]:
    """The compound that two nouns make when somebody put a space between: oppvekst plan; and the
    name that stands in two words: Nord Aurdal."""
    if len(plain(one)) < _SHORTEST_APART or {plain(one), plain(other)} & SMALL:
        return frozenset()
    if _is_name(other):
        whole = written(f"{one}-{other}")
        return whole.keys | {each + Class.UNKNOWN for each in whole.spellings}
    front = tuple(each for each in read(plain(one)) if each.base and _is_noun(each.key))
    end = tuple(each for each in read(plain(other)) if _is_noun(each.key))
    return frozenset(joined([front, end])) if front and end else frozenset()


def _is_name(word: str) -> bool:
    """Nothing but a name, or a word that no list knows, which most names are."""
    return len(plain(word)) > _SHORTEST_APART and not any(
        each.word_class != Class.NAME for each in read(plain(word))
    )


def _is_noun(key: str) -> bool:
    return key[-1] == Class.NOUN


def found_in(text: str, wanted: Sequence[SearchWord]) -> list[tuple[int, int]]:
    """Where what is asked for stands in a text, in order and nothing twice."""
    spans: list[tuple[int, int]] = []
    for place in places(text):
        if best_why(place.word, wanted) is None:
            continue
        if spans and place.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(place.end, spans[-1][1]))
        else:
            spans.append((place.start, place.end))
    return spans


def question(text: str, *, typing: bool = False) -> list[SearchWord]:
    """The words of a question, each once; small ones only when there is nothing else. While it is
    being typed its last word may be the beginning of one."""
    words = list(dict.fromkeys(WORD.findall(text)))
    last = len(words) - 1
    begun = typing and text[-1:].isalnum()
    read_as = [asked(word, typing=begun and at == last) for at, word in enumerate(words)]
    read_as = [each for each in read_as if each.spellings]
    return [each for each in read_as if not each.spellings & SMALL or each.beginning] or read_as


__all__ = ["SearchWord", "Why", "WordPlace", "found_in", "places", "question"]
