"""What was decided on a text in another database: found again here, where its ids are others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from app.boards.cells import cells
from app.quality.findings import Doubt, findings, id_after_copying


def moved(
    session: Session, seminar_id: str, old: Sequence[Mapping[str, Any]], back: Mapping[str, str]
) -> dict[str, str]:
    """The id here of each decision by its id there; `back` gives the old id of each new one. What
    is not among them was decided on a text that has changed since."""
    wanted = {row["id"] for row in old}
    there: dict[str, str] = {}
    for found in (*findings(session, seminar_id), *_alike(session, seminar_id, old)):
        known = id_after_copying(found, back)
        if known in wanted:
            there[known] = found.id
    return there


def _alike(session: Session, seminar_id: str, old: Sequence[Mapping[str, Any]]) -> Iterator[Doubt]:
    """Those that a model found near in meaning, without asking it again: `word` is one of the two
    notes, and the other stands in another room under the same question."""
    words = {row["word"] for row in old if row["kind"] == "alike"}
    if not words:
        return
    read = cells(session, seminar_id)
    lines = [(cell, one, line) for cell in read for one in cell.answers for line in one.note_lines]
    for cell, _, line in lines:
        if line.text not in words:
            continue
        for other, one, second in lines:
            if other.prompt.id == cell.prompt.id and other.room.id != cell.room.id:
                yield Doubt("alike", other.prompt, other, one, second, second.text, line.text, cell)
