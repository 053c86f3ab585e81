"""The ledger's statements in a session: on any database, and beside whatever else a verb writes."""

from collections.abc import Collection, MutableMapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, SQLModel

from app.boards.document_cache import Current, Head, Kept, Key, current, ledger_since
from app.boards.ledger_rows import AdvancedDocument, Grown, LedgerRow
from app.documents.schema import SCHEMA_NUMBER
from app.refusals import NotSaved
from app.rooms.speakers import tags
from app.storage.engine import Json
from app.storage.store import now


class SessionRows:
    """`LedgerRows` of a session's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.moment: datetime = now(session)
        self.fresh: MutableMapping[Key, Current] = session.info["fresh"]

    def current(self, head: Head) -> Current:
        return current(self._session, head)

    def since(self, key: Key, version: int) -> list[Kept]:
        return ledger_since(self._session, *key, version)

    def members(self, room_id: str) -> Collection[str]:
        return tags(self._session, room_id)

    def write(
        self, rows: Sequence[LedgerRow], moved: Sequence[AdvancedDocument], grown: Sequence[Grown]
    ) -> None:
        connection = self._session.connection()
        connection.execute(_ADD, [self._added(row) for row in rows])
        places = [_place(each) | self._at(each.head) for each in moved]
        if connection.execute(_MOVE, places).rowcount != len(moved):
            raise NotSaved
        kept = [_place(each) | _copy(each.kept) for each in moved if each.kept]
        if kept:
            connection.execute(_KEEP, kept)
        connection.execute(_GROW, [self._grown(each) for each in grown])

    def _added(self, row: LedgerRow) -> dict[str, Any]:
        shared = {"at": self.moment, "epoch": self._session.info["epoch"]}
        step = {"step": Json(row.step), "schema_number": SCHEMA_NUMBER}
        return row._asdict() | shared | step

    def _at(self, head: Head) -> dict[str, Any]:
        return {
            "version": head.version,
            "room_version": head.room.version,
            "written_at": self.moment,
        }

    def _grown(self, grown: Grown) -> dict[str, Any]:
        room = grown.room
        return {
            "id_": room.id,
            "version": room.version,
            "added": grown.added,
            "written_at": self.moment,
        }


def _place(moved: AdvancedDocument) -> dict[str, Any]:
    return {"answer": moved.head.answer_id, "part": moved.head.kind, "seen": moved.seen}


def _copy(kept: Current) -> dict[str, Any]:
    return {"doc": kept.doc.to_json(), "doc_version": kept.version}


# Built once and compiled once.
_documents, _room = SQLModel.metadata.tables["document"], SQLModel.metadata.tables["room"]
_here = (
    _documents.c.answer_id == bindparam("answer"),
    _documents.c.kind == bindparam("part"),
)
_ADD = insert(SQLModel.metadata.tables["ledger"])
_MOVE = (
    update(_documents)
    .where(*_here, _documents.c.version == bindparam("seen"))
    .values(
        version=bindparam("version"),
        room_version=bindparam("room_version"),
        written_at=bindparam("written_at"),
    )
)
_KEEP = (
    update(_documents)
    .where(*_here)
    .values(doc=bindparam("doc"), doc_version=bindparam("doc_version"))
)
_GROW = (
    update(_room)
    .where(_room.c.id == bindparam("id_"))
    .values(
        version=bindparam("version"),
        weight=_room.c.weight + bindparam("added"),
        written_at=bindparam("written_at"),
    )
)
