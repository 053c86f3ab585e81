"""An excerpt is the original, letter by letter, around what was found."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.reading.excerpt import LENGTH, ExcerptPart, excerpt

texts = st.text(st.sampled_from("ab å\n🎻\u030a.- "), max_size=900)


def spans(text: str, pattern: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text)]


def whole(parts: list[ExcerptPart]) -> str:
    return "".join(part.text for part in parts)


@given(texts)
def test_it_is_a_piece_of_the_original_and_marks_only_what_was_found(text: str) -> None:
    parts = excerpt(text, spans(text, "b"))
    shown = whole(parts)

    assert shown.removeprefix("… ").removesuffix(" …") in text
    assert len(shown) <= LENGTH + 4
    assert all("b" in part.text for part in parts if part.found)


def test_a_short_text_is_whole() -> None:
    assert excerpt("Vi har kulturskole.", [(7, 18)]) == [
        ExcerptPart("Vi har "),
        ExcerptPart("kulturskole", True),
        ExcerptPart("."),
    ]


def test_a_long_text_is_cut_at_spaces_around_the_first_word_found() -> None:
    text = "ord " * 200 + "funnet " + "mer " * 200
    parts = excerpt(text, spans(text, "funnet"))

    assert ExcerptPart("funnet", True) in parts
    assert whole(parts).startswith("… ord ")
    assert whole(parts).endswith(" mer …")


def test_a_text_in_which_no_word_is_found_shows_its_beginning() -> None:
    assert whole(excerpt("a " * 500, [])).startswith("a a a")
