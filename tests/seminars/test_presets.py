"""Presets are complete in three languages and keep the shape that the API promises."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.languages import LANGUAGES, Language
from app.seminars.presets import (
    DUTIES,
    PRESETS,
    PresetPrompt,
    UnknownPreset,
    duties,
    preset,
)

NOT_NYNORSK = re.compile(r"\b(ikke|hva|hvem|fra|noe|dere|deres|jeg)\b", re.IGNORECASE)
EVERY = pytest.mark.parametrize("name", PRESETS)
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


def prompts(name: str, language: Language) -> list[PresetPrompt]:
    return [each for dialogue in preset(name, language).dialogues for each in dialogue.prompts]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def shape(value: Any) -> Any:
    """The value without its texts, but with whether there was one."""
    if isinstance(value, list):
        return [shape(each) for each in value]
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    return bool(value) if isinstance(value, str) else value


def test_dialog_1_2_has_three_prompts_and_then_two() -> None:
    assert [len(each.prompts) for each in preset("dialog-1-2", "nb").dialogues] == [3, 2]


def test_only_the_second_dialogue_is_per_member_and_made_of_actions() -> None:
    first, second = preset("dialog-1-2", "nb").dialogues

    assert [(each.per_member, each.kind) for each in first.prompts] == [(False, "open")] * 3
    assert [(each.per_member, each.kind) for each in second.prompts] == [(True, "actions")] * 2


def test_reflection_ends_with_advice_to_somebody_and_a_question_outside_the_numbering() -> None:
    *_, advice, across = prompts("reflection", "en")

    assert advice.addressee == "the organiser"
    assert advice.numbered
    assert not across.numbered


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("reflection", 6),
        ("target-picture", 4),
        ("retrospective", 2),
        ("visit", 3),
        ("visit-retrospective", 2),
        ("blank", 0),
    ],
)
def test_each_preset_has_its_number_of_prompts(name: str, count: int) -> None:
    assert len(prompts(name, "nn")) == count


@EVERY
def test_a_preset_has_the_same_shape_in_every_language(name: str) -> None:
    nb, nn, en = (shape(preset(name, language).model_dump()) for language in LANGUAGES)

    assert nb == nn == en


@EVERY
@SPOKEN
def test_a_prompt_has_all_that_a_room_sees(name: str, language: Language) -> None:
    for prompt in prompts(name, language):
        assert prompt.text.endswith("?")
        assert prompt.help
        assert 0 < len(prompt.label) <= 24
        timed = prompt.minutes.model_dump(exclude={"think"}).values()
        assert all(timed) if preset(name, language).kind == "gathering" else not any(timed)


@EVERY
@SPOKEN
def test_the_nynorsk_question_is_there_whatever_the_language(name: str, language: Language) -> None:
    assert [each.text_nn for each in prompts(name, language)] == [
        each.text for each in prompts(name, "nn")
    ]


@EVERY
@SPOKEN
def test_a_question_in_two_parts_says_so_to_its_author(name: str, language: Language) -> None:
    for prompt in prompts(name, language):
        double = re.search(r"\b(og|and)\b", prompt.text)
        assert bool(double) == bool(prompt.advice), prompt.text


@EVERY
@SPOKEN
def test_the_words_are_calm(name: str, language: Language) -> None:
    for text in strings(preset(name, language).model_dump()):
        assert "!" not in text
        assert text == text.strip()


@EVERY
def test_nynorsk_holds_no_bokmal_words(name: str) -> None:
    texts = strings(preset(name, "nn").model_dump())

    assert [text for text in texts if NOT_NYNORSK.search(text)] == []


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("four", ["Ordstyrer", "Tidsvakt", "Viddevakt", "Referent"]),
        ("wall", ["Ordstyrer", "Viddevakt", "Den som noterer"]),
        ("ks", ["Ordstyrer og tidsvakt", "Sekretær", "Viddevakt"]),
    ],
)
def test_duties_come_in_three_sets(name: str, names: list[str]) -> None:
    assert [duty.name for duty in duties(name, "nb")] == names


@pytest.mark.parametrize("name", DUTIES)
def test_a_duty_asks_something_of_its_holder_in_every_language(name: str) -> None:
    assert all(duty.text for language in LANGUAGES for duty in duties(name, language))
    assert not any(NOT_NYNORSK.search(duty.text) for duty in duties(name, "nn"))


def test_the_default_duties_are_the_four() -> None:
    assert preset("dialog-1-2", "nn").duties == duties("four", "nn")
    assert preset("blank", "nn").duties == []


@pytest.mark.parametrize("name", ["", "dialog", "../presets", "Blank"])
def test_an_unknown_name_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownPreset) as refusal:
        preset(name, "nb")

    assert refusal.value.name == name
    assert refusal.value.known == PRESETS


def test_an_unknown_set_of_duties_is_refused_likewise() -> None:
    with pytest.raises(UnknownPreset) as refusal:
        duties("five", "nb")

    assert refusal.value.known == DUTIES
