"""The roster as it is made ready: read, looked at and confirmed."""

from typing import Annotated, Any

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.people.links import Links
from app.refusals import N_
from app.rooms import room_admin
from app.rooms.models import rooms
from app.rooms.roster_seating import LISTED, give_up_seating, seat, understood
from app.rooms.roster_turn import Entries, RosterTurn
from app.rosters.entries import LARGEST_ROSTER, MOST_ROOMS, Entry, Roster, RosterFinding
from app.rosters.text import write_roster
from app.runtime import runtime
from app.seminars.models import Seminar, dialogue_of, dialogues
from app.seminars.setup import Facts, Setup, SetupOf
from app.web.forms import FormId
from app.wording import split_lines

router = APIRouter(prefix="/seminars/{seminar_id}/rooms", include_in_schema=False)


@router.get("")
def show(setup: SetupOf, dialogue: str = "") -> Response:
    return _page(setup, "rooms/roster.html", dialogue)


@router.post("/read")
async def read(setup: SetupOf) -> Response:
    """What was understood of a pasted list or a file, before anything is changed."""
    await setup.allow()
    sent = await setup.request.form(max_part_size=LARGEST_ROSTER)
    file, text = sent.get("file"), str(sent.get("text") or "")
    from_file = isinstance(file, UploadFile) and bool(file.filename)
    if isinstance(file, UploadFile) and from_file:
        data = await file.read(LARGEST_ROSTER + 1)
        roster, text = (
            await runtime(setup.request)[RosterTurn].read(data)
            if len(data) <= LARGEST_ROSTER
            else (_TOO_LARGE, "")
        )
    else:
        roster, text = await runtime(setup.request)[RosterTurn].read(text)
    divide, uncount = bool(sent.get("divide")), bool(sent.get("uncount"))
    roster = understood(roster, divide=divide, uncount=uncount)
    only = str(sent.get("dialogue") or "")
    return _roster_page(setup, roster, text, only, from_file=from_file)


@router.post("")
async def put(
    setup: SetupOf,
    text: Annotated[str, Form(max_length=LARGEST_ROSTER)],
    dialogue: FormId = "",
) -> Response:
    """The list that was looked at."""
    await setup.allow()
    roster, _ = await runtime(setup.request)[RosterTurn].read(text)
    if roster.refused:
        return _roster_page(setup, roster, text, dialogue)
    return await _seat(setup, lambda session: list(roster.entries), dialogue)


@router.post("/make")
async def make(setup: SetupOf, count: Annotated[int, Form(ge=1, le=MOST_ROOMS)]) -> Response:
    """Rooms from 1 to `count`; those there are stay as they are."""

    def entries(session: Session) -> list[Entry]:
        standing = room_admin.roster_of(session, setup.seminar_id)
        taken = {entry.number for entry in standing}
        return [*standing, *(Entry(at) for at in range(1, count + 1) if at not in taken)]

    return await _seat(setup, entries, said=N_("The rooms are made."))


@router.post("/same-seating")
async def same_seating(setup: SetupOf, dialogue: FormId) -> Response:
    """The dialogue's own seating is given up for the first one's."""
    await give_up_seating(setup, dialogue)
    return setup.go("rooms")


_TOO_LARGE = Roster((), problems=(RosterFinding("too_large", 0),))


def _roster_page(
    setup: Setup, roster: Roster, sent: str, only: str, *, from_file: bool = False
) -> Response:
    """What was understood: alone for a script, on its page, with what was sent, for a browser."""
    alone = setup.is_script
    with setup.store.reading() as session:
        seminar = setup.seminar(session)
        if only:
            dialogue_of(session, seminar.id, only)
        facts = ({} if alone else _facts(setup, session, only)) | {
            "seminar": seminar,
            "roster": roster,
            "listed": split_lines(sent),
            "sent": sent,
            "from_file": sent if alone and from_file else "",
            "text": write_roster(roster.entries, seminar.language),
            "dialogue": only,
            **_difference(session, seminar, roster, only),
        }
    status = 422 if roster.refused else 200
    return setup.page("rooms/_roster_read.html" if alone else "rooms/roster.html", facts, status)


def _difference(session: Session, seminar: Seminar, roster: Roster, only: str) -> Facts:
    """Which rooms the list would make, and which of those it leaves out would go or stay."""
    standing = {room.number: room for room in rooms(session, seminar.id)}
    listed = {entry.number for entry in roster.entries}
    left_out = [] if only else [standing[number] for number in standing if number not in listed]
    seats = room_admin.seat_counts(session, seminar.id)
    kept = [room.number for room in left_out if room.written_at or room.id in seats]
    return {
        "new": len(listed - standing.keys()),
        "kept": kept,
        "gone": [room.number for room in left_out if room.number not in kept],
    }


async def _seat(
    setup: Setup, entries: Entries, dialogue: str = "", *, said: str = LISTED
) -> Response:
    plan = await seat(setup, entries, dialogue, said=said)
    done = {
        "rooms": len(plan.order) - len(plan.kept),
        "removed": len(plan.removed),
        "kept": plan.kept,
    }
    alone = setup.is_script
    template = "rooms/_roster.html" if alone else "rooms/roster.html"
    return _page(setup, template, dialogue, done=done, alone=alone)


def _page(setup: Setup, template: str, dialogue: str, **facts: Any) -> Response:
    with setup.store.reading() as session:
        shown = _facts(setup, session, dialogue)
    return setup.page(template, shown | facts)


def _facts(setup: Setup, session: Session, dialogue: str) -> Facts:
    links = runtime(setup.request)[Links]
    works = dialogues(session, setup.seminar_id)
    first = room_admin.first_dialogue(session, setup.seminar_id)
    chosen = next((each for each in works if each.id == dialogue), first)
    entries = room_admin.roster_of(session, setup.seminar_id, chosen.id)
    standing = rooms(session, setup.seminar_id)
    shown = setup.facts(session, "rooms")
    return shown | {
        "dialogues": works,
        "chosen": chosen,
        "own": [each for each in works if each.own_seating],
        "rooms": standing,
        "names": room_admin.seated_in(session, chosen.id),
        "seats": room_admin.seat_counts(session, setup.seminar_id),
        "text": write_roster(entries, shown["seminar"].language, plain=True),
        "done": None,
        "alone": False,
        "roster": None,
        "url": {room.id: links.room(room.id, room.generation) for room in standing},
    }
