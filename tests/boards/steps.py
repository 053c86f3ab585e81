"""Steps as an editor would send them, for tests that need one quickly."""

from typing import Any


def typed(text: str, at: int = 1) -> dict[str, Any]:
    """Text put in at a position."""
    piece = {"content": [{"type": "text", "text": text}]}
    return {"stepType": "replace", "from": at, "to": at, "slice": piece}


def erased(start: int, end: int) -> dict[str, Any]:
    return {"stepType": "replace", "from": start, "to": end}


def paragraph(text: str, id: str | None, member: str | None = None) -> dict[str, Any]:
    """A whole note put in at the top."""
    node = {
        "type": "paragraph",
        "attrs": {"id": id, "member": member},
        "content": [{"type": "text", "text": text}],
    }
    return {"stepType": "replace", "from": 0, "to": 0, "slice": {"content": [node]}}
