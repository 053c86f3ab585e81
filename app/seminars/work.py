"""Work on all rooms of a seminar, done in turns of the writer so that nobody waits for a large one.

Its turns are written down in the transaction that decides on it. So a crash, or a disk that takes
nothing for a while, leaves nothing half done: what is left is gone on with at the next start, or as
soon as something can be saved. Several processes may go on with the same work, turn by turn.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import structlog
from sqlalchemy import JSON
from sqlmodel import Column, Field, Session, SQLModel, col, delete, select

from app.failpoints import passing
from app.refusals import NotSaved
from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import Store

Facts = dict[str, Any]
Verb = Callable[[Session, str, Facts], bool | None]
"""Does one turn in a seminar; true when the same turn must come again."""

PAUSE = 5.0
log = structlog.get_logger()


class WorkTurn(SQLModel, table=True):
    """A turn that is still to come. `kind` names its verb, `facts` are what that needs."""

    __tablename__ = "work_turn"

    work_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    kind: str
    facts: Facts = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


def begin(session: Session, seminar_id: str, turns: Iterable[tuple[str, Facts]]) -> str:
    """Write work down; returns what `Work.finish` takes. Nothing of it is done yet."""
    work_id = new_id()
    for position, (kind, facts) in enumerate(turns):
        session.add(
            WorkTurn(
                work_id=work_id, position=position, seminar_id=seminar_id, kind=kind, facts=facts
            )
        )
    return work_id


class Work:
    def __init__(self, store: Store, verbs: Mapping[str, Verb]) -> None:
        self._store, self._verbs = store, verbs
        self._later: asyncio.Task[None] | None = None

    async def finish(self, work_id: str) -> None:
        """Do the turns that are left. Raises NotSaved, and goes on when it can; or what a turn
        refuses, and then those after it are not done."""
        try:
            while await self._store.write(partial(self._next, work_id)):
                passing("work_turn")
        except NotSaved:
            self._later = self._later or asyncio.create_task(self._go_on())
            raise
        except Exception:
            await self._store.write(partial(_give_up, work_id))
            raise

    async def take_up(self, seminar_id: str | None = None) -> None:
        """Finish what was begun and is not done, everywhere or in one seminar."""
        for work_id in await self._store.read(partial(_unfinished_work, seminar_id)):
            try:
                await self.finish(work_id)
            except NotSaved:
                return
            except Exception:
                log.exception("work was given up", work=work_id)

    def stop(self) -> None:
        if self._later:
            self._later.cancel()

    async def _go_on(self) -> None:
        await asyncio.sleep(PAUSE)
        self._later = None
        await self.take_up()

    def _next(self, work_id: str, session: Session) -> bool:
        """Do one turn; whether another is left."""
        mine = select(WorkTurn).where(WorkTurn.work_id == work_id)
        turns = session.exec(mine.order_by(col(WorkTurn.position)).limit(2)).all()
        if not turns:
            return False
        turn = turns[0]
        if self._verbs[turn.kind](session, turn.seminar_id, turn.facts):
            return True
        done = delete(WorkTurn).where(col(WorkTurn.work_id) == work_id)
        session.execute(done.where(col(WorkTurn.position) == turn.position))
        return len(turns) == 2


def _unfinished_work(seminar_id: str | None, session: Session) -> list[str]:
    query = select(WorkTurn.work_id).distinct()
    if seminar_id:
        query = query.where(WorkTurn.seminar_id == seminar_id)
    return list(session.exec(query))


def _give_up(work_id: str, session: Session) -> None:
    session.execute(delete(WorkTurn).where(col(WorkTurn.work_id) == work_id))
