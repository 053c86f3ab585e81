"""What a document says, line by line and in words."""

from hypothesis import given
from prosemirror.model import Node

from app.documents.schema import empty_document
from app.documents.text import Line, Run, lines, plain, words
from tests.boards.strategies import documents
from tests.documents.test_diff import numbered
from tests.documents.test_steps import bullets, document, note


def test_notes_come_in_reading_order_with_their_place() -> None:
    doc = document(
        note("Først", "a", "gjevik"),
        note("", "blank"),
        bullets(note("punkt", "b"), note("mer om det", "c"), numbered(note("fire", "d"), order=4)),
        note("   ", "spaces"),
    )

    assert lines(doc) == [
        Line("a", "gjevik", 0, "", (Run("Først"),)),
        Line("b", None, 1, "•", (Run("punkt"),)),
        Line("c", None, 1, "", (Run("mer om det"),)),
        Line("d", None, 2, "4.", (Run("fire"),)),
    ]
    assert plain(doc) == "Først\n• punkt\nmer om det\n  4. fire"


def test_runs_part_where_the_dress_changes() -> None:
    href = "https://eksempel.no"
    doc = document(
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "vanlig "},
                {"type": "text", "text": "fet", "marks": [{"type": "strong"}]},
                {"type": "hard_break", "marks": [{"type": "strong"}]},
                {
                    "type": "text",
                    "text": "her",
                    "marks": [{"type": "em"}, {"type": "link", "attrs": {"href": href}}],
                },
            ],
        }
    )

    assert lines(doc)[0].runs == (
        Run("vanlig "),
        Run("fet\n", strong=True),
        Run("her", em=True, href=href),
    )
    assert lines(doc)[0].text == plain(doc) == "vanlig fet\nher"


def test_words_are_counted_without_markers() -> None:
    doc = document(numbered(note("to  ord", "a")), note("tre\u00a0små ord", "b"))

    assert words(doc) == 5
    assert words(empty_document()) == 0


def test_an_empty_document_says_nothing() -> None:
    assert (lines(empty_document()), plain(empty_document())) == ([], "")


@given(documents())
def test_plain_text_is_the_lines_and_nothing_is_normalised(doc: Node) -> None:
    typed = "".join(child.text or "\n" for line in notes_of(doc) for child in line.children)

    assert "".join(line.text for line in lines(doc)) == typed
    assert plain(doc).count("\n") >= len(lines(doc)) - 1


def notes_of(node: Node) -> list[Node]:
    if node.type.name == "paragraph":
        return [node] if node.text_content.strip() else []
    return [note for child in node.children for note in notes_of(child)]
