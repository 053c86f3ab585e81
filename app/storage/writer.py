"""The one queue through which everything is written.

Every write of a process goes through one thread that gathers what arrived within a few
milliseconds into one transaction (group commit). A verb that refuses loses only its own savepoint;
a commit that fails acknowledges nobody. Nothing else in Samtavle commits.
"""

import asyncio
import queue
import threading
import time
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from itertools import groupby
from typing import Any, Protocol, TypeVar

import structlog
from prometheus_client import Counter
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from app.failpoints import Failed, passing
from app.refusals import NotSaved
from app.storage.engine import BUSY_SECONDS, open_engine

log = structlog.get_logger()
T = TypeVar("T")
# What a transaction made in memory and has not committed: the verb's own over the group's.
Fresh = ChainMap[Any, Any]

COMMITS = Counter("samtavle_commits", "Transactions committed")
NOT_SAVED = Counter("samtavle_not_saved", "Writes refused because the database could not commit")
GATHER_SECONDS = 0.02
LARGEST_GROUP = 256
LONGEST_QUEUE = 10_000
CLOSING_SECONDS = BUSY_SECONDS + 1


class Keeper(Protocol):
    """A memory of committed things. It gets what a group made (`session.info["fresh"]`) only after
    the commit; after a failed one it forgets all that was touched, since the disk decides."""

    def put(self, fresh: Mapping[Any, Any]) -> None: ...

    def drop(self, keys: Iterable[Any]) -> None: ...


class _Job:
    """A verb that waits for its turn. With an `item` it is done together with its neighbours.

    `future` is the event loop's own where there is one, else a thread's.
    """

    def __init__(
        self, verb: Callable[..., Any], item: Any = None, *, together: bool = False
    ) -> None:
        self.verb, self.item, self.together = verb, item, together
        self.outcome: Any = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.future: Future[Any] | asyncio.Future[Any]

    def settle(self) -> None:
        if self.future.done():  # whoever waited has gone
            return
        if isinstance(self.outcome, Exception):
            self.future.set_exception(self.outcome)
        else:
            self.future.set_result(self.outcome)


