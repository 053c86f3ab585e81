"""The row of paragraphs that stand when some signs of a weave do not.

What stands need not be whole any more: somebody wrote into a paragraph that goes, or a list's
beginning goes and its end stays. No letter that stands is dropped for it; it finds a paragraph.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from prosemirror.model import Fragment, Node

from app.documents.blocks import Block, Place
from app.documents.schema import PARAGRAPH, is_blank, schema

if TYPE_CHECKING:
    from app.history.attribution import Sign


class _Paragraph:
    """One that has begun: its beginning's sign, its place, and what stands in it so far."""

    def __init__(self, opening: "Sign | None", path: tuple[Place, ...], first: bool) -> None:
        self.opening, self.path, self.first = opening, path, first
        self.signs: list[Sign] = []

    def node(self) -> Node:
        """Its id is undone only with its text: somebody else's note keeps its address."""
        made = PARAGRAPH.create(None, Fragment.from_array(list(self._texts())))
        if self.opening is None or self.opening.node is None:
            return made
        attrs = dict(self.opening.node.attrs) | self.opening.attrs
        if not is_blank(made):
            attrs["id"] = self.opening.node.attrs["id"]
        return PARAGRAPH.create(attrs, made.content)

    def _texts(self) -> Iterator[Node]:
        for (is_text, marks), run in groupby(self.signs, _dress):
            if is_text:
                text = "".join(sign.text for sign in run)
                yield schema.text(text, list(marks))
            else:
                yield from (schema.nodes["hard_break"].create(None, None, list(marks)) for _ in run)


class RemainingParagraphs:
    """Signs come in the order of the weave; `row` is what stands of them."""

    def __init__(self) -> None:
        self._done: list[_Paragraph] = []
        self._now: _Paragraph | None = None
        self._fallen: Sign | None = None
        self._lists: list[list[Any]] = []

    def add(self, sign: "Sign") -> None:
        assert sign.node
        if sign.node.is_leaf:
            if sign.stands:
                self._letter(sign)
        elif sign.node.type is not PARAGRAPH:
            if sign.stands:
                self._nest(sign)
        elif sign.close:
            # When only the end fell, the paragraph goes on into the next one.
            self._now = None if sign.stands else self._now
        elif sign.stands:
            self._begin(sign)
        else:
            self._fallen = sign

    def row(self) -> tuple[list[Block], dict[int, "list[Sign]"]]:
        """The blocks, and the signs of each block's paragraph by `id(node)`."""
        blocks = [Block(each.node(), each.path, each.first) for each in self._done]
        signs = {id(block.node): each.signs for block, each in zip(blocks, self._done, strict=True)}
        return blocks, signs

    def _letter(self, sign: "Sign") -> None:
        fallen = self._fallen
        if fallen and (self._now is None or _new_line(fallen, sign)):
            self._begin(fallen)
        elif self._now is None:
            self._begin(None)
        assert self._now
        self._fallen = None
        self._now.signs.append(sign)

    def _begin(self, opening: "Sign | None") -> None:
        path, item = self._path()
        first = bool(path) and not item[2]
        if item:
            item[2] = True
        self._now, self._fallen = _Paragraph(opening, path, first), None
        self._done.append(self._now)

    def _nest(self, sign: "Sign") -> None:
        """Lists as [sign, next number, None], items as [sign, number, begun]."""
        assert sign.node
        is_item = sign.node.type.name == "list_item"
        self._now = None
        if not sign.close:
            order = sign.attrs.get("order", sign.node.attrs.get("order"))
            self._lists.append([sign, None, False] if is_item else [sign, order, None])
        elif any((level[2] is not None) == is_item for level in self._lists):
            while (self._lists.pop()[2] is not None) != is_item:
                pass

    def _path(self) -> tuple[tuple[Place, ...], list[Any]]:
        """Where a paragraph stands now, and its item: [] outside of lists."""
        path, item, around = [], [], None
        for level in self._lists:
            if level[2] is None:
                around = level
            elif around is not None:
                if not level[2] and level[1] is None and around[1] is not None:
                    level[1], around[1] = around[1], around[1] + 1
                path.append(Place(around[0], level[0], level[1]))
                item, around = level, None
        return tuple(path), item


def _dress(sign: "Sign") -> tuple[bool, tuple[Any, ...]]:
    assert sign.node
    return sign.node.is_text, tuple(sign.marks)


def _new_line(fallen: "Sign", sign: "Sign") -> bool:
    """Whether somebody wrote in the paragraph that another one began: the two stay apart. What was
    divided by it, though, grows together again."""
    return fallen.chosen and fallen.removed is not False and sign.born > fallen.born
