"""Two texts beside each other: all of both is there, and only what differs is marked."""

from hypothesis import example, given
from hypothesis import strategies as st
from prosemirror.model import Node

from app.documents.text import lines
from app.history.comparison import Fate, pieces, side_by_side
from tests.boards.strategies import documents
from tests.documents.test_steps import document, note

TEXT = st.lists(st.sampled_from(["kor", "kino", "og", " ", ", ", "🎻", "\n"]), max_size=12).map(
    "".join
)


@given(TEXT, TEXT)
@example("", "")
def test_what_is_not_new_is_the_old_text_and_what_is_not_gone_the_new_one(
    before: str, after: str
) -> None:
    both = list(pieces(before, after))
    assert "".join(each.text for each in both if each.fate is not Fate.NEW) == before
    assert "".join(each.text for each in both if each.fate is not Fate.GONE) == after


@given(TEXT)
def test_nothing_is_marked_where_nothing_differs(text: str) -> None:
    assert all(each.fate is Fate.SAME for each in pieces(text, text))


@given(documents(), documents())
def test_each_side_shows_its_whole_text(then: Node, now: Node) -> None:
    for doc, notes in zip((then, now), side_by_side(then, now), strict=True):
        assert ["".join(each.text for each in one.pieces) for one in notes] == [
            line.text for line in lines(doc)
        ]


def test_only_the_word_that_was_changed_is_marked() -> None:
    then, now = document(note("Kor på tvers", "a")), document(note("Kino på tvers", "a"))
    old, new = side_by_side(then, now)
    assert [(each.text, each.fate) for each in old[0].pieces] == [
        ("Kor", Fate.GONE),
        (" på tvers", Fate.SAME),
    ]
    assert new[0].pieces[0].fate is Fate.NEW
