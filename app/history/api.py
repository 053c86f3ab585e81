"""The JSON API of what stood once: histories, earlier texts, and bringing them back."""

from collections.abc import Callable

from fastapi import Request
from pydantic import AwareDatetime, Field
from sqlmodel import Session

from app.boards.api import DocumentOf
from app.boards.board import named
from app.boards.live import LiveBoards
from app.boards.models import LARGEST_VERSION
from app.documents import text
from app.documents.content import RefusedSteps
from app.documents.wire import doc_json
from app.history import restore
from app.history.presentation import moment_json, plan_json, removed_json, who_json
from app.history.restore import RestorePlan, Turned
from app.history.timeline import history, text_once, writers
from app.history.wire import HistoryOut, TextOnce, WhatChanged, WriterOut
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import Naming, NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms.access import standing_for
from app.rooms.speakers import voices
from app.runtime import runtime
from app.seminars.api import iso
from app.storage.store import Store
from app.web.api import api_router, operation

router = api_router("history")


class HistoryWish(Named):
    """With `dry_run` the answer says what would change, and nothing does."""

    dry_run: bool = False


class RestoreIn(HistoryWish):
    version: int = Field(ge=0, le=LARGEST_VERSION)


class UndeleteIn(HistoryWish):
    note: str = Field(max_length=40)


class UndoIn(HistoryWish):
    """`seat` null is those who lead the seminar."""

    seat: str | None
    since: AwareDatetime | None = None


class TurnBackIn(HistoryWish):
    at: AwareDatetime


@router.get("/answers/{answer_id}/history")
@router.get("/answers/{answer_id}/summary/history")
def show_history(
    document: DocumentOf,
    visit: CallerOf,
    store: StoreOf,
    before: int | None = None,
) -> HistoryOut:
    with store.reading() as session:
        past = history(session, visit.asker, document, before)
        around = voices(session, past.place.standing.room)
        return {
            "document": document,
            "version": past.version,
            "before": past.before,
            "moments": [moment_json(past, each, around) for each in past.moments],
            "removed": [removed_json(past, each, around) for each in past.removed],
        }


@router.get("/answers/{answer_id}/at/{version}")
@router.get("/answers/{answer_id}/summary/at/{version}")
def show_text_at(document: DocumentOf, version: int, visit: CallerOf, store: StoreOf) -> TextOnce:
    with store.reading() as session:
        found, doc = text_once(session, visit.asker, document, version)
        around = voices(session, found.standing.room)
        return {
            "document": document,
            "version": version,
            "text": text.plain(doc),
            "doc": doc_json(doc),
            "notes": [
                {"id": line.id, "text": line.text, "member": named(line.member, around)}
                for line in text.lines(doc)
            ],
        }


@router.get("/rooms/{room_id}/writers")
def list_writers(room_id: str, visit: CallerOf, store: StoreOf) -> list[WriterOut]:
    with store.reading() as session:
        standing_for(session, visit.asker, room_id, Act.READ_HISTORY)
        return [
            {
                "who": who_json(one.who),
                "answers": one.answers,
                "first_at": iso(one.first_at),
                "last_at": iso(one.last_at),
            }
            for one in writers(session, room_id)
        ]


@router.post("/answers/{answer_id}/restore")
@router.post("/answers/{answer_id}/summary/restore")
@operation(Closed, NameTaken, RefusedSteps)
async def restore_text(
    document: DocumentOf,
    wish: RestoreIn,
    request: Request,
    naming: NamingOf,
) -> WhatChanged:
    asker = naming.asker
    return await carry_out(
        request,
        naming,
        wish,
        lambda session: restore.restoring(session, asker, document, wish.version),
        lambda session, plan: restore.bring_back(session, asker, plan),
    )


@router.post("/answers/{answer_id}/undelete")
@router.post("/answers/{answer_id}/summary/undelete")
@operation(Closed, NameTaken, RefusedSteps)
async def undelete(
    document: DocumentOf,
    wish: UndeleteIn,
    request: Request,
    naming: NamingOf,
) -> WhatChanged:
    asker = naming.asker
    return await carry_out(
        request,
        naming,
        wish,
        lambda session: restore.undeleting(session, asker, document, wish.note),
        lambda session, plan: restore.bring_back(session, asker, plan),
    )


@router.post("/rooms/{room_id}/undo")
@operation(Closed, NameTaken, RefusedSteps)
async def undo(room_id: str, wish: UndoIn, request: Request, naming: NamingOf) -> WhatChanged:
    asker, seat = naming.asker, wish.seat
    return await carry_out(
        request,
        naming,
        wish,
        lambda session: restore.undoing(session, asker, room_id, seat, wish.since),
        lambda session, plan: restore.undo(session, asker, room_id, seat, plan),
    )


@router.post("/rooms/{room_id}/restore")
@operation(Closed, NameTaken)
async def turn_back(
    room_id: str, wish: TurnBackIn, request: Request, naming: NamingOf
) -> WhatChanged:
    asker = naming.asker
    return await carry_out(
        request,
        naming,
        wish,
        lambda session: restore.turning_back(session, asker, room_id, wish.at),
        lambda session, plan: restore.turn_back(session, asker, room_id, plan),
    )


async def carry_out(
    request: Request,
    naming: Naming,
    wish: HistoryWish,
    planned: Callable[[Session], RestorePlan],
    deed: Callable[[Session, RestorePlan], list[Turned]],
) -> WhatChanged:
    """Plan from a reading session, then do it in the writer's; publish after the commit."""
    store = runtime(request)[Store]

    def plan(session: Session) -> tuple[RestorePlan | None, WhatChanged | None]:
        if not wish.dry_run and naming.repeats(session, wish):
            return None, None
        made = planned(session)
        return made, plan_json(restore.preview(session, made), made) if wish.dry_run else None

    made, would = await store.read(plan)
    if would:
        return {"dry_run": True, **would}

    def verb(session: Session) -> tuple[WhatChanged, list[Turned]]:
        turned: list[Turned] = []  # of this try: one that was overtaken has told nobody

        def do() -> WhatChanged:
            assert made
            turned.extend(deed(session, made))
            return plan_json(turned, made)

        return naming.once(session, wish, do), turned

    answer, turned = await store.write(verb)
    boards = runtime(request)[LiveBoards]
    boards.publish_steps([(one.name, one.taken) for one in turned if one.taken])
    for answer_id in made.said if made else ():
        await boards.publish_state(answer_id)
    return answer
