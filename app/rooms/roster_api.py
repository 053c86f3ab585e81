"""The JSON API of how a roster is read, and of a seating that is given up (docs/api.md, section
2)."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.people.rights import Closed
from app.rooms.roster_seating import give_up_seating, understood
from app.rooms.roster_turn import RosterTurn
from app.rooms.wire import RosterReading
from app.rosters.entries import LARGEST_ROSTER
from app.runtime import runtime
from app.seminars.setup import SetupCallOf
from app.web.api import api_router, operation

router = api_router("rooms", "/seminars/{seminar_id}")


class ReadingIn(BaseModel):
    """A list as somebody wrote it. `divide` parts names that may be two, `uncount` takes numbers
    behind members away: what a reading asked about."""

    text: Annotated[str, Field(max_length=LARGEST_ROSTER)]
    divide: bool = False
    uncount: bool = False


@router.post("/rooms/reading")
@operation(Closed, stores=False)
async def read_roster(setup: SetupCallOf, wish: ReadingIn) -> RosterReading:
    """Nothing is stored: what was understood is sent to the roster's own call."""
    await setup.allow()
    turn = runtime(setup.request)[RosterTurn]
    found, _ = await turn.read(wish.text)
    roster = understood(found, divide=wish.divide, uncount=wish.uncount)
    return {
        "refused": roster.refused,
        "rooms": [
            {"number": each.number, "name": each.name, "members": list(each.members)}
            for each in roster.entries
        ],
        "findings": [
            {
                "kind": each.kind,
                "line": each.line,
                "text": each.text,
                "rooms": list(each.numbers),
                "earlier": each.earlier,
            }
            for each in (*roster.problems, *roster.warnings)
        ],
    }


@router.delete("/dialogues/{dialogue_id}/seating", status_code=204)
@operation(Closed)
async def sit_like_first(setup: SetupCallOf, dialogue_id: str) -> None:
    """It sits like the first dialogue from now on."""
    await give_up_seating(setup, dialogue_id)
