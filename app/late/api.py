"""The JSON API of late contributions (docs/api.md, sections 2 and 3)."""

from typing import Annotated, Any, cast

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlmodel import Session

from app.boards.api import DocumentOf, shown_answer
from app.boards.live import LiveBoards
from app.boards.models import LARGEST_VERSION, SUMMARY, Late
from app.boards.wire import AnswerOut
from app.documents.content import RefusedSteps
from app.documents.wire import DocIn, DocOut
from app.late import contributions
from app.late.settling import Settling, added_notes
from app.late.wire import HandedIn, LateOut
from app.people.idempotency import Call, ClientId, once
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act, Closed, Stage
from app.refusals import NameTaken
from app.rooms.models import Room
from app.runtime import runtime
from app.seminars.access import scope_of, seminar_for
from app.seminars.api import iso
from app.web.api import api_router, one_of, operation

router = api_router("late contributions")
LONGEST_REASON = 200


class LateIn(BaseModel):
    """The text, or the document, that was not taken; `version` is the one it was made on."""

    model_config = ConfigDict(json_schema_extra=one_of(["text"], ["doc"]))

    client_id: ClientId
    version: int = Field(0, ge=0, le=LARGEST_VERSION)
    text: str = ""
    doc: DocIn = Field(default_factory=dict)

    @model_validator(mode="after")
    def one_of_two(self) -> "LateIn":
        if len(self.model_fields_set & {"text", "doc"}) != 1:
            raise ValueError("either text or doc")
        return self

    @property
    def document(self) -> dict[str, Any] | None:
        return self.doc if "doc" in self.model_fields_set else None


class TakeInWish(BaseModel):
    """Without `notes` all of it is taken in; with them, only these."""

    notes: list[str] | None = Field(default=None, max_length=10_000)


class PutAwayWish(BaseModel):
    reason: str = Field(min_length=1, max_length=LONGEST_REASON, pattern=r"\S")


@router.post("/answers/{answer_id}/late", status_code=201)
@router.post("/answers/{answer_id}/summary/late", status_code=201)
@operation(Closed, NameTaken, RefusedSteps)
async def hand_in(
    document: DocumentOf, wish: LateIn, request: Request, visit: CallerOf, store: StoreOf
) -> HandedIn:
    def verb(session: Session) -> HandedIn:
        def keep() -> HandedIn:
            late = contributions.hand_in(
                session,
                visit.asker,
                document,
                version=wish.version,
                doc=wish.document,
                words=wish.text,
            )
            return {"id": late.id}

        # The version only says what the text was written on; the text is what is handed in.
        content = {"doc": wish.document, "text": wish.text if wish.document is None else None}
        call = Call(wish.client_id, f"POST /answers/{document}/late", content)
        return once(session, visit.asker, call, keep)[0]

    answer = await store.write(verb)
    await runtime(request)[LiveBoards].late_came(document)
    return answer


async def settling(
    seminar_id: str, late_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> Settling:
    return Settling(store, runtime(request)[LiveBoards], visit.asker, seminar_id, late_id)


SettlingOf = Annotated[Settling, Depends(settling)]


@router.get("/seminars/{seminar_id}/late")
def list_late(seminar_id: str, visit: CallerOf, store: StoreOf) -> list[LateOut]:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        led = scope_of(session, visit.asker, seminar).rooms
        return [
            late_json(session, late, room)
            for late, room, _ in contributions.late_in(session, seminar_id, led)
        ]


@router.post("/seminars/{seminar_id}/late/{late_id}/take-in")
@operation(Closed)
async def take_in(
    settling: SettlingOf, visit: CallerOf, store: StoreOf, wish: TakeInWish | None = None
) -> AnswerOut:
    await settling.take_in(wish.notes if wish else None)

    def query(session: Session) -> AnswerOut:
        return shown_answer(session, visit.asker, session.get_one(Late, settling.late_id).answer_id)

    return await store.read(query)


@router.post("/seminars/{seminar_id}/late/{late_id}/put-away", status_code=204)
@operation(Closed)
async def put_away(settling: SettlingOf, wish: PutAwayWish) -> None:
    await settling.put_away(wish.reason)


@router.post("/seminars/{seminar_id}/late/{late_id}/put-back", status_code=204)
@operation(Closed)
async def put_back(settling: SettlingOf) -> None:
    """Undo taking in or putting away."""
    await settling.put_back()


def late_json(session: Session, late: Late, room: Room) -> LateOut:
    """`notes` are what it would add to its answer now; of what is settled there are none."""
    waits = late.taken_in_at is None and late.put_away_at is None
    notes = added_notes(session, late) if waits else []
    return {
        "id": late.id,
        "answer": late.answer_id,
        "room": room.id,
        "summary": late.kind == SUMMARY,
        "version": late.version,
        "text": late.text,
        "doc": cast("DocOut | None", late.doc),
        "notes": [{"id": note.id, "text": note.prefix + note.text} for note in notes],
        "seat": late.seat_id,
        "at": iso(late.at),
        "stage": Stage(late.stage) if late.stage else None,
        "taken_in": late.taken_in_at is not None,
        "put_away": late.put_away_at is not None,
        "reason": late.reason,
    }
