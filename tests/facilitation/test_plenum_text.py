"""A text in pages loses nothing, and no page is longer than a slide."""

from hypothesis import given
from hypothesis import strategies as st

from app.facilitation.plenum_text import ROWS, WIDTH, Said, pages

SENTENCE = "Vi vil møtes tre ganger i året og ha med alle skolene. "


@given(st.lists(st.text("abc æ.!\n", max_size=900).filter(str.strip), max_size=6))
def test_every_word_is_on_some_page_in_its_order(notes: list[str]) -> None:
    shown = " ".join(said.text for page in pages(map(Said, notes)) for said in page)

    assert "".join(shown.split()) == "".join("".join(notes).split())


@given(st.lists(st.text("abcdefg .", min_size=1, max_size=900).filter(str.strip), max_size=6))
def test_no_page_is_longer_than_a_slide(notes: list[str]) -> None:
    for page in pages(Said(note, by="Evjemo og Hornvik") for note in notes):
        assert sum(said.rows for said in page) <= ROWS


def test_a_short_text_is_one_page() -> None:
    assert pages([Said("Vi begynner i mai.", "•"), Said("Skolene er med.", "•")]) == [
        [Said("Vi begynner i mai.", "•"), Said("Skolene er med.", "•")]
    ]


def test_a_long_note_breaks_between_sentences_and_has_its_mark_once() -> None:
    found = pages([Said(SENTENCE * 9, "1.", "Granli")])

    assert len(found) > 1
    assert [page[0].marker for page in found] == ["1.", *[""] * (len(found) - 1)]
    assert all(page[0].text.endswith("skolene.") for page in found)
    assert {page[0].by for page in found} == {"Granli"}


def test_a_word_that_is_longer_than_a_page_is_broken() -> None:
    assert len(pages([Said("x" * WIDTH * ROWS * 2)])) > 1
