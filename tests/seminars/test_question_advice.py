"""A question that asks two things is noticed; one that asks one thing is left in peace."""

import pytest

from app.seminars.presets import PRESETS, preset
from app.seminars.question_advice import asks_two_things


@pytest.mark.parametrize(
    "text",
    [
        "Hvem tar det videre, og når?",
        "Kva må til, og kven gjer det?",
        "What will you do and when does it begin?",
        "Hva trenger dere, og fra hvem?",
        "Hvilke rammer og verdier skal arbeidet hvile på?",
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


@pytest.mark.parametrize("name", PRESETS)
def test_where_a_preset_asks_two_things_its_author_was_told(name: str) -> None:
    for dialogue in preset(name, "nb").dialogues:
        for prompt in dialogue.prompts:
            if asks_two_things(prompt.text):
                assert prompt.advice, prompt.text
