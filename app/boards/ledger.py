"""The authority over a document's text: puts steps in order and keeps them.

The database is the order (`UPDATE … WHERE version = :seen`), so any number of processes may serve
the same answer. What a transaction has made but not yet committed stays in its `fresh` memory and
is never seen outside it.
"""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import takewhile
from typing import Any

import msgspec
from msgspec import Raw
from prosemirror.transform import Step
from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, SQLModel, select
from typing_extensions import TypedDict

from app.boards.document_cache import Current, Head, Kept, Key, current, ledger_since
from app.boards.models import Deed, Document
from app.documents.schema import SCHEMA_NUMBER
from app.documents.steps import LED, WRITTEN, RefusedSteps, apply, repairs
from app.documents.wire import StepOut
from app.refusals import N_, NameTaken, NotSaved, Refusal
from app.rooms.models import Room, members_of
from app.storage.engine import Json
from app.storage.store import now

SNAPSHOT_EVERY = 50
MOST_WEIGHT = 250_000_000
"""Characters that a room's people may add to the ledger in all. Nothing is ever taken out of it, so
whoever writes and erases over and over would fill the disk for everybody. A key is about a hundred:
forty people who type without a pause for two hours need little more than half of it."""


@dataclass(frozen=True)
class Taken:
    """Steps that are in the ledger. `version` is the one after the client's own, `last` the one
    after all; `steps` and `clients` hold everything that was added, and None made the server's
    repairs."""

    room_id: str
    room_version: int
    version: int
    steps: list[Raw]
    clients: list[str | None]
    last: int
    repeated: bool = False


class StaleFacts(TypedDict):
    version: int
    steps: list[StepOut]
    clients: list[str | None]


class Stale(Refusal):
    """The client lacks these steps, which start from its version and end at `version`."""

    type = "stale"
    status = 409
    title = N_("Somebody else has written here meanwhile. Nothing was overwritten.")

    def __init__(self, missed: list[Kept]) -> None:
        super().__init__(missed[-1].version)
        self.version = missed[-1].version
        self.steps = [row.raw for row in missed]
        self.clients = [row.client for row in missed]

    def facts(self) -> StaleFacts:
        steps = [msgspec.json.decode(step) for step in self.steps]
        return {"version": self.version, "steps": steps, "clients": self.clients}


class RoomFull(RefusedSteps):
    """Everything that a room may keep has been used; those who lead may still take texts in."""

    title = N_("The room is full and has not taken this. Keep your text, and tell whoever leads.")

    def __init__(self) -> None:
        super().__init__("room_full", f"{MOST_WEIGHT} characters")


