"""Whatever somebody writes is shown by a Markdown reader as it was written, and as nothing else."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.documents.text import Line, Run
from app.exports.markup import heading, link, note, notes, paragraph, quote

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = "\\`*_[]()<>{}|~$&#+-=:.!>\"'0123 \n\tab;/"
texts = st.text(MARKUP, max_size=40) | st.text(max_size=40)
visible = texts.filter(lambda text: text.strip() != "")
hrefs = st.text("abc/?&;=()[]<>\\*_%#.", max_size=20).map("https://a.example/".__add__)
runs = st.lists(
    st.builds(Run, texts, st.booleans(), st.booleans(), st.none() | hrefs), min_size=1, max_size=6
).map(tuple)


def tokens(markdown: str) -> list[Token]:
    return READER.parse(markdown)


def shown(parsed: list[Token]) -> str:
    """What a person sees: text and line breaks, without anything that is markup."""
    pieces = []
    for token in parsed:
        if token.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif token.children is not None:
            pieces.append(shown(token.children))
        elif token.type in ("text", "code_inline", "code_block", "fence", "html_inline"):
            pieces.append(token.content)
    return "".join(pieces)


def kinds(parsed: list[Token]) -> set[str]:
    inner = {child.type for token in parsed for child in token.children or ()}
    return {token.type for token in parsed} | inner


def tidy(text: str) -> str:
    """Spaces at the end of a line, and at a line's beginning more than one, are no letters."""
    text = re.sub(r"\r\n?", "\n", text.replace("\0", "\ufffd"))
    return "\n".join(" ".join(line.split()) for line in text.strip("\n").split("\n")).strip()


PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "hardbreak", "text_special"}


@given(visible)
@example("# not a heading\n- not a list\n===\n1. nor this\n> nor this")
@example("a | b\n---|---\n1 | 2")
@example("[x]: https://a.example\n![y](z)")
@example("<script>alert(1)</script>&copy;&#42;")
@example("    code\n\n\tcode")
@example("trailing\\\nbackslash\\")
@example("~~~\n```\n***\n___\n$x$")
def test_a_paragraph_is_never_anything_but_text(text: str) -> None:
    parsed = tokens(paragraph(text))

    assert kinds(parsed) <= PLAIN
    assert tidy(shown(parsed)) == tidy(text)


@given(visible)
@example("C#")
@example("so # ##")
@example("- 1. > #")
def test_a_heading_is_one_line_of_text(text: str) -> None:
    parsed = tokens(f"## {heading(text)}")

    assert [token.type for token in parsed] == ["heading_open", "inline", "heading_close"]
    assert tidy(shown(parsed)) == tidy(" ".join(text.replace("\0", "\ufffd").split()))


@given(visible)
def test_a_quoted_question_is_one_quotation(text: str) -> None:
    parsed = tokens(quote(text))

    assert kinds(parsed) <= PLAIN | {"blockquote_open", "blockquote_close"}
    assert tidy(shown(parsed)) == tidy(text)


@given(runs.filter(lambda found: "".join(run.text for run in found).strip() != ""))
@example((Run("so!", strong=True), Run("then")))
@example((Run("a", strong=True), Run("b", em=True)))
@example((Run("a"), Run("(b)", strong=True, em=True), Run("c")))
def test_bold_italic_and_links_never_change_the_words(found: tuple[Run, ...]) -> None:
    line = Line(None, None, 0, "", found)
    parsed = tokens(note(line))

    dress = {f"{kind}_{side}" for kind in ("strong", "em", "link") for side in ("open", "close")}
    assert kinds(parsed) <= PLAIN | dress
    assert tidy(shown(parsed)) == tidy(line.text)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("bold", strong=True), "a **bold** b"),
        (Run(" bold ", strong=True), "a  **bold**  b"),
        (Run("both", strong=True, em=True), "a ***both*** b"),
        (
            Run("page", href="https://a.example/?a=1&b=2"),
            "a [page](<https://a.example/?a=1&amp;b=2>) b",
        ),
        (Run("page", em=True, href="https://a.example"), "a [*page*](<https://a.example>) b"),
    ],
)
def test_marks_are_kept_where_they_can_be(run: Run, expected: str) -> None:
    assert note(Line(None, None, 0, "", (Run("a "), run, Run(" b")))) == expected


@given(hrefs)
def test_a_link_leads_where_it_led(href: str) -> None:
    (inline_token,) = [token for token in tokens(link("x", href)) if token.type == "inline"]
    opened = (inline_token.children or [])[0]

    assert unquote(str(opened.attrs["href"])) == unquote(href)


def line(text: str, level: int = 0, marker: str = "", member: str | None = None) -> Line:
    return Line(None, member, level, marker, (Run(text),))


def test_lists_are_lists_and_paragraphs_stand_apart() -> None:
    written = notes(
        [
            line("First"),
            line("Second"),
            line("one", 1, "•"),
            line("inner\nbroken", 2, "9."),
            line("next", 2, "10."),
            line("deeper", 3, "•"),
            line("still one", 1),
            line("two", 1, "•", "Granli"),
            line("Last", 0, "", "Fjellvik"),
        ],
        "From {}".format,
    )

    assert written == "\n".join(
        [
            "First",
            "",
            "Second",
            "",
            "- one",
            "",
            "  9. inner\\",
            "     broken",
            "  10. next",
            "      - deeper",
            "",
            "  still one",
            "",
            "- *From Granli:* two",
            "",
            "*From Fjellvik:* Last",
        ]
    )


levels = st.lists(
    st.one_of(
        st.builds(line, visible, st.integers(0, 3)),
        st.builds(line, visible, st.integers(1, 3), st.sampled_from(["•", "1.", "12."])),
    ),
    min_size=1,
    max_size=8,
)


@given(levels)
def test_every_note_is_shown_once_and_in_order(lines: list[Line]) -> None:
    parsed = tokens(notes(lines, str))

    assert not kinds(parsed) & {"code_block", "fence", "html_block", "table_open", "hr"}
    paragraphs = [shown([token]) for token in parsed if token.type == "inline"]
    assert [tidy(each) for each in paragraphs] == [tidy(each.text) for each in lines]
