"""The programme as it is made: dialogues, each with a form, and their questions in order."""

from collections.abc import Awaitable
from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.refusals import Refusal
from app.seminars import editing, programme_changes
from app.seminars.editing import HasText, LastDialogue, ProgrammeFull, Way
from app.seminars.models import Dialogue, Seminar, dialogue_of, dialogues
from app.seminars.overview import works
from app.seminars.programme_changes import DIALOGUE_MOVED, DIALOGUE_SAVED, PROMPT_MOVED
from app.seminars.question_advice import asks_two_things
from app.seminars.setup import Facts, Setup, SetupOf
from app.seminars.wishes import HeadIn
from app.web import forms

router = APIRouter(prefix="/seminars/{seminar_id}/programme", include_in_schema=False)
Direction = Annotated[Way, Form()]


@router.get("")
def show(setup: SetupOf) -> Response:
    with setup.store.reading() as session:
        facts = _programme(setup, session)
    return setup.page("seminars/programme.html", facts)


@router.get("/dialogues/new")
def new_dialogue(setup: SetupOf) -> Response:
    return _dialogue(setup, None, forms.Form())


@router.post("/dialogues/new")
async def add_dialogue(setup: SetupOf) -> Response:
    form = await _sent(setup)
    if form.wish is None:
        return _dialogue(setup, None, form)
    try:
        await programme_changes.add_dialogue(setup, form.wish)
    except ProgrammeFull as full:
        form.refuse("title", setup.gettext(full.title))
        return _dialogue(setup, None, form)
    return setup.go("programme")


@router.get("/dialogues/{dialogue_id}")
def edit_dialogue(setup: SetupOf, dialogue_id: str) -> Response:
    return _dialogue(setup, dialogue_id, None)


@router.post("/dialogues/{dialogue_id}")
async def save_dialogue(setup: SetupOf, dialogue_id: str) -> Response:
    form = await _sent(setup)
    if form.wish is None:
        return _dialogue(setup, dialogue_id, form)
    wish = form.wish

    def deed(session: Session, seminar: Seminar) -> None:
        editing.change_dialogue(session, dialogue_of(session, seminar.id, dialogue_id), wish)

    await setup.change(deed, DIALOGUE_SAVED, "dialogue", "prompt")
    return setup.go("programme")


@router.post("/dialogues/{dialogue_id}/move")
async def move_dialogue(setup: SetupOf, dialogue_id: str, way: Direction) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = dialogue_of(session, seminar.id, dialogue_id)
        editing.shift(session, dialogues(session, seminar.id), found.id, way)

    await setup.change(deed, DIALOGUE_MOVED, "dialogue", "prompt")
    return _listed(setup, focus=f"{dialogue_id}-{way}")


@router.post("/dialogues/{dialogue_id}/remove")
async def remove_dialogue(setup: SetupOf, dialogue_id: str) -> Response:
    return await _removed(setup, programme_changes.remove_dialogue(setup, dialogue_id))


@router.post("/prompts/{prompt_id}/move")
async def move_prompt(setup: SetupOf, prompt_id: str, way: Direction) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = editing.prompt_of(session, seminar.id, prompt_id)
        editing.shift(session, editing.prompts_in(session, found.dialogue_id), found.id, way)

    await setup.change(deed, PROMPT_MOVED, "dialogue", "prompt")
    return _listed(setup, focus=f"{prompt_id}-{way}")


@router.post("/prompts/{prompt_id}/remove")
async def remove_prompt(setup: SetupOf, prompt_id: str) -> Response:
    return await _removed(setup, programme_changes.remove_prompt(setup, prompt_id))


async def _removed(setup: Setup, removing: Awaitable[None]) -> Response:
    """The list anew; with the reason when what was asked for cannot be done."""
    try:
        await removing
    except (HasText, LastDialogue) as refusal:
        return _listed(setup, refused=refusal)
    return _listed(setup)


def _listed(setup: Setup, *, refused: Refusal | None = None, focus: str = "") -> Response:
    """The list alone for a script; else the page, led to after what was done."""
    alone = setup.is_script
    if not (alone or refused):
        return setup.go("programme")
    with setup.store.reading() as session:
        facts = _programme(setup, session)
    said = refused and setup.gettext(refused.title)
    facts |= {"refused": said, "focus": focus, "anew": alone, "removed": not (refused or focus)}
    template = "seminars/_programme.html" if alone else "seminars/programme.html"
    return setup.page(template, facts, 422 if refused else 200)


def _programme(setup: Setup, session: Session) -> Facts:
    facts = setup.facts(session, "programme")
    return facts | {
        "works": works(session, facts["seminar"]),
        "asks_two_things": asks_two_things,
        "refused": None,
        "focus": "",
        "anew": False,
        "removed": False,
    }


def _dialogue(setup: Setup, dialogue_id: str | None, form: forms.Form[HeadIn] | None) -> Response:
    with setup.store.reading() as session:
        facts = setup.facts(session, "programme")
        dialogue = dialogue_of(session, setup.seminar_id, dialogue_id) if dialogue_id else None
    form = form or _head(dialogue)
    return setup.form_page("dialogue", facts | {"dialogue": dialogue, "form": form}, form)


async def _sent(setup: Setup) -> forms.Form[HeadIn]:
    values = forms.tidy(await setup.request.form())
    return forms.read(HeadIn, values | {"minutes": values.get("minutes") or 0}, setup.gettext)


def _head(dialogue: Dialogue | None) -> forms.Form[HeadIn]:
    return forms.Form(dialogue.model_dump() if dialogue else {})
