"""Letters put into one run of text, or taken out of it: nearly all that a keyboard ever does.

For these steps alone, and exactly as `parse_steps`, `apply` and `repairs` have it, by a way that is
many times shorter. Whatever is not quite as usual is None here, and goes the long way; a test holds
the two against each other at random.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeGuard

from msgspec.json import encode
from prosemirror.model import Fragment, Node, Slice
from prosemirror.model.node import TextNode
from prosemirror.transform import ReplaceStep, Step
from prosemirror.utils import text_length

from app.documents.schema import LINK, MAX_CHARACTERS, MAX_STEPS, PARAGRAPH, has_unfit, schema

_PUTTING = {"stepType", "from", "to", "slice"}
_ERASING = {"stepType", "from", "to"}
_TEXT = {"type", "text"}


class Letters(NamedTuple):
    """What stands from `start` to `end` becomes `put`, which has no marks."""

    start: int
    end: int
    put: str

    @property
    def step(self) -> Step:
        """The same for the long way."""
        if not self.put:
            return ReplaceStep(self.start, self.end, Slice.empty)
        piece = Fragment.from_(schema.text(self.put))
        return ReplaceStep(self.start, self.end, Slice(piece, 0, 0))

    @property
    def json(self) -> str:
        """The JSON of `step`."""
        step = f'{{"stepType":"replace","from":{self.start},"to":{self.end}'
        if not self.put:
            return step + "}"
        text = encode(self.put).decode()
        return f'{step},"slice":{{"content":[{{"type":"text","text":{text}}}]}}}}'


def parse_letters(raw: object) -> list[Letters] | None:
    """The steps of a message, if letters are all that they are."""
    if not isinstance(raw, list) or not 0 < len(raw) <= MAX_STEPS:
        return None
    found = []
    for step in raw:
        letters = _letters(step)
        if letters is None:
            return None
        found.append(letters)
    return found


def are_letters(steps: Sequence[Letters | Step]) -> TypeGuard[Sequence[Letters]]:
    return all(type(step) is Letters for step in steps)


def type_letters(doc: Node, steps: Sequence[Letters]) -> Node | None:
    """The document after them. Every note in `doc` must have its own id already."""
    before = doc.content.size
    for step in steps:
        after = _typed(doc, *step)
        if after is None:
            return None
        doc = after
    return doc if doc.content.size <= max(before, MAX_CHARACTERS) else None


def _letters(step: object) -> Letters | None:
    if type(step) is not dict or step.get("stepType") != "replace":
        return None
    start, end = step.get("from"), step.get("to")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        return None
    if "slice" not in step:
        return Letters(start, end, "") if start < end and step.keys() == _ERASING else None
    put = _text(step["slice"])
    return Letters(start, end, put) if put and step.keys() == _PUTTING else None


def _text(piece: object) -> str | None:
    """The text of a slice that is nothing but one text without marks."""
    content = piece.get("content") if type(piece) is dict and len(piece) == 1 else None
    if type(content) is not list or len(content) != 1:
        return None
    node = content[0]
    if type(node) is not dict or node.keys() != _TEXT or node["type"] != "text":
        return None
    text = node["text"]
    return text if type(text) is str and not has_unfit(text) else None


def _typed(node: Node, start: int, end: int, put: str) -> Node | None:
    """`node` after one step. The nodes on the way down to the text are made anew, none beside."""
    if node.type is PARAGRAPH:
        return _written(node, start, end, put)
    offset = 0
    for index, child in enumerate(node.content.content):
        after = offset + child.content.size + 2
        if start < after:
            if start == offset or end >= after:  # between two blocks, or beyond this one's end
                return None
            made = _typed(child, start - offset - 1, end - offset - 1, put)
            return made and _with(node, index, made, made.content.size - child.content.size)
        offset = after
    return None


def _written(paragraph: Node, start: int, end: int, put: str) -> Node | None:
    found = _run_at(paragraph, start)
    if found is None:
        return None
    run, index, offset = found
    text = run.text or ""
    if end > offset + len(text) or text_length(text) != len(text):  # or a sign of two positions
        return None
    if not _takes(paragraph, run, put, inside=start > offset or not index):
        return None
    made = text[: start - offset] + put + text[end - offset :]
    if not made or made.isspace():
        return None
    grown = text_length(put) - (end - start)
    return _with(paragraph, index, TextNode(run.type, run.attrs, made, run.marks), grown)


def _run_at(paragraph: Node, at: int) -> tuple[Node, int, int] | None:
    """The run of text that a position is in or at the end of, which child it is, and where it
    begins."""
    offset = 0
    for index, run in enumerate(paragraph.content.content):
        after = offset + run.node_size
        if at <= after and run.text is not None:
            return run, index, offset
        if at < after:
            return None
        offset = after
    return None


def _takes(paragraph: Node, run: Node, put: str, *, inside: bool) -> bool:
    """Whether a run of text stays one run and its paragraph the same note. What is put in has no
    marks, and between two runs it could belong to either."""
    if run.text is None or run.text.isspace() or paragraph.attrs["id"] is None:
        return False
    return inside and not run.marks if put else all(mark.type is not LINK for mark in run.marks)


def _with(node: Node, index: int, child: Node, grown: int) -> Node:
    """`node` with another child in that place, which is `grown` positions larger."""
    content = node.content.content.copy()
    content[index] = child
    return Node(node.type, node.attrs, Fragment(content, node.content.size + grown), node.marks)
