"""How texts stand: the newest committed ones in memory, and any of them from the ledger."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from prosemirror.model import Node
from prosemirror.transform import Step
from sqlalchemy import Text, bindparam, cast, select
from sqlmodel import Session, col

from app.boards.models import Document, LedgerStep
from app.boards.state import State, hangs, shown, unfinished
from app.documents import text
from app.documents.schema import empty_document, schema
from app.documents.text import Line
from app.storage.transactions import Fresh
from app.wording import readable

MOST_KEPT = 8_000_000
"""Letters and borders of notes, with what each text takes besides: three halls of 500 rooms with
30,000 notes each, some 60 MB a hall. A page that holds more than this reads all of it each time."""
OF_EACH = 50
READ_AT_ONCE = 500

Key = tuple[str, str]


@dataclass(slots=True)
class RoomHead:
    """Where a room stands in the database, with what this transaction has added. `weight` is what
    its people have added to the ledger in all, in characters of JSON."""

    id: str
    version: int
    weight: int = 0


@dataclass(slots=True)
class Head:
    """Where a document stands in the database, with what this transaction has added."""

    answer_id: str
    kind: str
    room: RoomHead
    version: int
    doc_version: int

    @property
    def key(self) -> Key:
        return self.answer_id, self.kind


@dataclass(frozen=True)
class Current:
    """A document's text at a version."""

    version: int
    doc: Node

    @cached_property
    def text(self) -> str:
        return text.plain(self.doc)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its notes."""
        return tuple(text.lines(self.doc))

    @cached_property
    def words(self) -> int:
        return text.words(self.doc)

    @cached_property
    def readable(self) -> bool:
        return readable(self.text)

    @cached_property
    def unfinished(self) -> bool:
        """Whether it seems to break off."""
        return unfinished(self.text)

    @cached_property
    def hangs(self) -> bool:
        return hangs(self.text)

    @cached_property
    def shown(self) -> State:
        return shown(self.text)


class Documents:
    """The newest committed texts of this process, the least used dropped first. Thread-safe."""

    def __init__(self, limit: int = MOST_KEPT) -> None:
        self._kept: OrderedDict[Key, Current] = OrderedDict()
        self._limit, self._size = limit, 0
        self._lock = threading.Lock()

    def get(self, key: Key, version: int) -> Current | None:
        """The text at `version` or newer; what is older than the database is no use."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or found.version < version:
                return None
            self._kept.move_to_end(key)
            return found

    def newest(self, key: Key) -> Current | None:
        """What this process committed last; others may have gone on since."""
        return self._kept.get(key)

    def put(self, fresh: Mapping[Key, Current]) -> None:
        with self._lock:
            for key, made in fresh.items():
                known = self._kept.get(key)
                if known is None or known.version <= made.version:
                    self._kept[key] = made
                    self._size += _size(made) - (_size(known) if known else 0)
            while self._size > self._limit:
                self._size -= _size(self._kept.popitem(last=False)[1])

    def keys(self) -> list[Key]:
        with self._lock:
            return list(self._kept)

    def drop(self, keys: Iterable[Key]) -> None:
        with self._lock:
            for key in keys:
                if known := self._kept.pop(key, None):
                    self._size -= _size(known)


def _size(kept: Current) -> int:
    return kept.doc.node_size + OF_EACH


def current(session: Session, document: "Document | Head") -> Current:
    """How the document stands for this session; in a writing one, with what it has made so far."""
    key = (document.answer_id, document.kind)
    documents: Documents = session.info["documents"]
    fresh: Fresh | None = session.info.get("fresh")
    if fresh is not None and key in fresh:
        made: Current = fresh[key]
        return made
    found = documents.get(key, document.version)
    if found is None:
        row = document if isinstance(document, Document) else None
        found = replay(session, row or session.get_one(Document, key))
        if fresh is None:
            documents.put({key: found})
        else:
            fresh[key] = found
    return found


def standing(session: Session, versions: Mapping[Key, int]) -> dict[Key, Current]:
    """How these documents stand, each at this version or newer; those that are not in memory are
    read some at a time."""
    documents: Documents = session.info["documents"]
    fresh: Mapping[Key, Current] = session.info.get("fresh", {})
    found = {
        key: known
        for key, version in versions.items()
        if (known := fresh.get(key) or documents.get(key, version))
    }
    lacking = sorted({id for id, kind in versions.keys() - found.keys()})
    for at in range(0, len(lacking), READ_AT_ONCE):
        query = select(Document).where(col(Document.answer_id).in_(lacking[at : at + READ_AT_ONCE]))
        for document in session.scalars(query):
            key = (document.answer_id, document.kind)
            if key in versions and key not in found:
                found[key] = current(session, document)
    return found


def replay(session: Session, document: Document) -> Current:
    """The text from the ledger: the kept copy and the steps after it."""
    newer: Iterable[Kept] = ()
    if document.doc_version < document.version:
        newer = ledger_since(session, document.answer_id, document.kind, document.doc_version)
    return replayed(document.doc, document.doc_version, newer)


def replayed(doc: dict[str, Any] | None, version: int, newer: "Iterable[Kept]") -> Current:
    """The text that stood as `doc` at `version`, after these steps."""
    node = Node.from_json(schema, doc) if doc else empty_document()
    for row in newer:
        result = row.step.apply(node)
        if result.doc is None:
            raise ValueError(f"the ledger does not apply at {row.version}")
        node, version = result.doc, row.version
    return Current(version, node)


class Kept(NamedTuple):
    """A step of the ledger, as much of it as is sent on or applied; `text` is its JSON."""

    version: int
    text: str
    client: str | None
    seat_id: str | None
    room_version: int

    @property
    def step(self) -> Step:
        return Step.from_json(schema, msgspec.json.decode(self.text))

    @property
    def raw(self) -> msgspec.Raw:
        return msgspec.Raw(self.text.encode())


def ledger_since(
    session: Session, answer_id: str, kind: str, version: int = 0, *, room_version: int = -1
) -> list[Kept]:
    """The steps that somebody lacks who is at `version`, or at the room's version, in order."""
    known = {"answer": answer_id, "part": kind, "known": version, "seen": room_version}
    return [Kept(*row) for row in session.connection().execute(_SINCE, known)]


# Built once: whoever was overtaken is told the newest steps, several times a second.
_SINCE = (
    select(
        col(LedgerStep.version),
        cast(col(LedgerStep.step), Text),
        col(LedgerStep.client),
        col(LedgerStep.seat_id),
        col(LedgerStep.room_version),
    )
    .where(
        col(LedgerStep.answer_id) == bindparam("answer"),
        col(LedgerStep.kind) == bindparam("part"),
        col(LedgerStep.version) > bindparam("known"),
        col(LedgerStep.room_version) > bindparam("seen"),
    )
    .order_by(col(LedgerStep.version))
)
