"""How text is folded for search: `kulturskulane` and `Kulturskolen` become the same term.

The same fold is used for what is stored, for what is asked and for the words to mark in an excerpt,
so nobody ever sees a term; å stays å, and no text is changed.
"""

import re
import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

from app.reading.spelling_variants import FILLERS, PARTS, WORDS

# Marks that lie over a letter, and what a PDF or a web page puts inside words to break them.
_INSIDE = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_INSIDE}])*")
"""A word of an original text; `fold` makes one term of each."""


def fold(text: str) -> list[str]:
    """The terms of a text, one for each word, in order."""
    return [term for word in WORD.finditer(text) if (term := _fold(word[0]))]


def fold_query(text: str) -> list[str]:
    """The terms that somebody asks for, each once; small words only when there is nothing else."""
    terms = list(dict.fromkeys(fold(text)))
    return [term for term in terms if term not in _FILLERS] or terms


_LONGEST_TERM = 64
_LONGEST_WORD = 4 * _LONGEST_TERM  # ten thousand marks on one letter take a second to put in order
_LETTERS = str.maketrans("éèêëàâòóôäö", "eeeeaaoooæø")
_WORDS = dict(line.split() for line in WORDS.split("\n") if line)
_PATTERNS = dict(line.split() for line in PARTS.split("\n") if line)
_PART = re.compile("|".join(sorted(_PATTERNS, key=len, reverse=True)))
_PARTS = {re.sub(r"\^|\(.*\)", "", pattern): part for pattern, part in _PATTERNS.items()}
# Lærerne, deltakerne: the stemmer would leave an n. Not so in stjerne, moderne, interne.
_DOERS = re.compile(r"(?<=er)(?<!jer)(?<!moder)(?<!kaser)(?<!lanter)(?<!inter)(?<!ekster)nes?$")
_DEGREES = re.compile(r"(?<=..ig)(?:are|ere|aste?|ste?)$")  # viktigst, viktigare
# Rommet is rom: no Norwegian word ends in mm. Kommunalt is kommunal, aktivt is aktiv.
_LEFT_OVER = re.compile(r"(?<=m)m$|(?<=...al)t$|(?<=iv)t$")


@lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    """One word as a term; empty when nothing in it is a letter or a digit."""
    word = word[:_LONGEST_WORD]
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    plain = "".join(letter for letter in plain if letter.isalnum())[:_LONGEST_TERM]
    plain = plain.translate(_LETTERS)
    return _stem(_WORDS.get(plain) or _PART.sub(_other_form, _bare(plain)))


def _other_form(part: re.Match[str]) -> str:
    return _PARTS[part[0]]


def _bare(word: str) -> str:
    return _DEGREES.sub("", _DOERS.sub("", word))


def _stem(word: str) -> str:
    """What is left after two ends are taken off: lærer-en is lær-er, which is lær, as lærer is.

    A stemmer keeps the word it is at; a new one for each word is safe in every thread.
    """
    once = stemmer("norwegian").stemWord(word)
    return _LEFT_OVER.sub("", stemmer("norwegian").stemWord(once))


_FILLERS = frozenset(fold(FILLERS))
