"""The authority over a document's text: puts steps in order and keeps them.

The database is the order (`UPDATE … WHERE version = :seen`), so any number of processes may serve
the same answer. What a transaction has made but not yet committed stays in its `fresh` memory and
is never seen outside it.
"""

from collections import Counter
from collections.abc import Collection, Container
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import msgspec
from msgspec import Raw
from prosemirror.transform import Step
from sqlmodel import Session, select
from typing_extensions import TypedDict

from app.boards.document_cache import Current, Head, Kept, Key, RoomHead
from app.boards.ledger_rows import AdvancedDocument, Grown, LedgerRow, LedgerRows
from app.boards.models import Deed, Document
from app.boards.session_rows import SessionRows
from app.documents import taking
from app.documents.steps import LED, WRITTEN, RefusedSteps
from app.documents.taking import Steps
from app.documents.wire import StepOut
from app.refusals import N_, NameTaken, Refusal
from app.rooms.models import Room

SNAPSHOT_EVERY = 50
MOST_WEIGHT = 250_000_000
"""Characters that a room's people may add to the ledger in all. Nothing is ever taken out of it, so
whoever writes and erases over and over would fill the disk for everybody. A key is about a hundred:
forty people who type without a pause for two hours need little more than half of it."""


@dataclass(frozen=True)
class TakenSteps:
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


Published = list[tuple[str, TakenSteps]]
"""What was taken into several documents, each by its name."""


class StaleFacts(TypedDict):
    version: int
    steps: list[StepOut]
    clients: list[str | None]


class StaleSteps(Refusal):
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
    """What one transaction adds to the ledger: taken in memory step by step, written in a few
    statements.

    >>> ledger = Ledger(rows)
    >>> taken = ledger.take(head, version=7, client="ab", steps=steps, seat_id=None)
    >>> ledger.write()
    """

    def __init__(self, rows: LedgerRows) -> None:
        self._database = rows
        self._rows: list[LedgerRow] = []
        self._moved: dict[Key, tuple[Head, int]] = {}
        self._grown: dict[str, RoomHead] = {}
        self._added: Counter[str] = Counter()

    def take(
        self,
        head: Head,
        *,
        version: int,
        steps: Steps,
        client: str | None = None,
        deed: Deed = Deed.WRITE,
        seat_id: str | None = None,
        members: Container[str] | None = None,
        led: bool = False,
    ) -> TakenSteps:
        """Check steps that start from `version` and put them in order.

        Raises StaleSteps with what is lacking, NameTaken or RefusedSteps; nothing is added then.
        The same steps of the same client and seat from the same version are a repeat, so sending
        again is harmless.
        `members` are those who may be named; as a rule the room's own. A full room takes only what
        is `led`: what somebody who leads the seminar does.
        """
        stands, room = self._database.current(head), head.room
        if version > stands.version:
            raise RefusedSteps("does_not_fit", "version is ahead of the server")
        if version < stands.version:
            return self._repeated(head, version, client, seat_id, steps)
        if not steps:  # nobody need hear of it
            return TakenSteps(room.id, room.version, version, [], [], version, repeated=True)
        if not led and room.weight >= MOST_WEIGHT:
            raise RoomFull
        members = _Members(self._database, room.id) if members is None else members
        limit = LED if led else WRITTEN
        made = taking.take(stands.doc, steps, members=members, limit=limit)
        clients = [client] * len(steps) + [None] * (len(made.steps) - len(steps))
        place = (head.answer_id, head.kind)
        rows = [
            LedgerRow(*place, version + n, step, by, deed, seat_id, room.version + 1)
            for n, (step, by) in enumerate(zip(made.steps, clients, strict=True), start=1)
        ]
        self._add(head, version, Current(rows[-1].version, made.doc), rows)
        sent = [Raw(step.encode()) for step in made.steps]
        return TakenSteps(room.id, room.version, version + len(steps), sent, clients, head.version)

    def _add(self, head: Head, version: int, made: Current, rows: list[LedgerRow]) -> None:
        room, weight = head.room, sum(len(row.step) for row in rows)
        self._rows += rows
        self._moved.setdefault(head.key, (head, version))
        self._grown[room.id] = room
        self._added[room.id] += weight
        self._database.fresh[head.key] = made
        head.version = made.version
        room.version += 1
        room.weight += weight

    def _repeated(
        self, head: Head, version: int, client: str | None, seat_id: str | None, steps: Steps
    ) -> TakenSteps:
        self.write()  # what this transaction has taken so far is part of the answer
        rows = self._database.since(head.key, version)
        own = list(takewhile(lambda row: row.client and row.client == client, rows[: len(steps)]))
        for row, step in zip(own, taking.as_steps(steps), strict=False):
            if row.seat_id != seat_id or row.step.to_json() != step.to_json():
                raise NameTaken
        if not own or len(own) < len(steps):
            raise StaleSteps(rows)
        after = version + len(steps)
        return TakenSteps(head.room.id, own[-1].room_version, after, [], [], after, repeated=True)

    def write(self) -> None:
        """Put it into the transaction. The database decides the order: a document that is not where
        it was seen makes the whole transaction fail, and the client sends again."""
        if not self._rows:
            return
        moved = [
            AdvancedDocument(head, seen, self._copy(head)) for head, seen in self._moved.values()
        ]
        grown = [Grown(room, self._added[room.id]) for room in self._grown.values()]
        self._database.write(self._rows, moved, grown)
        self._rows, self._moved, self._grown, self._added = [], {}, {}, Counter()

    def _copy(self, head: Head) -> Current | None:
        """The text, when the last copy of it is so old that a new one is due."""
        if head.version - head.doc_version < SNAPSHOT_EVERY:
            return None
        head.doc_version = head.version
        return self._database.fresh[head.key]


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
) -> TakenSteps:
    """Take steps of the server's making into a document, for verbs that do more besides."""
    query = select(Room.version, Room.weight).where(Room.id == room_id).with_for_update()
    room = RoomHead(room_id, *session.exec(query).one())
    head = Head(document.answer_id, document.kind, room, document.version, document.doc_version)
    ledger = Ledger(SessionRows(session))
    taken = ledger.take(
        head,
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

    def __init__(self, rows: LedgerRows, room_id: str) -> None:
        self._rows, self._room_id = rows, room_id

    @cached_property
    def _ids(self) -> Collection[str]:
        return self._rows.members(self._room_id)

    def __contains__(self, member_id: object) -> bool:
        return member_id in self._ids
