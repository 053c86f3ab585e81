"""The JSON API of one room as it is made ready: its name and members, its link, who sits there
(docs/api.md, section 2)."""

from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, Field
from sqlmodel import Session

from app.live.hub import Hub
from app.people.idempotency import Named
from app.people.identity import LinksOf
from app.people.links import Links
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms import people, room_admin, room_changes
from app.rooms.api import MemberName, room_json
from app.rooms.models import Member, Room
from app.rooms.sitting import by_room, sitting
from app.rooms.wire import MemberOut, RoomOut, SittingOut
from app.rosters.entries import LONGEST_NAME, MOST_MEMBERS, Entry
from app.runtime import runtime
from app.seminars.setup import Setup, SetupCallOf
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("rooms", "/seminars/{seminar_id}/rooms/{room_id}")


class RoomChange(BaseModel):
    """Only what is sent changes."""

    name: Annotated[Line, Field(max_length=LONGEST_NAME)] | None = None
    members: list[MemberName] | None = Field(None, max_length=MOST_MEMBERS)

    def apply(self, entry: Entry) -> Entry:
        if self.name is not None:
            entry = replace(entry, name=self.name)
        if self.members is not None:
            entry = replace(entry, members=tuple(dict.fromkeys(self.members)))
        return entry


@router.patch("")
@operation(Closed)
async def change_room(
    setup: SetupCallOf, room_id: str, change: RoomChange, links: LinksOf
) -> RoomOut:
    def found(session: Session) -> int:
        return room_admin.room_of(session, setup.seminar(session).id, room_id).number

    number = await setup.store.read(found)
    plan = await room_changes.change_room(setup, number, change.apply)
    return await _room(setup, room_id, links, plan.warnings.get(room_id, []))


@router.post("/link")
@operation(Closed, NameTaken)
async def new_link(
    setup: SetupCallOf, room_id: str, links: LinksOf, naming: NamingOf, wish: Named | None = None
) -> RoomOut:
    """The one before opens nothing any more; who sits in the room stays."""
    await room_changes.new_link(setup, room_id, naming.call(wish))
    return await _room(setup, room_id, links)


@router.get("/seats")
async def list_seats(setup: SetupCallOf, room_id: str) -> list[SittingOut]:
    def query(session: Session) -> list[SittingOut]:
        room = _found(setup, session, room_id)
        return [
            {
                "id": each.seat.id,
                "number": each.number,
                "name": each.seat.nickname,
                "member": _member_json(each.member) if each.member else None,
                "connected": each.here,
            }
            for each in people.people(session, runtime(setup.request)[Hub], room)
        ]

    return await setup.store.read(query)


@router.delete("/seats/{seat_id}", status_code=204)
@operation(Closed)
async def remove_seat(setup: SetupCallOf, room_id: str, seat_id: str) -> None:
    """What it wrote stays."""
    await room_changes.remove_seat(setup, room_id, seat_id)


async def _room(
    setup: Setup, room_id: str, links: Links, warnings: list[str] | None = None
) -> RoomOut:
    def query(session: Session) -> RoomOut:
        room = _found(setup, session, room_id)
        names = by_room(sitting(session, room.seminar_id, room.id, ()))
        return room_json(room, names.get(room.id, []), links, warnings or [])

    return await setup.store.read(query)


def _member_json(member: Member) -> MemberOut:
    return {"id": member.id, "name": member.name}


def _found(setup: Setup, session: Session, room_id: str) -> Room:
    return room_admin.room_of(session, setup.seminar(session, Act.SEE_SETUP).id, room_id)
