"""The programme as it is made: dialogues, each with a form, and their questions in order."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.refusals import N_, Refusal
from app.seminars import editing
from app.seminars.editing import HasText, LastDialogue, Way
from app.seminars.models import Dialogue, Seminar, dialogue_of, dialogues
from app.seminars.overview import works
from app.seminars.question_advice import asks_two_things
from app.seminars.setup import Facts, Setup, SetupOf
from app.seminars.wishes import HeadIn
from app.web import forms

router = APIRouter(prefix="/seminars/{seminar_id}/programme", include_in_schema=False)
Direction = Annotated[Way, Form()]
Deed = Callable[[Session, Seminar], Any]


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
    wish = form.wish

    def deed(session: Session, seminar: Seminar) -> None:
        editing.new_dialogue(session, seminar, wish)

    await setup.change(deed, N_("The dialogue is added."), "dialogue", "prompt")
    await setup.tell_shape()
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

    await setup.change(deed, N_("The dialogue is saved."), "dialogue", "prompt")
    return setup.go("programme")


@router.post("/dialogues/{dialogue_id}/move")
async def move_dialogue(setup: SetupOf, dialogue_id: str, way: Direction) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = dialogue_of(session, seminar.id, dialogue_id)
        editing.shift(session, dialogues(session, seminar.id), found.id, way)

    await setup.change(deed, N_("The dialogue is moved."), "dialogue", "prompt")
    return _listed(setup, focus=f"{dialogue_id}-{way}")


@router.post("/dialogues/{dialogue_id}/remove")
async def remove_dialogue(setup: SetupOf, dialogue_id: str) -> Response:
    def asked(session: Session) -> list[str]:
        found = dialogue_of(session, setup.seminar(session).id, dialogue_id)
        editing.refuse_last(session, setup.seminar_id)
        return [each.id for each in editing.prompts_in(session, found.id)]

    def deed(session: Session, seminar: Seminar) -> None:
        found = dialogue_of(session, seminar.id, dialogue_id)
        editing.remove_dialogue(session, seminar, found)

    tables = ("seating", "holder")
    return await _removed(setup, asked, deed, N_("The dialogue is removed."), *tables)


@router.post("/prompts/{prompt_id}/move")
async def move_prompt(setup: SetupOf, prompt_id: str, way: Direction) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        found = editing.prompt_of(session, seminar.id, prompt_id)
        editing.shift(session, editing.prompts_in(session, found.dialogue_id), found.id, way)

    await setup.change(deed, N_("The question is moved."), "dialogue", "prompt")
    return _listed(setup, focus=f"{prompt_id}-{way}")


@router.post("/prompts/{prompt_id}/remove")
async def remove_prompt(setup: SetupOf, prompt_id: str) -> Response:
    def asked(session: Session) -> list[str]:
        return [editing.prompt_of(session, setup.seminar(session).id, prompt_id).id]

    def deed(session: Session, seminar: Seminar) -> None:
        found = editing.prompt_of(session, seminar.id, prompt_id)
        editing.remove_prompt(session, found)

    return await _removed(setup, asked, deed, N_("The question is removed."))


async def _removed(
    setup: Setup, asked: Callable[[Session], list[str]], deed: Deed, said: str, *tables: str
) -> Response:
    """The list anew; with the reason when what was asked for cannot be done. The questions leave
    the rooms first, some rooms at a time."""
    try:
        await setup.take_out(await setup.store.read(asked))
        await setup.change(deed, said, "dialogue", "prompt", "plan_step", *tables)
    except (HasText, LastDialogue) as refusal:
        return _listed(setup, refused=refusal)
    return _listed(setup)


def _listed(setup: Setup, *, refused: Refusal | None = None, focus: str = "") -> Response:
    with setup.store.reading() as session:
        facts = _programme(setup, session)
    said = refused and setup.gettext(refused.title)
    facts |= {"refused": said, "focus": focus, "anew": True, "removed": not (refused or focus)}
    return setup.page("seminars/_programme.html", facts, 422 if refused else 200)


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
