"""Searching what was written: by what a word means, not by how it begins.

A document is indexed when reading opens, and again when somebody searches and its version is newer
than the one in the index: so no text that changed later (taken in late, say) is ever missed, and
rooms that write pay nothing.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog
from sqlalchemy import select
from sqlmodel import Session, col

from app.boards.access import View, view_for
from app.boards.cells import AnswerView, Cell, cells
from app.boards.models import NOTES, SUMMARY, Answer
from app.documents.text import Line, lines
from app.lexicon.texts import Asked, Why, found_in, question
from app.people.access import Asker
from app.people.rights import Act, Stage
from app.reading.index import Fresh, fresh_in, put, readable_and_outdated
from app.reading.matching import holding, reason
from app.reading.models import NoteTerms
from app.rooms.models import Room
from app.seminars.models import Dialogue, Prompt
from app.storage.store import Store

log = structlog.get_logger()

LONGEST_QUESTION = 200
MOST_WORDS = 12
MOST_SHOWN = 100
AT_ONCE = 40


@dataclass(frozen=True)
class Hit:
    """A note, or a paragraph of a summary, that holds every term."""

    cell: Cell
    answer: AnswerView
    summary: bool
    line: Line
    why: Why
    spans: list[tuple[int, int]]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.answer.answer.id, SUMMARY if self.summary else NOTES, self.line.id or ""


@dataclass(frozen=True)
class Found:
    """`hits` by reason and then in the order of the programme, of `count` in all those from `start`
    on, at most MOST_SHOWN."""

    wanted: list[Asked]
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


def wanted_in(text: str, *, typing: bool = False) -> list[Asked]:
    """A question's words; of a very long one the first."""
    return question(text[:LONGEST_QUESTION], typing=typing)[:MOST_WORDS]


class Search:
    """A process's search. It indexes one after the other: fifty who ask first fold the texts once.

    Texts are folded outside of the writing transaction and put into it in small parts, so that
    those who write at the same time do not wait.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexing = asyncio.Lock()
        self._ahead: set[asyncio.Task[None]] = set()

    async def find(
        self,
        asker: Asker,
        seminar_id: str,
        text: str,
        start: int = 0,
        *,
        typing: bool = False,
    ) -> Found:
        """Search what the asker may read now. Raises NotFound where that is nothing."""
        await self._index(lambda session: _view(session, asker, seminar_id).prompt_ids)
        wanted = wanted_in(text, typing=typing)
        return await self._store.read(
            lambda session: _find(session, _view(session, asker, seminar_id), wanted, start)
        )

    def start(self) -> None:
        """Index what is open for reading, such as after an upgrade that finds by other rules: one
        dialogue after the other, so that each look is at its own documents alone."""
        self._go_ahead(self._index_all())

    async def stage_changed(self, _: object, *, seminar_id: str, dialogue_id: str) -> None:
        """Index what was opened for reading before anybody asks; nobody waits for it."""
        self._go_ahead(self._index_dialogue(dialogue_id))

    async def _index_all(self) -> None:
        for dialogue_id in await self._store.read(readable_and_outdated):
            await self._index_dialogue(dialogue_id)

    async def _index_dialogue(self, dialogue_id: str) -> None:
        await self._index(lambda session: _opened(session, dialogue_id))

    def _go_ahead(self, indexing: Coroutine[None, None, None]) -> None:
        ahead = asyncio.create_task(indexing)
        self._ahead.add(ahead)
        ahead.add_done_callback(self._indexed)

    def _indexed(self, ahead: asyncio.Task[None]) -> None:
        self._ahead.discard(ahead)
        if not ahead.cancelled() and (error := ahead.exception()):
            log.error("not_indexed", why=str(error))

    def stop(self) -> None:
        for ahead in self._ahead:
            ahead.cancel()

    async def _index(self, prompt_ids: Callable[[Session], Sequence[str]]) -> None:
        """A part at a time, each kept: who is interrupted goes on where it ended, and who searches
        another seminar meanwhile has a turn in between."""
        fresh: Sequence[Fresh] | None = None
        while fresh is None or fresh:
            async with self._indexing:
                fresh = await self._store.read(
                    lambda session: fresh_in(session, prompt_ids(session), AT_ONCE)
                )
                if fresh:
                    await self._store.write(partial(put, fresh=fresh))


def _view(session: Session, asker: Asker, seminar_id: str) -> View:
    return view_for(session, asker, seminar_id, Act.READ)


def _opened(session: Session, dialogue_id: str) -> list[str]:
    """The prompts of a dialogue if it is open for reading."""
    query = (
        select(col(Prompt.id))
        .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
        .where(col(Dialogue.stage) == Stage.READING, col(Dialogue.id) == dialogue_id)
    )
    return list(session.scalars(query))


@dataclass(frozen=True)
class _Row:
    """A row of the index that was found, with what it is sorted by."""

    why: Why
    place: int
    room: int
    id: int
    answer_id: str
    kind: str
    note_id: str
    prompt_id: str
    room_id: str

    @property
    def order(self) -> tuple[int, int, int, int]:
        return self.why, self.place, self.room, self.id

    @property
    def note(self) -> tuple[str, str, str]:
        return self.answer_id, self.kind, self.note_id


def _find(session: Session, view: View, wanted: list[Asked], start: int) -> Found:
    if not wanted:
        return Found([])
    rows = sorted(_rows(session, view, wanted), key=lambda row: row.order)
    start = start if 0 < start < len(rows) else 0
    hits = list(_hits(session, view, rows[start : start + MOST_SHOWN], wanted))
    return Found(wanted, hits, len(rows), len({row.room_id for row in rows}), start)


def _rows(session: Session, view: View, wanted: list[Asked]) -> list[_Row]:
    place = {prompt_id: at for at, prompt_id in enumerate(view.prompt_ids)}
    answer = col(NoteTerms.answer_id)
    query = (
        select(
            reason(session, view.seminar.id, wanted),
            col(NoteTerms.id),
            answer,
            col(NoteTerms.kind),
            col(NoteTerms.note_id),
            col(Answer.prompt_id),
            col(Room.id),
            col(Room.number),
        )
        .join(Answer, col(Answer.id) == answer)
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(col(Answer.prompt_id).in_(view.prompt_ids))
        .where(holding(session, view.seminar.id, wanted, Why.BEGINNING))
    )
    return [
        _Row(Why(why), place[prompt], number, id, answer_id, kind, note, prompt, room)
        for why, id, answer_id, kind, note, prompt, room, number in session.execute(query)
    ]


def _hits(session: Session, view: View, rows: Sequence[_Row], wanted: list[Asked]) -> Iterable[Hit]:
    """The notes as they stand now; one that was taken away meanwhile is left out."""
    if not rows:
        return
    stand = _standing(session, view, rows)
    for row in rows:
        if found := stand.get(row.note):
            cell, one, line = found
            spans = found_in(line.text, wanted)
            yield Hit(cell, one, row.kind == SUMMARY, line, row.why, spans)


def _standing(
    session: Session, view: View, rows: Sequence[_Row]
) -> dict[tuple[str, str, str], tuple[Cell, AnswerView, Line]]:
    room_ids = {row.room_id for row in rows}
    return {
        (one.answer.id, kind, line.id or ""): (cell, one, line)
        for cell in cells(session, view.seminar.id, {row.prompt_id for row in rows}, room_ids)
        for one in cell.stored
        for kind, stands in one.texts.items()
        for line in lines(stands.doc)
    }
