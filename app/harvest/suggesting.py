"""Groups that a question's notes may make, by what they mean: to be taken as themes or left. None
is one until somebody takes it, and nothing is counted by them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.harvest.reaped import Reaping
from app.harvest.slices import Noted, RoomNotes, slices
from app.lexicon.texts import SMALL, places
from app.meaning.keeping import Meanings
from app.meaning.nearness import FEWEST, GROUPED, Space

MOST_COMPARED = 600
"""Notes of which groups are made; those of further rooms come when some of these are in themes."""
SHORTEST_WORD = 4


@dataclass(frozen=True)
class Suggested:
    """Notes of at least two rooms, and the words that most of them share: why they are a group, and
    what it may be called."""

    notes: list[tuple[RoomNotes, Noted]]
    words: list[str]

    @property
    def rooms(self) -> int:
        return len({room.cell.room.id for room, _ in self.notes})


def suggested(
    meanings: Meanings, session: Session, reaping: Reaping, prompt_id: str
) -> list[Suggested]:
    """Of the notes that are in no theme, the largest group first."""
    cells = [cell for cell in reaping.cells if cell.prompt.id == prompt_id]
    vectors = {each.key: each.vector for each in meanings.meant(session, cells)}
    loose = [
        (room, note)
        for slice in slices(reaping, prompt_id)
        for room in slice.rooms
        for note in room.notes
        if not note.places and _key(note) in vectors
    ][:MOST_COMPARED]
    if len(loose) < FEWEST:
        return []
    space = Space([vectors[_key(note)] for _, note in loose])
    found = ([loose[at] for at in group] for group in space.groups(GROUPED))
    every = [Suggested(notes, shared([note.line.text for _, note in notes])) for notes in found]
    return [each for each in every if each.rooms > 1]


def _key(note: Noted) -> tuple[str, str, str]:
    return note.one.answer.id, note.kind, note.line.id or ""


def shared(texts: Sequence[str]) -> list[str]:
    """Words that at least half of the texts have in some form, the most common first, as they are
    written where they come first."""
    times: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in texts:
        found = {
            min(place.word.keys): text[place.start : place.end].lower()
            for place in places(text)
            if place.word.keys
            and not place.word.spellings & SMALL
            and place.end - place.start >= SHORTEST_WORD
        }
        times.update(found.keys())
        for key, word in found.items():
            written.setdefault(key, word)
    return [written[key] for key, count in times.most_common(3) if count * 2 >= len(texts)]
