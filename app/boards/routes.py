"""What the room says of its answers, and the summary begun from its notes: pressed, told to all,
and taken back."""

import json
from collections.abc import Container, Sequence
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.boards import answers, asking
from app.boards.access import place_for
from app.boards.answer_view import AnswerView
from app.boards.cells import Cell, cell_of
from app.boards.ledger import TakenSteps
from app.boards.live import LiveBoards
from app.boards.models import NOTES, SUMMARY, document_name
from app.boards.room_page import summary_of
from app.boards.room_updates import RoomUpdates
from app.boards.state import begun, last_words, unfinished
from app.people.rights import Act
from app.refusals import N_, Invalid, MovedOn, NotFound
from app.rooms.access import standing_for
from app.rooms.models import Room
from app.rooms.participation import Here, HereOf
from app.runtime import runtime
from app.storage.store import now
from app.web.forms import FormId
from app.web.pages import fragment, is_script, language_of
from app.wording import readable

router = APIRouter(prefix="/rooms/{room_id}/answers/{answer_id}", include_in_schema=False)
STILL_WRITING = timedelta(seconds=30)  # a thought may take as long before the item gets its words
LONGEST_NOTE = 50_000
Said = Literal["done", "nothing_to_add", "out_of_time", ""]


@router.post("/said")
async def say(here: HereOf, answer_id: str, state: Annotated[Said, Form()] = "") -> Response:
    """Say how an answer stands, or take it back. A text that seems to break off is asked about,
    after it was taken as said, unless this is what the room was asked: a question, never a gate."""
    wanted = state or None

    def verb(session: Session) -> tuple[str | None, bool]:
        found = place_for(session, here.visit.asker, answer_id, Act.WRITE)
        before, room = found.answer.said, found.standing.room
        asked = asking.questions(session, room, people=True).get(answer_id) is not None
        answers.say(session, here.visit.asker, answer_id, wanted)
        return before, asked

    before, asked = await here.store.write(verb)
    await runtime(here.request)[LiveBoards].publish_state(answer_id, asked=asked)
    sealed = here.links.seal(json.dumps([answer_id, "said", before, wanted]))
    sealed = sealed if before != wanted else ""
    return await _status_response(
        here, answer_id, sealed=sealed, asks=state == "done" and not asked
    )


@router.post("/notes")
async def send_note(here: HereOf, answer_id: str, member: FormId = "") -> Response:
    """A note as its form sends it where no script runs: `note`, or the parts of an action under
    their own words. Scripts hand it in by the API, and keep it meanwhile where there is no net."""
    sent = [(name, str(text).strip()) for name, text in (await here.request.form()).multi_items()]
    told = [(name, text) for name, text in sent if text and name != "member"]
    text = "; ".join(text if name == "note" else f"{name}: {text}" for name, text in told)
    if len(text) > LONGEST_NOTE:
        raise Invalid(("note", "a shorter text"))

    def verb(session: Session) -> tuple[str, TakenSteps]:
        room = place_for(session, here.visit.asker, answer_id, Act.WRITE).standing.room
        prompt_id = _cell(session, room, answer_id).prompt.id
        asker, named = here.visit.asker, member or None
        answer, _, taken = answers.add_note(session, asker, room.id, prompt_id, text, named)
        return answer.id, taken

    if text:
        runtime(here.request)[LiveBoards].publish_steps([await here.store.write(verb)])
    return await here.answer([""], N_("The note is sent.") if text else "")


@router.post("/summary")
async def use_notes(here: HereOf, answer_id: str) -> Response:
    """Begin the summary with the notes as they stand; a summary that was begun stays as it is."""

    def verb(session: Session) -> TakenSteps | None:
        room = place_for(session, here.visit.asker, answer_id, Act.WRITE).standing.room
        cell = _cell(session, room, answer_id)
        if readable(cell.shared.summary.text):
            return None
        return answers.put_summary(session, here.visit.asker, answer_id, summary_of(cell))

    taken = await here.store.write(verb)
    if taken is None:
        return await here.answer([""], "")
    _publish(here, answer_id, taken)
    sealed = here.links.seal(json.dumps([answer_id, "summary", taken.last, None]))
    said = N_("The notes are the summary now.")
    return await here.answer([""], said, sealed=sealed, path=f"/answers/{answer_id}/undo")


@router.post("/undo")
async def undo(
    here: HereOf, answer_id: str, sealed: Annotated[str, Form(max_length=2_000)]
) -> Response:
    """Put back what was said before, or take out the summary that was begun, unless somebody has
    gone on since."""
    pressed_in, kind, before, after = json.loads(here.links.unseal(sealed) or "[0, 0, 0, 0]")
    if pressed_in != answer_id:
        raise NotFound

    def verb(session: Session) -> TakenSteps | None:
        found = place_for(session, here.visit.asker, answer_id, Act.WRITE)
        if kind == "said":
            if found.answer.said != after:
                raise MovedOn
            answers.say(session, here.visit.asker, answer_id, before)
            return None
        if answers.document(session, answer_id, SUMMARY).version != before:
            raise MovedOn
        return answers.put_summary(session, here.visit.asker, answer_id, "")

    taken = await here.store.write(verb)
    if taken:
        _publish(here, answer_id, taken)
        return await here.answer([""], N_("Undone."))
    await runtime(here.request)[LiveBoards].publish_state(answer_id)
    return await _status_response(here, answer_id, undone=True)


def _publish(here: Here, answer_id: str, taken: TakenSteps) -> None:
    name = document_name(answer_id, SUMMARY)
    runtime(here.request)[LiveBoards].publish_steps([(name, taken)])


async def _status_response(
    here: Here, answer_id: str, *, asks: bool = False, **facts: Any
) -> Response:
    """The word as it stands, for whoever pressed, and at most a question. A form that was sent
    before any script ran gets the room itself."""
    if not is_script(here.request):
        return await here.answer([""], "")

    def show(session: Session) -> str:
        found = standing_for(session, here.visit.asker, here.room_id, Act.SEE_ROOM)
        cell = _cell(session, found.room, answer_id)
        updates, seat = runtime(here.request)[RoomUpdates], found.seat.id if found.seat else None
        held = updates.written_in(here.room_id, seat) if asks else ()
        done = [one for one in cell.answers if not _begins_an_item(session, one, held)]
        return fragment(
            "boards/_said.html",
            language_of(here.request, found.seminar.language),
            **({"sealed": "", "undone": False} | facts),
            room=found.room,
            cell=cell,
            breaks_off=_breaks_off(done) if asks else "",
        )

    return HTMLResponse(await here.store.read(show))


def _cell(session: Session, room: Room, answer_id: str) -> Cell:
    found = cell_of(session, room, answer_id)
    if found is None:
        raise NotFound
    return found


def _begins_an_item(session: Session, one: AnswerView, held: Container[str]) -> bool:
    """Whether somebody is just about to write on: theirs is no text that was left broken off."""
    if document_name(one.answer.id, NOTES) not in held or one.written_at is None:
        return False
    return begun(one.notes.text) and now(session) - one.written_at < STILL_WRITING


def _breaks_off(answers: Sequence[AnswerView]) -> str:
    """The last words of the first answer that seems unfinished, or nothing."""
    texts = [one.notes.text for one in answers]
    return next((last_words(text) for text in texts if unfinished(text)), "")
