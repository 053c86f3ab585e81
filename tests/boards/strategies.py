"""Documents, an editor's steps on them, and steps damaged on the way; for hypothesis."""

import copy
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from prosemirror.model import Mark, Node
from prosemirror.transform import (
    Step,
    Transform,
    TransformError,
    can_join,
    can_split,
    find_wrapping,
    lift_target,
)
from prosemirror.transform.structure import NodeTypeWithAttrs
from prosemirror.utils import text_length

from app.documents.schema import MAX_DEPTH, PARAGRAPH, paragraphs, schema

MEMBERS = ("gjevik", "toresund", "nordlia")

# Emoji of two units and of many, letters with marks of their own, right to left, no width, spaces
# of many kinds, and what looks like our own bullets, numbers and elements.
PHRASES = [
    *("Leirskole", "to ord", "• ", "  • a", "2. b", "<b>&amp;\"'", "javascript:", " ", "\t", "-"),
    *(
        "a\u030a",
        "🎻",
        "👩🏽\u200d🏫 hei",
        "🇳🇴🎻",
        "שלום",
        "\ufeff",
        "漢字",
        "\u00a0",
        "\u200d",
    ),
]


@cache  # Building a strategy costs more than drawing from it.
def texts() -> st.SearchStrategy[str]:
    """What may stand in a text node."""
    signs = st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
    )
    return st.sampled_from(PHRASES) | st.text(signs, min_size=1, max_size=6)


@cache
def marks() -> st.SearchStrategy[list[Mark]]:
    links = st.sampled_from(["https://eksempel.no/å?a=1&b=2", "mailto:post@eksempel.no"])
    link = links.map(lambda href: schema.mark("link", {"href": href}))
    strong, em = st.just(schema.mark("strong")), st.just(schema.mark("em"))
    chosen = st.tuples(st.none() | link, st.none() | strong, st.none() | em)
    return chosen.map(lambda all_of: [mark for mark in all_of if mark])


@cache
def inlines() -> st.SearchStrategy[list[Node]]:
    text = st.builds(schema.text, texts(), marks())
    pause = marks().map(lambda own: schema.nodes["hard_break"].create(None, None, own))
    return st.lists(text | text | pause, max_size=3)


@st.composite
def documents(draw: st.DrawFn, max_blocks: int = 4, ids: bool = True) -> Node:
    """A sound document, up to three lists deep. With `ids`, every paragraph has one of its own."""
    numbers = count()

    def paragraph() -> Node:
        own = f"n{next(numbers)}" if ids else draw(st.sampled_from([None, "n1", "n2"]))
        member = draw(st.sampled_from([None, None, *MEMBERS]))
        return PARAGRAPH.create({"id": own, "member": member}, draw(inlines()))

    def block(lists: int) -> Node:
        kind = draw(st.integers(0, 5)) if lists < (MAX_DEPTH - 2) // 2 else 0
        if kind < 4:
            return paragraph()
        items = [item(lists + 1) for _ in range(draw(st.integers(1, 3)))]
        if kind == 4:
            return schema.nodes["bullet_list"].create(None, items)
        return schema.nodes["ordered_list"].create({"order": draw(st.integers(0, 9))}, items)

    def item(lists: int) -> Node:
        more = [block(lists) for _ in range(draw(st.integers(0, 2)))]
        return schema.nodes["list_item"].create(None, [paragraph(), *more])

    content = [block(0) for _ in range(draw(st.integers(1, max_blocks)))]
    return schema.nodes["doc"].create_checked(None, content)


@st.composite
def edits(draw: st.DrawFn, doc: Node, acts: "Sequence[Act] | None" = None) -> list[Step]:
    """The steps of one thing that somebody does in an editor; none when it cannot be done here."""
    change = Transform(doc)
    try:
        draw(st.sampled_from(acts or ACTS))(draw, change)
    except (AssertionError, TransformError):
        return []  # The library cannot always fit a slice; only our tests ask it to.
    assume(depth(change.doc) <= MAX_DEPTH)
    return change.steps


@st.composite
def damaged(draw: st.DrawFn, raw: Any) -> Any:
    """JSON with one to three places in it changed, dropped, doubled or exchanged for junk."""
    raw = copy.deepcopy(raw)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(raw))
        if not places:
            return draw(junk())
        holder, key = draw(st.sampled_from(places))
        _damage(draw, holder, key)
    return raw


@cache
def junk() -> st.SearchStrategy[Any]:
    """JSON values that are at least a little like what belongs in steps."""
    words = st.sampled_from(
        [
            *("replace", "replaceAround", "addMark", "attr", "docAttr", "text", "paragraph", "doc"),
            *("list_item", "bullet_list", "hard_break", "heading", "strong", "link", "id", "order"),
            *("javascript:alert(1)", "\ud83c", "a\0b", "a\nb", "", "x" * 41, "gjevik", "[]"),
        ]
    )
    numbers = st.integers(-2, 60) | st.sampled_from([2**63, -(2**70)]) | st.just(1.5)
    leaves = st.none() | st.booleans() | numbers | words | texts()
    keys = st.sampled_from(["type", "text", "content", "attrs", "marks", "from", "to", "slice"])
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)
    )


