"""Messages and steps out of the JSON of a socket or a request: one way in for both."""

import json
import math
import re
from collections.abc import Callable
from itertools import pairwise
from typing import NoReturn

from prosemirror.transform import (
    AddMarkStep,
    AttrStep,
    RemoveMarkStep,
    ReplaceAroundStep,
    ReplaceStep,
    Step,
)

from app.documents.content import (
    Json,
    RefusedSteps,
    check_attribute,
    object_of,
    parse_mark,
    parse_slice,
    position,
)
from app.documents.schema import MAX_BYTES, MAX_STEPS

MAX_NESTING = 64
"""Of arrays and objects in a message; the deepest document inside a step needs 20."""

_broken = re.compile("[\0\ud800-\udfff]").search


def parse_message(raw: bytes | str, *, limit: int = MAX_BYTES) -> object:
    """The JSON value of a frame or body of at most `limit` bytes; raises RefusedSteps.

    No NaN or infinity, no endless nesting, no NUL or half surrogate pair in any string or name.
    """
    try:
        data = raw.encode() if isinstance(raw, str) else raw
        if len(data) > limit:
            raise RefusedSteps("too_long", f"{len(data)} of {limit} bytes")
        value: object = json.loads(data.decode(), parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise RefusedSteps("too_deep", "nested beyond reading") from None
    except UnicodeEncodeError:
        raise RefusedSteps("bad_text", "half a surrogate pair") from None
    except UnicodeDecodeError:
        raise RefusedSteps("malformed", "not UTF-8") from None
    except ValueError as error:
        raise RefusedSteps("malformed", f"{error!s:.200}") from None
    check_value(value)
    return value


def parse_steps(raw: object) -> list[Step]:
    """The steps of a message, in order, none of them applied yet; raises RefusedSteps."""
    if not isinstance(raw, list):
        raise RefusedSteps("malformed", "steps are not a list")
    if len(raw) > MAX_STEPS:
        raise RefusedSteps("too_many", f"{len(raw)} steps")
    return [_step(item) for item in raw]


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _finite(digits: str) -> float:
    """JSON has one kind of number, and some languages write 1.0 for 1."""
    number = float(digits)
    if not math.isfinite(number):
        _no_number(digits)
    return int(number) if number.is_integer() else number


def check_value(value: object) -> None:
    """Raises RefusedSteps for endless nesting and for strings that no database takes."""
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > MAX_NESTING:
            raise RefusedSteps("too_deep", f"nested more than {MAX_NESTING} levels")
        if isinstance(item, str):
            if _broken(item):
                raise RefusedSteps("bad_text", "NUL or half a surrogate pair")
        elif isinstance(item, dict):
            waiting.extend((part, depth + 1) for pair in item.items() for part in pair)
        elif isinstance(item, list):
            waiting.extend((part, depth + 1) for part in item)


def _step(raw: object) -> Step:
    kind = raw.get("stepType") if isinstance(raw, dict) else None
    reader = READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise RefusedSteps("malformed", f"unknown step type {kind!r:.40}")
    return reader(raw)


def _replace(raw: object) -> ReplaceStep:
    fields = object_of(raw, "stepType", "from", "to", "slice", "structure")
    start, end = _positions(fields, "from", "to")
    return ReplaceStep(start, end, parse_slice(fields.get("slice")), _structure(fields))


def _replace_around(raw: object) -> ReplaceAroundStep:
    fields = object_of(
        raw, "stepType", "from", "to", "gapFrom", "gapTo", "insert", "slice", "structure"
    )
    start, gap_start, gap_end, end = _positions(fields, "from", "gapFrom", "gapTo", "to")
    piece = parse_slice(fields.get("slice"))
    insert = position(fields.get("insert"))
    if insert > piece.size:
        raise RefusedSteps("malformed", "insert lies outside of its slice")
    return ReplaceAroundStep(start, end, gap_start, gap_end, piece, insert, _structure(fields))


def _add_mark(raw: object) -> AddMarkStep:
    fields = object_of(raw, "stepType", "from", "to", "mark")
    start, end = _positions(fields, "from", "to")
    return AddMarkStep(start, end, parse_mark(fields.get("mark")))


def _remove_mark(raw: object) -> RemoveMarkStep:
    fields = object_of(raw, "stepType", "from", "to", "mark")
    start, end = _positions(fields, "from", "to")
    return RemoveMarkStep(start, end, parse_mark(fields.get("mark")))


def _attr(raw: object) -> AttrStep:
    fields = object_of(raw, "stepType", "pos", "attr", "value")
    name = fields.get("attr")
    if name not in ("id", "member", "order") or "value" not in fields:
        raise RefusedSteps("malformed", f"no such attribute to set: {name!r:.40}")
    check_attribute(name, fields["value"])
    return AttrStep(position(fields.get("pos")), name, fields["value"])


READERS: dict[str, Callable[[object], Step]] = {
    "replace": _replace,
    "replaceAround": _replace_around,
    "addMark": _add_mark,
    "removeMark": _remove_mark,
    "attr": _attr,
}


def _positions(raw: Json, *names: str) -> list[int]:
    """Positions in rising order: a range that runs backwards would double the text between."""
    positions = [position(raw.get(name)) for name in names]
    if any(first > second for first, second in pairwise(positions)):
        raise RefusedSteps("malformed", f"{names} run backwards")
    return positions


def _structure(raw: Json) -> bool:
    value = raw.get("structure", False)
    if not isinstance(value, bool):
        raise RefusedSteps("malformed", "structure is neither true nor false")
    return value
