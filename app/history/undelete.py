"""Notes back into a text: words, marks and members as they were, beside where they stood."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from prosemirror.model import Node

from app.documents.blocks import Block, Place, assemble, blocks
from app.documents.schema import PARAGRAPH, is_blank


def undeleted(now: Node, then: Node, note: str, fresh: str) -> tuple[Node, str]:
    """The text with the note that stood in `then`, and the note's id: `fresh` if its own lives.

    It comes behind the note that stood before it, if that is there, else before the one behind it,
    else last. Raises KeyError when there is no such note in `then`.
    """
    row, id = _undeleted(list(blocks(now)), list(blocks(then)), note, fresh)
    return assemble(row), id


def all_undeleted(now: Node, then: Node, notes: Iterable[str], make_id: Callable[[], str]) -> Node:
    """The same with several, each after the other; the text is gone through once."""
    row, old = list(blocks(now)), list(blocks(then))
    for note in notes:
        row, _ = _undeleted(row, old, note, make_id())
    return assemble(row)


def _undeleted(
    row: list[Block], old: Sequence[Block], note: str, fresh: str
) -> tuple[list[Block], str]:
    index = next((i for i, block in enumerate(old) if block.id == note), None)
    if index is None:
        raise KeyError(note)
    back = old[index]
    for at, block in enumerate(row):
        if block.id == note and is_blank(block.node):
            row[at] = replace(block, node=block.node.copy(back.node.content))
            return row, note
    if any(block.id == note for block in row):
        note = fresh
    node = PARAGRAPH.create({**back.node.attrs, "id": note}, back.node.content)
    at, beside = _where(row, old, index)
    return _insert(row, at, replace(back, node=node), beside), note


def _where(row: Sequence[Block], old: Sequence[Block], index: int) -> tuple[int, Block | None]:
    """The place in the row, and the item of whose list the note becomes one."""
    places = {block.id: at for at, block in enumerate(row) if block.id}
    for block in reversed(old[:index]):
        if block.id in places:
            at = places[block.id]
            return at + 1, row[at] if _siblings(block, old[index]) else None
    for block in old[index + 1 :]:
        if block.id in places:
            return places[block.id], None
    last = len(row)
    while last and is_blank(row[last - 1].node):
        last -= 1
    return last, None


def _siblings(one: Block, other: Block) -> bool:
    """Whether they stood in the same list, each in an item of its own."""
    return bool(
        one.path
        and other.first
        and len(one.path) == len(other.path)
        and one.path[-1].list == other.path[-1].list
    )


def _insert(row: list[Block], at: int, back: Block, beside: Block | None) -> list[Block]:
    if beside is None or not beside.path:
        alone = [Place(object(), object(), place.number) for place in back.path[-1:] if back.first]
        return [*row[:at], replace(back, path=tuple(alone), first=bool(alone)), *row[at:]]
    last = beside.path[-1]
    number = None if last.number is None else last.number + 1
    item = replace(back, path=(*beside.path[:-1], Place(last.list, object(), number)))
    depth = len(beside.path)
    return [*row[:at], item, *(_moved_on(block, last.list, depth) for block in row[at:])]


def _moved_on(block: Block, items: object, depth: int) -> Block:
    """What follows in a numbered list gets the next number."""
    if len(block.path) < depth or block.path[depth - 1].list != items:
        return block
    place = block.path[depth - 1]
    number = None if place.number is None else place.number + 1
    path = (*block.path[: depth - 1], replace(place, number=number), *block.path[depth:])
    return replace(block, path=path)
