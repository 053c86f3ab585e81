"""Rosters one at a time: a long list, to be read or put in place, keeps nobody else waiting."""

from asyncio import Lock
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from sqlmodel import Session

from app.rooms.roster_plan import RosterPlan, plan_roster
from app.rosters.entries import Entry, Roster
from app.rosters.spreadsheet import read_file
from app.rosters.text import read_roster
from app.seminars import work
from app.seminars.models import Seminar, dialogue_of
from app.seminars.work import Work
from app.storage.store import Store

T = TypeVar("T")
Entries = Callable[[Session], list[Entry]]


class RosterTurn:
    def __init__(self, store: Store, work: Work) -> None:
        self._store, self._work = store, work
        self._reading, self._writing = CapacityLimiter(1), Lock()

    async def read(self, sent: str | bytes) -> tuple[Roster, str]:
        """What was understood of a list or a file, and the text of it."""
        if isinstance(sent, bytes):
            return await self.alone(lambda: read_file(sent))
        return await self.alone(lambda: read_roster(sent)), sent

    async def alone(self, deed: Callable[[], T]) -> T:
        """What takes long for a long list, beside the event loop and one at a time."""
        return await run_sync(deed, limiter=self._reading)

    async def put(
        self,
        seminar: Callable[[Session], Seminar],
        entries: Entries,
        dialogue_id: str = "",
        record: Callable[[Session, RosterPlan], None] | None = None,
    ) -> RosterPlan:
        """Plan beside the writer, then hand it a slice at a time; `seminar` looks up the right to,
        `record` keeps the way back. No other roster comes between what was planned and what is
        written, also none that was cut off."""

        def planned(session: Session) -> RosterPlan:
            found = seminar(session)
            only = dialogue_of(session, found.id, dialogue_id) if dialogue_id else None
            return plan_roster(session, found.id, entries(session), only)

        def begun(session: Session) -> str:
            seminar(session)
            if record:
                record(session, plan)
            if len(plan.slices) > 1:
                return work.begin(session, plan.seminar_id, plan.turns())
            plan.write(session, plan.slices[0])
            return ""

        async with self._writing:
            await self._work.take_up(await self._store.read(lambda session: seminar(session).id))
            plan = await self._store.read(planned, in_turn=self._reading)
            if plan.slices and (work_id := await self._store.write(begun)):
                await self._work.finish(work_id)
        return plan
