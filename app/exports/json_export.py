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

    `format` and `version` come first, all other keys in alphabetical order, so that equal archives
    are equal bytes and two of them can be compared line by line. Raises ValueError for NaN and
    infinity, TypeError for what JSON has no word for.
    """
    whole = {"format": FORMAT, "version": VERSION, **_ordered(archive)}
    text = json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=2)
    # Half a surrogate pair cannot be UTF-8; its escape is JSON's own, so nothing is lost.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_ordered(each) for each in value]
    return value
