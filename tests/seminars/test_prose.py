"""What stands above the questions: text with a little form, and never markup of its own."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from app.seminars.prose import as_html

LINES = st.lists(
    st.text(st.sampled_from("abæ <>&\"'/:.-•>ht ps"), max_size=20)
    | st.sampled_from(
        ["https://example.org/a?b=1&c=2", "- et punkt", "> et sitat", "", "<script>"]
    ),
    max_size=8,
).map("\n".join)


def test_paragraphs_quotations_points_and_links() -> None:
    text = "Første.\nSamme avsnitt.\n\n> Et sitat\n- ett\n- to\nSe https://example.org/a."
    assert as_html(text) == (
        '<p dir="auto">Første.<br>Samme avsnitt.</p>'
        '<blockquote><p dir="auto">Et sitat</p></blockquote>'
        '<ul><li dir="auto">ett</li><li dir="auto">to</li></ul>'
        '<p dir="auto">Se '
        '<a href="https://example.org/a" rel="noopener noreferrer" target="_blank">'
        "https://example.org/a</a>.</p>"
    )


@given(LINES)
def test_no_text_becomes_an_element_of_its_own(text: str) -> None:
    link = r' href="https?://[^"<>]*" rel="[a-z ]+" target="_blank"'
    left = re.sub(f'</?(p|br|ul|li|blockquote|a)({link}| dir="auto")?>', "", as_html(text))
    assert not re.search("[<>]", left)


@given(st.text(max_size=60).filter(lambda text: "://" not in text))
def test_every_word_is_kept(text: str) -> None:
    shown = unescape(re.sub("<[^>]+>", " ", as_html(text)))
    assert all(word.lstrip(">-•") in shown for word in text.split())