class Ledger:
    """What one verb adds to the ledger: taken in memory step by step, written in a few statements.

    >>> ledger = Ledger(session)
    >>> taken = ledger.take(head, stands, version=7, client="ab", steps=steps, seat_id=None)
    >>> ledger.write()
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._moment: datetime = now(session)
        self._heads: dict[Key, Head] = {}
        self._seen: dict[Key, int] = {}
        self._rooms: dict[str, int] = {}
        self._weights: Counter[str] = Counter()
        self._rows: list[dict[str, Any]] = []

    def take(
        self,
        head: Head,
        stands: Current,
        *,
        version: int,
        client: str | None = None,
        steps: list[Step],
        deed: Deed = Deed.WRITE,
        seat_id: str | None = None,
        members: Container[str] | None = None,
        led: bool = False,
    ) -> Taken:
        """Check steps that start from `version` and put them in order.

        Raises Stale with what the client lacks, NameTaken or RefusedSteps; then nothing was added.
        The same steps of the same client and seat from the same version are a repeat, so sending
        again is harmless.
        `members` are those who may be named; as a rule the room's own. A full room takes only what
        is `led`: what somebody who leads the seminar does.
        """
        if version > stands.version:
            raise RefusedSteps("does_not_fit", "version is ahead of the server")
        if version < stands.version:
            return self._repeated(head, version, client, seat_id, steps)
        if not led and head.room_weight + self._weights[head.room_id] >= MOST_WEIGHT:
            raise RoomFull
        members = _Members(self._session, head.room_id) if members is None else members
        doc = apply(stands.doc, steps, members=members, limit=LED if led else WRITTEN)
        mended = repairs(doc)
        for step in mended:
            doc = step.apply(doc).doc or doc
        added = [*steps, *mended]
        clients = [client] * len(steps) + [None] * len(mended)
        made = Current(stands.version + len(added), doc)
        room_version = self._rooms.get(head.room_id, head.room_version) + 1
        shared = {"deed": deed, "seat_id": seat_id, "room_version": room_version}
        made_by = zip(added, clients, strict=True)
        rows = [row | shared for row in self._rows_of(head, stands.version, made_by)]
        self._rooms[head.room_id] = room_version
        self._weights[head.room_id] += sum(len(row["step"]) for row in rows)
        self._seen.setdefault(head.key, stands.version)
        self._heads[head.key] = replace(head, version=made.version, room_version=room_version)
        self._rows += rows
        self._session.info["fresh"][head.key] = made
        sent = [Raw(row["step"].encode()) for row in rows]
        return Taken(head.room_id, room_version, version + len(steps), sent, clients, made.version)

    def _repeated(
        self, head: Head, version: int, client: str | None, seat_id: str | None, steps: list[Step]
    ) -> Taken:
        self.write()  # what this transaction has taken so far is part of the answer
        rows = ledger_since(self._session, head.answer_id, head.kind, version)
        own = list(takewhile(lambda row: row.client and row.client == client, rows[: len(steps)]))
        for row, step in zip(own, steps, strict=False):
            if row.seat_id != seat_id or row.step.to_json() != step.to_json():
                raise NameTaken
        if not own or len(own) < len(steps):
            raise Stale(rows)
        after = version + len(steps)
        return Taken(head.room_id, own[-1].room_version, after, [], [], after, repeated=True)

    def _rows_of(
        self, head: Head, version: int, made: Iterable[tuple[Step, str | None]]
    ) -> list[dict[str, Any]]:
        return [
            {
                "answer_id": head.answer_id,
                "kind": head.kind,
                "version": version + index,
                "step": Json(msgspec.json.encode(step.to_json()).decode()),
                "client": client,
                "at": self._moment,
                "epoch": self._session.info["epoch"],
                "schema_number": SCHEMA_NUMBER,
            }
            for index, (step, client) in enumerate(made, start=1)
        ]

    def write(self) -> None:
        """Put it into the transaction. The database decides the order: a document that is not where
        it was seen makes the whole verb fail, and the client sends again."""
        if not self._rows:
            return
        connection = self._session.connection()
        connection.execute(_ADD, self._rows)
        moved = [self._moved(head) for head in self._heads.values()]
        if connection.execute(_MOVE, moved).rowcount != len(moved):
            raise NotSaved
        if kept := [self._kept(head) for head in self._heads.values() if _due(head)]:
            connection.execute(_KEEP, kept)
        grown = [
            {"id_": id, "version": at, "added": self._weights[id]} for id, at in self._rooms.items()
        ]
        connection.execute(_GROW, [row | {"written_at": self._moment} for row in grown])
        self._rows, self._heads, self._seen, self._weights = [], {}, {}, Counter()

    def _moved(self, head: Head) -> dict[str, Any]:
        return {
            "answer": head.answer_id,
            "part": head.kind,
            "seen": self._seen[head.key],
            "version": head.version,
            "room_version": head.room_version,
            "written_at": self._moment,
        }

    def _kept(self, head: Head) -> dict[str, Any]:
        current: Current = self._session.info["fresh"][head.key]
        doc = current.doc.to_json()
        return {
            "answer": head.answer_id,
            "part": head.kind,
            "doc": doc,
            "doc_version": head.version,
        }


def _due(head: Head) -> bool:
    return head.version - head.doc_version >= SNAPSHOT_EVERY


# Written once and compiled once: these run for every few keystrokes of everybody.
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


def take(
    session: Session,
    document: Document,
    *,
    room_id: str,
    version: int,
    steps: list[Step],
    deed: Deed = Deed.WRITE,
    seat_id: str | None = None,
    members: Container[str] | None = None,
    led: bool = False,
) -> Taken:
    """Take steps of the server's making into a document, for verbs that do more besides."""
    room = select(Room.version, Room.weight).where(Room.id == room_id).with_for_update()
    head = Head(
        document.answer_id,
        document.kind,
        room_id,
        document.version,
        document.doc_version,
        *session.exec(room).one(),
    )
    ledger = Ledger(session)
    stands = current(session, document)
    taken = ledger.take(
        head,
        stands,
        version=version,
        steps=steps,
        deed=deed,
        seat_id=seat_id,
        members=members,
        led=led,
    )
    ledger.write()
    session.expire(document)
    return taken


class _Members:
    """The room's members, asked of the database only when a step names one."""

    def __init__(self, session: Session, room_id: str) -> None:
        self._session, self._room_id = session, room_id

    @cached_property
    def _ids(self) -> set[str]:
        return {member.id for member in members_of(self._session, self._room_id)}

    def __contains__(self, member_id: object) -> bool:
        return member_id in self._ids
