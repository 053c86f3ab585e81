"""What decides over steps, kept between transactions of SQLite's lane.

Read once, and good as long as nobody else has written: SQLite says so by a number that every other
connection's commit changes. It is asked for inside the writing transaction, in which nobody else
can commit, so what is known here is what stands there.
"""

import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple, NoReturn

from app.boards.client_names import ClientNames
from app.boards.document_cache import Head, Key, RoomHead
from app.boards.models import NOTES
from app.boards.written import Sent
from app.people.access import Asker
from app.people.rights import Stage
from app.seminars.stages import stage_at
from app.storage.lane import LeftToVerb

MOST_KNOWN = 20_000

_DOCUMENTS = """
SELECT document.answer_id, document.kind, document.version, document.doc_version,
       room.id, room.version, room.weight, dialogue.stage, dialogue.until, seminar.archived_at,
       reopening.until, merge.id
FROM document
JOIN answer ON answer.id = document.answer_id
JOIN room ON room.id = answer.room_id
JOIN prompt ON prompt.id = answer.prompt_id
JOIN dialogue ON dialogue.id = prompt.dialogue_id
JOIN seminar ON seminar.id = dialogue.seminar_id
LEFT JOIN reopening ON reopening.room_id = room.id AND reopening.dialogue_id = dialogue.id
LEFT JOIN merge ON merge.room_id = room.id AND merge.ended_at IS NULL
WHERE document.answer_id IN ({})"""
_SEATS = """
SELECT id, visitor_id, room_id FROM seat
WHERE left_at IS NULL AND (id IN ({0}) OR visitor_id IN ({0}))"""
_OWNERS = """
SELECT answer_id, kind, name, seat_id FROM client_name
WHERE answer_id IN ({}) AND name IN ({})"""


class _Said(NamedTuple):
    """What was said of a dialogue: to all rooms, and to one alone."""

    stage: str
    until: datetime | None
    archived: bool
    alone_until: datetime | None
    merged: bool


class SqliteFacts:
    """`Facts` of the transaction that `know` was called in last."""

    def __init__(self) -> None:
        self._seen = -1
        self.forget()

    def forget(self) -> None:
        """What was known may not stand: a transaction was undone."""
        self._heads: dict[Key, Head] = {}
        self._rooms: dict[str, RoomHead] = {}
        self._said: dict[str, _Said] = {}
        self._seats: dict[tuple[str, str], str] = {}
        self._askers: set[str | None] = set()
        self._named: set[tuple[str, str]] = set()
        self.names = ClientNames()

    def know(self, database: sqlite3.Connection, moment: datetime, sent: list[Sent]) -> None:
        """Read what is not known already of these senders and documents."""
        self._moment = moment
        (seen,) = database.execute("PRAGMA data_version").fetchone()
        if seen != self._seen or len(self._named) + len(self._askers) > MOST_KNOWN:
            self.forget()
            self._seen = seen
        if answers := {each.key[0] for each in sent if (each.key[0], NOTES) not in self._heads}:
            self._read_documents(database, answers)
        if askers := {each.asker.id for each in sent} - self._askers:
            self._read_seats(database, askers)
        if named := {(each.key[0], each.client) for each in sent} - self._named:
            self._read_names(database, named)

    def head(self, key: Key) -> Head | None:
        return self._heads.get(key)

    def stage(self, answer_id: str) -> Stage:
        said = self._said[answer_id]
        return stage_at(
            said.stage,
            said.until,
            self._moment,
            archived=said.archived,
            alone_until=said.alone_until,
            merged=said.merged,
        )

    def seat(self, asker: Asker, room_id: str) -> str | None:
        return self._seats.get((asker.id or "", room_id))

    def refuse(self, sent: Sent) -> NoReturn:
        raise LeftToVerb

    def _read_documents(self, database: sqlite3.Connection, answers: Collection[str]) -> None:
        query = _DOCUMENTS.format(_marks(answers))
        for row in database.execute(query, list(answers)):
            answer, kind, version, copied, *room, stage, until, archived, alone, merge = row
            here = self._rooms.setdefault(room[0], RoomHead(*room))
            self._heads[answer, kind] = Head(answer, kind, here, version, copied)
            times = _moment(until), archived is not None, _moment(alone)
            self._said[answer] = _Said(stage, *times, merge is not None)

    def _read_seats(self, database: sqlite3.Connection, askers: Collection[str | None]) -> None:
        query = _SEATS.format(_marks(askers))
        for seat, visitor, room in database.execute(query, [*askers, *askers]):
            self._seats[visitor or seat, room] = self._seats[seat, room] = seat
        self._askers |= set(askers)

    def _read_names(self, database: sqlite3.Connection, named: set[tuple[str, str]]) -> None:
        answers, names = {answer for answer, _ in named}, {name for _, name in named}
        query = _OWNERS.format(_marks(answers), _marks(names))
        self.names.learn(database.execute(query, [*answers, *names]))
        self._named |= named


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
