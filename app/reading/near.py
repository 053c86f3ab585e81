"""What others said that is like a note, or like what somebody searches for, by what it means.

It is told beside what is there anyway, each with its reason: nothing is sorted, hidden or counted
by it. Where meaning is off, or not read yet, there is none of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.boards.access import View
from app.boards.cells import Cell, cells
from app.boards.models import NOTES
from app.lexicon.texts import SMALL, places
from app.meaning.keeping import Key, Meanings, Meant
from app.meaning.nearness import FEWEST, MOST_COMPARED, NEAR, Space
from app.reading.hits import SearchResult

MOST_SHOWN = 8


@dataclass(frozen=True)
class Near:
    """`words` are those of it that the other uses too, in any form: why it was found. None of them
    where the same is said in other words."""

    told: Meant
    words: list[str]


def counts(meanings: Meanings, session: Session, some: Sequence[Cell]) -> dict[str, int]:
    """How many other rooms said something like each note, by the note's id."""
    meant = meanings.meant(session, some)
    if not FEWEST <= len(meant) <= MOST_COMPARED:
        return {}
    rooms: dict[str, set[str]] = {}
    for pair in Space([each.vector for each in meant]).pairs(NEAR):
        for one, other in (pair, pair[::-1]):
            if (room := _counts_for(meant[other])) != _counts_for(meant[one]):
                rooms.setdefault(meant[one].line.id or "", set()).add(room)
    return {note: len(found) for note, found in rooms.items()}


def _counts_for(told: Meant) -> str:
    """The room: of what stands twice the one that has it first."""
    first = told.one.again.get(told.line.id or "") if told.kind == NOTES else None
    return first.room_id if first else told.cell.room.id


def to_note(
    meanings: Meanings, session: Session, some: Sequence[Cell], note_id: str
) -> tuple[Meant, list[Near]] | None:
    """The note, and what other rooms said like it, the nearest first; None for one of which nobody
    knows (yet) what it means."""
    meant = meanings.meant(session, some)
    at = next((at for at, each in enumerate(meant) if each.line.id == note_id), None)
    if at is None:
        return None
    own = meant[at]
    if len(meant) < FEWEST:
        return own, []
    near = [meant[place] for _, place in Space([each.vector for each in meant]).near(at)]
    others = [each for each in near if each.cell.room.id != own.cell.room.id]
    return own, list(_nearest(others, own.line.text))


def to_question(
    meanings: Meanings,
    session: Session,
    some: Sequence[Cell],
    vector: bytes,
    text: str,
    without: set[Key],
) -> list[Near]:
    """What is like a question, besides what was found in it."""
    meant = meanings.meant(session, some)
    if len(meant) < FEWEST:
        return []
    near = [meant[at] for _, at in Space([each.vector for each in meant]).near_to(vector)]
    return list(_nearest((each for each in near if each.key not in without), text))


def to_search(
    meanings: Meanings,
    session: Session,
    view: View,
    vector: bytes | None,
    found: SearchResult,
    text: str,
) -> list[Near]:
    """What stands under the first of what a search has found; nothing where nobody knows what was
    asked."""
    if vector is None or found.start:
        return []
    some = cells(session, view.seminar.id, view.prompt_ids)
    return to_question(meanings, session, some, vector, text, {hit.key for hit in found.hits})


def _nearest(some: Iterable[Meant], text: str) -> Iterable[Near]:
    for _, each in zip(range(MOST_SHOWN), some, strict=False):
        yield Near(each, in_common(each.line.text, text))


def in_common(text: str, other: str) -> list[str]:
    """The words of a text that another one uses too, in any form, each once."""
    theirs = {key for place in places(other) for key in place.word.keys | place.word.parts}
    shared = (
        text[place.start : place.end]
        for place in places(text)
        if place.word.keys & theirs and not place.word.spellings & SMALL
    )
    return list(dict.fromkeys(word.lower() for word in shared))
