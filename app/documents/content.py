"""Documents, slices and marks out of JSON that others sent: made, or refused with a reason.

Nothing here trusts the library's own `from_json`: that one recurses as deep as it is sent, parses
strings inside strings, drops attributes it does not know and takes `true` for a number.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, cast

from prosemirror.model import Fragment, Mark, Node, Slice
from typing_extensions import TypedDict

from app.documents.schema import MAX_DEPTH, has_unfit, is_href, is_id, schema, without_unfit
from app.refusals import N_, Refusal
from app.wording import split_lines

Json = dict[str, Any]

Texts = Callable[[str, Sequence[Mark]], list[Node]]
"""What the text of a text node becomes."""
LARGEST_ORDER = 1_000_000
_broken = re.compile("[\0\ud800-\udfff]").search


Reason = Literal[
    "malformed", "too_deep", "too_many", "too_long", "unknown_mark", "unknown_node",
    "bad_text", "bad_link", "bad_id", "unknown_member", "does_not_fit", "room_full",
]  # fmt: skip


class RefusedFacts(TypedDict):
    reason: Reason


class RefusedSteps(Refusal):
    """Steps, a message or a text that can never be taken.

    `reason` is stable; `detail` is for logs.
    """

    type = "refused_steps"
    title = N_("This text cannot be taken as it is. Nothing was changed.")

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def facts(self) -> RefusedFacts:
        return {"reason": cast("Reason", self.reason)}


class AnswerFull(RefusedSteps):
    """More text, notes or addresses of links than one answer may hold."""

    title = N_("The answer is full; nothing was changed. Keep your text, and shorten or divide it.")


def parse_document(raw: object) -> Node:
    """A whole document, its text cleaned; raises RefusedSteps, also when a node stands where it may
    not."""
    doc = _node(raw, 0, inline)
    if doc.type is not schema.top_node_type:
        raise RefusedSteps("malformed", f"a {doc.type.name} is no document")
    try:
        doc.check()
    except ValueError as error:
        raise RefusedSteps("does_not_fit", str(error)) from None
    return doc


def parse_slice(raw: object) -> Slice:
    """The piece that a step puts in. Whether it is whole shows only where it is put."""
    if raw is None:
        return Slice.empty
    fields = object_of(raw, "content", "openStart", "openEnd")
    content = _content(fields.get("content"), 1, _as_sent)
    piece = Slice(content, position(fields.get("openStart", 0)), position(fields.get("openEnd", 0)))
    if piece.open_start > _edge(content, 0) or piece.open_end > _edge(content, -1):
        raise RefusedSteps("malformed", "a slice open deeper than it is")
    # The library writes such a slice as none, and the ledger must hold what was applied.
    return piece if piece.size > 0 else Slice.empty


def parse_mark(raw: object) -> Mark:
    fields = object_of(raw, "type", "attrs")
    name = fields.get("type")
    if not isinstance(name, str) or name not in schema.marks:
        raise RefusedSteps("unknown_mark", f"{name!r:.40}")
    attrs = _attrs(fields.get("attrs"), schema.marks[name].attrs)
    if name == "link" and "href" not in attrs:
        raise RefusedSteps("bad_link", "a link without an address")
    return schema.marks[name].create(attrs)


def check_attribute(name: str, value: object) -> None:
    """RefusedSteps unless `value` may stand in the attribute, on whatever node or mark has it."""
    ATTRIBUTE_CHECKS[name](value)


def fit_line(text: str) -> str:
    """A line of text as it may stand in one text node: without control characters, which show as
    boxes. Raises RefusedSteps for what no program should have sent."""
    if _broken(text):
        raise RefusedSteps("bad_text", "NUL or half a surrogate pair")
    return without_unfit("", text)


def inline(text: str, marks: Sequence[Mark]) -> list[Node]:
    """Text that arrives whole: whatever ends a line somewhere is a hard_break."""
    nodes: list[Node] = []
    for index, line in enumerate(split_lines(text)):
        if index:
            nodes.append(schema.nodes["hard_break"].create(None, None, list(marks)))
        if fit := fit_line(line):
            nodes.append(schema.text(fit, list(marks)))
    return nodes


def object_of(raw: object, *names: str) -> Json:
    """A JSON object with none but these fields: to drop one unread would lose content unseen."""
    if not isinstance(raw, dict):
        raise RefusedSteps("malformed", f"{type(raw).__name__} where an object belongs")
    for name in raw:
        if name not in names:
            raise RefusedSteps("malformed", f"unknown field {name!r:.40}")
    return raw


def position(raw: object) -> int:
    """A number of positions. To Python, `true` is an int too; to JSON, 1.0 is one."""
    if type(raw) is float and raw.is_integer():
        raw = int(raw)
    if type(raw) is not int or raw < 0:
        raise RefusedSteps("malformed", f"{raw!r:.40} is no position")
    return raw


def _edge(content: Fragment, side: int) -> int:
    """How many nodes lie open one inside the other at the first (0) or last (-1) edge."""
    depth = 0
    while content.content and not content.content[side].is_leaf:
        content, depth = content.content[side].content, depth + 1
    return depth


def _as_sent(text: str, marks: Sequence[Mark]) -> list[Node]:
    """Text of a step, whose positions are counted already: it is as it was sent, or refused."""
    if has_unfit(text):
        raise RefusedSteps("bad_text", "a control character, line break or half a surrogate pair")
    return [schema.text(text, list(marks))]


def _content(raw: object, depth: int, texts: Texts) -> Fragment:
    if raw is None:
        return Fragment.empty
    if not isinstance(raw, list):
        raise RefusedSteps("malformed", "content is not a list")
    if raw and depth > MAX_DEPTH:
        raise RefusedSteps("too_deep", f"more than {MAX_DEPTH} levels")
    nodes: list[Node] = []
    for item in raw:
        is_text = isinstance(item, dict) and item.get("type") == "text"
        nodes += _text(item, texts) if is_text else [_node(item, depth, texts)]
    return Fragment.from_array(nodes)


def _node(raw: object, depth: int, texts: Texts) -> Node:
    name = raw.get("type") if isinstance(raw, dict) else None
    if name == "hard_break":
        fields = object_of(raw, "type", "marks")
        return schema.nodes[name].create(None, None, _marks(fields.get("marks")))
    fields = object_of(raw, "type", "attrs", "content")
    if not isinstance(name, str) or name not in schema.nodes:
        raise RefusedSteps("unknown_node", f"{name!r:.40}")
    attrs = _attrs(fields.get("attrs"), schema.nodes[name].attrs)
    return schema.nodes[name].create(attrs, _content(fields.get("content"), depth + 1, texts))


def _text(raw: object, texts: Texts) -> list[Node]:
    fields = object_of(raw, "type", "text", "marks")
    text = fields.get("text")
    if not isinstance(text, str) or not text:
        raise RefusedSteps("malformed", "a text without text")
    return texts(text, _marks(fields.get("marks")))


def _marks(raw: object) -> list[Mark]:
    if raw is None:
        return Mark.none
    if not isinstance(raw, list) or len(raw) > len(schema.marks):
        raise RefusedSteps("malformed", "marks are not a list of marks")
    marks = [parse_mark(item) for item in raw]
    if len({mark.type.name for mark in marks}) < len(marks):
        raise RefusedSteps("malformed", "a mark twice")
    return Mark.set_from(marks)


def _attrs(raw: object, known: Json) -> Json:
    attrs = {} if raw is None else object_of(raw, *known)
    for name, value in attrs.items():
        check_attribute(name, value)
    return attrs


def _check_id(value: object) -> None:
    if value is not None and not (isinstance(value, str) and is_id(value)):
        raise RefusedSteps("bad_id", f"{value!r:.60}")


def _check_member(value: object) -> None:
    if value is not None and not (isinstance(value, str) and is_id(value)):
        raise RefusedSteps("unknown_member", f"{value!r:.60}")


def _check_order(value: object) -> None:
    if position(value) > LARGEST_ORDER:
        raise RefusedSteps("malformed", "a list that begins too high")


def _check_href(value: object) -> None:
    if not isinstance(value, str) or not is_href(value):
        raise RefusedSteps("bad_link", f"{value!r:.60}")


ATTRIBUTE_CHECKS: dict[str, Callable[[object], None]] = {
    "id": _check_id,
    "member": _check_member,
    "order": _check_order,
    "href": _check_href,
}
