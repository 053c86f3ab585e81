"""Members that a visit adds, and contributions counted, as JSON (docs/api.md, sections 2 and 3)."""

from typing import Annotated

from fastapi import Request
from sqlmodel import Session

from app.boards.cells import Cell, cells
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms.access import standing_for
from app.rooms.live import LiveRooms
from app.rooms.models import members_by_id, rooms
from app.rooms.sitting import members_of, seated
from app.rooms.wire import MemberOut
from app.rosters.entries import LONGEST_NAME
from app.runtime import runtime
from app.seminars.access import scope_of, seminar_for
from app.visits.members import MembersFull, NoNewMembers, add_member
from app.visits.tally import tally
from app.visits.wire import Contributions, RoomContributions, members_json, room_json
from app.web.api import api_router, operation
from app.wording import Line, required

router = api_router("visits")


class MemberIn(Named):
    name: Annotated[Line, required(LONGEST_NAME)]


@router.post("/rooms/{room_id}/members", status_code=201)
@operation(Closed, NameTaken, NoNewMembers, MembersFull)
async def add_to_room(
    room_id: str, wish: MemberIn, request: Request, naming: NamingOf, store: StoreOf
) -> MemberOut:
    def verb(session: Session) -> MemberOut:
        def add() -> MemberOut:
            member = add_member(session, naming.asker, room_id, wish.name)
            return {"id": member.id, "name": member.name}

        return naming.once(session, wish, add)

    added = await store.write(verb)
    await runtime(request)[LiveRooms].publish(room_id, "people")
    return added


@router.get("/rooms/{room_id}/contributions")
async def count_in_room(room_id: str, visit: CallerOf, store: StoreOf) -> RoomContributions:
    def query(session: Session) -> RoomContributions:
        room = standing_for(session, visit.asker, room_id, Act.SEE_ROOM).room
        mine = cells(session, room.seminar_id, room_id=room.id)
        return room_json(room.id, mine, members_of(session, room.id))

    return await store.read(query)


@router.get("/seminars/{seminar_id}/contributions")
async def count_in_seminar(seminar_id: str, visit: CallerOf, store: StoreOf) -> Contributions:
    def query(session: Session) -> Contributions:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        scope = scope_of(session, visit.asker, seminar)
        sitting = seated(session, seminar.id)
        by_room: dict[str, list[Cell]] = {}
        for cell in cells(session, seminar.id, room_id=scope.rooms):
            by_room.setdefault(cell.room.id, []).append(cell)
        led = [room for room in rooms(session, seminar.id) if room.id in scope]
        here = {member.id for room in led for member in sitting.get(room.id, [])}
        known = members_by_id(session, seminar.id)
        counted = tally(cell for some in by_room.values() for cell in some)
        return {
            "contributions": counted.all,
            "members": members_json(counted, (known[id] for id in sorted(here))),
            "rooms": [
                room_json(room.id, by_room.get(room.id, []), sitting.get(room.id, []))
                for room in led
            ],
        }

    return await store.read(query)
