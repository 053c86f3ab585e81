"""Lines taken out of a standing text: each ends in exactly one place, in the form that it had."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from prosemirror.model import Node

from app.documents.blocks import assemble, blocks
from app.documents.schema import schema
from app.documents.text import plain
from app.pasted.text import Taking, find, lines_of

Json = dict[str, Any]
WORDS = st.text("abæø 😀.", min_size=1, max_size=6).filter(str.strip)


def note(id: str | None, *lines: str) -> Json:
    content: list[Json] = []
    for at, line in enumerate(lines):
        content += [{"type": "hard_break"}] if at else []
        content += [{"type": "text", "text": line}] if line else []
    return {"type": "paragraph", "attrs": {"id": id, "member": None}, "content": content}


def listed(kind: str, *items: list[Json]) -> Json:
    return {"type": kind, "content": [{"type": "list_item", "content": item} for item in items]}


def document(*content: Json) -> Node:
    made = Node.from_json(schema, {"type": "doc", "content": list(content)})
    made.check()
    return made


@st.composite
def texts(draw: st.DrawFn) -> list[Json]:
    """Blocks of a text: notes with breaks, blank ones, and lists inside of each other."""
    count = [0]

    def one() -> Json:
        count[0] += 1
        lines = draw(st.lists(WORDS, min_size=1, max_size=3))
        return note(f"n{count[0]}", *(f"{count[0]}{at}{line}" for at, line in enumerate(lines)))

    def item(depth: int) -> list[Json]:
        made = [one(), *(one() for _ in range(draw(st.integers(0, 1))))]
        return [*made, many(depth + 1)] if depth < 2 and draw(st.booleans()) else made

    def many(depth: int = 0) -> Json:
        kind = draw(st.sampled_from(["bullet_list", "ordered_list"]))
        return listed(kind, *(item(depth) for _ in range(draw(st.integers(1, 3)))))

    shapes = draw(st.lists(st.sampled_from("nnlb"), min_size=1, max_size=6))
    made = [one() if x == "n" else many() if x == "l" else note(None) for x in shapes]
    return [one(), *made]


@settings(deadline=None, max_examples=150)
@given(texts(), st.data())
def test_every_line_is_in_exactly_one_place_whatever_goes_where(
    content: list[Json], data: st.DataObject
) -> None:
    pasted = document(*content)
    around = [note("before", "Før"), *content, note("after", "Etter")]
    stands = document(*around)
    standing = find(stands, pasted)
    assert standing
    taking = Taking(standing)
    lines = lines_of(pasted)
    own = [line for block in blocks(pasted) for line in block.text.split("\n")]
    goals = [data.draw(st.sampled_from(["stay", "one", "two", "away"])) for _ in lines]
    for line, to in zip(lines, goals, strict=True):
        if to != "stay":
            taking.move(line, None if to == "away" else to)
    there = {to: assemble(row) for to, row in taking.pieces().items()} | {"stay": taking.rest()}
    for to in ("stay", "one", "two"):
        there.get(to, pasted).check()
        want = Counter(text for text, goal in zip(own, goals, strict=True) if goal == to and text)
        want += Counter(["Før", "Etter"] if to == "stay" else [])
        assert (words_in(there[to]) if to in there else Counter()) == want


def words_in(doc: Node) -> Counter[str]:
    """The lines of a text without their markers."""
    found = (line for block in blocks(doc) for line in block.text.split("\n"))
    return Counter(line for line in found if line)


@settings(deadline=None)
@given(texts())
def test_a_text_that_moves_whole_looks_as_it_did(content: list[Json]) -> None:
    pasted = document(*content)
    standing = find(pasted, pasted)
    assert standing
    taking = Taking(standing)
    for line in lines_of(pasted):
        taking.move(line, "there")
    moved = assemble(taking.pieces()["there"])
    assert plain(moved) == plain(pasted)
    assert plain(taking.rest()) == ""


def test_what_somebody_has_changed_is_not_found_and_what_they_wrote_beside_it_does_not_matter() -> (
    None
):
    pasted = document(note("a", "En"), note("b", "To"))
    assert find(document(note("a", "En"), note("x", "Midt i"), note("b", "To")), pasted)
    assert find(document(note("a", "Før. En"), note("b", "To og mer")), pasted)
    assert find(document(note("a", "En!"), note("b", "To")), pasted) is None
    assert find(document(note("a", "En"), note("b", "og To")), pasted) is None
    assert find(document(note("b", "To"), note("a", "En")), pasted) is None
    assert find(document(note("a", "En")), pasted) is None


def test_what_stood_in_a_line_before_it_was_pasted_there_stays() -> None:
    pasted = document(note("a", "1. En"), note("b", "2. To"))
    standing = find(document(note("a", "Vi sier: 1. En"), note("b", "2. To, sa hun")), pasted)
    assert standing
    taking = Taking(standing)
    for line in lines_of(pasted):
        taking.move(line, "there")
    assert plain(taking.rest()) == "Vi sier: \n, sa hun"
    assert plain(assemble(taking.pieces()["there"])) == "1. En\n2. To"


def test_a_list_under_a_numbered_question_becomes_a_list_of_its_own() -> None:
    inner = listed("bullet_list", [note("b", "Tid")], [note("c", "Ro")])
    pasted = document(listed("ordered_list", [note("a", "Hva trenger vi?"), inner]))
    standing = find(pasted, pasted)
    assert standing
    taking = Taking(standing)
    heading, *lines = lines_of(pasted)
    taking.move(heading, None)
    for line in lines:
        taking.move(line, "there")
    assert plain(assemble(taking.pieces()["there"])) == "• Tid\n• Ro"


def test_a_number_that_only_says_which_question_it_is_stays_behind() -> None:
    made = listed("ordered_list", [note("a", "Tid")], [note("b", "Ro")])
    pasted = document(made, note("c", "3) Kaffe"))
    standing = find(pasted, pasted)
    assert standing
    taking = Taking(standing)
    lines = lines_of(pasted)
    assert [line.text for line in lines] == ["1. Tid", "2. Ro", "3) Kaffe"]
    for line, to in zip(lines, ["one", "two", "three"], strict=True):
        taking.move(line, to)
        taking.unnumber(line, 3)
    pieces = taking.pieces()
    assert [plain(assemble(pieces[to])) for to in ("one", "two", "three")] == ["Tid", "Ro", "Kaffe"]
