"""What holds for the seminar as a whole: how the answers are used, its name, its end."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.people.identity import LinksOf, StoreOf, Visit, VisitOf
from app.people.links import Links
from app.people.rights import Act
from app.refusals import N_
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.deletion import begin, delete
from app.seminars.models import Seminar, archive
from app.seminars.setup_steps import setup_facts
from app.seminars.signals import Changes
from app.seminars.wishes import Language, Noun, Text, Title
from app.storage.store import Store
from app.web import forms
from app.web.pages import catalogue, go, language_of, page

log = structlog.get_logger()
router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)
NOT_TYPED = N_("Write the code of the seminar, so that nothing is deleted by mistake.")


class UseIn(BaseModel):
    how_used: Text = ""
    retain_until: date


class SettingsIn(BaseModel):
    title: Title
    language: Language
    member_noun: Noun = ""


@router.get("/use")
def show_use(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    return _shown(request, visit, store, seminar_id, "use")


@router.post("/use")
async def save_use(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    return await _save(request, visit, store, seminar_id, "use", UseIn, "share")


@router.get("/settings")
def show_settings(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf, links: LinksOf
) -> Response:
    return _shown(request, visit, store, seminar_id, "settings")


@router.post("/settings")
async def save_settings(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    return await _save(request, visit, store, seminar_id, "settings", SettingsIn, "")


@router.post("/facilitator-link")
async def renew_facilitator_link(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    """The old link opens nothing any more, and whoever came by it leads no longer."""

    def deed(session: Session, seminar: Seminar) -> None:
        seminar.facilitator_generation += 1
        session.add(seminar)

    await _own(store, visit, seminar_id, deed)
    await runtime(request)[Changes].rights.send_async(seminar_id=seminar_id)
    return go(request, f"/seminars/{seminar_id}/settings")


@router.post("/archive")
async def set_archive(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    archived: Annotated[bool, Form()],
) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        archive(session, seminar, archived=archived)

    await _own(store, visit, seminar_id, deed)
    await runtime(request)[Changes].archive.send_async(seminar_id=seminar_id)
    await runtime(request)[Changes].rights.send_async(seminar_id=seminar_id)
    return go(request, f"/seminars/{seminar_id}/settings")


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
    code: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """For real, at once and with a receipt; the code must be typed."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.OWN)
    if "".join(code.split()).upper() != seminar.code:
        form: forms.Form[Any] = forms.Form({"code": code})
        form.refuse("code", catalogue(language_of(request)).gettext(NOT_TYPED))
        facts = {"seminar": seminar, "form": form}
        return page(request, "seminars/_delete.html", facts, language=seminar.language, status=422)
    receipt = await _own(store, visit, seminar_id, begin)
    await runtime(request)[Changes].archive.send_async(seminar_id=seminar_id)
    await runtime(request)[Changes].emptied.send_async(seminar_id=seminar_id)
    await _own(store, visit, seminar_id, delete)
    await store.erase()
    await runtime(request)[Changes].rights.send_async(seminar_id=seminar_id)
    log.info("seminar deleted", seminar=seminar_id, answers=receipt.answers, rooms=receipt.rooms)
    facts = {"receipt": receipt}
    return page(request, "seminars/_receipt.html", facts, language=seminar.language)


async def _own(
    store: Store, visit: Visit, seminar_id: str, deed: Callable[[Session, Seminar], Any]
) -> Any:
    return await store.write(
        lambda session: deed(session, seminar_for(session, visit.asker, seminar_id, Act.OWN))
    )


def _shown(request: Request, visit: Visit, store: Store, seminar_id: str, step: str) -> Response:
    with store.reading() as session:
        facts = setup_facts(session, visit.asker, seminar_id, step)
    seminar: Seminar = facts["seminar"]
    facts |= {"form": forms.Form(seminar.model_dump()), "link": _link(request, seminar)}
    return page(request, f"seminars/{step}.html", facts, language=seminar.language)


def _link(request: Request, seminar: Seminar) -> str:
    links = runtime(request)[Links]
    return str(links.facilitator(seminar.id, seminar.facilitator_generation))


async def _save(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    step: str,
    model: type[BaseModel],
    then: str,
) -> Response:
    form = forms.read(
        model, forms.tidy(await request.form()), catalogue(language_of(request)).gettext
    )
    wish = form.wish

    def verb(session: Session) -> None:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        for name, value in wish.model_dump().items() if wish else ():
            setattr(seminar, name, value)
        session.add(seminar)

    if wish is None:
        with store.reading() as session:
            facts = setup_facts(session, visit.asker, seminar_id, step) | {"form": form}
        language = facts["seminar"].language
        return page(request, f"seminars/_{step}.html", facts, language=language, status=422)
    await store.write(verb)
    return go(request, f"/seminars/{seminar_id}/{then}".rstrip("/"))