def depth(node: Node) -> int:
    return max((1 + depth(child) for child in node.children), default=0)


def spots(doc: Node) -> list[int]:
    """Every position where a cursor can stand: between two characters, never inside one."""
    found = []
    for node, pos in paragraphs(doc.content):
        at = pos + 1
        found.append(at)
        for child in node.children:
            for sign in child.text or "\n":
                at += text_length(sign)
                found.append(at)
    return found


def _type(draw: st.DrawFn, change: Transform) -> None:
    at = draw(st.sampled_from(spots(change.doc)))
    change.replace_with(at, at, schema.text(draw(texts()), draw(marks())))


def _delete(draw: st.DrawFn, change: Transform) -> None:
    change.delete(*_selection(draw, change))


def _break_line(draw: st.DrawFn, change: Transform) -> None:
    change.insert(draw(st.sampled_from(spots(change.doc))), schema.nodes["hard_break"].create())


def _split(draw: st.DrawFn, change: Transform) -> None:
    at = draw(st.sampled_from(spots(change.doc)))
    levels = 2 if change.doc.resolve(at).depth > 2 else 1
    fresh = f"s{draw(st.integers(0, 10**9))}"
    item, note = (schema.nodes["list_item"], None), (PARAGRAPH, {"id": fresh})
    after = [NodeTypeWithAttrs(*kind) for kind in (item, note)][-levels:]
    if can_split(change.doc, at, levels, after):
        change.split(at, levels, after)


def _join(draw: st.DrawFn, change: Transform) -> None:
    inside = range(1, change.doc.content.size)
    places = [pos for pos in inside if not _in_text(change.doc, pos) and can_join(change.doc, pos)]
    if places:
        change.join(draw(st.sampled_from(places)))


def _wrap(draw: st.DrawFn, change: Transform) -> None:
    name = draw(st.sampled_from(["bullet_list", "ordered_list"]))
    start, end = _selection(draw, change)
    chosen = change.doc.resolve(start).block_range(change.doc.resolve(end))
    around = chosen and find_wrapping(chosen, schema.nodes[name])
    if chosen and around:
        change.wrap(chosen, around)


def _lift(draw: st.DrawFn, change: Transform) -> None:
    start, end = _selection(draw, change)
    chosen = change.doc.resolve(start).block_range(change.doc.resolve(end))
    target = lift_target(chosen) if chosen else None
    if chosen and target is not None:
        change.lift(chosen, target)


def _mark(draw: st.DrawFn, change: Transform) -> None:
    for mark in draw(marks()):
        change.add_mark(*_selection(draw, change), mark)


def _unmark(draw: st.DrawFn, change: Transform) -> None:
    change.remove_mark(*_selection(draw, change), draw(st.sampled_from([*schema.marks.values()])))


def _tag(draw: st.DrawFn, change: Transform) -> None:
    _, pos = draw(st.sampled_from(list(paragraphs(change.doc.content))))
    change.set_node_attribute(pos, "member", draw(st.sampled_from([None, *MEMBERS])))


def _paste(draw: st.DrawFn, change: Transform) -> None:
    pasted = draw(documents(2, ids=False))
    start, end = _selection(draw, change)
    change.replace_range(start, end, pasted.slice(0, pasted.content.size))


Act = Callable[[st.DrawFn, Transform], None]
ACTS: list[Act] = [
    *(_type, _type, _delete, _break_line, _split, _join),
    *(_wrap, _lift, _mark, _unmark, _tag, _paste),
]
# Acts that put no text in: for tests that give every letter a writer.
SHAPING: list[Act] = [_delete, _break_line, _split, _join, _wrap, _lift, _mark, _unmark, _tag]


def _selection(draw: st.DrawFn, change: Transform) -> tuple[int, int]:
    here = st.sampled_from(spots(change.doc))
    one, other = draw(here), draw(here)
    return min(one, other), max(one, other)


def _in_text(doc: Node, pos: int) -> bool:
    return bool(doc.resolve(pos).parent.inline_content)


def _places(value: Any) -> Any:
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _damage(draw: st.DrawFn, holder: Any, key: Any) -> None:
    how, old = draw(st.integers(0, 4)), holder[key]
    if how == 0:
        del holder[key]
    elif how == 1 and type(old) is int:
        holder[key] = old + draw(st.integers(-3, 3))
    elif how == 2 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(old))
    elif how == 3 and isinstance(old, dict | list):
        holder[key] = [copy.deepcopy(old)]
    else:
        holder[key] = draw(junk())
