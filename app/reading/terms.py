"""What a text is found by, and what a question asks the index for.

Both databases get the same terms and answer the same. A term has letters and digits alone; those
in different columns never meet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.lexicon.dictionary import fingerprint
from app.lexicon.texts import SearchWord, Why, places
from app.lexicon.words import WrittenWord

VERSION = "4"
"""Counted up when these rules change, so that what was indexed by older ones is made anew."""
SPELLED = "9"
"""Stands where a class does, for a word's other spelling."""


@dataclass(frozen=True)
class Terms:
    """A note's row in the index, each column with spaces between its terms."""

    words: str
    forms: str
    parts: str


@dataclass(frozen=True)
class Term:
    """One term and the column that it stands in; `begins` when a longer one will do."""

    column: str
    text: str
    begins: bool = False


def rules() -> str:
    return f"{VERSION}-{fingerprint()}"


def owner(seminar_id: str) -> str:
    """The term of a seminar; it begins with a letter, lest a database read it as a number."""
    return f"s{seminar_id}"


def terms(text: str) -> Terms:
    words: list[str] = []
    forms: set[str] = set()
    parts: set[str] = set()
    for place in places(text):
        first, *others = _spelled(place.word)
        words += [first] if first else []
        forms |= place.word.keys | {other + SPELLED for other in others}
        parts |= place.word.parts
    return Terms(" ".join(words), " ".join(sorted(forms)), " ".join(sorted(parts - forms)))


def _spelled(word: WrittenWord) -> list[str]:
    """Its spellings, the one with æ and ø in it first; a compound put together has none."""
    return sorted(word.spellings, reverse=True) or [""]


def asked_terms(wanted: SearchWord, why: Why) -> Iterator[Term]:
    """What one word of a question may be found by, for this reason or a better one."""
    for spelling in sorted(wanted.spellings):
        yield Term("words", spelling)
        yield Term("forms", spelling + SPELLED)
    if why >= Why.FORM:
        yield from (Term("forms", key) for key in sorted(wanted.keys))
    if why >= Why.PART:
        yield from (Term("parts", key) for key in sorted(wanted.keys))
    if why >= Why.BEGINNING and wanted.beginning:
        yield Term("words", wanted.beginning, begins=True)


def phrase(wanted: Sequence[SearchWord]) -> list[str]:
    """The spellings of a question of several words in their order."""
    return [max(each.spellings) for each in wanted]
