"""Publishing over HTTP: what the organiser presses and programs send, and the public pages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response
from typing_extensions import TypedDict

from app.exports.choices import NoThemes
from app.exports.chosen import Chosen, chosen_in
from app.exports.making import ExportTurn, ReportTooLarge
from app.exports.publishing import Publishing, publication_facts
from app.exports.site import FIRST_PAGE
from app.people.identity import CallerOf, LinksOf, StoreOf, Visit, VisitOf
from app.people.links import Links
from app.people.rights import Act, require
from app.published.models import NoteWanted, public_page, publications
from app.refusals import MovedOn, NotFound
from app.rooms.access import actor_or_neighbour
from app.runtime import runtime
from app.seminars.access import Rehearsed, seminar_for, seminar_stage
from app.seminars.api import iso
from app.seminars.models import Seminar
from app.seminars.wishes import Text, Wish
from app.web.api import api_router, operation
from app.web.pages import go, page

router = APIRouter(include_in_schema=False)
api = api_router("exports", "/seminars/{seminar_id}/publication")


class CorrectionIn(Wish):
    note: Text = ""


class CorrectionOut(TypedDict):
    number: int
    at: str
    note: str


class PublicationOut(TypedDict):
    url: str
    public: bool
    changes: list[CorrectionOut]


async def _publishing(seminar_id: str, visit: CallerOf, store: StoreOf) -> Publishing:
    return Publishing(store, visit.asker, seminar_id)


PublishingOf = Annotated[Publishing, Depends(_publishing)]


@api.get("")
async def show_publication(publishing: PublishingOf, links: LinksOf) -> PublicationOut:
    return await publishing.store.read(
        lambda session: _publication_json(session, publishing, links)
    )


@api.put("")
@operation(NoThemes, NoteWanted, MovedOn, Rehearsed, ReportTooLarge)
async def publish(
    publishing: PublishingOf, wish: CorrectionIn, choices: Chosen, request: Request, links: LinksOf
) -> PublicationOut:
    await publishing.publish(choices, wish.note, runtime(request)[ExportTurn])
    return await publishing.store.read(
        lambda session: _publication_json(session, publishing, links)
    )


@api.delete("", status_code=204)
async def unpublish(publishing: PublishingOf) -> None:
    await publishing.withdraw()


@api.post("/back")
async def put_back(publishing: PublishingOf, links: LinksOf) -> PublicationOut:
    await publishing.put_back()
    return await publishing.store.read(
        lambda session: _publication_json(session, publishing, links)
    )


def _publication_json(session: Session, publishing: Publishing, links: Links) -> PublicationOut:
    seminar_for(session, publishing.asker, publishing.seminar_id, Act.SEE_SETUP)
    found = publications(session, publishing.seminar_id)
    return {
        "url": links.report(publishing.seminar_id),
        "public": bool(found) and found[-1].withdrawn_at is None,
        "changes": [
            {"number": each.number, "at": iso(each.published_at) or "", "note": each.note}
            for each in found
        ],
    }


@router.post("/seminars/{seminar_id}/publication")
async def press(
    publishing: PublishingOf,
    request: Request,
    links: LinksOf,
    do: Annotated[str, Form()] = "publish",
    note: Annotated[str, Form(max_length=5_000)] = "",
) -> Response:
    """The choices are those of the form beside it, or, without scripts, of the page's address."""
    if do == "withdraw":
        await publishing.withdraw()
    elif do == "back":
        await publishing.put_back()
    else:
        choices = chosen_in({**request.query_params, **await request.form()})
        wish = CorrectionIn(note=note)
        await publishing.publish(choices, wish.note, runtime(request)[ExportTurn])
    query = request.url.query
    if "hx-request" not in request.headers:
        back = f"/seminars/{publishing.seminar_id}/export"
        return go(request, f"{back}?{query}#publication" if query else f"{back}#publication")

    def shown(session: Session) -> Response:
        seminar = seminar_for(session, publishing.asker, publishing.seminar_id, Act.SEE_SETUP)
        facts = {"seminar": seminar, "query": query, "fresh": True} | publication_facts(
            session, seminar, links
        )
        return page(request, "exports/_publication.html", facts, language=seminar.language)

    return await publishing.store.read(shown)


@router.get("/read/{seminar_id}/report")
def first_page(seminar_id: str, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        _page(session, visit, seminar_id, FIRST_PAGE)
    return RedirectResponse(f"/read/{seminar_id}/report/{FIRST_PAGE}", 303)


@router.get("/read/{seminar_id}/report/{name}")
def show_page(seminar_id: str, name: str, visit: VisitOf, store: StoreOf) -> Response:
    """As it was published, to everybody."""
    with store.reading() as session:
        content = _page(session, visit, seminar_id, name)
    kind = "text/css" if name.endswith(".css") else "text/html"
    return Response(content, media_type=f"{kind}; charset=utf-8")


def _page(session: Session, visit: Visit, seminar_id: str, name: str) -> str:
    seminar = session.get(Seminar, seminar_id)
    if seminar is None:
        raise NotFound
    actor = actor_or_neighbour(session, visit.asker, seminar)
    require(actor, Act.READ_REPORT, seminar_stage(seminar))
    return public_page(session, seminar_id, name)
