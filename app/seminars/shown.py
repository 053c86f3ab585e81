"""What of how a seminar is made is shown on pages that are open: rooms, grid and projector."""

from collections.abc import Sequence

from app.seminars.undo import Difference, Row

ALWAYS = {"dialogue", "prompt", "duty", "member", "seating"}
SOME = {
    "seminar": {"title", "language", "kind", "member_noun", "new_members", "how_used"},
    "room": {"number", "name"},
}
SHAPING = {"dialogue", "prompt", "seating"}
"""What rooms have answers for."""


def shown_in(rows: Sequence[Difference]) -> list[str] | None:
    """The rooms, by id, whose pages show that these rows differ; None where all do."""
    shown = [each for each in rows if _is_shown(*each)]
    if any(name != "room" for name, _, _ in shown):
        return None
    return [(after or before or {})["id"] for _, before, after in shown]


def _is_shown(name: str, before: Row | None, after: Row | None) -> bool:
    return name in ALWAYS or bool(SOME.get(name, set()) & (after or before or {}).keys())
