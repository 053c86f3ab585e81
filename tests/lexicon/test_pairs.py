"""How well words are found, on pairs that were written down before the rules were made.

`pytest tests/lexicon/test_pairs.py -s` prints it. Of the half that is held back only the sums are
shown, so that nobody tunes to it.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.lexicon.words import asked, why, written

FLOORS = [(False, 0.985, 0.035), (True, 0.95, 0.06)]
PAIRS = Path(__file__).with_name("pairs.txt")


@dataclass(frozen=True)
class Pair:
    question: str
    word: str
    wanted: bool

    @property
    def found(self) -> bool:
        return why(written(self.word), asked(self.question)) is not None


def pairs(*, held_back: bool) -> list[Pair]:
    rows = [row for row in PAIRS.read_text().splitlines() if row and not row.startswith("#")]
    made = []
    for row in rows[held_back::2]:
        question, words = row.split("=", 1)
        found, _, others = words.partition("≠")
        made += [Pair(question.strip(), word, True) for word in found.split()]
        made += [Pair(question.strip(), word, False) for word in others.split()]
    return made


@pytest.mark.parametrize(("held_back", "least_found", "most_wrong"), FLOORS)
def test_nearly_all_is_found_and_hardly_anything_else(
    held_back: bool, least_found: float, most_wrong: float
) -> None:
    every = pairs(held_back=held_back)
    wanted = [pair for pair in every if pair.wanted]
    others = [pair for pair in every if not pair.wanted]
    missed = [pair for pair in wanted if not pair.found]
    wrong = [pair for pair in others if pair.found]

    half = "held back" if held_back else "looked at"
    print(f"\n{half}: found {len(wanted) - len(missed)} of {len(wanted)}", end=", ")
    print(f"wrongly found {len(wrong)} of {len(others)}")
    if not held_back:
        print("missed:", *(f"{pair.question}→{pair.word}" for pair in missed))
        print("wrong:", *(f"{pair.question}→{pair.word}" for pair in wrong))
    assert len(missed) <= (1 - least_found) * len(wanted)
    assert len(wrong) <= most_wrong * len(others)
