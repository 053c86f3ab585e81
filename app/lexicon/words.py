"""A word as a text holds it and as somebody asks for it, and whether the one finds the other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from app.lexicon.compounds import joined, read, spans, split
from app.lexicon.dictionary import Class, Reading
from app.lexicon.letters import HYPHEN, plain, without_marks
from app.lexicon.written_forms import respelled
from app.remembered import remembered

# Ends of words that no list knows, such as new loanwords; what is left has at least four letters.
_ENDINGS = re.compile(r"(?<=\w{4})(?:en|et|a|er|ar|ene|ane|e)$")

# Bases that hide no other reading: a place has its name from anything, and what one list alone
# takes for a word may be a form of another (ble, fekk).
_DOUBTFUL = (Class.NAME, Class.UNKNOWN)


class Why(IntEnum):
    """Why something was found, the best reason first. PHRASE is of several words: they stand
    together as they were asked for."""

    PHRASE = 0
    EXACT = 1
    FORM = 2
    PART = 3
    BEGINNING = 4


@dataclass(frozen=True)
class WrittenWord:
    """A word of a text: its spellings, the words it is a form of, and those it is made of."""

    spellings: frozenset[str]
    keys: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True)
class SearchWord:
    """A word of a question. `beginning` is what it must begin with while it is being typed."""

    text: str
    spellings: frozenset[str]
    keys: frozenset[str]
    beginning: str = ""


@remembered(100_000)
def written(word: str) -> WrittenWord:
    """Read a word of an original text."""
    whole = plain(word)
    parts = _parts(word, whole)
    keys = {each.key for each in read(whole)}
    keys = keys | joined(parts) if parts else _both(keys) or _guessed(whole)
    keys = keys | _owners(word, whole)
    return WrittenWord(_spellings(word), frozenset(keys), frozenset(spans(parts) if parts else ()))


@remembered(1_000)
def asked(word: str, *, typing: bool = False) -> SearchWord:
    """Read a word that is asked for. The base of a word means that word: lærer is the noun, though
    it is a form of lære too. It may mean a name as well."""
    whole = plain(word)
    found = read(whole)
    chosen = [each for each in found if each.base and each.word_class not in _DOUBTFUL]
    if chosen:
        chosen += [each for each in found if each.word_class == Class.NAME]
    parts = _parts(word, whole)
    keys = {each.key for each in (chosen or found)}
    keys = keys | joined(parts) if parts else _both(keys) or _guessed(whole)
    beginning = whole if typing else ""
    return SearchWord(word, _spellings(word), frozenset(keys), beginning)


def why(found: WrittenWord, wanted: SearchWord) -> Why | None:
    """The best reason that a word of a text is found, if it is."""
    if found.spellings & wanted.spellings:
        return Why.EXACT
    if found.keys & wanted.keys:
        return Why.FORM
    if found.parts & wanted.keys:
        return Why.PART
    begun = wanted.beginning
    if begun and any(each.startswith(begun) for each in found.spellings):
        return Why.BEGINNING
    return None


def best_why(found: WrittenWord, wanted: Iterable[SearchWord]) -> Why | None:
    reasons = [reason for each in wanted if (reason := why(found, each))]
    return min(reasons, default=None)


def _spellings(word: str) -> frozenset[str]:
    return frozenset(filter(None, (plain(word), without_marks(word))))


def _parts(word: str, whole: str) -> list[tuple[Reading, ...]]:
    """The parts of a compound, which may be written with hyphens."""
    pieces = [piece for each in HYPHEN.split(word) if (piece := plain(each))]
    if len(pieces) < 2:
        return split(whole)
    return [part for piece in pieces for part in (split(piece) or [_piece(piece)])]


def _piece(piece: str) -> tuple[Reading, ...]:
    guessed = (Reading(key, base=True, simple=True) for key in sorted(_guessed(piece)))
    return read(piece) or tuple(guessed)


def _both(keys: set[str]) -> set[str]:
    """With nynorsk's own words as bokmål would spell them, though no list has them there."""
    own = (key[:-1] for key in keys if key[-1] == Class.UNKNOWN)
    return keys | {respelled(lemma) + Class.UNKNOWN for lemma in own}


def _owners(word: str, whole: str) -> set[str]:
    """The name that a capitalised word is the genitive of, though another word is spelled like it:
    Hås (of Hå, and hoarse), Bøs (of Bø, and gruff)."""
    if not (word[:1].isupper() and whole.endswith("s")):
        return set()
    if any(each.word_class == Class.NAME for each in read(whole)):
        return set()  # Nils is no genitive
    return {each.key for each in read(whole[:-1]) if each.word_class == Class.NAME}


def _guessed(whole: str) -> set[str]:
    """The keys of a word that no list knows: itself, without a genitive and without an ending."""
    bare = whole[:-1] if whole.endswith("s") and len(whole) > 2 else whole
    known = {each.key for each in read(bare)} if bare != whole else set()
    spellings = {whole, bare, respelled(whole), respelled(bare)} - {""}
    guesses = spellings | {_ENDINGS.sub("", each) for each in spellings}
    return {each + Class.UNKNOWN for each in guesses} | known
