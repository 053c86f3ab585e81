"""Whatever people send is read in time that grows with its length, not with the square of it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import process_time

import pytest

from app.actions.parsing import action
from app.boards.loose_ends import loose_ends
from app.boards.state import begun, last_words, unfinished
from app.exports import markup
from app.quality.names import names_in
from app.rosters.text import read_roster
from app.seminars.question_advice import asks_two_things
from app.web.dates import moment
from app.web.paths import tidy
from app.wording import clean, clean_lines

SHORT, TIMES = 1_200, 8
MOST_GROWTH = TIMES * 4
"""Half the way to a square; what is quicker than a tick of the clock has not grown."""
TICK = 0.01

READERS: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "a list of rooms": (
        read_roster,
        ("1 (", "1;", "; ", "(", "rom;", "nr;", "| ", '"', "a@", "a:"),
    ),
    "a row of a list": (lambda text: read_roster("Rom;Kommune\n1;" + text), ("; ", "1: a;", "1;")),
    "a link": (lambda text: tidy("/r/" + text), (".", "- ", "&a;", "\u200b", "%20")),
    "what is to be done": (
        lambda text: action(text, date(2026, 11, 27)),
        (" ", "\n", "\t", "innen ", "i i ", "før ", "hvem ", "hvem: ", " ; ", "uke ", "1.", "12. "),
    ),
    "the end of a text": (last_words, (" ", "\t", "1.", "- ", "og ")),
    "whether a text ends": (unfinished, (" ", "\t", "- ")),
    "whether an item is begun": (begun, (" ", "\t", "• ")),
    "what is left half-finished": (loose_ends, (" ", "\t", "1. ", "a:\n")),
    "names of people": (lambda text: list(names_in(text)), ("Kari. ", "Ab ", "rektor ", "Kari ")),
    "a question": (asks_two_things, ("og ", "hvilke a og ", "?")),
    "a heading": (markup.heading, ("#", "# ")),
    "a name": (clean, ("\u200b", "\u0301", " ")),
    "a text of lines": (clean_lines, ("\u200b", "\n", "\t")),
    "a time": (moment, ("10.10 ", "kl ", " ")),
}


@pytest.mark.parametrize("name", READERS)
def test_twice_the_length_takes_about_twice_the_time(name: str) -> None:
    read, pieces = READERS[name]
    for piece in pieces:
        for end in ("", "a\n2;b"):
            short = _seconds(read, piece * (SHORT // len(piece) + 1) + end)
            long = _seconds(read, piece * (SHORT * TIMES // len(piece) + 1) + end)
            assert long < max(short, TICK) * MOST_GROWTH, (piece[-20:], end)


def _seconds(read: Callable[[str], object], text: str) -> float:
    began = process_time()
    with suppress(ValueError):  # no date, and told so
        read(text)
    return process_time() - began
