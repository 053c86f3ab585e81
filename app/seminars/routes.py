"""A seminar's beginning: the list of them, making one, its home, and the facilitator's link."""

from typing import cast

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.languages import Language
from app.people.access import Asker, leads, organiser_of
from app.people.co_facilitators import CoFacilitator, CoGrant, co_facilitator
from app.people.identity import (
    COME_BACK,
    LinksOf,
    SettingsOf,
    StoreOf,
    Visit,
    VisitOf,
    end_sockets,
    set_cookie,
)
from app.people.links import CO_FACILITATOR, Links, id_of
from app.people.models import Grant, renewed
from app.people.rights import Act
from app.people.routes import unknown_link, visitor_id
from app.refusals import NotFound
from app.runtime import runtime
from app.seminars import presets
from app.seminars.access import seminar_for, seminars_of
from app.seminars.copying import Copied, copy
from app.seminars.models import Seminar, Series
from app.seminars.overview import works
from app.seminars.programme import make
from app.seminars.series import asking_before
from app.seminars.setup_steps import room_count, setup_facts
from app.seminars.wishes import SeminarIn, Title
from app.seminars.work import Work
from app.storage.store import now
from app.web.forms import Form, read, tidy
from app.web.pages import catalogue, go, language_of, page

router = APIRouter(include_in_schema=False)


class NewSeminar(BaseModel):
    """The form of `/seminars/new`; with `earlier` its preset does not count."""

    title: Title
    language: Language
    preset: str = Field("dialog-1-2", max_length=60)
    earlier: str = Field("", max_length=40)


@router.get("/seminars")
def list_seminars(request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        found = seminars_of(session, visit.asker)
        listed = [(seminar, room_count(session, seminar.id)) for seminar in found]
        today = now(session).date()
    return page(request, "seminars/list.html", {"seminars": listed, "today": today})


@router.get("/seminars/new")
def new_seminar(request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        return _new(request, session, visit, Form({"preset": presets.PRESETS[0]}))


@router.post("/seminars/new")
async def make_seminar(request: Request, visit: VisitOf, store: StoreOf) -> Response:
    gettext = catalogue(language_of(request)).gettext
    form = read(NewSeminar, tidy(await request.form()), gettext)

    def verb(session: Session) -> Copied | str:
        organiser_id = organiser_of(session, visit.asker)
        if organiser_id is None:
            raise NotFound
        assert form.wish
        wish = form.wish
        if wish.earlier:
            earlier = seminar_for(session, visit.asker, wish.earlier, Act.OWN)
            return copy(session, organiser_id, earlier, wish.title)
        made = SeminarIn(title=wish.title, language=wish.language, preset=wish.preset)
        return make(session, organiser_id, made).id

    if form.wish:
        made = await store.write(verb)
        if isinstance(made, Copied):
            await runtime(request)[Work].finish(made.work_id)
        return go(request, f"/seminars/{made.seminar_id if isinstance(made, Copied) else made}")
    with store.reading() as session:
        return _new(request, session, visit, form, status=422)


@router.get("/seminars/{seminar_id}")
def home(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    with store.reading() as session:
        facts = setup_facts(session, visit.asker, seminar_id)
        seminar: Seminar = facts["seminar"]
        facts |= {
            "works": works(session, seminar),
            "rooms": room_count(session, seminar.id),
            "join_url": links.join(seminar.code),
            "read_url": links.read(seminar.id),
            "series": session.get(Series, seminar.series_id) if seminar.series_id else None,
            "follows": bool(asking_before(session, seminar)),
        }
    return page(request, "seminars/home.html", facts, language=seminar.language)


@router.get("/lead/{secret}")
async def show_facilitator_link(
    secret: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    def query(session: Session) -> tuple[Seminar, CoFacilitator | None] | None:
        return _led(session, links, secret)

    found = await store.read(query)
    if found is None:
        return unknown_link(request)
    seminar, helper = found
    facts = {"seminar": seminar, "helper": helper}
    return page(request, "seminars/lead.html", facts, language=seminar.language)


@router.post("/lead/{secret}")
async def use_facilitator_link(
    secret: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    links: LinksOf,
    settings: SettingsOf,
) -> Response:
    """A facilitator gets ready; a co-facilitator comes to lead, and goes straight to the grid."""

    def verb(session: Session) -> tuple[str, str | None]:
        found = _led(session, links, secret)
        if found is None:
            raise NotFound
        seminar, helper = found
        to = f"/seminars/{seminar.id}/grid" if helper else f"/seminars/{seminar.id}"
        if _led_already(session, visit.asker, seminar, helper):
            return to, None
        visitor, cookie = renewed(session, visitor_id(visit.asker))
        session.merge(_grant(visitor.id, seminar, helper))
        return to, cookie

    try:
        to, cookie = await store.write(verb)
    except NotFound:
        return unknown_link(request)
    answer = go(request, to)
    if cookie:
        end_sockets(request, visit.asker, COME_BACK)
        set_cookie(answer, settings, cookie)
    return answer


def _led(
    session: Session, links: Links, secret: str
) -> tuple[Seminar, CoFacilitator | None] | None:
    """The seminar that a link leads, and whose link it is if it is a co-facilitator's."""
    seminar = session.get(Seminar, id_of(secret))
    if seminar:
        valid = links.opens(secret, "facilitator", seminar.id, seminar.facilitator_generation)
        return (seminar, None) if valid else None
    helper = session.get(CoFacilitator, id_of(secret))
    if helper is None or helper.revoked_at or not links.opens(secret, CO_FACILITATOR, helper.id, 1):
        return None
    return session.get_one(Seminar, helper.seminar_id), helper


def _led_already(
    session: Session, asker: Asker, seminar: Seminar, helper: CoFacilitator | None
) -> bool:
    if helper is None:
        return leads(session, asker, seminar.id, seminar.facilitator_generation)
    now_as = co_facilitator(session, asker, seminar.id)
    return now_as is not None and now_as.id == helper.id


def _grant(visitor_id: str, seminar: Seminar, helper: CoFacilitator | None) -> Grant | CoGrant:
    key = {"visitor_id": visitor_id, "seminar_id": seminar.id}
    if helper:
        return CoGrant(**key, co_facilitator_id=helper.id)
    return Grant(**key, generation=seminar.facilitator_generation)


def _new(
    request: Request, session: Session, visit: Visit, form: Form[NewSeminar], status: int = 200
) -> Response:
    language, mine = cast(Language, language_of(request)), seminars_of(session, visit.asker)
    facts = {
        "form": form,
        "chosen_language": form.language or language,
        "presets": [presets.preset(name, language) for name in presets.PRESETS],
        "earlier": [(each.id, each.title) for each in mine if not each.rehearses],
    }
    template = "seminars/new.html" if status == 200 else "seminars/_new.html"
    return page(request, template, facts, status=status)
