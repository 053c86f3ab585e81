"""Pages of what stood once in an answer, and bringing it back."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.boards.models import NOTES, SUMMARY, document_name
from app.history import restore
from app.history.api import RestoreIn, UndeleteIn, carry_out
from app.history.comparison import of_change
from app.history.views import answer_facts
from app.people.identity import StoreOf, VisitOf
from app.people.naming import Naming
from app.web.forms import FormId
from app.web.pages import go, page

router = APIRouter(prefix="/rooms/{room_id}/history", include_in_schema=False)
Kind = Literal["summary"]
Done = Literal["restored", "undeleted"]


@router.get("/{answer_id}")
@router.get("/{answer_id}/{kind}")
def show_answer(
    room_id: str,
    answer_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    kind: Kind | None = None,
    version: int | None = None,
    before: int | None = None,
    done: Done | None = None,
) -> Response:
    """One document's moments; with `version`, the text after it beside the one that stands."""
    name = name_of(answer_id, kind)
    with store.reading() as session:
        facts = answer_facts(session, visit.asker, room_id, name, version, before)
        facts |= {"done": done, "of_change": of_change}
        return page(request, "boards/history.html", facts, language=facts["seminar"].language)


@router.post("/{answer_id}/restore")
@router.post("/{answer_id}/{kind}/restore")
async def restore_text(
    room_id: str,
    answer_id: str,
    request: Request,
    visit: VisitOf,
    version: Annotated[int, Form(ge=0, le=2**53)],
    kind: Kind | None = None,
) -> Response:
    name, asker = name_of(answer_id, kind), visit.asker
    await carry_out(
        request,
        Naming(visit.asker),
        RestoreIn(version=version),
        lambda session: restore.restoring(session, asker, name, version),
        lambda session, plan: restore.bring_back(session, asker, plan),
    )
    return go(request, f"/rooms/{room_id}/history/{name}?done=restored")


@router.post("/{answer_id}/undelete")
@router.post("/{answer_id}/{kind}/undelete")
async def undelete(
    room_id: str,
    answer_id: str,
    request: Request,
    visit: VisitOf,
    note: FormId,
    kind: Kind | None = None,
) -> Response:
    name, asker = name_of(answer_id, kind), visit.asker
    await carry_out(
        request,
        Naming(visit.asker),
        UndeleteIn(note=note),
        lambda session: restore.undeleting(session, asker, name, note),
        lambda session, plan: restore.bring_back(session, asker, plan),
    )
    return go(request, f"/rooms/{room_id}/history/{name}?done=undeleted")


def name_of(answer_id: str, kind: Kind | None) -> str:
    return document_name(answer_id, SUMMARY if kind else NOTES)
