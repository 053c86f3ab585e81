"""How a group of verbs becomes one transaction of a session: a savepoint for each, so that one that
refuses loses only its own writes."""

from collections import ChainMap
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from app.failpoints import Failed
from app.storage.jobs import Job, side_by_side

# Serialization failure, deadlock, unique violation: the names that PostgreSQL gives them.
_OVERTAKEN = {"40001", "40P01", "23505"}
TRIES, TRIES_BESIDE_OTHERS = 8, 2
# What a transaction made in memory and has not committed: the verb's own over the group's.
Fresh = ChainMap[Any, Any]


def attempt_all(session: Session, whole: SessionTransaction, group: list[Job]) -> None:
    """Give each job its outcome. Raises what is the disk's or the database's fault."""
    fresh: Fresh = session.info["fresh"]
    batches = list(side_by_side(group))
    for jobs in batches:
        undoing = session.begin_nested() if len(batches) > 1 else _alone(session, whole)
        _attempt(session, jobs, fresh, undoing)


def begin(session: Session) -> None:
    """Begin the transaction. Where other processes write too, whoever was overtaken before keeps
    them away while it tries again: a lock, unlike a query, does not fix what the others have done
    meanwhile out of sight."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        alone = session.info["tries_left"] < TRIES - TRIES_BESIDE_OTHERS
        mode = "EXCLUSIVE" if alone else "ROW SHARE"
        connection.exec_driver_sql(f"LOCK TABLE installation IN {mode} MODE")


def overtaken(error: Exception) -> bool:
    """Whether another process committed what this transaction had read. A row that is there already
    may be one that it has added; SQLite, which has one process, says nothing of the kind."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") in _OVERTAKEN


def _attempt(
    session: Session, jobs: list[Job], fresh: Fresh, undoing: AbstractContextManager[Any]
) -> None:
    session.info["fresh"] = mine = fresh.new_child()
    try:
        with undoing:
            outcomes = _done(session, jobs)
        fresh.update(mine.maps[0])
    except (IntegrityError, DataError) as refusal:  # what was sent, not the disk
        if overtaken(refusal) and session.info["tries_left"]:
            raise
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


def _done(session: Session, jobs: list[Job]) -> list[Any]:
    if not jobs[0].together:
        return [jobs[0].verb(session)]
    outcomes: list[Any] = jobs[0].verb(session, [job.item for job in jobs])
    return outcomes
