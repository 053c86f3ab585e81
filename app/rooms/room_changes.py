"""What is done to one room as it is made ready, on its page or by a program, each with its way
back."""

from collections.abc import Callable

from sqlmodel import Session

from app.people.idempotency import UNNAMED, Call, once
from app.refusals import N_
from app.rooms import room_admin
from app.rooms.live import LiveRooms
from app.rooms.roster_plan import RosterPlan
from app.rooms.roster_seating import seat
from app.rosters.entries import Entry
from app.runtime import runtime
from app.seminars.models import Seminar
from app.seminars.setup import Setup


async def change_room(setup: Setup, number: int, change: Callable[[Entry], Entry]) -> RosterPlan:
    """Its name and members as `change` makes them of what stands."""

    def entries(session: Session) -> list[Entry]:
        standing = room_admin.roster_of(session, setup.seminar_id)
        return [change(each) if each.number == number else each for each in standing]

    return await seat(setup, entries, said=N_("The room is saved."))


async def new_link(setup: Setup, room_id: str, call: Call = UNNAMED) -> None:
    """One, however often the same call comes. Raises NameTaken."""

    def deed(session: Session, seminar: Seminar) -> None:
        room = room_admin.room_of(session, seminar.id, room_id)
        once(session, setup.visit.asker, call, lambda: room_admin.new_link(session, room))

    await setup.change(deed, N_("The room has a new link."), "room")
    await setup.tell_rights()


async def remove_seat(setup: Setup, room_id: str, seat_id: str) -> None:
    def deed(session: Session, seminar: Seminar) -> None:
        room = room_admin.room_of(session, seminar.id, room_id)
        room_admin.remove_seat(session, room, seat_id)

    await setup.change(deed, N_("The seat is removed."), "seat")
    await setup.tell_rights()
    await runtime(setup.request)[LiveRooms].publish(room_id, "people")
