"""The JSON API of a room's round, and of the clock that it starts for itself (docs/api.md, section
3)."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field
from sqlmodel import Session

from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms import round
from app.rooms.access import Standing, standing_for
from app.rooms.models import Room
from app.rooms.participation import HereCallOf
from app.rooms.phases_api import progress_json
from app.rooms.round_pages import begin_round, start_own_clock
from app.rooms.wire import ProgressOut, ProgressPressed, RoundOut, RoundPressed
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("rooms", "/rooms/{room_id}")
Id = Annotated[str, Field(max_length=40)]
Name = Annotated[Line, Field(max_length=round.LONGEST_NAME)]


class RoundIn(Named):
    """`at` is the place that was seen lit, or the one that `word` gives the floor to."""

    go: Literal["start", "next", "pass", "word", "stop"]
    names: list[Name] = Field(default_factory=list, max_length=round.LONGEST_CIRCLE)
    dialogue: Id = ""
    prompt: Id = ""
    at: int | None = None

    def carry_out(self, session: Session, found: Standing) -> None:
        if self.go == "start":
            begin_round(session, found, self.names, self.dialogue, self.prompt)
        elif self.go == "stop":
            round.stop(session, found.room)
        elif self.at is None:
            return
        elif self.go == "word":
            round.give_word(session, found.room, self.at)
        else:
            round.step(session, found.room, "heard" if self.go == "next" else "passed", self.at)


class OwnClockIn(BaseModel):
    prompt: Id
    phase: Literal["think", "round", "talk", "summary"]


@router.get("/round")
def show_round(room_id: str, visit: CallerOf, store: StoreOf) -> RoundOut:
    with store.reading() as session:
        return _round(session, standing_for(session, visit.asker, room_id, Act.SEE_ROOM).room)


@router.post("/round")
@operation(Closed, NameTaken)
async def go_on(here: HereCallOf, wish: RoundIn, naming: NamingOf) -> RoundPressed:
    def deed(session: Session, found: Standing) -> RoundOut:
        wish.carry_out(session, found)
        return _round(session, found.room)

    kinds = ("round", "clock")
    answer, undo = await here.press(deed, *kinds, kinds=kinds, call=naming.call(wish))
    return {**answer, "undo": undo or None}


@router.put("/clock")
@operation(Closed)
async def start_clock(here: HereCallOf, wish: OwnClockIn) -> ProgressPressed:
    def deed(session: Session, found: Standing) -> ProgressOut:
        dialogue = start_own_clock(session, found, wish.prompt, wish.phase)
        return progress_json(session, found.room, dialogue)

    answer, undo = await here.press(deed, "clock", kinds=["clock"])
    return {**answer, "undo": undo or None}


def _round(session: Session, room: Room) -> RoundOut:
    """One that is over with its dialogue is none."""
    places = {each.id if each else None for each in round.places(session, room)}
    there = room.round_dialogue_id in places
    return {
        "dialogue": room.round_dialogue_id if there else None,
        "number": room.round_number,
        "at": room.round_at if there else None,
        "turns": [
            {
                "name": each.get("name", ""),
                "number": int(each["number"]) if each.get("number") else None,
                "member": each.get("member"),
                "seat": each.get("seat"),
                "turn": each.get("turn", "waiting"),
            }
            for each in (room.round_order if there else [])
        ],
    }
