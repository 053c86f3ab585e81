"""The questions of a programme as rooms may have written them: which one a heading is about.

Rooms write a question again in their own words, shortened, misspelled, in the other written form.
What counts is the words that belong to one question and to no other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from app.lexicon.letters import WORD, plain
from app.lexicon.texts import SMALL
from app.lexicon.words import written
from app.remembered import remembered

Place = tuple[int, int]
"""Dialogue and prompt in the programme, both counted from 1."""

_LITTLE_WORDS = """
vi oss vår våre vårt dere deres hos ved må kan skal bør vil mer mest ha har være vere blir gjør gjer
gjøre gjere dette denne dei de dem ut inn opp ned så men eller eit et en ein sin sitt hvilke hvilken
hvordan korleis hvorfor kvifor felles what which how why our we us your you is are of to in for
"""
_LITTLE = SMALL | frozenset(_LITTLE_WORDS.split())
_HALF = frozenset({"hvem", "kven", "who", "når", "when"})
_FOREIGN = 0.8
_LITTLE_WEIGHT = 0.04
LONGEST_HEADING = 24
_FEWEST_FIRST = 3


@dataclass(frozen=True)
class Match:
    """`coverage` is how much of the heading is the question's own words, `recall` how much of the
    question stands in it, `strength` how many words speak for it and no other."""

    place: Place
    coverage: float
    recall: float
    strength: float

    @property
    def sure(self) -> bool:
        return self.coverage >= 0.7 and self.strength >= 0.9


@remembered(50_000)
def _keys(word: str) -> frozenset[str]:
    whole = plain(word)
    keys = {each.rstrip("012345") for each in written(word).keys}
    return frozenset({whole, *keys, *([whole[:6]] if len(whole) > 6 else [])})


@remembered(200_000)
def _alike(one: str, other: str) -> bool:
    if _keys(one) & _keys(other):
        return True
    return min(len(one), len(other)) > 4 and ratio(plain(one), plain(other)) >= 85


class Wordings:
    """What each question of a programme is known to be called."""

    def __init__(self, texts: Mapping[Place, Iterable[str]]) -> None:
        self._texts = {place: [text for text in each if text] for place, each in texts.items()}
        self.asked: dict[Place, str] = {}
        self._settle()

    @property
    def places(self) -> list[Place]:
        return sorted(self._texts)

    def prompts_in(self, dialogue: int) -> int:
        return sum(place[0] == dialogue for place in self._texts)

    @property
    def dialogues(self) -> int:
        return max((place[0] for place in self._texts), default=0)

    def asks_only(self, text: str) -> bool:
        """Whether every sentence of a text is one of the questions."""
        sentences = [each for each in re.split(r"(?<=[?:])", text) if re.search(r"\w", each)]
        found = [self.best(each) for each in sentences]
        return bool(found) and all(each and each.sure and each.recall >= 0.5 for each in found)

    @property
    def beginnings(self) -> set[str]:
        """The first letters of every word of the questions."""
        return {plain(word)[:6] for words in self._words.values() for word in words}

    def texts(self, place: Place) -> Sequence[str]:
        return self._texts.get(place, ())

    def learn(self, place: Place, text: str) -> None:
        """What this wall calls the question."""
        if place in self._texts and text not in self._texts[place]:
            self._texts[place].append(text)
            self._settle()

    def rename(self, place: Place, text: str) -> None:
        """This wall asks something else there than was thought."""
        if place in self._texts:
            self._texts[place] = [text]
            self._settle()

    def _settle(self) -> None:
        self._each = {
            place: [_words_of(text) for text in texts] for place, texts in self._texts.items()
        }
        self._spelled = {
            place: [[plain(word) for word in words] for words in each]
            for place, each in self._each.items()
        }
        self._words = {
            place: sorted({word for words in each for word in words})
            for place, each in self._each.items()
        }
        self._known: dict[str, dict[Place, float]] = {}

    def best(self, heading: str, *, expected: int = 0) -> Match | None:
        """The question that a heading is about, if it is about one more than about any other; among
        equals the one with the number that is expected."""
        words = _words_of(heading)
        if not words or len(words) > LONGEST_HEADING:
            return None
        if place := self._quoted(words, expected):
            return Match(place, 1.0, 1.0, 2.0)
        found = sorted((self._match(words, place) for place in self._words), key=_order)
        if not found or found[-1].strength < 0.5:
            return None
        equal = [each for each in found if each.strength >= found[-1].strength * 0.9]
        if len(equal) > 1:
            found = [each for each in equal if each.place[1] == expected]
            if len(found) != 1:
                return None
        return replace(found[-1], recall=self._recall(words, found[-1].place))

    def _quoted(self, words: Sequence[str], expected: int) -> Place | None:
        """The question whose words these are, or its first words, whatever they are worth."""
        said = [plain(word) for word in words]
        whole = {p for p, each in self._spelled.items() if said in each}
        begun = {
            p
            for p, each in self._spelled.items()
            if len(said) >= _FEWEST_FIRST and any(one[: len(said)] == said for one in each)
        }
        found = whole or begun
        if len(found) > 1:
            found = {place for place in found if place[1] == expected}
        return next(iter(found)) if len(found) == 1 else None

    def _match(self, words: Sequence[str], place: Place) -> Match:
        said = own = strength = 0.0
        for word in words:
            weights = self._weights(word)
            weight = weights.get(place, 0.0)
            said += weight or _weight_of(word, _FOREIGN)
            own += weight
            strength += weight if weight > 0.4 else 0
        return Match(place, own / said if said else 0.0, 0.0, strength)

    def _recall(self, words: Sequence[str], place: Place) -> float:
        """How much of the fullest wording that fits stands in a heading."""
        found = 0.0
        for asked in self._each[place]:
            weights = [self._weights(word).get(place, 0.0) for word in asked]
            there = sum(
                weight
                for word, weight in zip(asked, weights, strict=True)
                if any(_alike(word, each) for each in words)
            )
            found = max(found, there / (sum(weights) or 1.0))
        return found

    def _weights(self, word: str) -> dict[Place, float]:
        """How much a word says for each question that has it: less, the more of them have."""
        known = self._known.get(word)
        if known is None:
            having = [
                p for p, own in self._words.items() if any(_alike(word, each) for each in own)
            ]
            weight = _weight_of(word, 1.0) / max(1, len(having)) ** 2
            known = self._known[word] = dict.fromkeys(having, weight)
        return known


def _weight_of(word: str, full: float) -> float:
    whole = plain(word)
    if whole in _HALF:
        return full * 0.6
    return full * _LITTLE_WEIGHT if whole in _LITTLE or len(whole) < 2 else full


def _words_of(text: str) -> list[str]:
    return [word for each in WORD.findall(text) for word in re.split(r"[-‐‑]", each) if word]


def _order(match: Match) -> tuple[float, float]:
    return match.strength, match.coverage
