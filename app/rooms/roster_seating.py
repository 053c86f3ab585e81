"""A roster put in place, by its page or by a program, with its way back; everybody whose rights it
may have changed is told."""

from sqlmodel import Session

from app.refusals import N_
from app.rooms.roster_plan import RosterPlan
from app.rooms.roster_turn import Entries, RosterTurn
from app.runtime import runtime
from app.seminars import undo
from app.seminars.setup import Setup

LISTED = N_("The list is in place.")


async def seat(setup: Setup, entries: Entries, dialogue_id: str = "", *, said: str) -> RosterPlan:
    """Raises RosterConflict."""

    def record(session: Session, plan: RosterPlan) -> None:
        undo.record(session, plan.seminar_id, setup.visit.asker, said, plan.differences)

    turn = runtime(setup.request)[RosterTurn]
    plan = await turn.put(setup.seminar, entries, dialogue_id, record)
    await setup.tell_rights()
    return plan
