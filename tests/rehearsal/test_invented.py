"""What pretend people write can be read by whoever tries the rehearsal first."""

import re
from random import Random

import pytest

from rehearsal.invented import Language, note
from rehearsal.script import written

WORDS = {"nb": {"ikkje", "frå", "ein", "dei"}, "nn": {"ikke", "fra", "en", "de"}}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_note_is_whole_sentences_in_the_language_of_the_seminar(language: Language) -> None:
    for seed in range(500):
        text = note(Random(seed), language)
        assert re.fullmatch(r"([A-ZÆØÅÉ][\w’, -]+[.] ?){1,2}", text), text
        assert not set(re.findall(r"\w+", text.lower())) & WORDS.get(language, set())


def test_awkward_signs_come_only_when_they_are_asked_for() -> None:
    plain, awkward = (
        [script.note("summary", turn) for turn in range(200)]
        for script in (written(1, 1, None, None, "nb", awkward=each) for each in (False, True))
    )

    assert not any(re.search(r"[<>={}`*#]", text) for text in plain)
    assert any(re.search(r"[<>={}`*#]", text) for text in awkward)


def test_notes_differ_from_room_to_room() -> None:
    script = written(50, 1, None, None, "nb")
    notes = [each for room in range(50) for each in script.notes(room, 1, 1)]

    assert len(set(notes)) > 0.8 * len(notes)
