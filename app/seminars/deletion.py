"""Deleting a seminar for real, with a receipt of what went: begun, emptied in turns, ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlmodel import Session

from app.seminars import work
from app.seminars.access import rehearsal_of
from app.seminars.models import Seminar, archive
from app.seminars.signals import ChangeSignals, seminar_leaving
from app.seminars.work import Facts, Work
from app.storage.store import Installation, Store, now

log = structlog.get_logger()


@dataclass(frozen=True)
class Receipt:
    """What was deleted, as numbers only: a receipt that held the text would undo itself."""

    title: str
    code: str
    at: datetime
    rehearsed: str | None
    """The seminar that it was a rehearsal of."""
    works: Mapping[str, str]
    """What `Work.finish` takes, by the seminar that goes with it; one after another."""
    rooms: int = 0
    seats: int = 0
    answers: int = 0
    steps: int = 0


def begin(session: Session, seminar: Seminar) -> Receipt:
    """Count what goes, and let nobody write or come in any more; what holds copies hears it. A
    seminar's rehearsal goes first: it has the same names in it."""
    rehearsal = rehearsal_of(session, seminar.id)
    first = begin(session, rehearsal).works if rehearsal else {}
    counts: dict[str, int] = {}
    for _, counted in seminar_leaving.send(session, seminar_id=seminar.id):
        counts |= counted or {}
    archive(session, seminar, archived=True)
    work_id = work.begin(session, seminar.id, [("empty", {}), ("end", {})])
    works = {**first, seminar.id: work_id}
    return Receipt(seminar.title, seminar.code, now(session), seminar.rehearses, works, **counts)


async def carry_out(
    store: Store, changes: ChangeSignals, turns: Work, found: Callable[[Session], Seminar]
) -> Receipt:
    """All of it, as everybody sees it: nobody goes on in what is going, and no journal keeps it."""
    receipt = await store.write(lambda session: begin(session, found(session)))
    for seminar_id in receipt.works:
        await changes.archive.send_async(seminar_id=seminar_id)
    for work_id in receipt.works.values():
        await turns.finish(work_id)
    await store.erase()
    for seminar_id in receipt.works:
        await changes.rights.send_async(seminar_id=seminar_id)
    log.info("seminar deleted", seminars=list(receipt.works), answers=receipt.answers)
    return receipt


def end(session: Session, seminar_id: str, _: Facts) -> None:
    """Every row that still belongs to the seminar goes with it, and each process learns that it has
    something to forget."""
    session.get_one(Installation, 1).deletions += 1
    session.delete(session.get_one(Seminar, seminar_id))
    session.flush()
