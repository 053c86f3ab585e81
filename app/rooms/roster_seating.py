"""A roster put in place, by its page or by a program, with its way back; everybody whose rights it
may have changed is told."""

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session

from app.refusals import N_
from app.rooms.roster_plan import RosterPlan
from app.rooms.roster_turn import Entries, RosterTurn
from app.rooms.seating_copies import sit_like_first
from app.rosters.doubts import divided, doubts, with_counts
from app.rosters.entries import Roster, checked
from app.runtime import runtime
from app.seminars import undo
from app.seminars.models import Seminar, dialogue_of
from app.seminars.setup import Setup

LISTED = N_("The list is in place.")


async def seat(setup: Setup, entries: Entries, dialogue_id: str = "", *, said: str) -> RosterPlan:
    """Raises RosterConflict."""

    def record(session: Session, plan: RosterPlan) -> None:
        undo.record(session, plan.seminar_id, setup.visit.asker, said, plan.differences)

    turn = runtime(setup.request)[RosterTurn]
    plan = await turn.put(setup.seminar, entries, dialogue_id, record)
    await setup.tell_made(plan.differences)
    await setup.tell_rights()
    return plan


async def give_up_seating(setup: Setup, dialogue_id: str) -> None:
    """A dialogue's own seating, for the first one's."""

    def deed(session: Session, seminar: Seminar) -> None:
        sit_like_first(session, dialogue_of(session, seminar.id, dialogue_id))

    await setup.change(deed, N_("It sits like the first dialogue."), "dialogue", "seating")


def understood(roster: Roster, *, divide: bool, uncount: bool) -> Roster:
    """As whoever was asked wants it: names that may be two parted, numbers behind members gone."""
    if divide:
        roster = _renamed(roster, divided)
    if uncount:
        bare = with_counts(name for each in roster.entries for name in each.members)
        roster = _renamed(roster, lambda name: (bare.get(name, name),))
    return roster


def _renamed(roster: Roster, names: Callable[[str], tuple[str, ...]]) -> Roster:
    """With other names for members about whom the reader was asked."""
    entries = [
        replace(
            each,
            members=tuple(dict.fromkeys(part for name in each.members for part in names(name))),
        )
        for each in roster.entries
    ]
    warnings = [each for each in roster.warnings if each.kind not in _MADE_ANEW]
    return checked(entries, [*warnings, *doubts(entries)], roster.problems)


_MADE_ANEW = (
    *("perhaps_two", "perhaps_counts", "perhaps_people", "no_name", "dates"),
    *("member_twice", "empty_room"),
)
