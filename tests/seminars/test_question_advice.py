"""A question that asks two things is noticed; one that asks one thing is left in peace."""

import pytest

from app.languages import Language
from app.seminars.presets import PRESETS, preset
from app.seminars.question_advice import asks_two_things


@pytest.mark.parametrize(
    "text",
    [
        "Hvem tar det videre, og når?",
        "Kva må til, og kven gjer det?",
        "What will you do and when does it begin?",
        "Hva trenger dere, og fra hvem?",
        "Hvilke rammer og verdier skal skolen hvile på?",
        "Hva er bra? Hva kan bli bedre?",
        "Hva gjør dere, og på hvilken måte?",
    ],
)
def test_two_questions_in_one_are_noticed(text: str) -> None:
    assert asks_two_things(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hva av det dere har hørt, kan dere bruke hjemme?",
        "Hvordan kan skole og kulturskole samarbeide?",
        "Kva er viktigast for barn og unge?",
        "",
        "?",
    ],
)
def test_one_question_is_left_in_peace(text: str) -> None:
    assert not asks_two_things(text)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", PRESETS)
def test_nobody_is_scolded_for_a_ready_made_question(name: str, language: Language) -> None:
    for dialogue in preset(name, language).dialogues:
        for prompt in dialogue.prompts:
            assert not asks_two_things(prompt.text)
            assert not asks_two_things(prompt.text_nn)
