"""Our own JSON whole: the proposal that is shown, and the rows that the seminar is made of again.

Files of before have no rows, and become a seminar by their texts alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.carried.checking import checked
from app.carried.misfit import Misfit
from app.carried.rows import Row
from app.documents.schema import empty_document
from app.imports import archive
from app.imports.archive import Archive
from app.imports.moving import cut
from app.imports.proposal import Proposal
from app.refusals import N_, Refusal

ROWS = "rows"
_NOTHING = empty_document().to_json()
"""A text of which all was taken out, and one that never was, are told alike."""
_LISTS = {"room": "rooms", "member": "members", "dialogue": "dialogues", "answer": "answers"}


class HistoryDiffers(Refusal):
    """Somebody has changed the file: to guess which of both is meant would lose the other."""

    type = "history_differs"
    title = N_(
        "The rows in the file do not make the texts in the file. Nothing was made of it. "
        "Without its “rows”, the texts come in as they stand, and their history does not."
    )


@dataclass(frozen=True)
class Understood:
    """`archive` and what follows are there for our own JSON only."""

    proposal: Proposal
    archive: dict[str, Any] | None = None
    language: str = ""
    pieces: list[tuple[str, list[Row]]] = field(default_factory=list)


def understood(value: Any) -> Understood:
    """Raises Unreadable or HistoryDiffers."""
    read = archive.parsed(value)
    pieces = list(cut(_rows(read, value[ROWS]))) if ROWS in value else []
    return Understood(archive.understood(value), archive.kept(value), read.seminar.language, pieces)


def _rows(read: Archive, value: object) -> dict[str, list[Row]]:
    try:
        rows = checked(value)
    except Misfit as misfit:
        raise HistoryDiffers(str(misfit)) from None
    for table, name in _LISTS.items():
        if {row["id"] for row in rows[table]} != {each.id for each in getattr(read, name)}:
            raise HistoryDiffers(table)
    if rows["seminar"][0]["id"] != read.seminar.id or _texts(rows) != dict(_told(read)):
        raise HistoryDiffers("texts")
    return rows


def _texts(rows: dict[str, list[Row]]) -> dict[tuple[str, str], Any]:
    return {
        (row["answer_id"], row["kind"]): None if row["doc"] == _NOTHING else row["doc"]
        for row in rows["document"]
    }


def _told(read: Archive) -> Iterator[tuple[tuple[str, str], Any]]:
    for each in read.answers:
        for kind, text in (("notes", each.notes), ("summary", each.summary)):
            yield (each.id, kind), None if text.doc == _NOTHING else text.doc
