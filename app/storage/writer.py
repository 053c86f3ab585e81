"""The one queue through which everything is written.

Every write of a process goes through one thread that writes what arrived within a few milliseconds
in one transaction (group commit), and what has a lane of its own (`lane.py`) in one before it. A
commit that fails acknowledges nobody. Nothing else in Samtavle commits.
"""

import asyncio
import sqlite3
import threading
import time
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from datetime import datetime
from typing import Any, Protocol, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.failpoints import Failed, passing
from app.refusals import NotSaved
from app.storage.counts import COMMITS, NOT_SAVED, OVERTAKEN, Commits
from app.storage.engine import BUSY_SECONDS, open_engine
from app.storage.gathering import JobBatcher
from app.storage.jobs import Job, Told, settle
from app.storage.lane import Lane, LeftToVerb
from app.storage.pace import Pace
from app.storage.transactions import TRIES, Fresh, attempt_all, begin, overtaken
from app.storage.write_queue import LONGEST_QUEUE, WriteQueue

log = structlog.get_logger()
T = TypeVar("T")

GATHER_SECONDS = 0.02
CLOSING_SECONDS = BUSY_SECONDS + 1
OF_THE_DATABASE = (DBAPIError, sqlite3.Error)


class Keeper(Protocol):
    """A memory of committed things. It gets what a group made (`session.info["fresh"]`) only after
    the commit; after a failed one it forgets all that was touched, since the disk decides."""

    def put(self, fresh: Mapping[Any, Any]) -> None: ...

    def drop(self, keys: Iterable[Any]) -> None: ...


class Writer:
    """One thread with the database to itself. `info` is what verbs find in their session's."""

    def __init__(self, url: str, info: Mapping[str, Any], *, gather: float) -> None:
        self.keeper: Keeper | None = None
        self.lane: Lane | None = None
        self.others = 0  # commits of more than what comes by the lane
        # Since when writes are refused because the disk or the database does not take them.
        self.failing_since: datetime | None = None
        self.commits = Commits()
        self._info = info
        self._engine = open_engine(url, writing=True)
        self._queue = WriteQueue()
        self.pace = Pace(gather)
        self._gathering = JobBatcher(self.pace, self._queue.put)
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def ask(self, verb: Callable[[Session], T]) -> "asyncio.Future[T]":
        """The outcome of `verb`, after its commit, for whoever has an event loop."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._gather(Job(verb, loop=loop, future=future))
        return future

    def tell(self, verb: Callable[..., Any], item: Any, told: Told) -> None:
        """Have `item` done together with its neighbours; `told` hears, and nobody waits."""
        loop = asyncio.get_running_loop()
        self._gather(Job(verb, item, together=True, loop=loop, told=told))

    def ask_in_thread(self, verb: Callable[[Session], T]) -> "Future[T]":
        future = Future[T]()
        self._queue.put([Job(verb, future=future)])
        return future

    def hand_over(self) -> None:
        """Have what gathered so far written at once: it has waited elsewhere."""
        self._gathering.hand_over()

    @property
    def waiting(self) -> int:
        """How many writes have been handed in and not been begun."""
        return self._queue.count + len(self._gathering.jobs)

    def close(self) -> None:
        """Write what was handed in, then stop; what comes now is refused. A database that is locked
        keeps nobody longer than its time-out: the rest of the queue is refused with the first."""
        self._gathering.hand_over()
        self._queue.close()
        self._thread.join(CLOSING_SECONDS)
        self._let_go()

    def _gather(self, job: Job) -> None:
        if self._queue.closed or self.waiting >= LONGEST_QUEUE:
            job.refuse(NotSaved())
        elif self._gathering.takes(job):
            self._gathering.add(job)
        else:
            self._queue.put([job])

    def _work(self) -> None:
        while group := self._queue.next():
            began = time.perf_counter()
            try:
                self._commit(group)
            except Exception as error:  # noqa: BLE001 - if this thread died, nobody were answered
                self._refuse(group, error)
            self.commits.add(time.perf_counter() - began)
            settle(group)

    def _commit(self, group: list[Job]) -> None:
        """Those with a lane first, in a transaction of its own: none of them all has been answered,
        so nobody can tell the order, and a group costs two commits at most."""
        lane = self.lane
        if lane is None:
            self._commit_in_session(group)
            return
        quick = [job for job in group if job.together and job.verb == lane.verb]
        others = [job for job in group if not (job.together and job.verb == lane.verb)]
        left = self._commit_in_lane(lane, quick, others) if quick else []
        rest = [*left, *others]
        if rest:
            self._commit_in_session(rest)
        group[:] = [*quick, *rest[len(left) :]]

    def _commit_in_lane(self, lane: Lane, jobs: list[Job], others: list[Job]) -> list[Job]:
        """Returns those that the lane leaves to their verb."""
        fresh: dict[Any, Any] = {}
        try:
            try:
                lane.begin()
            except OF_THE_DATABASE:
                jobs += [*others, *self._queue.waiting()]
                others.clear()
                raise
            outcomes = lane.take([job.item for job in jobs], fresh)
            passing("before_commit")
            lane.commit()
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing of it is kept
            self._undo(jobs, fresh, error)
            return []
        self._done(fresh)
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.outcome = outcome
        return [job for job in jobs if isinstance(job.outcome, LeftToVerb)]

    def _commit_in_session(self, group: list[Job]) -> None:
        """Once more when another process has committed what this one had read, and at last, with
        the lot of all others, refused."""
        for tries_left in reversed(range(TRIES)):
            fresh: Fresh = ChainMap()
            try:
                with self._writing(fresh, tries_left) as session, session.begin() as whole:
                    self._begin(session, group)
                    attempt_all(session, whole, group)
                    passing("before_commit")
            except Exception as error:  # noqa: BLE001 - whatever it was, nothing of it is kept
                if tries_left and overtaken(error):
                    OVERTAKEN.inc()
                    continue
                self._undo(group, fresh, error)
                return
            self.others += 1
            self._done(fresh)
            return

    def _begin(self, session: Session, group: list[Job]) -> None:
        """Begin the transaction. When not even that can be done (locked, no disk), those who came
        meanwhile are refused too: if each group waited for its own time-out, the last would hear of
        it minutes later."""
        try:
            begin(session)
        except DBAPIError:
            group += self._queue.waiting()
            raise

    def _done(self, fresh: Mapping[Any, Any]) -> None:
        COMMITS.inc()
        if self.keeper:
            self.keeper.put(fresh)
        passing("after_commit")

    def _undo(self, group: list[Job], fresh: Mapping[Any, Any], error: Exception) -> None:
        self._refuse(group, error)
        if self.keeper:
            self.keeper.drop(fresh)

    def _refuse(self, group: list[Job], error: Exception) -> None:
        unexpected = not isinstance(error, (*OF_THE_DATABASE, Failed))
        name = type(error).__name__
        log.error("not saved", problem=name, writes=len(group), exc_info=unexpected)
        NOT_SAVED.inc(len(group))
        for job in group:
            job.outcome = NotSaved()
        self.failing_since = self.failing_since or self._info["clock"]()
        # A connection that met a full or failing disk may be broken; the next one begins afresh.
        self._let_go()

    def _let_go(self) -> None:
        self._engine.dispose()
        if self.lane:
            self.lane.close()

    def _writing(self, fresh: Fresh, tries_left: int) -> Session:
        info = {**self._info, "fresh": fresh, "tries_left": tries_left}
        return Session(self._engine, info=info, expire_on_commit=False)
