"""Text that arrives whole: as a note, as all of the text, as a document."""

import re
from itertools import count
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prosemirror.model import Node
from prosemirror.transform import Step

from app.documents.content import parse_document
from app.documents.schema import empty_document, without_unfit
from app.documents.steps import RefusedSteps, apply, repairs
from app.documents.text import append_note, lines, plain, replace_document, rewrite
from tests.boards.strategies import MEMBERS, PHRASES, documents, texts
from tests.documents.test_diff import numbered
from tests.documents.test_steps import bullets, document, note

LINE = texts() | st.sampled_from(
    [*PHRASES, "• ny", "  • ny", "1. ny", "2. ny", "  3. ny", "    • x"]
)
BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def after(doc: Node, steps: list[Step]) -> Node:
    return apply(doc, steps, members=MEMBERS)


def rewritten(doc: Node, text: str) -> Node:
    numbers = count(1)
    return after(doc, rewrite(doc, text, lambda: f"new{next(numbers)}"))


def written(doc: Node) -> list[tuple[Any, str]]:
    return list(zip([line.id for line in lines(doc)], plain(doc).split("\n"), strict=True))


def without_blank_lines(text: str) -> str:
    return "\n".join(line for line in BREAKS.split(text) if line.strip())


def kind(doc: Node) -> list[str]:
    return [child.type.name for child in doc.children]


def test_a_posted_note_is_verbatim_and_last() -> None:
    doc = document(note("Hei", "a"))
    text = "• <b>*Ikke*</b>  gjett\nlinje to \r\n2. å a\u030a 🎻 "

    posted = after(doc, append_note(doc, text, id="b", member="gjevik"))

    last = lines(posted)[-1]
    assert (last.id, last.member, last.level) == ("b", "gjevik", 0)
    assert last.text == text.replace("\r\n", "\n")


def test_a_posted_note_leaves_the_blank_paragraph_at_the_end_for_whoever_is_about_to_write() -> (
    None
):
    first = after(empty_document(), append_note(empty_document(), "en", id="a"))
    second = after(first, append_note(first, "to", id="b"))

    assert [child.text_content for child in second.children] == ["en", "to", ""]


@pytest.mark.parametrize("text", ["", " \n\u00a0", "a\0", "\ud83c"])
def test_what_is_no_text_is_no_note(text: str) -> None:
    with pytest.raises(RefusedSteps) as refused:
        append_note(empty_document(), text, id="a")
    assert refused.value.reason == "bad_text"


