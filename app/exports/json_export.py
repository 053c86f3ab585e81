"""The archive as JSON: everything, in a form that an import loses nothing of.

What it holds is said in docs/export-format.md and gathered elsewhere; here it becomes bytes.
"""

import json
from collections.abc import Mapping
from typing import Any

FORMAT = "samtavle"
VERSION = 1


def json_export(archive: Mapping[str, Any]) -> bytes:
    """UTF-8 with two spaces of indentation and a newline at the end.

    `format` and `version` come first, then all other keys in alphabetical order, and `rows` last,
    so that equal archives are equal bytes and two of them can be compared line by line. Raises
    ValueError for NaN and infinity, TypeError for what JSON has no word for.
    """
    whole = {"format": FORMAT, "version": VERSION, **_ordered(archive)}
    rows = whole.pop("rows", None)
    text = _text(whole, indent=2)
    if isinstance(rows, Mapping):
        text = f'{text[:-2]},\n  "rows": {_rows(rows)}\n}}'
    elif rows is not None:
        text = _text(whole | {"rows": rows}, indent=2)
    # Half a surrogate pair cannot be UTF-8; its escape is JSON's own, so nothing is lost.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _rows(rows: Mapping[str, Any]) -> str:
    """Each row on a line of its own: there are as many as there were steps."""
    tables = (f"    {_text(name)}: {_lines(some)}" for name, some in rows.items())
    return "{\n" + ",\n".join(tables) + "\n  }" if rows else "{}"


def _lines(some: Any) -> str:
    if not isinstance(some, list) or not some:
        return _text(some)
    return "[\n      " + ",\n      ".join(map(_text, some)) + "\n    ]"


def _text(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_ordered(each) for each in value]
    return value