class Writer:
    """One thread with the database to itself. `info` is what verbs find in their session's."""

    def __init__(self, url: str, info: Mapping[str, Any], *, gather: float) -> None:
        self.keeper: Keeper | None = None
        # Since when writes are refused because the disk or the database does not take them.
        self.failing_since: datetime | None = None
        self._info, self._gather_seconds = info, gather
        self._engine = open_engine(url, begin="BEGIN IMMEDIATE")
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._door, self._closed = threading.Lock(), False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def ask(
        self, verb: Callable[..., Any], item: Any = None, *, together: bool = False
    ) -> "asyncio.Future[Any]":
        """The outcome of `verb`, after its commit, for whoever has an event loop."""
        job = _Job(verb, item, together=together)
        job.loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = job.loop.create_future()
        job.future = future
        self._put(job)
        return future

    def ask_in_thread(self, verb: Callable[[Session], T]) -> "Future[T]":
        job, future = _Job(verb), Future[T]()
        job.future = future
        self._put(job)
        return future

    def close(self) -> None:
        """Write what was handed in, then stop; what comes now is refused. A database that is locked
        keeps nobody longer than its time-out: the rest of the queue is refused with the first."""
        with self._door:
            self._closed = True
            self._queue.put(None)
        self._thread.join(CLOSING_SECONDS)
        self._engine.dispose()

    def _put(self, job: _Job) -> None:
        with self._door:  # nothing may be put behind the end, where nobody would answer it
            if self._closed or self._queue.qsize() >= LONGEST_QUEUE:
                job.future.set_exception(NotSaved())
            else:
                self._queue.put(job)

    def _work(self) -> None:
        while (first := self._queue.get()) is not None:
            group, last = self._gather(first)
            try:
                self._commit(group)
            except Exception as error:  # noqa: BLE001 - if this thread died, nobody were answered
                self._refuse(group, error)
            _settle(group)
            if last:
                return

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        group = [first]
        deadline = time.monotonic() + self._gather_seconds
        while len(group) < LARGEST_GROUP:
            try:
                job = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if job is None:
                return group, True
            group.append(job)
        return group, False

    def _commit(self, group: list[_Job]) -> None:
        fresh: Fresh = ChainMap()
        batches = list(_side_by_side(group))
        try:
            with self._writing(fresh) as session, session.begin() as whole:
                self._begin(session, group)
                for jobs in batches:
                    shared = len(batches) > 1
                    undoing = session.begin_nested() if shared else _alone(session, whole)
                    self._attempt(session, jobs, fresh, undoing)
                passing("before_commit")
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing of the group is kept
            self._refuse(group, error)
            if self.keeper:
                self.keeper.drop(fresh)
            return
        COMMITS.inc()
        if self.keeper:
            self.keeper.put(fresh)
        passing("after_commit")

    def _begin(self, session: Session, group: list[_Job]) -> None:
        """Begin the transaction. When not even that can be done (locked, no disk), those who came
        meanwhile are refused too: if each group waited for its own time-out, the last would hear of
        it minutes later."""
        try:
            session.connection()
        except DBAPIError:
            group += self._waiting()
            raise

    def _waiting(self) -> Iterator[_Job]:
        with suppress(queue.Empty):
            while (job := self._queue.get_nowait()) is not None:
                yield job
            self._queue.put(None)  # the end stays the end

    def _refuse(self, group: list[_Job], error: Exception) -> None:
        unexpected = not isinstance(error, DBAPIError | Failed)
        name = type(error).__name__
        log.error("not saved", problem=name, writes=len(group), exc_info=unexpected)
        NOT_SAVED.inc(len(group))
        for job in group:
            job.outcome = NotSaved()
        self.failing_since = self.failing_since or self._info["clock"]()
        # A connection that met a full or failing disk may be broken; the next one begins afresh.
        self._engine.dispose()

    def _writing(self, fresh: Fresh) -> Session:
        info = {**self._info, "fresh": fresh}
        return Session(self._engine, info=info, expire_on_commit=False)

    def _attempt(
        self, session: Session, jobs: list[_Job], fresh: Fresh, undoing: AbstractContextManager[Any]
    ) -> None:
        session.info["fresh"] = mine = fresh.new_child()
        try:
            with undoing:
                outcomes = _done(session, jobs)
            fresh.update(mine.maps[0])
        except (IntegrityError, DataError) as refusal:  # what was sent, not the disk
            outcomes = [refusal] * len(jobs)
        except (DBAPIError, Failed):
            raise  # the disk or the database, not this verb: the whole group is refused
        except Exception as refusal:  # noqa: BLE001 - handed to whoever asked
            outcomes = [refusal] * len(jobs)
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.outcome = outcome
        # The next verb reads rows anew: some are written past the session's own memory of them.
        session.expunge_all()


@contextmanager
def _alone(session: Session, whole: SessionTransaction) -> Iterator[None]:
    """What a savepoint does, for a batch that is the whole transaction."""
    try:
        yield
        session.flush()
    except BaseException:
        whole.rollback()
        raise


def _settle(group: list[_Job]) -> None:
    """Tell everybody; each event loop is woken once, and hears in the order of the group."""
    loops = dict.fromkeys(job.loop for job in group)
    for loop in loops:
        jobs = [job for job in group if job.loop is loop]
        if loop is None:
            _settle_here(jobs)
        else:
            with suppress(RuntimeError):  # closed: nobody is there to hear
                loop.call_soon_threadsafe(_settle_here, jobs)


def _settle_here(jobs: list[_Job]) -> None:
    for job in jobs:
        job.settle()


def _side_by_side(group: list[_Job]) -> Iterator[list[_Job]]:
    """Neighbours that are done by the same verb come as one; all others alone, in their order."""
    for _, jobs in groupby(group, lambda job: job.verb if job.together else job):
        yield list(jobs)


def _done(session: Session, jobs: list[_Job]) -> list[Any]:
    if not jobs[0].together:
        return [jobs[0].verb(session)]
    outcomes: list[Any] = jobs[0].verb(session, [job.item for job in jobs])
    return outcomes
