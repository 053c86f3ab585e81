"""The same text in two answers is found, and a phrase that everybody uses is not."""

from hypothesis import given
from hypothesis import strategies as st

from app.boards.twins import repeated, twins

DRAFT = "vi vil at skolen og barnehagen skal møtes hver uke\nog at noen har ansvar for det"
FAIR = "Vi vil at skolen og barnehagen skal møtes hver uke, og at noen har ansvar for det. Skyss."
OTHER = "noe helt annet som ingen har skrevet før i dag, og som er langt nok til å telle"


def test_a_draft_and_its_fair_copy_are_twins() -> None:
    assert list(twins({"draft": DRAFT, "fair": FAIR, "other": OTHER})) == [("draft", "fair")]


def test_short_answers_are_twins_of_nothing() -> None:
    assert list(twins({"a": "Mer tid", "b": "Mer tid", "c": ""})) == []


def test_what_everybody_says_is_a_phrase() -> None:
    assert list(twins({str(at): DRAFT for at in range(30)})) == []


@given(st.text(), st.text())
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    assert list(twins({"a": one, "b": other})) in ([], [("a", "b")])


def test_notes_are_found_again_however_the_text_was_divided() -> None:
    draft = tuple((f"d{at}", text) for at, text in enumerate(DRAFT.splitlines()))
    fair = (("f0", FAIR.replace(" Skyss.", "")), ("f1", "Skyss."))
    assert repeated(draft, fair) == {"d0": "f0", "d1": "f0"}
    assert repeated(fair, draft) == {"f0": "d0"}
    assert repeated((*draft, ("d2", OTHER), ("d3", "…")), fair) == {
        "d0": "f0",
        "d1": "f0",
        "d3": "f0",
    }


@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=40), max_size=4))
def test_any_notes_can_be_compared(one: list[str], other: list[str]) -> None:
    notes, first = (tuple((str(at), text) for at, text in enumerate(each)) for each in (one, other))
    found = repeated(notes, first)
    assert found.keys() <= dict(notes).keys()
    assert set(found.values()) <= dict(first).keys()
