"""The roster as it is made ready: read, looked at and confirmed."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from app.people.identity import LinksOf, StoreOf, Visit, VisitOf
from app.people.links import Links
from app.people.rights import Act
from app.rooms import room_admin
from app.rooms.models import rooms
from app.rooms.roster import read_roster, write_roster
from app.rooms.roster_entries import MOST_ROOMS, Entry, Finding, Roster
from app.rooms.seating import Seated, put_roster
from app.rooms.seating_copies import sit_like_first
from app.rooms.spreadsheet import Unreadable, sheet_text
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.models import Seminar, dialogue_of, dialogues
from app.seminars.setup_steps import setup_facts
from app.seminars.signals import Changes, shape_changed
from app.storage.store import Store
from app.web.pages import go, page

router = APIRouter(prefix="/seminars/{seminar_id}/rooms", include_in_schema=False)
LARGEST_ROSTER = 1_000_000
Dialogue = Annotated[str, Form(max_length=40)]


@router.get("")
def show(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    links: LinksOf,
    dialogue: str = "",
) -> Response:
    return _page(request, visit, store, seminar_id, "rooms/roster.html", dialogue)


@router.post("/read")
async def read(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    """What was understood of a pasted list or a file, before anything is changed."""
    await _allow(store, visit, seminar_id)
    sent = await request.form(max_part_size=LARGEST_ROSTER)
    roster = await _read(sent)
    only = str(sent.get("dialogue") or "")
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        if only:
            dialogue_of(session, seminar_id, only)
        facts = {
            "seminar": seminar,
            "roster": roster,
            "text": write_roster(roster.entries),
            "dialogue": only,
            **_difference(session, seminar, roster, only),
        }
    status = 422 if roster.refused else 200
    return page(request, "rooms/_roster_read.html", facts, language=seminar.language, status=status)


@router.post("")
async def put(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    text: Annotated[str, Form(max_length=LARGEST_ROSTER)],
    dialogue: Dialogue = "",
) -> Response:
    """The list that was looked at."""
    await _allow(store, visit, seminar_id)
    roster = await run_in_threadpool(read_roster, text)
    if roster.refused:
        return await read(seminar_id, request, visit, store)
    return await _seat(
        request, visit, store, seminar_id, lambda session: list(roster.entries), dialogue
    )


@router.post("/make")
async def make(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    count: Annotated[int, Form(ge=1, le=MOST_ROOMS)],
) -> Response:
    """Rooms from 1 to `count`; those there are stay as they are."""

    def roster(session: Session) -> list[Entry]:
        standing = room_admin.roster_of(session, seminar_id)
        taken = {entry.number for entry in standing}
        missing = [Entry(number) for number in range(1, count + 1) if number not in taken]
        return [*standing, *missing]

    return await _seat(request, visit, store, seminar_id, roster)


@router.post("/same-seating")
async def same_seating(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    dialogue: Dialogue,
) -> Response:
    """The dialogue's own seating is given up for the first one's."""

    def verb(session: Session) -> None:
        seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        sit_like_first(session, dialogue_of(session, seminar_id, dialogue))
        shape_changed.send(session, seminar_id=seminar_id)

    await store.write(verb)
    return go(request, f"/seminars/{seminar_id}/rooms")


def _typed(entries: list[Entry], language: str) -> str:
    """The list as one would type it; with headings only where rooms have names."""
    if any(entry.name for entry in entries):
        return write_roster(entries, language)
    return "\n".join(f"{entry.number}; {', '.join(entry.members)}".strip() for entry in entries)


async def _allow(store: Store, visit: Visit, seminar_id: str) -> None:
    """Ask before anything is read: a list made to be slow keeps the server busy for seconds."""

    def query(session: Session) -> None:
        seminar_for(session, visit.asker, seminar_id, Act.SET_UP)

    await store.read(query)


async def _read(sent: FormData) -> Roster:
    file = sent.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await run_in_threadpool(read_roster, str(sent.get("text") or ""))
    return await run_in_threadpool(_of_file, await file.read(LARGEST_ROSTER + 1))


def _of_file(data: bytes) -> Roster:
    if len(data) > LARGEST_ROSTER:
        return Roster((), problems=(Finding("too_many_rooms", 0),))
    if data.startswith(b"PK\x03\x04"):
        try:
            return read_roster(sheet_text(data))
        except Unreadable:
            return Roster((), problems=(Finding("not_text", 0),))
    return read_roster(data)


def _difference(session: Session, seminar: Seminar, roster: Roster, only: str) -> dict[str, Any]:
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


async def write(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    roster: Callable[[Session], list[Entry]],
    dialogue_id: str = "",
) -> Seated:
    def verb(session: Session) -> Seated:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        only = dialogue_of(session, seminar.id, dialogue_id) if dialogue_id else None
        seated = put_roster(session, seminar, roster(session), only)
        shape_changed.send(session, seminar_id=seminar.id)
        return seated

    seated = await store.write(verb)
    await runtime(request)[Changes].rights.send_async(seminar_id=seminar_id)
    return seated


async def _seat(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    roster: Callable[[Session], list[Entry]],
    dialogue: str = "",
) -> Response:
    seated = await write(request, visit, store, seminar_id, roster, dialogue)
    numbers = {room.id: room.number for room in seated.rooms}
    kept = [numbers[id] for id, said in seated.warnings.items() if "not_in_roster" in said]
    done = {
        "rooms": len(seated.rooms) - len(kept),
        "removed": len(seated.removed),
        "kept": sorted(kept),
    }
    return _page(request, visit, store, seminar_id, "rooms/_roster.html", dialogue, done=done)


def _page(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    template: str,
    dialogue: str,
    **facts: Any,
) -> Response:
    links = runtime(request)[Links]
    with store.reading() as session:
        shown = setup_facts(session, visit.asker, seminar_id, "rooms")
        works = dialogues(session, seminar_id)
        first = room_admin.first_dialogue(session, seminar_id)
        chosen = next((each for each in works if each.id == dialogue), first)
        names = room_admin.seated_in(session, chosen.id)
        entries = room_admin.roster_of(session, seminar_id, chosen.id)
        shown |= {
            "dialogues": works,
            "chosen": chosen,
            "own": [each for each in works if each.own_seating],
            "rooms": rooms(session, seminar_id),
            "names": names,
            "seats": room_admin.seat_counts(session, seminar_id),
            "text": _typed(entries, shown["seminar"].language),
        }
        shown["url"] = {room.id: links.room(room.id, room.generation) for room in shown["rooms"]}
    language = shown["seminar"].language
    return page(request, template, {"done": None, **shown, **facts}, language=language)
