"""How texts stood: read from the ledger once, and remembered as far as it was read.

A ledger only grows, so what was once told of it holds for ever: a page costs the steps that came
since the last one, and a text as it once stood at most `COPY_EVERY` steps.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from heapq import merge
from operator import attrgetter

from prosemirror.model import Node
from prosemirror.transform import Step
from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from app.boards.document_cache import Key
from app.boards.models import NOTES, Deed, LedgerStep, Saying
from app.documents.schema import schema
from app.history.moments import Story, StoryRow

STORIES_KEPT = 200


class Stories:
    """What has been read of the ledgers, the least used forgotten first. Thread-safe."""

    def __init__(self, limit: int = STORIES_KEPT) -> None:
        self._kept: OrderedDict[Key, tuple[threading.Lock, Story]] = OrderedDict()
        self._limit = limit
        self._lock = threading.Lock()

    @contextmanager
    def up_to_date(self, session: Session, key: Key) -> Iterator[Story]:
        """A document's story up to what this session sees, for as long as the block lasts. Only for
        reading sessions: what is not committed may never have happened."""
        assert "fresh" not in session.info, "a story is told of what is committed"
        with self._lock:
            lock, story = self._kept.setdefault(key, (threading.Lock(), Story()))
            self._kept.move_to_end(key)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        with lock:
            for row in _rows(session, key, story):
                story.add(row)
            yield story

    def __contains__(self, key: Key) -> bool:
        with self._lock:
            return key in self._kept

    def keys(self) -> list[Key]:
        with self._lock:
            return list(self._kept)

    def drop(self, keys: Iterable[Key]) -> None:
        with self._lock:
            for key in keys:
                self._kept.pop(key, None)


@contextmanager
def story(session: Session, key: Key) -> Iterator[Story]:
    stories: Stories = session.info["stories"]
    with stories.up_to_date(session, key) as found:
        yield found


def text_at(session: Session, key: Key, version: int) -> Node:
    """The text after that many steps. Raises IndexError for a version that never was."""
    with story(session, key) as told:
        if not 0 <= version <= told.version:
            raise IndexError(version)
        at = max(kept for kept in told.copies if kept <= version)
        doc = told.copies[at]
    for row in steps_after(session, key, at, version):
        doc = step_of(row).apply(doc).doc or doc
    return doc


def version_at(session: Session, key: Key, moment: datetime) -> int:
    """The document's version at a time."""
    query = select(func.max(LedgerStep.version)).where(
        *_belongs_to(key), col(LedgerStep.at) <= moment
    )
    return session.scalar(query) or 0


def said_at(session: Session, answer_id: str, moment: datetime) -> str | None:
    """What the room said of its answer at a time."""
    query = select(col(Saying.said)).where(
        col(Saying.answer_id) == answer_id, col(Saying.at) <= moment
    )
    return session.scalars(query.order_by(col(Saying.id).desc()).limit(1)).first()


def steps_after(
    session: Session, key: Key, version: int, until: int | None = None
) -> Iterator[StoryRow]:
    """The ledger's rows from one version to another, in order."""
    query = _ROWS.where(*_belongs_to(key), col(LedgerStep.version) > version)
    if until is not None:
        query = query.where(col(LedgerStep.version) <= until)
    for found in session.execute(query.order_by(col(LedgerStep.version))):
        yield StoryRow(*found)


def step_of(row: StoryRow) -> Step:
    assert row.step is not None
    return Step.from_json(schema, row.step)


# Columns only: rows are many, and objects made of them would cost more than their steps.
_ROWS = select(
    col(LedgerStep.version),
    col(LedgerStep.step),
    col(LedgerStep.deed),
    col(LedgerStep.seat_id),
    col(LedgerStep.at),
    col(LedgerStep.room_version),
)


def _belongs_to(key: Key) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(LedgerStep.answer_id) == key[0], col(LedgerStep.kind) == key[1]


def _rows(session: Session, key: Key, told: Story) -> Iterator[StoryRow]:
    """What the story lacks. Words on the state belong to the notes."""
    steps = steps_after(session, key, told.version)
    if key[1] != NOTES:
        return steps
    query = select(Saying).where(
        col(Saying.answer_id) == key[0], col(Saying.room_version) > told.heard
    )
    said = (
        StoryRow(told.version, None, Deed.SAY, one.seat_id, one.at, one.room_version, one.said)
        for one in session.scalars(query.order_by(col(Saying.id)))
    )
    return merge(steps, said, key=attrgetter("room_version"))
