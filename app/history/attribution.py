"""A document's ledger woven into one row of signs, in which what was taken away keeps its place.

From it comes the text without somebody's edits. A sign is a letter, or the beginning or end of a
paragraph, list or item. It stands in that text when somebody else put it in, and nobody else took
it away: so no text of the others can get lost, and all of it keeps its order. (Inverting steps and
mapping them through later ones was thought of first: the inverse of an insertion spans whatever
others wrote into it since.)
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from prosemirror.model import Fragment, Mark, Node
from prosemirror.transform import AddMarkStep, AttrStep, RemoveMarkStep, Step

from app.documents.blocks import assemble
from app.documents.diff import Exchange, difference, matches
from app.documents.schema import empty_document, paragraphs
from app.history.remaining_paragraphs import RemainingParagraphs


@dataclass(slots=True, eq=False)
class Sign:
    """One position of a document. `node` is the text or the node that it belongs to, `close` its
    end; `text` is "" in the second half of a letter that takes two units.

    `chosen` says whether one of the steps to be undone put it in, `removed` whether one of them
    (True) or another step (False) took it away. `bare` is what it would wear without them.
    """

    born: int
    chosen: bool
    node: Node | None = None
    text: str = ""
    close: bool = False
    removed: bool | None = None
    bare: list[Mark] | None = None
    attrs: dict[str, Any] = field(default_factory=dict)
    next: "Sign | None" = None
    before: "Sign | None" = None

    @property
    def stands(self) -> bool:
        """Whether it is in the text without the chosen steps."""
        return not self.chosen and self.removed is not False

    @property
    def marks(self) -> list[Mark]:
        assert self.node
        return self.node.marks if self.bare is None else self.bare


class Weave:
    """The ledger of one document from its beginning.

    >>> weave = Weave()
    >>> for row in rows: weave.add(row.version, step, chosen=row.seat_id == seat_id)
    >>> weave.steps()   # those that take the chosen edits out of weave.doc
    """

    def __init__(self) -> None:
        self.doc, self.version = empty_document(), 0
        self._begin = Sign(0, chosen=False)
        self._end = Sign(0, chosen=False, before=self._begin)
        self._begin.next = self._end
        self._here: list[Sign] = []
        self._replace(0, 0, self.doc.content.size, self.doc, chosen=())

    def add(self, version: int, step: Step, *, chosen: bool, notes: Collection[str] = ()) -> None:
        """Weave the next step in; of one that is not chosen, what it puts into these notes is all
        the same. Raises ValueError when it does not apply."""
        made = step.apply(self.doc).doc
        if made is None:
            raise ValueError(f"step {version} does not apply")
        if isinstance(step, AddMarkStep | RemoveMarkStep):
            self._dress(step, made, chosen=chosen)
        elif isinstance(step, AttrStep):
            self._name(step, chosen=chosen)
        self.version = version
        grown, ranges = 0, step.get_map().ranges
        for start, old, new in zip(ranges[::3], ranges[1::3], ranges[2::3], strict=True):
            self._take(start, start + grown, old, chosen=chosen)
            self._replace(start + grown, old, new, made, chosen=chosen or notes)
            grown += new - old
        self.doc = made

    def without(self) -> Node:
        """The text without the chosen steps."""
        return self._unwoven()[0]

    def steps(self) -> list[Step]:
        """From the text as it stands to that without the chosen steps: no other sign is touched, so
        that whoever writes goes on writing, and what each has written stays theirs."""
        target, signs = self._unwoven()

        def inside(old: Node, new: Node, start: int) -> Iterator[Exchange]:
            if old.content.eq(new.content):
                return
            here = self._here[start : start + old.content.size]
            yield from _runs(here, signs[id(new)], new.content)

        return difference(self.doc, target, inside)

    def _unwoven(self) -> tuple[Node, dict[int, list[Sign]]]:
        for sign, (node, text, close) in zip(self._here, _units(self.doc), strict=True):
            sign.node, sign.text, sign.close = node, text, close
        unwoven = RemainingParagraphs()
        for sign in self._row():
            unwoven.add(sign)
        row, signs = unwoven.row()
        return assemble(row), signs

    def _row(self) -> Iterator[Sign]:
        """All that ever stood, in order."""
        sign = self._begin.next
        while sign is not None and sign is not self._end:
            yield sign
            sign = sign.next

    def _take(self, start: int, at: int, size: int, *, chosen: bool) -> None:
        """Signs go, but keep their place and what they were."""
        if size:
            units = _units(self.doc, start, start + size)
            for sign, (node, text, close) in zip(self._here[at : at + size], units, strict=True):
                sign.node, sign.text, sign.close = node, text, close
                sign.removed = chosen

    def _replace(
        self, at: int, old: int, new: int, made: Node, *, chosen: bool | Collection[str]
    ) -> None:
        after = self._here[at + old] if at + old < len(self._here) else self._end
        fresh = [Sign(self.version, chosen is True) for _ in range(new)]
        if chosen and chosen is not True:
            for note, begin in paragraphs(made.content):
                if note.attrs["id"] in chosen:
                    for sign in fresh[max(0, begin - at) : max(0, begin + note.node_size - at)]:
                        sign.chosen = True
        for sign in fresh:
            assert after.before
            sign.before, sign.next = after.before, after
            after.before.next = after.before = sign
        self._here[at : at + old] = fresh

    def _dress(self, step: AddMarkStep | RemoveMarkStep, made: Node, *, chosen: bool) -> None:
        """A chosen step's dress is not worn; what others put on or off later, is."""
        old, new = (_units(doc, step.from_, step.to) for doc in (self.doc, made))
        for sign, was, now in zip(self._here[step.from_ : step.to], old, new, strict=True):
            if chosen and sign.bare is None and not Mark.same_set(was[0].marks, now[0].marks):
                sign.bare = was[0].marks
            elif not chosen and sign.bare is not None:
                put_on = isinstance(step, AddMarkStep)
                mark = step.mark
                sign.bare = (
                    mark.add_to_set(sign.bare) if put_on else mark.remove_from_set(sign.bare)
                )

    def _name(self, step: AttrStep, *, chosen: bool) -> None:
        sign, node = self._here[step.pos], self.doc.node_at(step.pos)
        if chosen and node:
            sign.attrs.setdefault(step.attr, node.attrs[step.attr])
        elif step.attr in sign.attrs:
            sign.attrs[step.attr] = step.value


