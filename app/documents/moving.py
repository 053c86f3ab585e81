"""Notes out of one text and to the end of another: the steps touch nothing but them. Pure."""

from collections.abc import Collection, Container, Iterator
from dataclasses import replace
from itertools import groupby

from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import AttrStep, ReplaceStep, Step

from app.documents.blocks import Block, assemble, blocks
from app.documents.schema import PARAGRAPH, is_blank, paragraphs
from app.storage.ids import new_id


def note_ids(doc: Node) -> list[str]:
    """Of all its notes, in reading order."""
    return [str(node.attrs["id"]) for node, _ in paragraphs(doc.content) if not is_blank(node)]


def take_out(doc: Node, notes: Container[str]) -> list[Step]:
    """The steps after which these notes are gone, the last place first. An item or a list goes with
    the last note in it; where an item keeps only what lies under it, its beginning is blank."""
    if all(_goes(child, notes) for child in doc.children):
        return [_replace(0, doc.content.size, PARAGRAPH.create())]
    return list(_gone(doc, 0, notes))[::-1]


def carried(
    doc: Node,
    notes: Collection[str],
    taken: Container[str | None],
    members: Container[str],
    own: str | None = None,
) -> list[Block]:
    """These notes as they come elsewhere: in their own form, under their ids but for those that are
    `taken` there, from those of `members` that they were from, else from `own`, whose text it is. A
    list comes as far as its items begin."""
    chosen = [block for block in blocks(doc) if block.id in notes]
    items = {block.path[-1].item for block in chosen if block.first}
    return [
        replace(
            block,
            node=_renamed(
                block,
                id=new_id() if block.id in taken else block.id,
                member=block.member if block.member in members else own,
            ),
            path=tuple(place for place in block.path if place.item in items),
        )
        for block in chosen
    ]


def put_last(doc: Node, row: list[Block]) -> Step:
    """The step that puts them behind all that stands. Blank paragraphs at the end stay behind them:
    somebody may have the cursor there."""
    at = doc.content.size
    for child in reversed(doc.children):
        if child.type is not PARAGRAPH or not is_blank(child):
            break
        at -= child.node_size
    return ReplaceStep(at, at, Slice(assemble(row).content, 0, 0))


def _goes(node: Node, notes: Container[str]) -> bool:
    """Whether nothing is left of a node: every note in it goes, and there is one."""
    inside = [node] if node.type is PARAGRAPH else [each for each, _ in paragraphs(node.content)]
    left = [each for each in inside if not is_blank(each)]
    return bool(left) and all(each.attrs["id"] in notes for each in left)


def _gone(node: Node, start: int, notes: Container[str]) -> Iterator[Step]:
    places, pos = [], start
    for child in node.children:
        places.append((child, pos))
        pos += child.node_size
    for goes, run in groupby(places, lambda place: _goes(place[0], notes)):
        here = list(run)
        if not goes:
            for child, pos in here:
                if child.type is not PARAGRAPH:
                    yield from _gone(child, pos + 1, notes)
            continue
        first, begin = here[0]
        last, end = here[-1]
        behind = places[places.index(here[-1]) + 1 :]
        if node.type.name == "list_item" and begin == start and behind[0][0].type is not PARAGRAPH:
            yield AttrStep(begin, "id", None)
            yield _replace(begin + 1, begin + first.node_size - 1)
            begin += first.node_size
        if begin < end + last.node_size:
            yield _replace(begin, end + last.node_size)


def _replace(begin: int, end: int, *nodes: Node) -> Step:
    return ReplaceStep(begin, end, Slice(Fragment.from_(list(nodes)), 0, 0))


def _renamed(block: Block, *, id: str | None, member: str | None) -> Node:
    return PARAGRAPH.create({"id": id, "member": member}, block.node.content)
