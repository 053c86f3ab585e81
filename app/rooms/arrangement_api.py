"""Rooms proposed, for programs: nothing is stored; the roster's own call takes what is wanted."""

from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act, Closed
from app.refusals import N_, Refusal
from app.rooms import room_admin
from app.rooms.api import MemberName, PlaceIn
from app.rooms.roster_plan import RosterConflict, refuse_doubles
from app.rooms.roster_turn import RosterTurn
from app.rooms.wire import ArrangementOut
from app.rosters.arrangement import MOST_PEOPLE, USUAL, arranged
from app.rosters.entries import LONGEST_NAME, MOST_ROOMS, Entry
from app.rosters.filling import FEWEST, MOST, Attendee
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.models import dialogue_of
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("rooms")
Word = Annotated[Line, Field(max_length=LONGEST_NAME)]


class TooManyPeople(Refusal):
    type = "too_many_people"
    title = N_("More people than 500 rooms of eight can hold.")


class ComingIn(BaseModel):
    member: MemberName
    region: Word = ""
    role: Word = ""
    count: int = Field(1, ge=0, le=MOST_PEOPLE)


class ArrangementIn(BaseModel):
    """`rooms` are those who sit already; without it, those of the seminar as it stands."""

    people: list[ComingIn] = Field(min_length=1, max_length=MOST_PEOPLE)
    way: Literal["together", "mixed"] = "together"
    size: int = Field(USUAL, ge=FEWEST, le=MOST)
    rooms: list[PlaceIn] | None = Field(None, max_length=MOST_ROOMS)

    def persons(self) -> list[Attendee]:
        if sum(each.count for each in self.people) > MOST_PEOPLE:
            raise TooManyPeople
        return [
            Attendee(each.member, each.region, each.role)
            for each in self.people
            for _ in range(each.count)
        ]


@router.post("/seminars/{seminar_id}/rooms/arrangement")
@operation(Closed, TooManyPeople, RosterConflict, stores=False)
async def arrange(
    seminar_id: str,
    wish: ArrangementIn,
    visit: CallerOf,
    store: StoreOf,
    request: Request,
    dialogue: str | None = None,
) -> ArrangementOut:
    def standing(session: Session) -> list[Entry]:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        only = dialogue_of(session, seminar.id, dialogue).id if dialogue else None
        return room_admin.roster_of(session, seminar.id, only)

    entries = await store.read(standing)
    if wish.rooms is not None:
        entries = [
            Entry(each.number, each.name, tuple(dict.fromkeys(each.members))) for each in wish.rooms
        ]
        refuse_doubles(entries)
    return await runtime(request)[RosterTurn].alone(lambda: _proposed(wish, entries))


def _proposed(wish: ArrangementIn, entries: list[Entry]) -> ArrangementOut:
    found = arranged(wish.persons(), entries, together=wish.way == "together", size=wish.size)
    findings: list[Any] = [
        {"kind": each.kind, "rooms": list(each.numbers), "text": each.text}
        for each in found.findings
    ]
    return {
        "people": sum(room.size for room in found.rooms),
        "rooms": [
            {
                "number": entry.number,
                "name": entry.name,
                "members": list(entry.members),
                "people": room.size,
            }
            for room, entry in zip(found.rooms, found.entries, strict=True)
        ],
        "findings": findings,
    }
