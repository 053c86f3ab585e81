"""The programme as it is made: dialogues, each with a form, and their questions in order."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.people.identity import StoreOf, Visit, VisitOf
from app.people.rights import Act
from app.refusals import Refusal
from app.seminars import editing
from app.seminars.access import seminar_for
from app.seminars.editing import HasText, LastDialogue, Way
from app.seminars.models import Dialogue, Seminar, dialogue_of, dialogues
from app.seminars.overview import works
from app.seminars.question_advice import asks_two_things
from app.seminars.setup_steps import setup_facts
from app.seminars.wishes import HeadIn
from app.storage.store import Store
from app.web import forms
from app.web.pages import catalogue, go, language_of, page

router = APIRouter(prefix="/seminars/{seminar_id}/programme", include_in_schema=False)
Direction = Annotated[Way, Form()]
Deed = Callable[[Session, Seminar], Any]


@router.get("")
def show(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        facts = _programme(session, visit, seminar_id)
    return page(request, "seminars/programme.html", facts, language=facts["seminar"].language)


@router.get("/dialogues/new")
def new_dialogue(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    return _dialogue(request, visit, store, seminar_id, None, forms.Form())


@router.post("/dialogues/new")
async def add_dialogue(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    form = forms.read(HeadIn, forms.tidy(await request.form()), _gettext(request))
    if form.wish is None:
        return _dialogue(request, visit, store, seminar_id, None, form, status=422)
    wish = form.wish

    def deed(session: Session, seminar: Seminar) -> None:
        editing.new_dialogue(session, seminar, wish)

    await _write(store, visit, seminar_id, deed)
    return go(request, f"/seminars/{seminar_id}/programme")


@router.get("/dialogues/{dialogue_id}")
def edit_dialogue(
    seminar_id: str, dialogue_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    return _dialogue(request, visit, store, seminar_id, dialogue_id, None)


@router.post("/dialogues/{dialogue_id}")
async def save_dialogue(
    seminar_id: str, dialogue_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    form = forms.read(HeadIn, forms.tidy(await request.form()), _gettext(request))
    if form.wish is None:
        return _dialogue(request, visit, store, seminar_id, dialogue_id, form, status=422)
    wish = form.wish

    def deed(session: Session, seminar: Seminar) -> None:
        editing.change_dialogue(session, dialogue_of(session, seminar.id, dialogue_id), wish)

    await _write(store, visit, seminar_id, deed)
    return go(request, f"/seminars/{seminar_id}/programme")


@router.post("/dialogues/{dialogue_id}/move")
async def move_dialogue(
    seminar_id: str,
    dialogue_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    way: Direction,
) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = dialogue_of(session, seminar.id, dialogue_id)
        editing.shift(session, dialogues(session, seminar.id), found.id, way)

    return await _changed(request, store, visit, seminar_id, deed, f"{dialogue_id}-{way}")


@router.post("/dialogues/{dialogue_id}/remove")
async def remove_dialogue(
    seminar_id: str, dialogue_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = dialogue_of(session, seminar.id, dialogue_id)
        editing.remove_dialogue(session, seminar, found)

    return await _changed(request, store, visit, seminar_id, deed)


@router.post("/prompts/{prompt_id}/move")
async def move_prompt(
    seminar_id: str,
    prompt_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    way: Direction,
) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = editing.prompt_of(session, seminar.id, prompt_id)
        editing.shift(session, editing.prompts_in(session, found.dialogue_id), found.id, way)

    return await _changed(request, store, visit, seminar_id, deed, f"{prompt_id}-{way}")


@router.post("/prompts/{prompt_id}/remove")
async def remove_prompt(
    seminar_id: str, prompt_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = editing.prompt_of(session, seminar.id, prompt_id)
        editing.remove_prompt(session, seminar, found)

    return await _changed(request, store, visit, seminar_id, deed)


def _gettext(request: Request) -> forms.Gettext:
    return catalogue(language_of(request)).gettext


async def _write(store: Store, visit: Visit, seminar_id: str, deed: Deed) -> Any:
    return await store.write(
        lambda session: deed(session, seminar_for(session, visit.asker, seminar_id, Act.SET_UP))
    )


async def _changed(
    request: Request, store: Store, visit: Visit, seminar_id: str, deed: Deed, focus: str = ""
) -> Response:
    """The list anew; with the reason when what was asked for cannot be done."""
    refused: Refusal | None = None
    try:
        await _write(store, visit, seminar_id, deed)
    except (HasText, LastDialogue) as refusal:
        refused = refusal
    with store.reading() as session:
        facts = _programme(session, visit, seminar_id)
    facts |= {"refused": refused and _gettext(request)(refused.title), "focus": focus}
    status = 422 if refused else 200
    language = facts["seminar"].language
    return page(request, "seminars/_programme.html", facts, language=language, status=status)


def _programme(session: Session, visit: Visit, seminar_id: str) -> dict[str, Any]:
    facts = setup_facts(session, visit.asker, seminar_id, "programme")
    return facts | {
        "works": works(session, facts["seminar"]),
        "asks_two_things": asks_two_things,
        "refused": None,
        "focus": "",
    }


def _dialogue(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    dialogue_id: str | None,
    form: forms.Form[HeadIn] | None,
    status: int = 200,
) -> Response:
    with store.reading() as session:
        facts = setup_facts(session, visit.asker, seminar_id, "programme")
        dialogue = dialogue_of(session, seminar_id, dialogue_id) if dialogue_id else None
    facts |= {"dialogue": dialogue, "form": form or _head(dialogue)}
    template = "seminars/dialogue.html" if status == 200 else "seminars/_dialogue.html"
    return page(request, template, facts, language=facts["seminar"].language, status=status)


def _head(dialogue: Dialogue | None) -> forms.Form[HeadIn]:
    return forms.Form(dialogue.model_dump() if dialogue else {})
