"""How a word is spelled when case, marks and invisible signs do not count; æ, ø and å do."""

import re
import unicodedata

from app.remembered import remembered

# Marks that lie over a letter, and what a PDF or a web page puts inside words to break them.
_INSIDE = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_ONE = rf"[^\W_](?:[^\W_]|[{_INSIDE}])*"
WORD = re.compile(rf"{_ONE}(?:[-\u2010\u2011]{_ONE})*")
"""A word of an original text, with the hyphens inside it."""
HYPHEN = re.compile(r"[-\u2010\u2011]")

LONGEST = 64
_LONGEST_READ = 4 * LONGEST  # ten thousand marks on one letter take a second to put in order
_NORDIC = {"ä": "æ", "ö": "ø", "å": "å", "æ": "æ", "ø": "ø"}
_STROKES = str.maketrans("đðŧłħıŋ", "ddtlhin")


@remembered(100_000)
def plain(word: str) -> str:
    """Small letters and digits alone, ä as æ and ö as ø; empty when there are none."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST]
    return "".join(_NORDIC.get(letter) or _bare(letter) for letter in _letters(word))[:LONGEST]


def without_marks(word: str) -> str:
    """As `plain`, with ä as a and ö as o: Björk is found as Bjork too."""
    kept = ("å" if letter == "å" else _bare(letter) for letter in _letters(word))
    return "".join(kept)[:LONGEST]


def _letters(word: str) -> str:
    whole = unicodedata.normalize("NFKC", word[:_LONGEST_READ]).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKC", whole) if letter.isalnum())


def _bare(letter: str) -> str:
    """The letter under its marks; a letter that is nothing but marks stays."""
    parts = unicodedata.normalize("NFD", letter.translate(_STROKES))
    return "".join(part for part in parts if part.isalnum()) or letter
