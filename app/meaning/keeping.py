"""What notes mean, kept: read in the background when somebody looks, found with the notes."""

import asyncio
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import structlog
from sqlmodel import Session, col, select

from app.boards.answer_view import AnswerView
from app.boards.cells import Cell, cells
from app.boards.models import NOTES, SUMMARY, Answer
from app.documents.text import Line
from app.meaning.models import NoteMeaning
from app.meaning.reading import Away, Model
from app.seminars.models import Seminar
from app.storage.store import Store

log = structlog.get_logger()
AT_ONCE = 8
QUESTION_PATIENCE = 3.0
"""Seconds that somebody who searches waits for what is near in meaning, besides what is found."""
REST = 60.0
"""Seconds in which a seminar is not looked at again: three hundred read it at once."""
MOST_RESTING = 1_000
SHORTEST = 12
"""Characters; what is shorter ("Enig", "Ja") is near to everything and says nothing."""
Key = tuple[str, str, str]


@dataclass(frozen=True)
class PlacedLine:
    """A note, or a paragraph of a summary, where it stands."""

    cell: Cell
    one: AnswerView
    kind: str
    line: Line

    @property
    def key(self) -> Key:
        return self.one.answer.id, self.kind, self.line.id or ""


@dataclass(frozen=True)
class Meant(PlacedLine):
    vector: bytes


def told_in(some: Iterable[Cell]) -> Iterator[PlacedLine]:
    """What is long enough to mean something."""
    for cell in some:
        for one in cell.answers:
            for kind, lines in ((SUMMARY, one.summary_lines), (NOTES, one.note_lines)):
                for line in lines:
                    if line.id and len(line.text) >= SHORTEST:
                        yield PlacedLine(cell, one, kind, line)


def digest(model: str, text: str) -> str:
    return hashlib.sha256(f"{model}\0{text}".encode("utf-8", "replace")).hexdigest()[:32]


class Meanings:
    """A process's. Without a model it finds nothing and does nothing."""

    def __init__(self, store: Store, model: Model | None) -> None:
        self._store = store
        self._model = model
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._rests: dict[str, float] = {}

    @property
    def on(self) -> bool:
        return self._model is not None

    def wish(self, seminar_id: str) -> None:
        """Have a seminar's notes read that were not; nobody waits for it."""
        resting = asyncio.get_running_loop().time() < self._rests.get(seminar_id, 0.0)
        if self._model is None or resting or seminar_id in self._reading:
            return
        reading = asyncio.create_task(self._read(self._model, seminar_id))
        self._reading[seminar_id] = reading
        reading.add_done_callback(partial(self._done, seminar_id))

    def _done(self, seminar_id: str, reading: "asyncio.Task[None]") -> None:
        self._reading.pop(seminar_id, None)
        if len(self._rests) >= MOST_RESTING:  # anybody may ask for a seminar that is none
            self._rests.clear()
        self._rests[seminar_id] = asyncio.get_running_loop().time() + REST
        if not reading.cancelled() and (error := reading.exception()):
            log.warning("meaning_not_read", why=str(error))

    async def _read(self, model: Model, seminar_id: str) -> None:
        """Some notes at a time, each kept: whoever is interrupted goes on where it ended."""
        lacking = await self._store.read(lambda session: _lacking(session, seminar_id, model.name))
        for at in range(0, len(lacking), AT_ONCE):
            some = lacking[at : at + AT_ONCE]
            async with self._turn:
                vectors = await model.vectors([text for _, text in some])
            rows = [
                NoteMeaning(
                    answer_id=answer_id,
                    kind=kind,
                    note_id=note_id,
                    digest=digest(model.name, text),
                    vector=vector,
                )
                for ((answer_id, kind, note_id), text), vector in zip(some, vectors, strict=True)
            ]
            await self._store.write(partial(_save, rows=rows))

    async def stage_changed(self, _: object, *, seminar_id: str, dialogue_id: str) -> None:
        """A stage often changes because somebody is about to read."""
        self.wish(seminar_id)

    async def asked(self, text: str) -> bytes | None:
        """What a question means; None where nobody can say in time."""
        if self._model is None or not text.strip():
            return None
        with suppress(Away, TimeoutError):
            async with asyncio.timeout(QUESTION_PATIENCE), self._turn:
                return (await self._model.vectors([text], asked=True))[0]
        return None

    def meant(self, session: Session, some: Sequence[Cell]) -> list[Meant]:
        """These notes, as far as it is known what they mean as they stand now."""
        if self._model is None:
            return []
        answers = {one.answer.id for cell in some for one in cell.answers}
        query = select(NoteMeaning).where(col(NoteMeaning.answer_id).in_(answers))
        kept = {(row.answer_id, row.kind, row.note_id): row for row in session.exec(query)}
        found = []
        for each in told_in(some):
            row = kept.get(each.key)
            if row and row.digest == digest(self._model.name, each.line.text):
                found.append(Meant(each.cell, each.one, each.kind, each.line, row.vector))
        return found

    async def stop(self) -> None:
        for reading in list(self._reading.values()):
            reading.cancel()
        if self._model is not None:
            await self._model.stop()


def _lacking(session: Session, seminar_id: str, model: str) -> list[tuple[Key, str]]:
    if session.get(Seminar, seminar_id) is None:
        return []
    query = select(NoteMeaning.answer_id, NoteMeaning.kind, NoteMeaning.note_id, NoteMeaning.digest)
    found = list(told_in(cells(session, seminar_id)))
    answers = {each.one.answer.id for each in found}
    kept = {
        (answer_id, kind, note_id): known
        for answer_id, kind, note_id, known in session.exec(
            query.where(col(NoteMeaning.answer_id).in_(answers))
        )
    }
    return [
        (each.key, each.line.text)
        for each in found
        if kept.get(each.key) != digest(model, each.line.text)
    ]


def _save(session: Session, rows: Sequence[NoteMeaning]) -> None:
    """In place of what was there. An answer may have gone meanwhile."""
    for row in rows:
        if session.get(Answer, row.answer_id):
            session.merge(row)
    session.flush()
