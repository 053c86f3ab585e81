"""The one way back in set-up: what was changed last there is as it was, in rooms too; as a page's
button, and as JSON (docs/api.md, section 2)."""

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, Field
from sqlmodel import Session, col, select
from starlette.responses import Response

from app.people.identity import LinksOf
from app.people.models import Seat
from app.people.rights import Act, Closed
from app.refusals import MovedOn, NotFound
from app.rooms.live import LiveRooms
from app.rooms.models import Room, touch_all, touch_rooms
from app.runtime import runtime
from app.seminars import putting_back, undo, work
from app.seminars.api import as_json, iso
from app.seminars.editing import HasText
from app.seminars.setup import Setup, SetupCallOf, SetupOf
from app.seminars.signals import ChangeSignals
from app.seminars.undo import Difference, SetupChange
from app.seminars.wire import LastChange, SeminarOut
from app.seminars.work import Facts, Work
from app.storage.store import now
from app.web.api import api_router, operation

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)
api = api_router("seminars", "/seminars/{seminar_id}/undo")
Turns = list[list[Difference]]


class UndoIn(BaseModel):
    change: Annotated[str, Field(max_length=40)]


@router.post("/undo/{change_id}")
async def press(
    setup: SetupOf, change_id: str, back: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    await _take_back(setup, change_id)
    return setup.go(f"{back if back.replace('-', '').isalpha() else ''}?undone")


@api.get("")
def show_last(setup: SetupCallOf) -> LastChange:
    """The caller's own last change that still stands."""
    with setup.store.reading() as session:
        seminar = setup.seminar(session, Act.SEE_SETUP)
        last = undo.latest(session, seminar.id, setup.visit.asker)
        return {
            "change": last.id if last else None,
            "said": setup.gettext(last.said) if last else "",
            "at": iso(last.at) if last else None,
        }


@api.post("")
@operation(Closed, MovedOn, HasText)
async def take_back(setup: SetupCallOf, wish: UndoIn, links: LinksOf) -> SeminarOut:
    await _take_back(setup, wish.change)
    return await setup.store.read(
        lambda session: as_json(session, setup.seminar(session, Act.SEE_SETUP), links)
    )


async def _take_back(setup: Setup, change_id: str) -> None:
    """Raises MovedOn, or HasText where somebody has answered a question that would go."""

    def planned(session: Session) -> Turns:
        turns = putting_back.steps(session, _allowed(setup, session, change_id).rows)
        _refuse_peopled(session, turns)
        return turns

    def begun(session: Session) -> str:
        _allowed(setup, session, change_id)
        steps = [("undo", {"rows": [list(each) for each in turn]}) for turn in turns]
        return work.begin(session, setup.seminar_id, [*steps, ("undone", {"change": change_id})])

    going = runtime(setup.request)[Work]
    await going.take_up(setup.seminar_id)
    turns = await setup.store.read(planned)
    rows = [each for turn in turns for each in turn]
    if asked := [id for name, id in _created_rows(rows) if name == "prompt"]:
        await setup.take_out(asked)
    await going.finish(await setup.store.write(begun))
    await _announce(setup, rows)


def put_back(session: Session, seminar_id: str, facts: Facts) -> None:
    """One turn of a way back."""
    rows: list[Difference] = [tuple(each) for each in facts["rows"]]
    _refuse_peopled(session, [rows])
    putting_back.put_back(session, rows)
    there = select(Room.id).where(Room.seminar_id == seminar_id)
    changed = set(session.exec(there)) & {
        (after or before or {}).get("id" if name == "room" else "room_id")
        for name, before, after in rows
    }
    touch_rooms(session, sorted(changed), "room", "people")
    if {"duty", "holder"} & {name for name, _, _ in rows}:
        touch_all(session, seminar_id, "people")


def put_away(session: Session, _: str, facts: Facts) -> None:
    """A way back that was gone to its end."""
    change = session.get_one(SetupChange, facts["change"])
    change.undone_at = now(session)
    session.add(change)


def _allowed(setup: Setup, session: Session, change_id: str) -> SetupChange:
    """One's own change that still stands, if one may do today what it did."""
    change = session.get(SetupChange, change_id)
    setup.seminar(session, Act(change.act) if change else Act.SET_UP)
    found = undo.latest(session, setup.seminar_id, setup.visit.asker)
    if change is None or change.seminar_id != setup.seminar_id:
        raise NotFound
    if found is None or found.id != change.id:
        raise MovedOn
    return change


def _created_rows(rows: list[Difference]) -> list[tuple[str, str]]:
    return [
        (name, after["id"])
        for name, before, after in rows
        if not before and after and "id" in after
    ]


def _refuse_peopled(session: Session, turns: Turns) -> None:
    """A room that somebody has entered since it was made stays."""
    rooms = [id for turn in turns for name, id in _created_rows(turn) if name == "room"]
    if session.exec(select(Seat.id).where(col(Seat.room_id).in_(rooms)).limit(1)).first():
        raise MovedOn


async def _announce(setup: Setup, rows: list[Difference]) -> None:
    parts, tables = runtime(setup.request), {name for name, _, _ in rows}
    await setup.tell_made(rows)
    await setup.tell_rights()
    if "seminar" in tables:
        await parts[ChangeSignals].archive.send_async(seminar_id=setup.seminar_id)
    if tables & {"duty", "holder", "seat"}:
        parts[LiveRooms].publish_everywhere(setup.seminar_id, "people")
