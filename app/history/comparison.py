"""Two texts held against each other, word by word, to be shown beside each other. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from prosemirror.model import Node

from app.documents.blocks import Block, blocks
from app.documents.diff import matches
from app.documents.schema import is_blank
from app.history.note_changes import NoteChange

_words = re.compile(r"\w+|\s+|[^\w\s]").findall


class Fate(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class ComparedPiece:
    text: str
    fate: Fate


@dataclass(frozen=True)
class Note:
    """A note on one side: `prefix` is its place in a list."""

    prefix: str
    member: str | None
    pieces: list[ComparedPiece]


def side_by_side(then: Node, now: Node) -> tuple[list[Note], list[Note]]:
    """The earlier text with what is gone marked in it, the present one with what is new."""
    olds, news = _notes(then), _notes(now)
    return (
        [_note(block, olds, news, Fate.NEW) for block in olds.values()],
        [_note(block, olds, news, Fate.GONE) for block in news.values()],
    )


def of_change(change: NoteChange) -> list[ComparedPiece]:
    """A change as one text, with what goes and what comes."""
    return list(pieces(change.before or "", change.after or ""))


def pieces(before: str, after: str) -> Iterator[ComparedPiece]:
    """What is the same, and between it what is gone and what is new."""
    old, new = _words(before), _words(after)
    at_old = at_new = same = 0
    for i, j in [*matches(old, new), (len(old), len(new))]:
        if (i, j) != (at_old, at_new):
            yield from _text(new[same:at_new], Fate.SAME)
            yield from _text(old[at_old:i], Fate.GONE)
            yield from _text(new[at_new:j], Fate.NEW)
            same = j
        at_old, at_new = i + 1, j + 1
    yield from _text(new[same:], Fate.SAME)


def _text(words: list[str], fate: Fate) -> Iterator[ComparedPiece]:
    if words:
        yield ComparedPiece("".join(words), fate)


def _notes(doc: Node) -> dict[object, Block]:
    return {
        block.id or index: block
        for index, block in enumerate(blocks(doc))
        if not is_blank(block.node)
    }


def _note(block: Block, olds: dict[object, Block], news: dict[object, Block], hidden: Fate) -> Note:
    old, new = olds.get(block.id), news.get(block.id)
    both = pieces(old.text if old else "", new.text if new else "")
    return Note(block.prefix, block.member, [piece for piece in both if piece.fate is not hidden])
