"""Groups that a question's notes may make, by the words that they share or by what they mean: to be
taken as themes or left. None is one until somebody takes it, and nothing is counted by them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from app.boards.models import NOTES
from app.harvest.reaped import Reaping
from app.harvest.slices import Noted, RoomNotes, slices
from app.lexicon.grouping import grouped, shared
from app.meaning.keeping import Meanings
from app.meaning.nearness import FEWEST, GROUPED, Space

By = Literal["words", "meaning"]
Loose = list[tuple[RoomNotes, Noted]]
MOST_COMPARED = 600
"""Notes of which groups are made; those of further rooms come when some of these are in themes."""


@dataclass(frozen=True)
class GroupedNote:
    """A note of a group; `words` are those that another one of it has too: why it is there."""

    room: RoomNotes
    note: Noted
    words: list[str]


@dataclass(frozen=True)
class Suggested:
    """Notes of at least two rooms. `words` are what most of them share: why they are a group, and
    what it may be called."""

    notes: list[GroupedNote]
    words: list[str]

    @property
    def rooms(self) -> int:
        return len({each.room.cell.room.id for each in self.notes})


def suggested(
    by: By, meanings: Meanings, session: Session, reaping: Reaping, prompt_id: str
) -> list[Suggested]:
    """Of the notes that are in no theme, the largest group first."""
    if by == "words":
        return by_words(reaping, prompt_id)
    return by_meaning(meanings, session, reaping, prompt_id)


def by_words(reaping: Reaping, prompt_id: str) -> list[Suggested]:
    """Anybody can have these."""
    loose = _loose(reaping, prompt_id)[:MOST_COMPARED]
    return _groups(loose, grouped([note.line.text for _, note in loose]))


def by_meaning(
    meanings: Meanings, session: Session, reaping: Reaping, prompt_id: str
) -> list[Suggested]:
    """The same as a model sees it; none where the server has none, or has not read them yet."""
    cells = [cell for cell in reaping.cells if cell.prompt.id == prompt_id]
    vectors = {each.key: each.vector for each in meanings.meant(session, cells)}
    loose = _loose(reaping, prompt_id, lambda note: _key(note) in vectors)[:MOST_COMPARED]
    if len(loose) < FEWEST:
        return []
    return _groups(loose, Space([vectors[_key(note)] for _, note in loose]).groups(GROUPED))


def _loose(
    reaping: Reaping, prompt_id: str, known: Callable[[Noted], bool] = lambda _: True
) -> Loose:
    """Notes in no theme; of what stands twice, as somebody has settled, the first alone."""
    return [
        (room, note)
        for slice in slices(reaping, prompt_id)
        for room in slice.rooms
        for note in room.notes
        if not note.places and not _again(note) and known(note)
    ]


def _again(note: Noted) -> bool:
    return note.kind == NOTES and note.line.id in note.one.again


def _key(note: Noted) -> tuple[str, str, str]:
    return note.one.answer.id, note.kind, note.line.id or ""


def _groups(loose: Loose, found: Sequence[Sequence[int]]) -> list[Suggested]:
    every = [_group([loose[at] for at in group]) for group in found]
    return [each for each in every if each.rooms > 1]


def _group(some: Loose) -> Suggested:
    words, own = shared([note.line.text for _, note in some])
    return Suggested([GroupedNote(*each, why) for each, why in zip(some, own, strict=True)], words)
