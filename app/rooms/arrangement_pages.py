"""Rooms proposed for those who come, to be corrected and then read as any roster.

Nothing is stored here.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from app.rooms import room_admin
from app.rooms.roster_turn import RosterTurn
from app.rosters.arrangement import USUAL, Arrangement, arranged
from app.rosters.attendees import Attendees, read_attendees, read_file
from app.rosters.entries import LARGEST_ROSTER, Entry, Roster, RosterFinding
from app.rosters.filling import FEWEST, MOST
from app.rosters.text import write_roster
from app.runtime import runtime
from app.seminars.models import dialogue_of, dialogues
from app.seminars.setup import Facts, Setup, SetupOf
from app.wording import split_lines

router = APIRouter(prefix="/seminars/{seminar_id}/rooms/arrange", include_in_schema=False)


@dataclass(frozen=True)
class ArrangementForm:
    """The form as it was sent. `rooms` are corrected ones; None where those that stand count."""

    people: str = ""
    file: bytes = b""
    together: bool = True
    size: int = USUAL
    dialogue: str = ""
    anew: bool = False
    rooms: str | None = None


@router.get("")
def show(setup: SetupOf, dialogue: str = "") -> Response:
    with setup.store.reading() as session:
        facts = _facts(setup, session, ArrangementForm(dialogue=dialogue))
    return setup.page("rooms/arrange.html", facts)


@router.post("")
async def arrange(setup: SetupOf) -> Response:
    await setup.allow()
    wish = await _wish(await setup.request.form(max_part_size=LARGEST_ROSTER))
    turn = runtime(setup.request)[RosterTurn]
    with setup.store.reading() as session:
        noun = setup.seminar(session).member_noun or ""
        standing = _current_roster(session, setup.seminar_id, wish)
    sat = Roster(tuple(standing))
    if wish.rooms is not None:
        sat = (await turn.read(wish.rooms))[0]
        sat = Roster(()) if [each.kind for each in sat.problems] == ["empty"] else sat
    coming, text = await turn.alone(lambda: _read(wish, noun))
    wish = replace(wish, people=text)
    arrangement = None
    if not (coming.problems or sat.problems):
        arrangement = await turn.alone(
            lambda: arranged(coming.people, sat.entries, together=wish.together, size=wish.size)
        )
    return _arrangement_page(setup, wish, coming, sat, arrangement)


async def _wish(sent: FormData) -> ArrangementForm:
    file, size = sent.get("list"), str(sent.get("size") or "")
    data = await file.read(LARGEST_ROSTER + 1) if isinstance(file, UploadFile) else b""
    wanted = int(size) if size.isascii() and size.isdigit() and len(size) < 3 else USUAL
    return ArrangementForm(
        people=str(sent.get("people") or ""),
        file=data,
        together=sent.get("way") != "mixed",
        size=min(max(wanted, FEWEST), MOST),
        dialogue=str(sent.get("dialogue") or ""),
        anew=bool(sent.get("anew")),
        rooms=str(sent.get("text") or "") if sent.get("again") else None,
    )


def _current_roster(session: Session, seminar_id: str, wish: ArrangementForm) -> list[Entry]:
    only = dialogue_of(session, seminar_id, wish.dialogue).id if wish.dialogue else None
    entries = room_admin.roster_of(session, seminar_id, only)
    return [replace(entry, members=()) for entry in entries] if wish.anew else entries


def _read(wish: ArrangementForm, noun: str) -> tuple[Attendees, str]:
    if len(wish.file) > LARGEST_ROSTER:
        return Attendees(problems=(RosterFinding("too_large", 0),)), wish.people
    if wish.file:
        return read_file(wish.file, noun)
    return read_attendees(wish.people, noun), wish.people


def _arrangement_page(
    setup: Setup, wish: ArrangementForm, coming: Attendees, sat: Roster, found: Arrangement | None
) -> Response:
    with setup.store.reading() as session:
        facts = _facts(setup, session, wish)
    language = facts["seminar"].language
    more: dict[str, Any] = {
        "together": wish.together,
        "coming": coming,
        "listed": split_lines(wish.people),
        "sat": sat,
        "arrangement": found,
        "text": write_roster(found.entries, language, plain=True) if found else wish.rooms or "",
    }
    return setup.page("rooms/arrange.html", facts | more, 200 if found else 422)


def _facts(setup: Setup, session: Session, wish: ArrangementForm) -> Facts:
    works = dialogues(session, setup.seminar_id)
    only = dialogue_of(session, setup.seminar_id, wish.dialogue).id if wish.dialogue else None
    names = Counter(
        name.casefold()
        for entry in room_admin.roster_of(session, setup.seminar_id, only)
        for name in entry.members
    )
    # One that was too large for a room sits in two, though all were kept together.
    several = sum(count > 1 for count in names.values())
    mixed = bool(several) and several * 2 >= len(names)
    return setup.facts(session, "rooms") | {
        "wish": wish,
        "together": not mixed,
        "dialogues": works,
        "seated": bool(names),
        "smallest": FEWEST,
        "largest": MOST,
        "arrangement": None,
        "coming": None,
    }
