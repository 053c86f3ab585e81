"""The database: what its tables share, and one Store for reading and writing it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from sqlalchemy import DateTime, text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Session, SQLModel

from app.refusals import NotSaved
from app.storage.engine import open_engine
from app.storage.ids import new_id
from app.storage.order import Order, answer
from app.storage.writer import GATHER_SECONDS, Writer

T = TypeVar("T")
Item = TypeVar("Item")
Clock = Callable[[], datetime]
# Named constraints, so that SQLite's batch migrations can find them.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A time in UTC, aware in Python and naive in the database."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What rows that are kept as JSON become again."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Installation(SQLModel, table=True):
    """This database's one row about itself. A restore from a copy begins a new epoch."""

    id: int = Field(default=1, primary_key=True)
    epoch: str = Field(default_factory=new_id)
    deletions: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often a seminar was deleted, for processes that may keep something of it in memory."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def now(session: Session) -> datetime:
    """The server's time for this piece of work: the injected clock, never a client's."""
    moment: datetime = session.info["clock"]()
    return moment


class Store:
    """One database and its writer.

    >>> answer = await store.write(lambda session: append(session, ...))   # after its commit
    >>> with store.reading() as session: ...
    """

    def __init__(self, url: str, *, clock: Clock = utc_now, gather: float = GATHER_SECONDS) -> None:
        # What verbs may need besides the database, in every session's `info`.
        self.clock = clock
        self.info: dict[str, Any] = {"clock": clock}
        self.engine = open_engine(url, writing=False)
        self._order = Order() if self.engine.dialect.name == "sqlite" else None
        self.writer = Writer(url, self.info, gather=gather)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and never commits."""
        info = self.info | ({"made": self._order.next()} if self._order else {})
        with Session(self.engine, info=info, autoflush=False) as session:
            if asked := answer.get():
                asked.read(session)
            yield session

    async def read(
        self, query: Callable[[Session], T], *, in_turn: CapacityLimiter | None = None
    ) -> T:
        """Run `query` in a thread, for handlers that also write; one that is long and asked for by
        many `in_turn`, since threads that compute keep the event loop and the writer waiting."""

        def work() -> T:
            with self.reading() as session:
                return query(session)

        return await anyio.to_thread.run_sync(work, limiter=in_turn)

    async def write(self, verb: Callable[[Session], T]) -> T:
        """Run `verb` in the writing transaction; returns after its commit.

        Raises what the verb raised (its writes are undone), or NotSaved.
        """
        outcome: T = await self.writer.ask(verb)
        if asked := answer.get():
            asked.wrote()
        return outcome

    def hand_in(
        self,
        verb: Callable[[Session, list[Item]], list[T | Exception]],
        item: Item,
        told: Callable[[T | Exception], None],
    ) -> None:
        """Hand in `item`; `verb` gets all that wait side by side, and says what became of each.

        For what comes by the hundred a second: a few statements serve many writers, and nobody
        waits. `told` is called in the event loop, after the commit, in the order of commits.
        """
        self.writer.tell(verb, item, told)

    async def erase(self) -> None:
        """Empty SQLite's journal, where what was deleted would still stand until it is reused."""
        if self.engine.dialect.name == "sqlite":
            await anyio.to_thread.run_sync(self._checkpoint)

    def write_now(self, verb: Callable[[Session], T]) -> T:
        """The same for commands, which have no event loop."""
        return self.writer.ask_in_thread(verb).result()

    def answers(self) -> bool:
        """Whether the database is there. A connection from before it went is no sign: once more."""
        for _ in range(2):
            with suppress(DBAPIError), self.reading() as session:
                session.execute(text("SELECT 1"))
                return True
        return False

    def saving(self) -> bool:
        """Whether writes are kept. After a failure this tries one, so that whoever asks hears of
        the end of a fault even when nobody writes."""
        if self.writer.failing_since:
            with suppress(NotSaved, IntegrityError):
                self.write_now(_try)
                self.writer.failing_since = None
        return self.writer.failing_since is None

    def close(self) -> None:
        self.writer.close()
        self.engine.dispose()

    def _checkpoint(self) -> None:
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()


def _try(session: Session) -> None:
    """A write that leaves nothing behind, to see whether one can be made. It must touch a page: one
    that puts the same value again is not written at all by SQLite."""
    row = Installation(id=0, epoch="")
    session.add(row)
    session.flush()
    session.delete(row)
