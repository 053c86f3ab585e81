"""One question as it is made: a form with what a phone would show beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.people.rights import Act
from app.seminars import editing, programme_changes
from app.seminars.editing import ProgrammeFull
from app.seminars.models import PHASES, Prompt, Seminar, dialogue_of
from app.seminars.question_advice import asks_two_things
from app.seminars.setup import Facts, Setup, SetupOf
from app.seminars.two_forms import Other, Outdated, outdated
from app.seminars.wishes import PromptIn
from app.web import forms
from app.web.pages import fragment, language_of
from app.wording import clean_lines

router = APIRouter(prefix="/seminars/{seminar_id}/programme", include_in_schema=False)
OtherForm = Annotated[Other, Form()]
_BLANK = {"talk": "10", "numbered": "true", "kind": "open"}


@dataclass
class _Asked:
    """The two forms as they are being written."""

    text: str
    text_nn: str


@router.get("/dialogues/{dialogue_id}/prompts/new")
def new_prompt(setup: SetupOf, dialogue_id: str) -> Response:
    return _prompt_page(setup, forms.Form(_BLANK), dialogue_id=dialogue_id)


@router.post("/dialogues/{dialogue_id}/prompts/new")
async def add_prompt(setup: SetupOf, dialogue_id: str) -> Response:
    form = _read(await setup.request.form(), setup)
    if form.wish is None:
        return _prompt_page(setup, form, dialogue_id=dialogue_id)
    try:
        await programme_changes.add_prompt(setup, dialogue_id, form.wish)
    except ProgrammeFull as full:
        form.refuse("text", setup.gettext(full.title))
        return _prompt_page(setup, form, dialogue_id=dialogue_id)
    return setup.go("programme")


@router.get("/prompts/{prompt_id}")
def edit_prompt(setup: SetupOf, prompt_id: str) -> Response:
    return _prompt_page(setup, None, prompt_id)


@router.post("/prompts/{prompt_id}")
async def save_prompt(setup: SetupOf, prompt_id: str, other: OtherForm = "") -> Response:
    form = _read(await setup.request.form(), setup)
    if form.wish is None:
        return _prompt_page(setup, form, prompt_id)
    wish = form.wish

    def deed(session: Session, seminar: Seminar) -> None:
        prompt = editing.prompt_of(session, seminar.id, prompt_id)
        editing.change_prompt(session, prompt, wish, other)

    try:
        await programme_changes.change_prompt(setup, deed)
    except Outdated as asks:
        form.refuse("other", setup.gettext(asks.title))
        return _prompt_page(setup, form, prompt_id)
    return setup.go("programme")


@router.post("/prompts/{prompt_id}/preview")
async def preview(setup: SetupOf, prompt_id: str, number: int = 1) -> Response:
    return await _previewed(setup, prompt_id, number)


@router.post("/preview")
async def preview_new(setup: SetupOf, number: int = 1) -> Response:
    return await _previewed(setup, None, number)


async def _previewed(setup: Setup, prompt_id: str | None, number: int) -> Response:
    """A prompt that is being written, as a phone would show it; nothing is stored."""
    form = _read(await setup.request.form(), setup)
    with setup.store.reading() as session:
        seminar = setup.seminar(session, Act.SEE_SETUP)
        prompt = editing.prompt_of(session, seminar.id, prompt_id) if prompt_id else None
    language = language_of(setup.request, seminar.language)
    facts = _written(prompt, form) | {"prompt": prompt, "seminar": seminar, "place": number}
    return HTMLResponse(fragment("seminars/_previewed.html", language, **facts))


def _read(sent: Mapping[str, Any], setup: Setup) -> forms.Form[PromptIn]:
    values = forms.tidy(sent)
    ticks = {name: values.get(name, "") for name in ("numbered", "per_member", "joined")}
    minutes = {name: values.get(name) or 0 for name in PHASES}
    return forms.read(
        PromptIn,
        values | ticks,
        setup.gettext,
        minutes=minutes,
        **{name: bool(said) for name, said in ticks.items()},  # type: ignore[arg-type]
    )


def _as_form(prompt: Prompt) -> forms.Form[PromptIn]:
    minutes = {name: getattr(prompt, f"{name}_minutes") for name in PHASES}
    return forms.Form({**prompt.model_dump(), **minutes})


def _written(prompt: Prompt | None, form: forms.Form[PromptIn]) -> Facts:
    """What is said of a question while it is written."""
    asked = _Asked(clean_lines(form.text), clean_lines(form.text_nn))
    return {
        "form": form,
        "two": asks_two_things(form.text),
        "outdated": outdated(prompt, asked) if prompt else None,
    }


def _prompt_page(
    setup: Setup,
    form: forms.Form[PromptIn] | None,
    prompt_id: str | None = None,
    *,
    dialogue_id: str = "",
) -> Response:
    with setup.store.reading() as session:
        facts = setup.facts(session, "programme")
        prompt = editing.prompt_of(session, setup.seminar_id, prompt_id) if prompt_id else None
        asked_in = prompt.dialogue_id if prompt else dialogue_id
        dialogue = dialogue_of(session, setup.seminar_id, asked_in)
        before = [
            each
            for each in editing.prompts_in(session, dialogue.id)
            if prompt is None or each.position < prompt.position
        ]
        place = 1 + sum(each.numbered for each in before)
    if form is None:
        assert prompt
        form = _as_form(prompt)
    facts |= _written(prompt, form) | {"prompt": prompt, "dialogue": dialogue}
    facts |= {"joins": bool(before), "place": place}
    return setup.form_page("prompt", facts, form)