def _runs(old: list[Sign], new: list[Sign], content: Fragment) -> Iterator[Exchange]:
    """Exchanges by signs, each of which is there once: they are exact."""
    last_i, last_j = len(old), len(new)
    pairs = matches([_worn(sign) for sign in old], [_worn(sign, bare=True) for sign in new])
    for i, j in [*pairs[::-1], (-1, -1)]:
        if i + 1 < last_i or j + 1 < last_j:
            yield i + 1, last_i, content.cut(j + 1, last_j)
        last_i, last_j = i, j


def _worn(sign: Sign, *, bare: bool = False) -> tuple[int, bool]:
    """A sign, and whether it changes its dress."""
    assert sign.node
    changes = sign.bare is not None and not Mark.same_set(sign.bare, sign.node.marks)
    return id(sign), bare and changes


Unit = tuple[Node, str, bool]


def _units(node: Node, start: int = 0, end: int | None = None) -> Iterator[Unit]:
    """What stands at each position of a node's content: the node, its letter, whether it ends."""
    end, pos = node.content.size if end is None else end, 0
    for child in node.children:
        if pos >= end:
            return
        after = pos + child.node_size
        if after > start:
            if child.is_leaf:
                yield from _letters(child)[max(0, start - pos) : end - pos]
            else:
                if pos >= start:
                    yield child, "", False
                yield from _units(
                    child, max(0, start - pos - 1), min(end - pos - 1, child.content.size)
                )
                if after <= end:
                    yield child, "", True
        pos = after


def _letters(leaf: Node) -> list[Unit]:
    return [
        (leaf, text, False)
        for letter in leaf.text or "\n"
        for text in (letter, "")[: 1 + (letter > "\uffff")]
    ]
