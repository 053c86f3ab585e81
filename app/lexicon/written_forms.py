"""Nynorsk and bokmål spellings of the same word, for those that no word list brings together; the
words themselves are in `written_forms.toml`. A search must only say the same for the two.
"""

import re
import tomllib
from pathlib import Path

_FORMS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

WORD_PAIRS: dict[str, str] = _FORMS["words"]
COMPOUNDS = frozenset(_FORMS["compounds"])
WHOLE = frozenset(_FORMS["whole"])
ALSO: dict[str, str] = _FORMS["also"]
_PATTERNS: dict[str, str] = _FORMS["parts"]
_PART = re.compile("|".join(sorted(_PATTERNS, key=len, reverse=True)))
_OTHER = {re.sub(r"\^|\(.*\)", "", pattern): part for pattern, part in _PATTERNS.items()}


def respelled(word: str) -> str:
    """A plain word as the other written form would spell it: a guess, to be looked up."""
    return WORD_PAIRS.get(word) or _PART.sub(lambda part: _OTHER[part[0]], word)


def lemmas_like(word: str) -> list[tuple[str, str]]:
    """How bokmål may end a lemma of nynorsk, each with the class that it would have."""
    spellings = dict.fromkeys((word, respelled(word)))
    return [
        (spelling.removesuffix(end) + other, word_class)
        for spelling in spellings
        for end, other, word_class in _FORMS["lemma_ends"]
        if spelling.endswith(end)
    ]


def bases(form: str) -> list[str]:
    """What the base of an unknown noun or adjective may be."""
    ends = _FORMS["form_ends"]
    return [form.removesuffix(end) + base for end, base in ends if form.endswith(end)]
