"""Taking one person's edits out of a text that several wrote: nothing of the others may go."""

from hypothesis import given, settings
from hypothesis import strategies as st
from prosemirror.model import Node
from prosemirror.transform import Step

from app.documents.parsing import parse_steps
from app.documents.schema import empty_document, paragraphs
from app.documents.steps import apply, repairs
from app.documents.text import plain
from app.history.attribution import Weave
from tests.boards.ledgers import WRITERS, Written, ledgers, letters
from tests.boards.steps import erased, paragraph, typed
from tests.boards.strategies import MEMBERS


def after(doc: Node, steps: list[Step]) -> Node:
    doc = apply(doc, steps, members=MEMBERS)
    return apply(doc, repairs(doc), members=MEMBERS)


def follows(written: Written, *chosen: str) -> str:
    """What must be left of the letters, said without any step: those that others wrote and no other
    took away, in the order in which they ever stood beside each other."""
    return "".join(
        letter
        for letter, who in written.writer.items()
        if who not in chosen and written.taken.get(letter, chosen[0]) in chosen
    )


@settings(max_examples=300)
@given(ledgers(), st.sampled_from(WRITERS))
def test_just_the_letters_stay_that_others_wrote_and_no_other_took_away(
    written: Written, who: str
) -> None:
    weave = written.woven(who)
    assert sorted(letters(weave.without())) == sorted(follows(written, who))


@settings(max_examples=300)
@given(ledgers(), st.sampled_from(WRITERS))
def test_what_stands_before_and_after_keeps_its_order(written: Written, who: str) -> None:
    left = letters(written.woven(who).without())
    stay = set(left) & set(letters(written.doc))
    assert [each for each in left if each in stay] == [
        each for each in letters(written.doc) if each in stay
    ]


@settings(max_examples=300)
@given(ledgers(), st.sampled_from(WRITERS))
def test_the_steps_lead_to_that_text_through_the_same_checks_as_everybodys(
    written: Written, who: str
) -> None:
    weave = written.woven(who)
    assert after(written.doc, weave.steps()).text_content == letters(weave.without())


@settings(max_examples=200)
@given(ledgers(("kari",)))
def test_undoing_the_only_writer_gives_the_empty_document(written: Written) -> None:
    assert after(written.doc, written.woven("kari").steps()).eq(empty_document())


@settings(max_examples=200)
@given(ledgers(), st.sampled_from(WRITERS))
def test_undoing_the_undo_gives_the_text_back(written: Written, who: str) -> None:
    before = written.doc
    undo = written.woven(who).steps()
    undone = apply(before, undo, members=MEMBERS)
    written.add("lead", [*undo, *repairs(undone)])
    assert after(written.doc, written.woven("lead").steps()).eq(before)


@settings(max_examples=200)
@given(ledgers(), st.data())
def test_undoing_everybody_since_a_moment_gives_the_text_of_that_moment(
    written: Written, data: st.DataObject
) -> None:
    since = data.draw(st.integers(0, len(written.steps)))
    then = empty_document()
    for _, step in written.steps[:since]:
        then = step.apply(then).doc or then
    assert plain(written.woven(*WRITERS, since=since).without()) == plain(then)


def told(*edits: tuple[str, dict[str, object]]) -> Written:
    written = Written()
    for who, raw in edits:
        written.add(who, parse_steps([raw]))
    return written


def enter(at: int) -> dict[str, object]:
    """A note divided at a position; the second half is n2."""
    halves = [{"type": "paragraph", "attrs": {"id": id}} for id in ("n1", "n2")]
    piece = {"content": halves, "openStart": 1, "openEnd": 1}
    return {"stepType": "replace", "from": at, "to": at, "slice": piece}


def test_what_another_wrote_inside_the_undone_words_stays() -> None:
    written = told(("kari", paragraph("Vi vil", "n1")), ("ola", typed(" gjerne", 7)))
    written.add("kari", parse_steps([typed(" synge", 14)]))
    assert plain(written.woven("kari").without()) == " gjerne"


def test_a_note_written_after_anothers_enter_stays_a_note_of_its_own() -> None:
    written = told(("ola", paragraph("Først", "n1")))
    written.add("kari", parse_steps([enter(6)]))
    written.add("ola", parse_steps([typed("Så", 8)]))
    assert plain(written.woven("kari").without()) == "Først\nSå"


def test_a_note_that_was_divided_in_two_grows_together() -> None:
    written = told(("ola", paragraph("Førstså", "n1")))
    written.add("kari", parse_steps([enter(6)]))
    assert plain(written.woven("kari").without()) == "Førstså"


def test_anothers_words_divided_in_an_undone_note_grow_together_and_two_notes_stay_two() -> None:
    written = told(
        ("kari", paragraph("y", "n2")),
        ("kari", paragraph("x", "n1")),
        ("ola", typed("sammen", 1)),
        ("ola", typed("for seg", 10)),
        ("kari", enter(4)),
    )
    assert plain(written.woven("kari").without()) == "sammen\nfor seg"


def test_a_note_that_another_wrote_on_in_keeps_its_id() -> None:
    name = {"stepType": "attr", "pos": 0, "attr": "id", "value": "n1"}
    written = told(("kari", typed("Kari ")), ("kari", name), ("ola", typed("og Ola", 6)))
    left = written.woven("kari").without()
    assert (plain(left), left.child(0).attrs["id"]) == ("og Ola", "n1")


def test_what_somebody_took_out_comes_back_where_it_stood_with_its_id_and_member() -> None:
    written = told(
        ("ola", paragraph("Tredje", "n3")),
        ("ola", paragraph("Andre", "n2", "gjevik")),
        ("ola", paragraph("Første", "n1")),
        ("kari", erased(8, 15)),
        ("ola", typed("Helt ", 1)),
    )
    left = after(written.doc, written.woven("kari").steps())
    assert plain(left) == "Helt Første\nAndre\nTredje"
    second = [node for node, _ in paragraphs(left.content)][1]
    assert (second.attrs["id"], second.attrs["member"]) == ("n2", "gjevik")


def test_bold_that_was_there_before_stays_bold() -> None:
    mark = {"type": "strong"}
    written = told(
        ("ola", paragraph("en to tre", "n1")),
        ("ola", {"stepType": "addMark", "from": 1, "to": 3, "mark": mark}),
        ("kari", {"stepType": "addMark", "from": 1, "to": 10, "mark": mark}),
    )
    bold = [node.text for node in written.woven("kari").without().child(0).children if node.marks]
    assert bold == ["en"]
    assert after(written.doc, written.woven("kari").steps()).eq(written.woven("kari").without())


def test_a_weave_can_be_continued_with_what_came_meanwhile() -> None:
    written = told(("kari", paragraph("Bort", "n1")))
    weave: Weave = written.woven("kari")
    [step] = parse_steps([paragraph("Bli", "n2")])
    weave.add(2, step, chosen=False)
    assert plain(weave.without()) == "Bli"
