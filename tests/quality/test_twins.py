"""The same text in two answers is found, and a phrase that everybody uses is not."""

from hypothesis import given
from hypothesis import strategies as st

from app.quality.misplaced import misplaced
from app.quality.twins import twins

DRAFT = "vi vil at skolen og barnehagen skal møtes hver uke\nog at noen har ansvar for det"
FAIR = "Vi vil at skolen og barnehagen skal møtes hver uke, og at noen har ansvar for det. Skyss."
OTHER = "noe helt annet som ingen har skrevet før i dag, og som er langt nok til å telle"
QUESTIONS = {
    "a": (1, "Hva av det dere har hørt, kan dere bruke hjemme?"),
    "b": (2, "Hvilke rammer og verdier skal arbeidet hvile på?"),
}


def test_a_draft_and_its_fair_copy_are_twins() -> None:
    assert list(twins({"draft": DRAFT, "fair": FAIR, "other": OTHER})) == [("draft", "fair")]


def test_short_answers_are_twins_of_nothing() -> None:
    assert list(twins({"a": "Mer tid", "b": "Mer tid", "c": ""})) == []


def test_what_everybody_says_is_a_phrase() -> None:
    assert list(twins({str(at): DRAFT for at in range(30)})) == []


@given(st.text(), st.text())
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    assert list(twins({"a": one, "b": other})) in ([], [("a", "b")])


def test_a_note_belongs_where_its_number_or_its_words_say() -> None:
    assert misplaced("Spørsmål 2: likeverd", "a", QUESTIONS) == "b"
    assert misplaced("Spørsmål 1: likeverd", "a", QUESTIONS) is None
    assert (
        misplaced("Hvilke rammer og verdier skal arbeidet hvile på? Likeverd", "a", QUESTIONS)
        == "b"
    )
    assert misplaced("Vi vil ha rammer for arbeidet", "a", QUESTIONS) is None
