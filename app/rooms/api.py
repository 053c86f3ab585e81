"""The JSON API of rooms: roster, seats, help (docs/api.md, sections 2 and 3)."""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator
from sqlmodel import Session

from app.people.idempotency import Call, ClientId, once
from app.people.identity import CallerOf, LinksOf, StoreOf, VisitOf
from app.people.links import Links
from app.people.rights import Act, ByLink, Closed, Over
from app.people.wrong_codes import WrongCodes
from app.refusals import MovedOn, NameTaken, NotFound
from app.rooms import doors
from app.rooms.access import Standing
from app.rooms.doors import Key
from app.rooms.help import press_for_help
from app.rooms.live import LiveRooms
from app.rooms.merging import goes_on_in
from app.rooms.models import Member, Room, rooms
from app.rooms.participation import LONGEST_SEALED, Here, HereCallOf
from app.rooms.roster_plan import RosterConflict
from app.rooms.roster_seating import LISTED, seat
from app.rooms.seating import NoPlace, UnknownMember, leave_seat, member_named, take_seat
from app.rooms.sitting import seated
from app.rooms.wire import HelpOut, RoomOut, SeatPlace, SeatTaken
from app.rosters.entries import LONGEST_NAME, MOST_MEMBERS, MOST_ROOMS, Entry
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.setup import SetupCallOf
from app.seminars.signals import ChangeSignals
from app.web.api import api_router, one_of, operation
from app.wording import Line, required

router = api_router("rooms")


MemberName = Annotated[Line, required(LONGEST_NAME)]
Name = Annotated[Line, Field(max_length=60)]


class PlaceIn(BaseModel):
    number: int = Field(ge=1, le=9999)
    name: Annotated[Line, Field(max_length=LONGEST_NAME)] | None = None
    members: list[MemberName] = Field(default_factory=list, max_length=MOST_MEMBERS)


class RosterIn(RootModel[list[PlaceIn]]):
    root: list[PlaceIn] = Field(max_length=MOST_ROOMS)


class SeatIn(BaseModel):
    """By the seminar's code and a room's number, or by a room's own link."""

    model_config = ConfigDict(json_schema_extra=one_of(["code", "room"], ["link"]))

    code: str = Field("", max_length=40)
    room: int | None = None
    link: str = Field("", max_length=500)
    nickname: Name | None = None
    member: Annotated[Line, Field(max_length=LONGEST_NAME)] | None = None
    client_id: ClientId | None = None

    @model_validator(mode="after")
    def one_key(self) -> "SeatIn":
        if bool(self.link) == (bool(self.code) and self.room is not None):
            raise ValueError("either link, or code and room")
        return self

    def key(self, links: Links) -> Key:
        return doors.link(links, self.link) if self.link else doors.code(self.code, self.room or 0)


@router.put("/seminars/{seminar_id}/rooms")
@operation(Closed, RosterConflict)
async def put_rooms(
    setup: SetupCallOf, roster: RosterIn, links: LinksOf, dialogue: str | None = None
) -> list[RoomOut]:
    entries = [
        Entry(place.number, place.name, tuple(dict.fromkeys(place.members)))
        for place in roster.root
    ]
    plan = await seat(setup, lambda _: entries, dialogue or "", said=LISTED)

    def answer(session: Session) -> list[RoomOut]:
        names, warnings = seated(session, setup.seminar_id, joined=()), plan.warnings
        return [
            room_json(room, names.get(room.id, []), links, warnings.get(room.id, []))
            for room in rooms(session, setup.seminar_id)
        ]

    return await setup.store.read(answer)


@router.get("/seminars/{seminar_id}/rooms")
def list_rooms(seminar_id: str, visit: CallerOf, store: StoreOf, links: LinksOf) -> list[RoomOut]:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_SETUP)
        names = seated(session, seminar.id, joined=())
        return [
            room_json(room, names.get(room.id, []), links, [])
            for room in rooms(session, seminar.id)
        ]


@router.post("/seats", status_code=201)
@operation(NotFound, ByLink, Over, UnknownMember, NoPlace, NameTaken)
async def make_seat(
    wish: SeatIn, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> SeatTaken:
    key = wish.key(links)

    def verb(session: Session) -> SeatPlace:
        room = doors.opened(session, visit.asker, key).room
        if merge := goes_on_in(session, room.id):
            room = session.get_one(Room, merge.into_id)
        member = member_named(session, room.seminar_id, wish.member) if wish.member else None

        def take() -> SeatPlace:
            seat = take_seat(
                session, room, nickname=wish.nickname, member=member, by_code=key.by_code
            )
            return {"seat_id": seat.id, "room_id": room.id}

        # Whoever has no account is nobody, like everybody else: one's `client_id` must not open the
        # seat that another took with the same one, in another room or seminar.
        client_id = wish.client_id and f"{room.id}/{wish.client_id}"
        content = {"nickname": wish.nickname, "member": member and member.id}
        return once(session, visit.asker, Call(client_id, "POST /seats", content), take)[0]

    try:
        await store.read(key.find)  # so that what opens nothing is kept from the writer
        seat = await store.write(verb)
    except (NotFound, ByLink):
        if key.by_code:
            await runtime(request)[WrongCodes].wrong(request)
        raise
    await runtime(request)[LiveRooms].publish(seat["room_id"], "people")
    return {"seat_token": links.seat_token(seat["seat_id"]), **seat}


@router.delete("/seats/{seat_id}", status_code=204)
async def end_seat(seat_id: str, request: Request, visit: CallerOf, store: StoreOf) -> None:
    def verb(session: Session) -> tuple[str, str]:
        seat = leave_seat(session, visit.asker, seat_id)
        return seat.room_id, session.get_one(Room, seat.room_id).seminar_id

    room_id, seminar_id = await store.write(verb)
    await runtime(request)[ChangeSignals].rights.send_async(seminar_id=seminar_id)
    await runtime(request)[LiveRooms].publish(room_id, "people")


@router.post("/rooms/{room_id}/help")
@operation(Closed)
async def ask_for_help(here: HereCallOf) -> HelpOut:
    return await _help(here, calling=True)


@router.delete("/rooms/{room_id}/help")
@operation(Closed)
async def end_help(here: HereCallOf) -> HelpOut:
    return await _help(here, calling=False)


async def _help(here: Here, *, calling: bool) -> HelpOut:
    def deed(session: Session, found: Standing) -> bool:
        press_for_help(session, found.room, calling=calling)
        return found.room.help_seen_at is not None

    seen, undo = await here.press(deed, "help", kinds=["help"])
    return {"calling": calling, "seen": seen, "undo": undo or None}


class PressUndoIn(BaseModel):
    undo: Annotated[str, Field(max_length=LONGEST_SEALED)]


@router.post("/rooms/{room_id}/pressed/undo", status_code=204)
@operation(Closed, MovedOn)
async def undo_press(here: HereCallOf, wish: PressUndoIn) -> None:
    """Unless somebody has pressed on since: then theirs counts."""
    await here.take_back(wish.undo)


def room_json(room: Room, members: list[Member], links: Links, warnings: list[str]) -> RoomOut:
    return {
        "id": room.id,
        "number": room.number,
        "name": room.name,
        "url": links.room(room.id, room.generation),
        "members": [{"id": member.id, "name": member.name} for member in members],
        "warnings": warnings,
    }
