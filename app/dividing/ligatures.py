"""Letters that printing lost. What a font sets as one sign, such as fi and fl, comes out of a PDF
as a sign that says nothing, as a question mark, as a space, or not at all.

A word that the dictionary knows is never touched. Where nothing shows that letters are gone, they
are looked for only in a text that has no such letters whole anywhere, as a printed one then has.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from app.lexicon.compounds import read, split
from app.lexicon.letters import HYPHEN, plain

LOST = "\ufffd"
_ALWAYS = ("fi", "fl", "ff", "ffi", "ffl")
_SELDOM = ("ti", "tt")
"""Only fonts that join everything; where one of them stands whole, it was not lost."""
_WHOLE = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
_NOTHING = "\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f\x7f-\x9f"
"""Signs that no letter is, of which a bullet is one only if it stands alone."""
_MARKED = re.compile(rf"(?<![\w-])[\w-]*[{_NOTHING}](?:[\w-]|[{_NOTHING}])*")
_MARK = re.compile(f"[{_NOTHING}]")
_ASKED = re.compile(r"(?<![\w/.?=&])(?:[^\W\d_]+\?|\?)[^\W\d_]{2,}(?![\w/?=&])")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_MOST_IN_A_WORD = 3
_FEWEST_LETTERS = 1_500
"""Of a text in which it says something that none of them stands whole: it should have five."""
_SHORTEST, _LONGEST = 4, 60
"""What is longer is a picture in letters, and no word."""


@dataclass(frozen=True)
class Filled:
    """A word, or two, that had lost letters. `known` says that the dictionary knows it now."""

    was: str
    now: str
    known: bool


Found = tuple[int, Filled]
"""With where it begins."""


class Ligatures:
    """What a text may have lost, by what it still has."""

    def __init__(self, texts: Sequence[str]) -> None:
        whole = "\n".join(texts).translate(_WHOLE).lower()
        letters = sum(map(str.isalpha, whole))
        seldom = [pair for pair in _SELDOM if pair not in whole and letters >= _FEWEST_LETTERS]
        self._pairs = (*_ALWAYS, *seldom)
        self._unmarked = letters >= _FEWEST_LETTERS and not any(
            pair in whole for pair in _ALWAYS[:3]
        )

    def filled(self, text: str) -> tuple[str, list[Filled]]:
        """The text with whole words, and what was done to it."""
        text = text.translate(_WHOLE)
        made: list[Filled] = []
        for find in (_marked, _question_marks, *((_spaced, _missing) if self._unmarked else ())):
            found = list(find(text, self._pairs))
            for at, each in reversed(found):
                text = text[:at] + each.now + text[at + len(each.was) :]
            made += [each for _, each in found]
        return text, made


def _marked(text: str, pairs: Sequence[str]) -> Iterator[Found]:
    for found in _MARKED.finditer(text):
        if any(letter.isalpha() for letter in found[0]):
            yield found.start(), _whole(found[0], pairs)


def _whole(was: str, pairs: Sequence[str]) -> Filled:
    broken = _MARK.sub(LOST, was)
    if broken.count(LOST) > _MOST_IN_A_WORD:
        return Filled(was, broken.replace(LOST, "fi"), known=False)
    best = _best(_fillings(broken, pairs))
    return Filled(was, best or _guessed(broken), bool(best))


def _question_marks(text: str, pairs: Sequence[str]) -> Iterator[Found]:
    """A question mark inside a word, if it is a word without it."""
    for found in _ASKED.finditer(text):
        was = found[0]
        if len(was) >= _SHORTEST and (best := _best(_fillings(was.replace("?", LOST), pairs))):
            yield found.start(), Filled(was, best, known=True)


def _spaced(text: str, pairs: Sequence[str]) -> Iterator[Found]:
    """Two words that are one, of which none or one is a word by itself."""
    words = list(_WORD.finditer(text))
    last = -1
    for at, (one, other) in enumerate(pairwise(words)):
        between = text[one.end() : other.start()]
        if at == last or between != " " or (_knowledge(one[0]) and _knowledge(other[0])):
            continue
        if best := _only(one[0] + pair + other[0] for pair in pairs):
            last = at + 1
            yield one.start(), Filled(text[one.start() : other.end()], best, known=True)


def _missing(text: str, pairs: Sequence[str]) -> Iterator[Found]:
    """A word that nobody knows, and that one pair of letters makes a word in one place alone. Names
    are left as they are."""
    for found in _WORD.finditer(text):
        was, places = found[0], range(len(found[0]) + 1)
        if not _SHORTEST - 1 <= len(was) <= _LONGEST or not was.islower() or _knowledge(was):
            continue
        if best := _only(was[:at] + pair + was[at:] for at in places for pair in pairs):
            yield found.start(), Filled(was, best, known=True)


def _fillings(broken: str, pairs: Sequence[str]) -> Iterator[str]:
    first, *others = broken.split(LOST)
    for each in product(pairs, repeat=len(others)):
        yield first + "".join(map("".join, zip(each, others, strict=True)))


def _best(made: Iterator[str]) -> str:
    """The first of equals; nothing where none is known."""
    best = max(made, key=_knowledge)
    return best if _knowledge(best) else ""


def _only(made: Iterator[str]) -> str:
    """The one that the dictionary has, if there is one alone."""
    known = {each for each in made if _knowledge(each) == _READ}
    return known.pop() if len(known) == 1 else ""


_READ = 2


def _knowledge(word: str) -> int:
    """2 for what the dictionary has, 1 for what is made of such words."""
    pieces = [plain(each) for each in HYPHEN.split(word) if each]
    found = (_READ if read(each) else int(bool(split(each))) for each in pieces)
    return min(found, default=0)


def _guessed(broken: str) -> str:
    """Hardly any word has « fi » before another vowel."""
    return re.sub(
        rf"{LOST}(?=(.?))", lambda at: "fl" if at[1] in "aeiouyæøå" and at[1] else "fi", broken
    )
