"""The one description of a document that browser and server share."""

import gc
import weakref
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node
from prosemirror.transform import Transform

from app.documents.schema import SPEC, empty_document, has_unfit, is_blank, is_href, is_id, schema
from tests.boards.strategies import documents


def test_the_json_file_alone_makes_the_schema() -> None:
    assert list(schema.nodes) == list(SPEC["nodes"])
    assert list(schema.marks) == ["link", "strong", "em"]


def test_an_empty_document_is_one_paragraph_without_id() -> None:
    doc = empty_document()

    doc.check()
    assert doc.to_json()["content"] == [
        {"type": "paragraph", "attrs": {"id": None, "member": None}}
    ]


@given(documents())
def test_a_document_comes_back_from_its_json(doc: Node) -> None:
    again = Node.from_json(schema, doc.to_json())

    again.check()
    assert again.to_json() == doc.to_json()


def test_a_text_that_nobody_holds_is_freed() -> None:
    """The library's own cache of positions would keep every version of every document."""
    doc = empty_document()
    changed = Transform(doc).insert(1, schema.text("Hei"))
    changed.doc.slice(1, 3)
    kept = weakref.ref(changed.doc)
    del changed
    gc.collect()

    assert kept() is None


@pytest.mark.parametrize(
    "href", ["http://a", "HTTPS://eksempel.no/å/🎻?q=1#b", "mailto:post@eksempel.no"]
)
def test_links_lead_to_the_web_or_a_mailbox(href: str) -> None:
    assert is_href(href)


@pytest.mark.parametrize(
    "href",
    [
        *("", "http://", "eksempel.no", "/her", "//eksempel.no", "http:eksempel.no", "ftp://a"),
        *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x"),
        *("java\nscript:alert(1)", " javascript:alert(1)", "http://a\n", " http://a", "http://a b"),
        *("http://a\t", "\x01http://a", "http://a\x7f", "http://a\u00a0", "http://a\u2028"),
        *("http://a\u202egnp.exe", "http\u017f://a", "http://\ud83c", "http://" + "a" * 2001),
    ],
)
def test_links_with_other_schemes_or_hidden_characters_are_none(href: str) -> None:
    assert not is_href(href)


def test_ids_are_short_and_plain() -> None:
    assert all(map(is_id, ["a", "aZ9_-", "x" * 40]))
    assert not any(map(is_id, ["", "x" * 41, "a b", "a\n", "å", 'a"', "a/b"]))


@given(st.text())
def test_a_text_node_holds_whatever_can_be_written_on_one_line(text: str) -> None:
    written = text.encode("utf-8", "replace").decode() == text

    fit = all(sign == "\t" or category(sign) not in ("Cc", "Zl", "Zp") for sign in text)

    assert bool(has_unfit(text)) != (written and fit and not set(text) & set("\ufffe\uffff"))


def test_a_paragraph_of_spaces_and_line_breaks_is_blank() -> None:
    line_break = schema.nodes["hard_break"].create()

    assert is_blank(schema.node("paragraph"))
    assert is_blank(schema.node("paragraph", None, [schema.text(" \u00a0"), line_break]))
    assert not is_blank(schema.node("paragraph", None, [line_break, schema.text(".")]))
