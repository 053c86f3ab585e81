"""What the API tells of moves, as types: docs/api.md, *Moving notes*, in code."""

from typing_extensions import TypedDict

MovedNote = TypedDict("MovedNote", {"summary": bool, "was": str, "is": str})
MoveOut = TypedDict(
    "MoveOut",
    {
        "id": str,
        "from": str,
        "to": str,
        "whole": bool,
        "at": str,
        "undone_at": str | None,
        "notes": list[MovedNote],
    },
)
