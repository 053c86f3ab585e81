"""A document as the row of its paragraphs, each with its place in lists; and back again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from prosemirror.model import Fragment, Node

from app.documents.schema import PARAGRAPH, is_blank, schema


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a list. Paragraphs with the same `item` share it, those with the same `list` too;
    what the keys are does not matter. `number` is None in a bullet list."""

    list: object
    item: object
    number: int | None

    @property
    def marker(self) -> str:
        return "•" if self.number is None else f"{self.number}."


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `path` goes from the outermost list inwards; `first` begins its item."""

    node: Node
    path: tuple[Place, ...] = ()
    first: bool = False

    @property
    def id(self) -> str | None:
        return cast("str | None", self.node.attrs["id"])

    @property
    def member(self) -> str | None:
        return cast("str | None", self.node.attrs["member"])

    @property
    def marker(self) -> str:
        return self.path[-1].marker if self.first else ""

    @property
    def prefix(self) -> str:
        """What stands before the text in plain text: two spaces for each level but one, marker."""
        return "  " * (len(self.path) - 1) + (f"{self.marker} " if self.first else "")

    @property
    def text(self) -> str:
        return "".join(child.text or "\n" for child in self.node.children)


def blocks(doc: Node) -> Iterator[Block]:
    """All paragraphs in reading order, the blank ones too."""
    return _walk(doc.content, (), 0)


def assemble(row: Iterable[Block]) -> Node:
    """The document of a row of blocks: assemble(blocks(doc)) equals doc.

    A row from which blocks were taken, or into which others were put, still shows the same marker
    before every block: lists are split, and an item that lost its beginning gets a blank one.
    """
    nodes = _nodes(list(row), 0)
    return schema.nodes["doc"].create(None, nodes or [PARAGRAPH.create()])


def _walk(content: Fragment, path: tuple[Place, ...], pos: int) -> Iterator[Block]:
    for index, node in enumerate(content.content):
        if node.type is PARAGRAPH:
            yield Block(node, path, first=bool(path) and index == 0)
        else:
            yield from _walk_items(node, path, pos)
        pos += node.node_size


def _walk_items(items: Node, path: tuple[Place, ...], start: int) -> Iterator[Block]:
    number, pos = cast("int | None", items.attrs.get("order")), start + 1
    for item in items.children:
        yield from _walk(item.content, (*path, Place(start, pos, number)), pos + 1)
        number = None if number is None else number + 1
        pos += item.node_size


def _nodes(row: Sequence[Block], level: int) -> list[Node]:
    nodes: list[Node] = []
    for key, run in groupby(row, lambda b: b.path[level].list if len(b.path) > level else None):
        here = list(run)
        nodes += [block.node for block in here] if key is None else _lists(here, level)
    return nodes


def _lists(row: Iterable[Block], level: int) -> Iterator[Node]:
    """The list of these blocks, or several where its numbers do not follow each other."""
    items: list[Node] = []
    order = following = None
    for _, run in groupby(row, lambda block: block.path[level].item):
        members = list(run)
        number = members[0].path[level].number
        # The number of a blank item is not seen, so it need not split the list.
        if items and number != following and members[0].first and not is_blank(members[0].node):
            yield _list(items, order)
            items = []
        if not items:
            order = following = number
        items.append(_item(members, level))
        following = None if following is None else following + 1
    yield _list(items, order)


def _item(row: Sequence[Block], level: int) -> Node:
    content = _nodes(row, level + 1)
    if not (row[0].first and len(row[0].path) == level + 1):
        content.insert(0, PARAGRAPH.create())
    return schema.nodes["list_item"].create(None, content)


def _list(items: list[Node], order: int | None) -> Node:
    if order is None:
        return schema.nodes["bullet_list"].create(None, items)
    return schema.nodes["ordered_list"].create({"order": order}, items)
