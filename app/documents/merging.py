"""What a text that was made apart brings to the one that stands: only what is new in it, in its own
form. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterator
from dataclasses import replace

from prosemirror.model import Node

from app.documents.blocks import Block, Place, assemble, blocks
from app.documents.schema import is_blank

_marker = re.compile(r"\s*(?:•|\d{1,7}\.) ")


def new_notes(
    base: Node, apart: Node, stands: Node, *, named: Container[str | None]
) -> list[Block]:
    """The notes of `apart` that neither stood in `base`, which it was made on, nor stand now.

    A note is known again by its id. One whose id is not in `named` got it from us, since it came
    without any: it is known by its words, each time they stand once.
    """
    before, now = _by_id(base), _by_id(stands)
    unnamed = _counted(base) | _counted(stands)
    found = []
    for block in blocks(apart):
        if is_blank(block.node):
            continue
        if block.id not in named and unnamed[_words(block)]:
            unnamed[_words(block)] -= 1
        elif not (_same(block, before.get(block.id)) or _same(block, now.get(block.id))):
            found.append(block)
    return found


def merged(base: Node, apart: Node, stands: Node, chosen: Collection[str | None]) -> Node:
    """`stands` with the chosen notes of `apart`, by their ids, lists and marks as they were.

    What became of a note that nobody has touched since `base` takes its place; anything else stands
    beside what stood before it in `apart`. Nothing that stands goes.
    """
    before, row = _by_id(base), list(blocks(stands))
    places = _Places(apart, row)
    for block in blocks(apart):
        at = next((i for i, other in enumerate(row) if other.id and other.id == block.id), None)
        if block.id in chosen and at is not None and _same(row[at], before.get(block.id)):
            row[at] = replace(row[at], node=row[at].node.copy(block.node.content))
        elif block.id in chosen:
            node = block.node
            if at is not None:  # another note has the id now, so this one is to get its own
                node = block.node.type.create({**block.node.attrs, "id": None}, node.content)
                places.last = row[at]
            at = places.next_in(row)
            row.insert(at, replace(block, node=node, path=places.path(block)))
        if at is not None:
            places.last = row[at]
    return assemble(row)


class _Places:
    """Where lists of the text apart are in the row, or that they are not there yet."""

    def __init__(self, apart: Node, row: list[Block]) -> None:
        there: dict[str | None, Block] = {block.id: block for block in row if block.id}
        self._lists: dict[object, object] = {}
        self._items: dict[object, object] = {}
        self.last: Block | None = None
        for block in blocks(apart):
            same = there.get(block.id)
            if same and len(same.path) == len(block.path):
                for mine, theirs in zip(block.path, same.path, strict=True):
                    self._lists[mine.list] = theirs.list
                    self._items[mine.item] = theirs.item

    def path(self, block: Block) -> tuple[Place, ...]:
        return tuple(
            Place(
                self._lists.get(place.list, ("apart", place.list)),
                self._items.get(place.item, ("apart", place.item)),
                place.number,
            )
            for place in block.path
        )

    def next_in(self, row: list[Block]) -> int:
        """Behind what stood before it; with nothing there, last, above blank paragraphs."""
        if self.last is not None:
            return next(i for i, block in enumerate(row) if block is self.last) + 1
        last = len(row)
        while last and is_blank(row[last - 1].node):
            last -= 1
        return last


def tagged_only_with(doc: Node, members: Container[str]) -> Iterator[Block]:
    """The blocks, none of them tagged with anybody else than `members`."""
    for block in blocks(doc):
        if block.member is None or block.member in members:
            yield block
        else:
            attrs = {**block.node.attrs, "member": None}
            yield replace(block, node=block.node.type.create(attrs, block.node.content))


def _counted(doc: Node) -> Counter[str]:
    return Counter(_words(block) for block in blocks(doc) if not is_blank(block.node))


def _words(block: Block) -> str:
    """Without the marker, which may be one of a list or written out."""
    return _marker.sub("", block.prefix + block.text, count=1)


def _by_id(doc: Node) -> dict[str | None, Block]:
    return {block.id: block for block in blocks(doc) if block.id}


def _same(one: Block, other: Block | None) -> bool:
    return other is not None and bool(one.node.content.eq(other.node.content))
