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
from app.seminars import owning
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.seminars.setup import Setup, SetupOf
from app.seminars.wishes import Noun, Place, SeminarKind, Text, Title
from app.web import forms
from app.web.dates import DayOrNone, TypedDay
from app.web.forms import FormId
from app.web.pages import page

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
    return await _save(setup, "settings", SettingsIn, owning.SETTINGS_SAVED, "")


@router.post("/facilitator-link")
async def renew_facilitator_link(setup: SetupOf) -> Response:
    await owning.renew_facilitator_link(setup)
    return setup.go("settings")


@router.post("/archive")
async def set_archive(setup: SetupOf, archived: Annotated[bool, Form()]) -> Response:
    await owning.put_archive(setup, archived=archived)
    return setup.go("settings")


@router.get("/delete")
def ask_delete(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.OWN)
    facts = {"seminar": seminar, "form": forms.Form()}
    return page(request, "seminars/delete.html", facts, language=seminar.language)


@router.post("/delete")
async def delete_seminar(setup: SetupOf, code: FormId = "") -> Response:
    """For real, at once and with a receipt; the code must be typed."""
    with setup.store.reading() as session:
        seminar = setup.seminar(session, Act.OWN)
    language = seminar.language
    if not owning.names(code, seminar):
        form: forms.Form[Any] = forms.Form({"code": code})
        form.refuse("code", setup.gettext(NOT_TYPED))
        facts = {"seminar": seminar, "form": form}
        return page(setup.request, "seminars/_delete.html", facts, language=language, status=422)
    facts = {"receipt": await owning.delete(setup)}
    return page(setup.request, "seminars/_receipt.html", facts, language=language)


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
