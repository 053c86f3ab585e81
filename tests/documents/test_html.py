"""HTML of documents and notes holds what was written, and nothing that acts."""

from html.parser import HTMLParser

from hypothesis import given
from prosemirror.model import Node

from app.documents import html
from app.documents.text import Line, Run, lines
from tests.boards.strategies import documents
from tests.calls import calls
from tests.documents.test_diff import numbered
from tests.documents.test_steps import bullets, document, note

ATTRIBUTES = {
    "p": {"dir", "data-note", "data-member"},
    "ol": {"start"},
    "a": {"href", "rel"},
    **{tag: set() for tag in ("ul", "li", "strong", "em", "br")},
}


class Reader(HTMLParser):
    """Reads strictly: every element closed in turn, none and no attribute beyond the list."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.notes, self.open = "", list[str | None](), list[str]()
        self.feed(str(html))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ATTRIBUTES[tag]
        if tag == "br":
            self.text += "\n"
            return
        self.open.append(tag)
        if tag == "p":
            self.notes.append(dict(attrs).get("data-note"))
        if tag == "a":
            assert (dict(attrs)["href"] or "").startswith(("https://", "mailto:"))
            assert dict(attrs)["rel"] == "noopener noreferrer nofollow"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert self.open[-1] not in {"ul", "ol", "li"}
        self.text += data


def test_a_document_has_the_shape_that_the_editor_gives_it() -> None:
    doc = document(
        note("Hei", "a", "gjevik"),
        note(""),
        bullets(note("en", "b"), numbered(note("to", "c"))),
        numbered(note("fire", "d"), order=4),
    )

    assert html.document(doc) == (
        '<p dir="auto" data-note="a" data-member="gjevik">Hei</p><p dir="auto"></p>'
        '<ul><li><p dir="auto" data-note="b">en</p>'
        '<ol><li><p dir="auto" data-note="c">to</p></li></ol></li></ul>'
        '<ol start="4"><li><p dir="auto" data-note="d">fire</p></li></ol>'
    )


def test_marks_that_go_on_stay_open() -> None:
    runs = [
        Run("a", href="https://eksempel.no"),
        Run("b\nc", href="https://eksempel.no", strong=True),
        Run("d", strong=True, em=True),
        Run("e", em=True),
    ]

    assert html.inline(runs) == (
        '<a href="https://eksempel.no" rel="noopener noreferrer nofollow">a'
        "<strong>b<br>c</strong></a><strong><em>d</em></strong><em>e</em>"
    )


def test_text_is_escaped_and_a_bad_link_is_none() -> None:
    runs = [Run("<script>\"&'", href="javascript:alert(1)"), Run("x", href='https://a/"><b>')]

    assert html.inline(runs) == (
        "&lt;script&gt;&#34;&amp;&#39;"
        '<a href="https://a/&#34;&gt;&lt;b&gt;" rel="noopener noreferrer nofollow">x</a>'
    )


def test_notes_picked_from_lists_keep_their_markers() -> None:
    picked = [
        Line("a", None, 1, "2.", (Run("to"),)),
        Line("b", None, 1, "", (Run("mer"),)),
        Line("c", None, 1, "4.", (Run("fire"),)),
        Line("d", None, 2, "•", (Run("under"),)),
        Line("e", None, 0, "", (Run("ute"),)),
        Line("f", None, 2, "•", (Run("dyp"),)),
    ]

    assert html.notes(picked) == (
        '<ol start="2"><li><p dir="auto" data-note="a">to</p>'
        '<p dir="auto" data-note="b">mer</p></li></ol>'
        '<ol start="4"><li><p dir="auto" data-note="c">fire</p>'
        '<ul><li><p dir="auto" data-note="d">under</p></li></ul></li></ol>'
        '<p dir="auto" data-note="e">ute</p>'
        '<ul><li><ul><li><p dir="auto" data-note="f">dyp</p></li></ul></li></ul>'
    )


@given(documents())
def test_every_document_is_html_that_holds_its_text_and_nothing_else(doc: Node) -> None:
    whole, notes = Reader(html.document(doc)), Reader(html.notes(lines(doc)))

    assert notes.text == "".join(line.text for line in lines(doc))
    assert notes.notes == [line.id for line in lines(doc)]
    assert set(notes.notes) <= set(whole.notes)
    assert len(whole.text) == sum(1 for _ in every_sign(doc))


def every_sign(node: Node) -> str:
    if node.is_leaf:
        return node.text or "\n"
    return "".join(every_sign(child) for child in node.children)


def test_a_note_on_a_page_costs_few_calls() -> None:
    runs = (Run("Vi vil ha et sted å øve, "), Run("helst", strong=True), Run(" i\nsentrum"))
    some = [Line(f"id{at}", "member", 0, "", runs) for at in range(100)]
    assert calls(lambda: html.notes(some)) <= 40 * len(some)
