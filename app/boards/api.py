"""The JSON API of boards and answers (docs/api.md, sections 3 and 4)."""

from typing import Annotated, Any, Literal, cast

from fastapi import Depends, Query, Request, Response
from pydantic import ConfigDict, Field
from sqlmodel import Session

from app.boards import answers, live
from app.boards.access import place_for
from app.boards.answers import OutdatedVersion
from app.boards.board import answer_json, board_json
from app.boards.catch_up import missed
from app.boards.cells import cells
from app.boards.ledger import StaleSteps
from app.boards.live import LiveBoards
from app.boards.models import LARGEST_VERSION, NOTES, SUMMARY, document_name
from app.boards.wire import AnswerOut, BoardOut, NoteAdded, SchemaOut, StepsTaken
from app.boards.written import OutdatedSchema, Restored, written
from app.documents.content import RefusedSteps
from app.documents.schema import SCHEMA_NUMBER, SPEC
from app.documents.text import lines
from app.documents.wire import DocIn
from app.live.frames import Changes, Written, encode
from app.live.hub import Hub
from app.people.access import Asker
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import Invalid, NameTaken
from app.rooms.access import standing_for
from app.rooms.seating import UnknownMember
from app.rooms.speakers import voices
from app.runtime import runtime
from app.web.api import PREFIX, api_router, one_of, operation
from app.web.pages import language_of

router = api_router("boards")
Said = Literal["done", "nothing_to_add", "out_of_time"]
Version = Field(0, ge=0, le=LARGEST_VERSION)


async def document(request: Request, answer_id: str) -> str:
    """The document that an address names: the answer's notes, or with `/summary` its summary."""
    summary = request.url.path.startswith(f"{PREFIX}/answers/{answer_id}/summary/")
    return document_name(answer_id, SUMMARY if summary else NOTES)


DocumentOf = Annotated[str, Depends(document)]


class NoteIn(Named):
    prompt: str
    text: str = Field(min_length=1, max_length=50_000)
    member: str | None = None


class AnswerIn(Named):
    """One of text, doc, summary and state; `version` goes with text and doc."""

    model_config = ConfigDict(
        json_schema_extra=one_of(["version", "text"], ["version", "doc"], ["summary"], ["state"])
    )

    version: int = Version
    text: str = ""
    doc: DocIn = Field(default_factory=dict)
    summary: str = ""
    state: Said | None = None


@router.get("/schema")
def schema() -> SchemaOut:
    return cast("SchemaOut", {"schema": SCHEMA_NUMBER, **SPEC})


@router.get("/rooms/{room_id}/board")
def show_board(room_id: str, visit: CallerOf, store: StoreOf) -> BoardOut:
    with store.reading() as session:
        return board_json(session, standing_for(session, visit.asker, room_id, Act.SEE_ROOM).room)


@router.get("/rooms/{room_id}/changes")
@operation(gives=Changes)
def show_changes(
    room_id: str,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    since: int | None = Query(None, le=LARGEST_VERSION),
    epoch: str | None = None,
) -> Response:
    with store.reading() as session:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        hub, language = runtime(request)[Hub], language_of(request)
        lacking = missed(session, hub, found, language, since=since, epoch=epoch)
    return Response(encode(lacking), media_type="application/json")


@router.post("/rooms/{room_id}/notes", status_code=201)
@operation(Closed, NameTaken, RefusedSteps, UnknownMember)
async def add_note(
    room_id: str, note: NoteIn, request: Request, naming: NamingOf, store: StoreOf
) -> NoteAdded:
    def verb(session: Session) -> tuple[NoteAdded, list[live.Published]]:
        taken: list[live.Published] = []  # of this try: one that was overtaken has told nobody

        def add() -> NoteAdded:
            answer, note_id, done = answers.add_note(
                session, naming.asker, room_id, note.prompt, note.text, note.member
            )
            taken.append((answer.id, done))
            return {"note_id": note_id, "answer_id": answer.id, "version": done.last}

        return naming.once(session, note, add), taken

    answer, taken = await store.write(verb)
    runtime(request)[LiveBoards].publish_steps(taken)
    return answer


@router.get("/answers/{answer_id}")
def show_answer(answer_id: str, visit: CallerOf, store: StoreOf) -> AnswerOut:
    with store.reading() as session:
        return shown_answer(session, visit.asker, answer_id)


def shown_answer(session: Session, asker: Asker, answer_id: str) -> AnswerOut:
    found = place_for(session, asker, answer_id, Act.SEE_ROOM)
    room = found.standing.room
    session.flush()
    for cell in cells(session, room.seminar_id, [found.answer.prompt_id], room.id):
        for one in cell.stored:
            if one.answer.id == answer_id:
                named = {line.member for line in lines(one.notes.doc) if line.member}
                return answer_json(cell, one, voices(session, room, named))
    raise AssertionError("an answer without its room")


@router.put("/answers/{answer_id}")
@operation(Closed, NameTaken, OutdatedVersion, RefusedSteps)
async def put_answer(
    answer_id: str, wish: AnswerIn, request: Request, naming: NamingOf, store: StoreOf
) -> AnswerOut:
    given = wish.model_fields_set & {"text", "doc", "summary", "state"}
    if len(given) != 1:
        raise Invalid(("body", "exactly one of text, doc, summary and state"))
    (field,) = given
    if field in ("text", "doc") and "version" not in wish.model_fields_set:
        raise Invalid(("version", "goes with text and doc"))
    value = getattr(wish, field)

    def verb(session: Session) -> tuple[AnswerOut, list[live.Published]]:
        taken: list[live.Published] = []
        naming.once(session, wish, lambda: put(session, taken))
        # Too long to be kept for each repetition.
        return shown_answer(session, naming.asker, answer_id), taken

    def put(session: Session, taken: list[live.Published]) -> dict[str, Any]:
        asker, version = naming.asker, wish.version
        if field == "state":
            answers.say(session, asker, answer_id, value)
        else:
            done = {
                "text": lambda: answers.put_text(session, asker, answer_id, value, version),
                "doc": lambda: answers.put_document(session, asker, answer_id, value, version),
                "summary": lambda: answers.put_summary(session, asker, answer_id, value),
            }[field]()
            if done:
                kind = SUMMARY if field == "summary" else NOTES
                taken.append((document_name(answer_id, kind), done))
        return {}

    answer, taken = await store.write(verb)
    runtime(request)[LiveBoards].publish_steps(taken)
    if field == "state":
        await runtime(request)[LiveBoards].publish_state(answer_id)
    return answer


@router.delete("/answers/{answer_id}/notes/{note_id}", status_code=204)
@operation(Closed, RefusedSteps)
async def remove_note(
    answer_id: str, note_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> None:
    taken = await store.write(
        lambda session: answers.remove_note(session, visit.asker, answer_id, note_id)
    )
    runtime(request)[LiveBoards].publish_steps([(answer_id, taken)])


@router.post("/answers/{answer_id}/steps")
@router.post("/answers/{answer_id}/summary/steps")
@operation(Closed, StaleSteps, NameTaken, RefusedSteps, OutdatedSchema, Restored, takes=Written)
async def post_steps(
    document: DocumentOf, request: Request, visit: CallerOf, store: StoreOf
) -> StepsTaken:
    message = written(await request.body())
    taken = await runtime(request)[LiveBoards].take(visit.asker, document, message)
    return {"version": taken.version}