@given(documents(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_that_can_be_read_becomes_one_note_and_moves_no_other(
    doc: Node, text: str
) -> None:
    expected = "\n".join(without_unfit("", line) for line in BREAKS.split(text))
    if not expected.strip():
        return
    posted = after(doc, append_note(doc, text, id="posted"))

    assert [line.id for line in lines(posted)] == [*[line.id for line in lines(doc)], "posted"]
    assert lines(posted)[-1].text == expected


def test_control_characters_are_left_out_and_every_line_break_is_one() -> None:
    text = "Ett\x0bto\x07\u2028tre\x85\tfi\x9fre\ufffe"

    posted = after(empty_document(), append_note(empty_document(), text, id="a"))
    put = rewritten(empty_document(), text)
    sent = parse_document(document_json(text))

    assert lines(posted)[0].text == lines(sent)[0].text == "Ett\nto\ntre\n\tfire"
    assert plain(put) == "Ett\nto\ntre\n\tfire"
    assert rewrite(sent, plain(sent)) == []


def document_json(text: str) -> dict[str, Any]:
    node = {"type": "text", "text": text}
    return {"type": "doc", "content": [{"type": "paragraph", "content": [node]}]}


def test_unchanged_lines_keep_ids_members_and_marks() -> None:
    bold = note("fet", "b", "gjevik")
    bold["content"][0]["marks"] = [{"type": "strong"}]
    doc = document(note("en", "a"), bold, note("tre", "c"))

    text = rewritten(doc, "null\nen\nfet\ntre")

    assert written(text) == [("new1", "null"), ("a", "en"), ("b", "fet"), ("c", "tre")]
    assert text.child(2).to_json() == doc.child(1).to_json()


def test_a_changed_line_is_the_same_note_and_keeps_the_marks_of_the_rest() -> None:
    doc = document(note("en", "a"), note("Mer leirskole til alle", "b", "gjevik"), note("tre", "c"))

    steps = rewrite(doc, "en\nMer kulturskole til alle\ntre")

    assert len(steps) == 1
    assert written(after(doc, steps))[1] == ("b", "Mer kulturskole til alle")
    assert lines(after(doc, steps))[1].member == "gjevik"


def test_a_changed_line_is_known_again_beside_a_new_one() -> None:
    doc = document(note("en", "a"), note("Mer leirskole", "b"), note("tre", "c"))

    text = rewritten(doc, "en\nNoe helt annet\nMer leirskole nå\ntre")

    assert [id for id, _ in written(text)] == ["a", "new1", "b", "c"]


def test_lines_that_are_gone_are_notes_that_are_gone() -> None:
    doc = document(note("en", "a"), bullets(note("to", "b")), note("tre", "c"))

    assert written(rewritten(doc, "en\ntre")) == [("a", "en"), ("c", "tre")]
    assert kind(rewritten(doc, "en\ntre")) == ["paragraph", "paragraph"]
    assert plain(rewritten(doc, "")) == ""


def test_a_line_that_goes_on_with_a_list_is_its_next_item() -> None:
    doc = document(numbered(note("en", "a")), bullets(note("x", "b"), bullets(note("y", "c"))))

    text = rewritten(doc, "1. en\n2. to\n• x\n  • y\n  • z\n• w")

    assert kind(text) == ["ordered_list", "bullet_list"]
    assert [line.text for line in lines(text)] == ["en", "to", "x", "y", "z", "w"]


def test_a_line_that_only_looks_like_an_item_stays_what_it_is() -> None:
    text = rewritten(empty_document(), "1. juni er frist\n• punkt\n2. juni er for sent")

    assert kind(text) == ["paragraph"] * 4
    assert lines(text)[0].text == "1. juni er frist"


def test_numbers_may_be_written_anew_or_left_with_a_gap() -> None:
    items = [{"type": "list_item", "content": [note(word, word)]} for word in ("en", "to", "tre")]
    doc = document({"type": "ordered_list", "content": items})

    closed = rewritten(doc, "1. en\n2. tre")
    gap = rewritten(doc, "1. en\n3. tre")
    between = rewritten(doc, "1. en\n2. ny\n3. to\n4. tre")

    assert (written(closed), kind(closed)) == (
        [("en", "1. en"), ("tre", "2. tre")],
        ["ordered_list"],
    )
    assert (written(gap), kind(gap)) == ([("en", "1. en"), ("tre", "3. tre")], ["ordered_list"] * 2)
    assert [id for id, _ in written(between)] == ["en", "new1", "to", "tre"]
    assert kind(between) == ["ordered_list"]


def test_a_paragraph_between_items_parts_the_list() -> None:
    items = [{"type": "list_item", "content": [note(word, word)]} for word in ("en", "to")]
    doc = document({"type": "bullet_list", "content": items})

    text = rewritten(doc, "• en\nmellom\n• to")

    assert kind(text) == ["bullet_list", "paragraph", "bullet_list"]
    assert [id for id, _ in written(text)] == ["en", "new1", "to"]


def test_a_line_without_its_bullet_leaves_the_list_as_the_same_note() -> None:
    doc = document(bullets(note("en", "a", "gjevik")), note("to", "b"))

    text = rewritten(doc, "en\nto")

    assert kind(text) == ["paragraph", "paragraph"]
    assert (lines(text)[0].id, lines(text)[0].member) == ("a", "gjevik")


def test_a_note_of_several_lines_stays_one_while_all_of_them_stand() -> None:
    doc = after(empty_document(), append_note(empty_document(), "en\n\nto", id="a"))

    assert rewrite(doc, "en\n\nto") == []
    assert [line.id for line in lines(rewritten(doc, "null\nen\nto"))] == ["new1", "a"]
    assert [line.text for line in lines(rewritten(doc, "en\nny\nto"))] == ["en", "ny", "to"]


@pytest.mark.parametrize(
    ("text", "reason"), [("a\0", "bad_text"), ("x" * 50_001, "too_long"), ("y\n" * 600, "too_many")]
)
def test_text_that_no_document_can_hold_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RefusedSteps) as refused:
        rewrite(empty_document(), text)
    assert refused.value.reason == reason


@given(documents())
def test_putting_back_what_was_read_changes_nothing(doc: Node) -> None:
    assert rewrite(doc, plain(doc)) == []
    assert replace_document(doc, doc.to_json()) == []


@given(documents(), st.data())
@example(document(bullets(note("a", "a"), bullets(note("b", "b")))), None)
def test_text_that_is_put_is_the_text_that_stands(doc: Node, data: st.DataObject | None) -> None:
    old = plain(doc).split("\n")
    new = data.draw(st.lists(st.sampled_from(old) | LINE, max_size=8)) if data else ["x", old[1]]
    text = "\n".join(new)

    result = rewritten(doc, text)

    result.check()
    assert without_blank_lines(plain(result)) == without_blank_lines(text)
    assert repairs(result) == []


@given(documents(), st.data())
def test_lines_taken_out_take_no_other_note_with_them(doc: Node, data: st.DataObject) -> None:
    notes = lines(doc)
    shown = [line for line in plain(doc).split("\n") if line.strip()]
    if len(shown) != len(notes) or len({note.text.strip() for note in notes}) < len(notes):
        return  # of two notes with the same words nobody can tell which was meant
    kept = [index for index in range(len(shown)) if data.draw(st.booleans())]

    result = rewritten(doc, "\n".join(shown[index] for index in kept))

    assert lines(result) == [notes[index] for index in kept]


def test_a_put_document_is_validated_like_steps() -> None:
    doc = document(note("en", "a"))
    steps = replace_document(doc, document(note("en", "a"), note("to", "b", "utlandet")).to_json())

    with pytest.raises(RefusedSteps) as refused:
        after(doc, steps)
    assert refused.value.reason == "unknown_member"
    with pytest.raises(RefusedSteps):
        replace_document(doc, {"type": "doc", "content": [{"type": "script"}]})
