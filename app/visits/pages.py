"""A visit's page: choose a group, then one question at a time. Every act works as a plain form; the
page's script sends contributions by the API, and keeps them on the device until they are taken."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from pydantic import Field
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.boards import answers
from app.boards.live import LiveBoards
from app.boards.pages import left_or_unknown
from app.documents.content import RefusedSteps
from app.people.idempotency import ClientId
from app.people.rights import Act, TooLate
from app.refusals import N_, NotFound
from app.rooms.access import Standing, standing_for
from app.rooms.live import LiveRooms
from app.rooms.participation import Here, HereOf
from app.rosters.entries import LONGEST_NAME
from app.runtime import runtime
from app.seminars.models import VISIT
from app.storage.ids import new_id
from app.visits import visit
from app.visits.contributing import Contribution, contribute, hand_in_late
from app.visits.members import MembersFull, NoNewMembers, add_member
from app.web.forms import FormId
from app.web.pages import fragment, go, language_of, page, part
from app.wording import Line, readable, split_lines

router = APIRouter(prefix="/rooms/{room_id}/visit", include_in_schema=False)
Group = Annotated[str, Query(max_length=40)]
At = Annotated[int, Form()]
NOTHING = N_("Write something first.")
TOO_LONG = N_("This is too long to be sent in. Make it shorter, or send it in as two.")
FULL = N_("There is no more room for this question. Tell whoever leads.")


@router.get("")
def show(
    here: HereOf, group: Group = "", at: int = 1, all: bool = False, sent: str = "", done: str = ""
) -> Response:
    """The page for the room's seats; whoever leads without one gets the room's own page."""
    with here.store.reading() as session:
        try:
            found = standing_for(session, here.visit.asker, here.room_id, Act.SEE_ROOM)
        except NotFound:
            return left_or_unknown(here.request, session, here.visit.asker, here.room_id)
        if found.seminar.kind != VISIT or found.seat is None:
            return RedirectResponse(f"/rooms/{here.room_id}", status_code=303)
        said = {"sent": sent if _opened(here, sent) else "", "done": done}
        return _page(here, session, found, visit.VisitAddress(group, at, everybody=all), said)


@router.get("/told")
def show_told(here: HereOf, group: Group = "", all: bool = False) -> Response:
    """What came in to each question, for a page that is open."""
    with here.store.reading() as session:
        found = standing_for(session, here.visit.asker, here.room_id, Act.SEE_ROOM)
        language = language_of(here.request, found.seminar.language)
        facts = visit.facts(session, found, visit.VisitAddress(group, everybody=all))
        html = fragment("visits/_all_told.html", language, **facts)
        return part(here.request, html, f"/rooms/{here.room_id}/visit")


@router.post("")
async def send_in(
    here: HereOf,
    prompt: FormId,
    text: Annotated[str, Form(max_length=200_000)] = "",
    group: FormId = "",
    at: At = 1,
    client_id: Annotated[ClientId | None, Form()] = None,
) -> Response:
    words = "\n".join(split_lines(text)).strip()
    if wrong := _wrong(words):
        return await _again(here, prompt, text, group, at, wrong)
    sent = Contribution(prompt, words, group or None, client_id or new_id())

    def verb(session: Session) -> tuple[Any, Any]:
        return contribute(session, here.visit.asker, here.room_id, sent)

    try:
        note, taken = await here.store.write(verb)
    except RefusedSteps as refused:
        wrong = NOTHING if refused.reason == "bad_text" else FULL
        return await _again(here, prompt, text, group, at, wrong)
    except TooLate:
        return await _late(here, sent, text, at)
    runtime(here.request)[LiveBoards].publish_steps(taken)
    sealed = here.links.seal(json.dumps([here.room_id, note["answer_id"], note["note_id"]]))
    return go(here.request, _address(here, group, at, f"sent={sealed}"))


async def _late(here: Here, sent: Contribution, text: str, at: int) -> Response:
    """What cannot be taken any more is kept for whoever leads, and stays on the page if not."""
    group = sent.member or ""
    try:
        await here.store.write(
            lambda session: hand_in_late(session, here.visit.asker, here.room_id, sent)
        )
    except RefusedSteps as refused:
        return await _again(here, sent.prompt, text, group, at, refused.title)
    return go(here.request, _address(here, group, at, "done=late"))


def _wrong(words: str) -> str:
    if not readable(words):
        return NOTHING
    return TOO_LONG if len(words) > visit.MOST_LETTERS else ""


@router.post("/undo")
async def undo(
    here: HereOf, sealed: Annotated[str, Form(max_length=2_000)], group: FormId = "", at: At = 1
) -> Response:
    """Take back what this device has just sent in."""
    opened = _opened(here, sealed)
    if opened is None:
        raise NotFound
    answer_id, note_id = opened
    try:
        taken = await here.store.write(
            lambda session: answers.remove_note(session, here.visit.asker, answer_id, note_id)
        )
    except NotFound:  # pressed twice
        return go(here.request, _address(here, group, at, ""))
    runtime(here.request)[LiveBoards].publish_steps([(answer_id, taken)])
    return go(here.request, _address(here, group, at, "done=undone"))


@router.post("/members")
async def add(
    here: HereOf, name: Annotated[Line, Form(), Field(max_length=LONGEST_NAME)] = ""
) -> Response:
    if not name:
        return await _again(here, "", "", "", 1, N_("Write the name first."))

    def verb(session: Session) -> str:
        return add_member(session, here.visit.asker, here.room_id, name).id

    try:
        member_id = await here.store.write(verb)
    except (NoNewMembers, MembersFull) as no:
        return await _again(here, "", "", "", 1, no.title, name=name)
    await runtime(here.request)[LiveRooms].publish(here.room_id, "people")
    return go(here.request, _address(here, member_id, 1, ""))


def _opened(here: Here, sealed: str) -> tuple[str, str] | None:
    """The answer and note of something that this server has sealed for this room."""
    unsealed = here.links.unseal(sealed) if sealed else None
    room, answer, note = json.loads(unsealed or "[null, null, null]")
    return (answer, note) if room == here.room_id else None


def _address(here: Here, group: str, at: int, more: str) -> str:
    wanted = [f"group={group}" if group else "", f"at={at}" if at > 1 else "", more]
    query = "&".join(filter(None, wanted))
    return f"/rooms/{here.room_id}/visit" + (f"?{query}" if query else "")


async def _again(
    here: Here, prompt: str, text: str, group: str, at: int, wrong: str, name: str = ""
) -> Response:
    """The page with what was written still in its field, and what is wrong beside it."""

    def show(session: Session) -> Response:
        found = standing_for(session, here.visit.asker, here.room_id, Act.SEE_ROOM)
        kept = {"wrong": wrong, "kept": {prompt: text}, "name": name}
        return _page(here, session, found, visit.VisitAddress(group, at), kept, status=422)

    return await here.store.read(show)


def _page(
    here: Here,
    session: Session,
    found: Standing,
    wish: visit.VisitAddress,
    said: dict[str, Any],
    status: int = 200,
) -> HTMLResponse:
    """Raises NotFound for whoever has no seat here, also when a form was sent without the page."""
    shown = visit.facts(session, found, wish) | {"fresh": new_id, "seat": found.own_seat}
    shown |= {"sent": "", "done": "", "wrong": "", "kept": {}, "name": ""} | said
    language = found.seminar.language
    return page(here.request, "visits/visit.html", shown, language=language, status=status)
