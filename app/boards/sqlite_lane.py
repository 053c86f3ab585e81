"""SQLite's own lane for steps: plain statements on one connection, without a session.

Used in the writer's thread only. It decides nothing: `step_batch.py` does, here as everywhere.
"""

import json
import sqlite3
from collections.abc import Collection, MutableMapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.boards.document_cache import Current, Documents, Head, Kept, Key, replayed
from app.boards.ledger import TakenSteps
from app.boards.ledger_rows import AdvancedDocument, Grown, LedgerRow
from app.boards.session_batch import take_batch
from app.boards.sqlite_facts import SqliteFacts
from app.boards.step_batch import take_all
from app.boards.written import Sent
from app.documents.schema import SCHEMA_NUMBER
from app.refusals import NotSaved
from app.storage.engine import prepare_sqlite

_ADD = """
INSERT INTO ledger (answer_id, kind, version, step, client, deed, seat_id, room_version,
                    at, epoch, schema_number)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_MOVE = """
UPDATE document SET version = ?, room_version = ?, written_at = ?
WHERE answer_id = ? AND kind = ? AND version = ?"""
_KEEP = "UPDATE document SET doc = ?, doc_version = ? WHERE answer_id = ? AND kind = ?"
_GROW = "UPDATE room SET version = ?, weight = weight + ?, written_at = ? WHERE id = ?"
_GIVE = "INSERT INTO client_name (answer_id, kind, name, seat_id) VALUES (?, ?, ?, ?)"
_SINCE = """
SELECT version, step, client, seat_id, room_version FROM ledger
WHERE answer_id = ? AND kind = ? AND version > ? ORDER BY version"""
_COPY = "SELECT doc, doc_version FROM document WHERE answer_id = ? AND kind = ?"
_MEMBERS = """
SELECT member_id FROM seating WHERE room_id = ?1
UNION SELECT member_id FROM seating JOIN merge USING (room_id) WHERE merge.into_id = ?1
UNION SELECT id FROM speaker WHERE room_id = ?1"""


class SqliteLane:
    """`storage.lane.Lane` for `take_batch`. `info` is the store's."""

    verb = staticmethod(take_batch)

    def __init__(self, file: Path, info: dict[str, Any]) -> None:
        self._file, self._info = file, info
        self._facts = SqliteFacts()
        self._database: sqlite3.Connection | None = None

    def begin(self) -> None:
        if self._database is None:
            self._database = sqlite3.connect(self._file, check_same_thread=False)
            prepare_sqlite(self._database)
        self._database.execute("BEGIN IMMEDIATE")

    def take(
        self, sent: list[Sent], fresh: MutableMapping[Key, Current]
    ) -> list[TakenSteps | Exception]:
        assert self._database
        rows = SqliteRows(self._database, self._info, fresh)
        self._facts.know(self._database, rows.moment, sent)
        outcomes = take_all(self._facts, rows, sent)
        if given := self._facts.names.given():
            self._database.executemany(_GIVE, given)
        return outcomes

    def commit(self) -> None:
        assert self._database
        self._database.execute("COMMIT")

    def close(self) -> None:
        """Undo what is not committed and forget the connection: one that met a full or failing
        disk may be broken."""
        if self._database:
            self._database.close()
        self._database = None
        self._facts.forget()


class SqliteRows:
    """`LedgerRows` of one transaction."""

    def __init__(
        self,
        database: sqlite3.Connection,
        info: dict[str, Any],
        fresh: MutableMapping[Key, Current],
    ) -> None:
        self._database, self.fresh = database, fresh
        self._documents: Documents = info["documents"]
        self._epoch: str = info["epoch"]
        self.moment: datetime = info["clock"]()
        # As SQLAlchemy's own `DateTime` writes it.
        self._at = self.moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")

    def current(self, head: Head) -> Current:
        key = head.key
        found = self.fresh.get(key) or self._documents.get(key, head.version)
        if found is None:
            doc, version = self._database.execute(_COPY, key).fetchone()
            newer = self.since(key, version)
            found = self.fresh[key] = replayed(json.loads(doc or "null"), version, newer)
        return found

    def since(self, key: Key, version: int) -> list[Kept]:
        return [Kept(*row) for row in self._database.execute(_SINCE, (*key, version))]

    def members(self, room_id: str) -> Collection[str]:
        return {id for (id,) in self._database.execute(_MEMBERS, (room_id,))}

    def write(
        self, rows: Sequence[LedgerRow], moved: Sequence[AdvancedDocument], grown: Sequence[Grown]
    ) -> None:
        database, shared = self._database, (self._at, self._epoch, SCHEMA_NUMBER)
        database.executemany(_ADD, [(*row, *shared) for row in rows])
        places = [self._place(each) for each in moved]
        if database.executemany(_MOVE, places).rowcount != len(places):
            raise NotSaved
        database.executemany(_KEEP, [_copy(each.kept, each.head) for each in moved if each.kept])
        database.executemany(
            _GROW, [(each.room.version, each.added, self._at, each.room.id) for each in grown]
        )

    def _place(self, moved: AdvancedDocument) -> tuple[Any, ...]:
        head = moved.head
        return head.version, head.room.version, self._at, *head.key, moved.seen


def _copy(kept: Current, head: Head) -> tuple[Any, ...]:
    return json.dumps(kept.doc.to_json()), kept.version, *head.key
