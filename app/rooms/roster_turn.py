"""Rosters one at a time: a long list, to be read or put in place, keeps nobody else waiting."""

from asyncio import Lock
from collections.abc import Callable

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from sqlmodel import Session

from app.rooms.roster import read_roster
from app.rooms.roster_copy import copied
from app.rooms.roster_entries import Entry, Roster
from app.rooms.roster_plan import Plan, Slice, plan_roster
from app.rooms.spreadsheet import read_file
from app.seminars.models import Seminar, dialogue_of
from app.storage.store import Store

Entries = Callable[[Session], list[Entry]]


class RosterTurn:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading, self._writing = CapacityLimiter(1), Lock()

    async def read(self, sent: str | bytes) -> tuple[Roster, str]:
        """What was understood of a list or a file, and the text of it."""
        if isinstance(sent, bytes):
            return await run_sync(read_file, sent, limiter=self._reading)
        return await run_sync(read_roster, sent, limiter=self._reading), sent

    async def put(
        self,
        seminar: Callable[[Session], Seminar],
        entries: Entries,
        dialogue_id: str = "",
        record: Callable[[Session, Plan], None] | None = None,
    ) -> Plan:
        """Plan beside the writer, then hand it a slice at a time; `seminar` looks up the right to
        in each, `record` keeps the way back with the first. No other roster comes between what was
        planned and what is written."""

        def planned(session: Session) -> Plan:
            found = seminar(session)
            only = dialogue_of(session, found.id, dialogue_id) if dialogue_id else None
            return plan_roster(session, found.id, entries(session), only)

        async with self._writing:
            plan = await self._store.read(planned, in_turn=self._reading)
            for at, part in enumerate(plan.slices):
                keep = None if at else record
                await self._store.write(_slice(plan, part, seminar, keep))
        return plan

    async def copied(
        self, _: object, *, earlier_id: str, seminar_id: str, dialogues: dict[str, str]
    ) -> None:
        """Put the roster of an earlier seminar into its copy."""

        def planned(session: Session) -> Plan:
            return copied(session, earlier_id, seminar_id, dialogues)

        def seminar(session: Session) -> Seminar:
            return session.get_one(Seminar, seminar_id)

        plan = await self._store.read(planned, in_turn=self._reading)
        for part in plan.slices:
            await self._store.write(_slice(plan, part, seminar))


def _slice(
    plan: Plan,
    part: Slice,
    seminar: Callable[[Session], Seminar],
    record: Callable[[Session, Plan], None] | None = None,
) -> Callable[[Session], None]:
    def verb(session: Session) -> None:
        seminar(session)
        plan.write(session, part)
        if record:
            record(session, plan)

    return verb
