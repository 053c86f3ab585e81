"""Who will do what, over HTTP: across the rooms, or for one member; as JSON, table or calendar."""

from typing import Annotated, Any, Literal

from fastapi import Query, Request
from sqlmodel import Session
from starlette.responses import Response
from typing_extensions import TypedDict

from app.actions.listing import ListedAction, answers
from app.boards.access import view_for
from app.exports.actions import actions_csv, calendar
from app.exports.files import CALENDAR, MEDIA_TYPES, File
from app.people.identity import CallerOf, LinksOf, StoreOf
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms.models import Member
from app.seminars.access import Rehearsed
from app.storage.store import now
from app.web.api import api_router, operation
from app.web.pages import catalogue

router = api_router("exports")


class DueOut(TypedDict):
    """The days that the words mean, both of them included."""

    first: str
    last: str


class ActionOut(TypedDict):
    note: str | None
    room: int
    member: str | None
    prompt: str
    text: str
    who: str
    what: str
    when: str
    due: DueOut | None
    needs: str


class FreeTextOut(TypedDict):
    note: str | None
    room: int
    member: str | None
    prompt: str
    text: str


class ActionsOut(TypedDict):
    actions: list[ActionOut]
    free_text: list[FreeTextOut]


_FILES: dict[str, Any] = {
    kind: {"schema": {"type": "string"}} for kind in (MEDIA_TYPES["csv"], CALENDAR)
}


@router.get(
    "/seminars/{seminar_id}/actions",
    response_model=ActionsOut,
    responses={200: {"content": _FILES}},
)
@operation(NotFound, Rehearsed)
async def actions(
    seminar_id: str,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    links: LinksOf,
    format: Annotated[Literal["json", "csv", "ics"], Query()] = "json",
    member: Annotated[str | None, Query(description="Only what is theirs, by id.")] = None,
) -> Any:
    """What those who may export can read, of questions of kind *actions*; JSON also tells the notes
    that are none."""

    def work(session: Session) -> ActionsOut | File:
        view = view_for(session, visit.asker, seminar_id, Act.EXPORT)
        seminar, about = view.seminar, session.get(Member, member) if member else None
        if member and (about is None or about.seminar_id != seminar.id):
            raise NotFound
        told = answers(session, view, member)
        found = [each for each in told if not each.action.free]
        if format == "json":
            return {
                "actions": [_json(each) for each in found],
                "free_text": [_written(each) for each in told if each.action.free],
            }
        words = catalogue(seminar.language)
        details = f"– {(about.name if about else words.gettext('Actions')).lower()}"
        if format == "csv":
            return File(actions_csv(found, words), "csv", seminar.title, details)
        content = calendar(found, words, seminar.title, links.read(seminar.id), now(session))
        return File(content, "ics", seminar.title, details)

    made = await store.read(work)
    if not isinstance(made, File):
        return made
    headers = {"content-disposition": made.disposition}
    return Response(made.content, media_type=made.media_type, headers=headers)


def _written(each: ListedAction) -> FreeTextOut:
    return {
        "note": each.line.id,
        "room": each.room.number,
        "member": each.member.name if each.member else None,
        "prompt": each.prompt.id,
        "text": each.line.text,
    }


def _json(each: ListedAction) -> ActionOut:
    said = each.action
    due = said.due
    return {
        **_written(each),
        "who": said.who,
        "what": said.what,
        "when": said.when,
        "due": {"first": due.first.isoformat(), "last": due.last.isoformat()} if due else None,
        "needs": said.needs,
    }
