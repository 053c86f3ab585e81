"""Searching what was written: terms that are folded alike in texts and in questions.

A document is indexed when reading opens, and again when somebody searches and its version is newer
than the one in the index: so no text that changed later (taken in late, say) is ever missed, and
rooms that write pay nothing.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlmodel import Session, col, select

from app.boards.access import View, view_for
from app.boards.cells import AnswerView, Cell, cells
from app.boards.models import SUMMARY, Answer
from app.documents.text import Line, lines
from app.people.access import Asker
from app.people.rights import Act, Stage
from app.reading.fold import fold, fold_query
from app.reading.index import fresh_in, holding, matches, put
from app.reading.models import NoteTerms
from app.rooms.models import Room
from app.seminars.models import Dialogue, prompts
from app.storage.store import Store

LONGEST_QUESTION = 200
MOST_TERMS = 12
MOST_SHOWN = 100
AT_ONCE = 40


@dataclass(frozen=True)
class Hit:
    """A note, or a paragraph of a summary, that holds every term."""

    cell: Cell
    answer: AnswerView
    summary: bool
    line: Line


@dataclass(frozen=True)
class Found:
    """`hits` in the order of the programme, of `count` in all those from `start` on, at most
    MOST_SHOWN."""

    terms: list[str]
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    rooms: int = 0
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.hits)

    @property
    def before(self) -> int | None:
        """Where the page before this one starts."""
        return max(0, self.start - MOST_SHOWN) if self.start else None

    @property
    def after(self) -> int | None:
        return self.end if self.end < self.count else None


def terms_of(question: str) -> list[str]:
    """A question's terms, each once; of a very long one the first."""
    return fold_query(question[:LONGEST_QUESTION])[:MOST_TERMS]


def holds(word: str, terms: Sequence[str]) -> bool:
    """Whether a word of the original is what one of the terms found."""
    return any(matches(own, term) for own in fold(word) for term in terms)


class Search:
    """A process's search. It indexes one after the other: fifty who ask first fold the texts once.

    Texts are folded outside of the writing transaction and put into it in small parts, so that
    those who write at the same time do not wait.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexing = asyncio.Lock()
        self._ahead: set[asyncio.Task[None]] = set()

    async def find(self, asker: Asker, seminar_id: str, question: str, start: int = 0) -> Found:
        """Search what the asker may read now. Raises NotFound where that is nothing."""
        await self._index(lambda session: _view(session, asker, seminar_id).prompt_ids)
        terms = terms_of(question)
        return await self._store.read(
            lambda session: _find(session, _view(session, asker, seminar_id), terms, start)
        )

    async def stage_changed(self, _: object, *, seminar_id: str, dialogue_id: str) -> None:
        """Index what was opened for reading before anybody asks; nobody waits for it."""
        ahead = asyncio.create_task(
            self._index(lambda session: _opened(session, seminar_id, dialogue_id))
        )
        self._ahead.add(ahead)
        ahead.add_done_callback(self._ahead.discard)

    def stop(self) -> None:
        for ahead in self._ahead:
            ahead.cancel()

    async def _index(self, prompt_ids: Callable[[Session], Sequence[str]]) -> None:
        async with self._indexing:
            fresh = await self._store.read(lambda session: fresh_in(session, prompt_ids(session)))
            for start in range(0, len(fresh), AT_ONCE):
                await self._store.write(partial(put, fresh=fresh[start : start + AT_ONCE]))


def _view(session: Session, asker: Asker, seminar_id: str) -> View:
    return view_for(session, asker, seminar_id, Act.READ)


def _opened(session: Session, seminar_id: str, dialogue_id: str) -> list[str]:
    """The prompts of a dialogue that is open for reading, else none."""
    dialogue = session.get(Dialogue, dialogue_id)
    if dialogue is None or dialogue.stage != Stage.READING:
        return []
    return [each.id for each in prompts(session, seminar_id) if each.dialogue_id == dialogue_id]


def _find(session: Session, view: View, terms: list[str], start: int) -> Found:
    if not terms:
        return Found([])
    query = (
        select(NoteTerms.answer_id, NoteTerms.kind, NoteTerms.note_id, Answer.prompt_id)
        .join(Answer, col(Answer.id) == col(NoteTerms.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(Room.seminar_id == view.seminar.id, col(Answer.prompt_id).in_(view.prompt_ids))
        .where(holding(session, terms))
    )
    rows = session.exec(query).all()
    wanted = {(answer_id, kind, note_id) for answer_id, kind, note_id, _ in rows}
    hits = _hits(session, view, {prompt_id for *_, prompt_id in rows}, wanted)
    in_rooms = len({hit.cell.room.id for hit in hits})
    start = start if 0 < start < len(hits) else 0
    return Found(terms, hits[start : start + MOST_SHOWN], len(hits), in_rooms, start)


def _hits(
    session: Session, view: View, prompt_ids: set[str], wanted: set[tuple[str, str, str]]
) -> list[Hit]:
    """The notes as they stand now, in the order of the programme and of the rooms."""
    if not wanted:
        return []
    place = {prompt_id: at for at, prompt_id in enumerate(view.prompt_ids)}
    hits = [
        Hit(cell, one, kind == SUMMARY, line)
        for cell in cells(session, view.seminar.id, prompt_ids)
        for one in cell.stored
        for kind, stands in one.texts.items()
        for line in lines(stands.doc)
        if (one.answer.id, kind, line.id) in wanted
    ]
    return sorted(hits, key=lambda hit: place[hit.cell.prompt.id])
