"""A pasted text as lines, found again where it stands, and taken apart there. Pure.

A line is a paragraph's, or a part of it between two breaks. What is moved are pieces of what
stands: they keep their lists, their marks and whom they are from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prosemirror.model import Fragment, Node

from app.documents.blocks import Block, Place, assemble, blocks
from app.documents.schema import PARAGRAPH, is_blank, schema
from app.storage.ids import new_id


@dataclass(frozen=True)
class PastedLine:
    """`text` is as it is read, with the marker before its paragraph. `block` counts the paragraphs
    of the text; `begin` and `end` are positions in its content."""

    text: str
    block: int
    begin: int
    end: int


def lines_of(doc: Node) -> list[PastedLine]:
    made: list[PastedLine] = []
    for at, block in enumerate(blocks(doc)):
        begin, prefix = 0, block.prefix
        for text, end in _broken(block.node):
            made.append(PastedLine(prefix + text, at, begin, end))
            begin, prefix = end + 1, ""
    return made


def _broken(paragraph: Node) -> Iterator[tuple[str, int]]:
    """The text of each line, and where it ends."""
    text, pos = "", 0
    for child in paragraph.children:
        if child.is_text:
            text += child.text or ""
        else:
            yield text, pos
            text = ""
        pos += child.node_size
    yield text, pos


@dataclass(frozen=True)
class StandingText:
    """A pasted text where it stands: `places` are those of its paragraphs in `row`, and `shifts`
    how far into each it begins. Blank paragraphs of it are nowhere."""

    row: tuple[Block, ...]
    pasted: tuple[Block, ...]
    places: tuple[int | None, ...]
    shifts: tuple[int, ...]


def find(doc: Node, pasted: Node) -> StandingText | None:
    """Where a text stands as it was pasted, letter by letter; others may have written around it,
    and between its notes. It may begin in the middle of a line, and end in one."""
    row, own = tuple(blocks(doc)), tuple(blocks(pasted))
    known = {block.id: at for at, block in enumerate(row) if block.id}
    there = [at for at, block in enumerate(own) if not is_blank(block.node)]
    places: list[int | None] = [None] * len(own)
    shifts = [0] * len(own)
    for at in there:
        place = known.get(own[at].id or "")
        if place is None:
            return None
        stands, text = row[place].text, own[at].text
        if stands != text:
            if at == there[0] and stands.endswith(text):
                shifts[at] = row[place].node.content.size - own[at].node.content.size
            elif not (at == there[-1] and stands.startswith(text)):
                return None
        places[at] = place
    found = [place for place in places if place is not None]
    if not found or found != sorted(set(found)):
        return None
    return StandingText(row, own, tuple(places), tuple(shifts))


@dataclass
class Cut:
    """Lines of one paragraph that go to the same place, or away (then `to` is None); of the first,
    `skipped` positions do not come along."""

    begin: int
    end: int
    to: str | None
    skipped: int = 0


class Taking:
    """Lines of a standing text on their way: each goes to one place, is put away, or stays.

    >>> taking = Taking(standing)
    >>> taking.move(lines[3], "answer")
    >>> taking.rest(), taking.pieces()
    """

    def __init__(self, standing: StandingText) -> None:
        self._standing = standing
        self._cuts: dict[int, list[Cut]] = {}
        self._unnumbered: set[int] = set()

    def move(self, line: PastedLine, to: str | None) -> None:
        """Lines are told in their order."""
        place = self._standing.places[line.block]
        if place is None:
            return
        shift = self._standing.shifts[line.block]
        cuts = self._cuts.setdefault(place, [])
        begin, end = line.begin + shift, line.end + shift
        if cuts and cuts[-1].to == to and cuts[-1].end + 1 == begin:
            cuts[-1].end = end
        else:
            cuts.append(Cut(begin, end, to))

    def unnumber(self, line: PastedLine, width: int) -> None:
        """Its number is not taken along: `width` letters of its text, or that of its list."""
        place = self._standing.places[line.block]
        if place is None:
            return
        block, shift = self._standing.row[place], self._standing.shifts[line.block]
        prefix = len(block.prefix) if line.begin == 0 else 0
        if prefix and block.path[-1].number is not None:
            self._unnumbered.add(place)
        begin = line.begin + shift
        for cut in self._cuts.get(place, []):
            if cut.begin == begin:
                cut.skipped = max(0, width - prefix)

    def rest(self) -> Node:
        """What stays where it was pasted."""
        row: list[Block] = []
        gone = self._emptied()
        for place, block in enumerate(self._standing.row):
            if place in gone:
                continue
            cuts = self._cuts.get(place, [])
            row.append(replace(block, node=_without(block.node, cuts)) if cuts else block)
        lost = {
            self._standing.row[place].path[-1].item
            for place in gone
            if self._standing.row[place].first
        }
        return assemble(_loosened(row, lost))

    def pieces(self) -> dict[str, list[Block]]:
        """What goes where, with new ids: what it was is told by the history of where it stood."""
        made: dict[str, list[Block]] = {}
        for place in sorted(self._cuts):
            block = self._standing.row[place]
            for cut in self._cuts[place]:
                if cut.to is None:
                    continue
                content = block.node.content.cut(cut.begin + cut.skipped, cut.end)
                node = PARAGRAPH.create({**block.node.attrs, "id": new_id()}, content)
                if not is_blank(node):
                    first = block.first and cut.begin == self._begins(place)
                    made.setdefault(cut.to, []).append(Block(node, block.path, first))
        return {to: self._apart(row) for to, row in made.items()}

    def _begins(self, place: int) -> int:
        at = self._standing.places.index(place)
        return self._standing.shifts[at]

    def _apart(self, row: list[Block]) -> list[Block]:
        """Lists are others than those from which they came, and an item whose beginning has not
        come along is none."""
        known = {block.path[-1].item for block in row if block.first}
        unnumbered = {self._standing.row[place].path[-1].item for place in self._unnumbered}
        lost = {place.item for block in row for place in block.path if place.item not in known}
        return [
            replace(block, path=tuple(map(_elsewhere, block.path)))
            for block in _loosened(row, lost | unnumbered)
        ]

    def _emptied(self) -> set[int]:
        """Paragraphs of which nothing stays, and the blank ones between two of them."""
        row, gone = self._standing.row, set[int]()
        for place, cuts in self._cuts.items():
            if is_blank(_without(row[place].node, cuts)):
                gone.add(place)
        in_order = sorted(gone)
        for one, other in pairwise(in_order):
            between = range(one + 1, other)
            if all(is_blank(row[at].node) for at in between):
                gone.update(between)
        return gone


def appended(doc: Node, row: Sequence[Block]) -> Node:
    """Blocks after what stands, but before a blank line at the end: somebody may write there."""
    stands = list(blocks(doc))
    last = len(stands) - (is_blank(stands[-1].node) and not stands[-1].path)
    return assemble([*stands[:last], *row, *stands[last:]])


def _without(paragraph: Node, cuts: Sequence[Cut]) -> Node:
    """What is left of a paragraph; with a line goes the break that parts it from the others."""
    content = paragraph.content
    kept, last = [], 0
    for cut in cuts:
        kept.append(content.cut(last, cut.begin))
        last = cut.end
    kept.append(content.cut(last, content.size))
    whole = Fragment.empty
    for piece in kept:
        whole = _join(whole, piece)
    return paragraph.copy(whole)


def _join(one: Fragment, other: Fragment) -> Fragment:
    """Two pieces of a paragraph between which lines were taken out."""
    if one.size and _is_break(one.content[-1]) and (not other.size or _is_break(other.content[0])):
        one = one.cut(0, one.size - 1)
    elif not one.size and other.size and _is_break(other.content[0]):
        other = other.cut(1, other.size)
    return one.append(other)


def _is_break(node: Node) -> bool:
    return node.type is schema.nodes["hard_break"]


def _loosened(row: Sequence[Block], items: set[object]) -> list[Block]:
    """Blocks without those levels of lists that lie in one of these items."""
    return [
        replace(
            block,
            path=tuple(place for place in block.path if place.item not in items),
            first=block.first and block.path[-1].item not in items,
        )
        if any(place.item in items for place in block.path)
        else block
        for block in row
    ]


def _elsewhere(place: Place) -> Place:
    return replace(place, list=("pasted", place.list), item=("pasted", place.item))
