"""A note that says by itself that it answers another question than the one it stands under."""

import re
from collections.abc import Mapping

from app.remembered import remembered

_NUMBERED = re.compile(
    r"^\W*(?:spørsmål|spm|oppgave|oppgåve|question)\.?\s*(\d{1,2})\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHARE = 0.7  # of a question's words that a note repeats


def misplaced(text: str, own: str, questions: Mapping[str, tuple[int | None, str]]) -> str | None:
    """The question of the same dialogue that it is rather an answer to: it begins with that one's
    number, or repeats that one's words and not those of its own. `questions` are number and words
    by id."""
    if found := _NUMBERED.match(text):
        named = [id for id, (number, _) in questions.items() if number == int(found[1])]
        if named and named[0] != own:
            return named[0]
    words = _words(text.split("\n", maxsplit=1)[0])
    shares = {id: _share(words, asked) for id, (_, asked) in questions.items()}
    best = max(shares, key=lambda id: shares[id], default=own)
    return best if best != own and shares[best] >= _SHARE > shares.get(own, 0) else None


def _share(words: set[str], asked: str) -> float:
    """Of few words anybody repeats most by accident."""
    wanted = _question_words(asked)
    return len(words & wanted) / len(wanted) if len(wanted) >= 4 else 0.0


@remembered(500)
def _question_words(question: str) -> set[str]:
    """The same few, held against every note."""
    return _words(question)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
