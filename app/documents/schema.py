"""The shape of an answer's document, read from schema.json: the one file browser and server share.

The JSON holds what a document may contain and the limits that both sides keep to; how it looks in
a page is said in html.py here and beside the editor there.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prosemirror.model import Fragment, Node, Schema

SPEC: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text("utf-8"))
SCHEMA_NUMBER: int = SPEC["number"]
"""Raised with every change to nodes or marks: a client of another number is read-only."""

MAX_DEPTH: int = SPEC["limits"]["depth"]
"""Levels below the document, text included: three lists inside each other."""
MAX_CHILDREN: int = SPEC["limits"]["children"]
"""Of one node. A step costs time per sibling, so this bounds what one room can make it cost."""
MAX_CHARACTERS: int = SPEC["limits"]["characters"]
"""Of a document, in its positions: UTF-16 units, and two for each paragraph, list and item."""
MAX_STEPS: int = SPEC["limits"]["steps"]
MAX_BYTES: int = SPEC["limits"]["bytes"]

# fullmatch, because $ also matches before a final newline.
is_id = re.compile(SPEC["patterns"]["id"]).fullmatch
is_href = re.compile(SPEC["patterns"]["href"]).fullmatch
_unfit = re.compile(SPEC["patterns"]["unfit"])
has_unfit = _unfit.search
"""A control character, half a surrogate pair, or a line break: inside a note that is a
hard_break."""
without_unfit = _unfit.sub

schema: Schema[str, str] = Schema({"nodes": SPEC["nodes"], "marks": SPEC["marks"]})
PARAGRAPH, LINK = schema.nodes["paragraph"], schema.marks["link"]

# prosemirror-py 0.6.1 remembers resolved positions in a dict of the module, and what it remembers
# holds the document: no version of any document would ever be freed (tested).
Node.resolve = Node.resolve_no_cache  # type: ignore[method-assign]


def empty_document() -> Node:
    """A document with one empty paragraph, which is no note and so needs no id."""
    return schema.node("doc", None, [schema.node("paragraph")])


def paragraphs(content: Fragment, start: int = 0) -> Iterator[tuple[Node, int]]:
    """Every paragraph in `content` with its position, when `content` itself begins at `start`."""
    for node in content.content:
        if node.type is PARAGRAPH:
            yield node, start
        elif not node.is_leaf:
            yield from paragraphs(node.content, start + 1)
        start += node.node_size


def is_blank(paragraph: Node) -> bool:
    """Whether there is nothing to read in it: such a paragraph is no note."""
    return all(not node.text or node.text.isspace() for node in paragraph.children)
