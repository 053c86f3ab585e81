"""What holds for the seminar as a whole: how the answers are used, its name, its end."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.languages import Language
from app.people.identity import StoreOf, VisitOf
from app.people.links import Links
from app.people.rights import Act
from app.refusals import N_
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.deletion import carry_out
from app.seminars.models import Seminar, archive
from app.seminars.setup import Setup, SetupOf
from app.seminars.signals import ChangeSignals
from app.seminars.wishes import Noun, Place, SeminarKind, Text, Title
from app.seminars.work import Work
from app.web import forms
from app.web.dates import DayOrNone, TypedDay
from app.web.forms import FormId
from app.web.pages import catalogue, language_of, page

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)
NOT_TYPED = N_("Write the code of the seminar, so that nothing is deleted by mistake.")


class UseIn(BaseModel):
    how_used: Text = ""
    retain_until: TypedDay


class SettingsIn(BaseModel):
    title: Title
    language: Language
    member_noun: Noun = ""
    held_on: DayOrNone = None
    place: Place = ""
    region: Place = ""
    kind: SeminarKind = "gathering"
    new_members: bool = False


@router.get("/use")
def show_use(setup: SetupOf) -> Response:
    return _settings_page(setup, "use")


@router.post("/use")
async def save_use(setup: SetupOf) -> Response:
    said = N_("How the answers are used is saved.")
    return await _save(setup, "use", UseIn, said, "share")


@router.get("/settings")
def show_settings(setup: SetupOf) -> Response:
    return _settings_page(setup, "settings")


@router.post("/settings")
async def save_settings(setup: SetupOf) -> Response:
    return await _save(setup, "settings", SettingsIn, N_("The settings are saved."), "")


@router.post("/facilitator-link")
async def renew_facilitator_link(setup: SetupOf) -> Response:
    """The old link opens nothing any more, and whoever came by it leads no longer."""

    def deed(session: Session, seminar: Seminar) -> None:
        seminar.facilitator_generation += 1
        session.add(seminar)

    said = N_("The seminar has a new facilitator's link.")
    await setup.change(deed, said, "seminar", act=Act.OWN)
    await setup.tell_rights()
    return setup.go("settings")


@router.post("/archive")
async def set_archive(setup: SetupOf, archived: Annotated[bool, Form()]) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        archive(session, seminar, archived=archived)

    said = N_("The seminar is archived.") if archived else N_("The seminar is active again.")
    await setup.change(deed, said, "seminar", act=Act.OWN)
    await runtime(setup.request)[ChangeSignals].archive.send_async(seminar_id=setup.seminar_id)
    await setup.tell_rights()
    return setup.go("settings")


@router.get("/delete")
def ask_delete(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.OWN)
    facts = {"seminar": seminar, "form": forms.Form()}
    return page(request, "seminars/delete.html", facts, language=seminar.language)


@router.post("/delete")
async def delete_seminar(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    code: FormId = "",
) -> Response:
    """For real, at once and with a receipt; the code must be typed."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.OWN)
    if "".join(code.split()).upper() != seminar.code:
        form: forms.Form[Any] = forms.Form({"code": code})
        form.refuse("code", catalogue(language_of(request)).gettext(NOT_TYPED))
        facts = {"seminar": seminar, "form": form}
        return page(request, "seminars/_delete.html", facts, language=seminar.language, status=422)
    parts = runtime(request)
    receipt = await carry_out(
        store,
        parts[ChangeSignals],
        parts[Work],
        lambda session: seminar_for(session, visit.asker, seminar_id, Act.OWN),
    )
    facts = {"receipt": receipt}
    return page(request, "seminars/_receipt.html", facts, language=seminar.language)


def _settings_page(setup: Setup, step: str, form: forms.Form[Any] | None = None) -> Response:
    with setup.store.reading() as session:
        facts = setup.facts(session, step)
    seminar: Seminar = facts["seminar"]
    form = form or forms.Form(seminar.model_dump())
    links = runtime(setup.request)[Links]
    link = links.facilitator(seminar.id, seminar.facilitator_generation)
    return setup.form_page(step, facts | {"form": form, "link": link}, form)


async def _save(setup: Setup, step: str, model: type[BaseModel], said: str, then: str) -> Response:
    form = await setup.form(model)
    if form.wish is None:
        return _settings_page(setup, step, form)
    wish = form.wish

    def deed(session: Session, seminar: Seminar) -> None:
        for name, value in wish.model_dump().items():
            setattr(seminar, name, value)
        session.add(seminar)

    await setup.change(deed, said, "seminar")
    return setup.go(then)
