"""What of how a seminar is made is shown on pages that are open: rooms, grid and projector."""

from collections.abc import Sequence

from app.seminars.undo import Difference

ALWAYS = {"dialogue", "prompt", "duty", "member", "seating"}
SOME = {
    "seminar": {"title", "language", "kind", "member_noun", "new_members", "how_used"},
    "room": {"number", "name"},
}
SHAPING = {"dialogue", "prompt", "seating"}
"""What rooms have answers for."""


def is_shown(rows: Sequence[Difference]) -> bool:
    """Whether somebody who looks there sees that these rows differ."""
    return any(
        name in ALWAYS or SOME.get(name, set()) & (after or before or {}).keys()
        for name, before, after in rows
    )
