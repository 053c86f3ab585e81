"""What taking steps needs of the database, in one writing transaction: a few statements, which
whoever keeps a ledger offers. `session_rows.py` does so in a session, on any database;
`sqlite_lane.py` by plain statements on SQLite, for what comes by the hundred a second."""

from collections.abc import Collection, MutableMapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from app.boards.document_cache import Current, Head, Kept, Key, RoomHead


class LedgerRow(NamedTuple):
    """A step of the ledger, as it is added; `step` is its JSON."""

    answer_id: str
    kind: str
    version: int
    step: str
    client: str | None
    deed: str
    seat_id: str | None
    room_version: int


class AdvancedDocument(NamedTuple):
    """A document that got steps: it stood at `seen` and stands where its head says. `kept` is its
    text when a copy of that is due."""

    head: Head
    seen: int
    kept: Current | None


class Grown(NamedTuple):
    room: RoomHead
    added: int
    """Characters of JSON."""


class LedgerRows(Protocol):
    """One writing transaction. `fresh` is what it has made and not yet committed."""

    moment: datetime
    fresh: MutableMapping[Key, Current]

    def current(self, head: Head) -> Current:
        """How the document stands, with what this transaction has made of it."""
        ...

    def since(self, key: Key, version: int) -> list[Kept]:
        """The steps after `version`, in order."""
        ...

    def members(self, room_id: str) -> Collection[str]:
        """Ids of those whom a note of the room may be from: who sits there, who spoke there."""
        ...

    def write(
        self, rows: Sequence[LedgerRow], moved: Sequence[AdvancedDocument], grown: Sequence[Grown]
    ) -> None:
        """Raises NotSaved when a document is not where it was seen: the database is the order."""
        ...
