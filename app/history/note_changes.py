"""What became of the notes of a text, by their ids."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from prosemirror.model import Node

from app.documents.blocks import Block
from app.documents.schema import PARAGRAPH, is_blank, paragraphs


@dataclass(frozen=True)
class NoteChange:
    """One note: `kind` is added, changed, removed, or dressed when its words are the same."""

    note: str
    kind: str
    before: str | None
    after: str | None
    member: str | None


def notes_by_id(nodes: list[Node]) -> dict[str, Node]:
    """Notes by id; the first counts where there are two, until the server has mended it."""
    found: dict[str, Node] = {}
    for node in nodes:
        note = cast("str | None", node.attrs["id"])
        if note and not is_blank(node):
            found.setdefault(note, node)
    return found


def notes_of(doc: Node) -> dict[str, Node]:
    return notes_by_id([node for node, _ in paragraphs(doc.content)])


def changes(old: Node, new: Node) -> list[NoteChange]:
    """What becomes of the notes between two texts of a document, in the order of the new one."""
    before, after = notes_of(old), notes_of(new)
    keys = list(dict.fromkeys([*after, *before]))
    return list(
        compared({key: before.get(key) for key in keys}, {key: after.get(key) for key in keys})
    )


def notes_touched(old: Node, new: Node) -> tuple[dict[str, Node], dict[str, Node]]:
    """Notes before and after a step that made them anew. One that was only doubled for a step (a
    divided note has its id twice until the second half gets one of its own) stands all the while.
    """
    before, after = (notes_by_id(nodes) for nodes in touched(old, new))
    for doc, here, there in ((old, before, after), (new, after, before)):
        if there.keys() - here.keys():
            everywhere = notes_of(doc)
            here |= {note: everywhere[note] for note in there.keys() & everywhere.keys()}
    return before, after


def touched(old: Node, new: Node) -> tuple[list[Node], list[Node]]:
    """The paragraphs that a step made anew, before and after it: the library leaves all other nodes
    as they are, so this costs as little as it finds."""
    if old is new:
        return [], []
    if old.type is PARAGRAPH or new.type is PARAGRAPH or old.type is not new.type:
        return _paragraphs([old]), _paragraphs([new])
    ours, theirs = old.children, new.children
    most = min(len(ours), len(theirs))
    head = next((i for i in range(most) if ours[i] is not theirs[i]), most)
    most -= head
    tail = next((i for i in range(most) if ours[-1 - i] is not theirs[-1 - i]), most)
    ours, theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if len(ours) == len(theirs) == 1:
        return touched(ours[0], theirs[0])
    return _paragraphs(ours), _paragraphs(theirs)


def _paragraphs(nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if node.type is PARAGRAPH:
            found.append(node)
        else:
            found += [each for each, _ in paragraphs(node.content)]
    return found


def compared(before: dict[str, Node | None], after: dict[str, Node | None]) -> Iterator[NoteChange]:
    for note, became in after.items():
        was = before.get(note)
        if was is None and became is None:
            continue
        shown = became or was
        assert shown
        texts = [None if node is None else Block(node).text for node in (was, became)]
        if was is None or became is None:
            kind = "added" if was is None else "removed"
        elif texts[0] != texts[1]:
            kind = "changed"
        elif was.eq(became):
            continue
        else:
            kind = "dressed"
        yield NoteChange(note, kind, texts[0], texts[1], Block(shown).member)
