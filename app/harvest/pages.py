"""The pages of the harvest: the notes of a question on one side and themes on the other, and a page
for each theme. All of it works as forms; whoever has scripts sees at once what the others do."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.harvest.acts import deed_of, notes_of
from app.harvest.api import HarvestingOf
from app.harvest.harvesting import Harvesting
from app.harvest.models import version_of
from app.harvest.recording import last_act
from app.harvest.slices import slices
from app.harvest.suggesting import By, suggested
from app.meaning.keeping import Meanings
from app.people.rights import Act, Closed
from app.refusals import N_, Invalid, NotFound, Refusal
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.models import prompts
from app.seminars.overview import works
from app.seminars.setup_steps import setup_facts
from app.web import forms
from app.web.pages import catalogue, go, language_of, page

router = APIRouter(prefix="/seminars/{seminar_id}/harvest", include_in_schema=False)
Facts = dict[str, Any]
Show = Callable[[Session], Response]
KINDS = [
    ("common", N_("Several say it")),
    ("disagreement", N_("They disagree")),
    ("ask", N_("They ask somebody")),
]


@router.get("")
async def begin(request: Request, harvesting: HarvestingOf) -> Response:
    """The first question."""

    def first(session: Session) -> str | None:
        seminar_for(session, harvesting.asker, harvesting.seminar_id, Act.SEE_HARVEST)
        return next((each.id for each in prompts(session, harvesting.seminar_id)), None)

    prompt_id = await harvesting.store.read(first)
    here = f"/seminars/{harvesting.seminar_id}"
    return go(request, f"{here}/harvest/{prompt_id}" if prompt_id else f"{here}/programme")


@router.get("/{prompt_id}")
async def show(
    request: Request,
    harvesting: HarvestingOf,
    prompt_id: str,
    part: str = "1",
    loose: str = "",
    since: str = "",
) -> Response:
    """The page; to a script that has seen `since` only what is new, if anything is."""

    def work(session: Session) -> Response:
        seminar_for(session, harvesting.asker, harvesting.seminar_id, Act.SEE_HARVEST)
        asks = "hx-request" in request.headers
        if asks and since == str(version_of(session, harvesting.seminar_id)):
            return Response(status_code=204)
        return _board(request, session, harvesting, prompt_id, part, loose)

    return await harvesting.store.read(work)


@router.post("/{prompt_id}")
async def act(request: Request, harvesting: HarvestingOf, prompt_id: str) -> Response:
    sent = await request.form()
    problem = await _done(harvesting, sent, prompt_id)
    part, loose = str(sent.get("part", "1")), str(sent.get("loose", ""))
    if "hx-request" not in request.headers and not problem:
        return go(request, f"{request.url.path}?part={part}&loose={loose}")
    return await harvesting.store.read(
        lambda session: _board(request, session, harvesting, prompt_id, part, loose, problem)
    )


@router.get("/{prompt_id}/suggested")
async def show_suggested(
    request: Request, harvesting: HarvestingOf, prompt_id: str, by: str = ""
) -> Response:
    """Groups that the notes may make: nothing of them is in the harvest until it is taken."""
    runtime(request)[Meanings].wish(harvesting.seminar_id)
    return await harvesting.store.read(
        lambda session: _suggested(request, session, harvesting, prompt_id, by)
    )


@router.post("/{prompt_id}/suggested")
async def take_suggested(request: Request, harvesting: HarvestingOf, prompt_id: str) -> Response:
    sent = await request.form()
    problem, by = await _done(harvesting, sent, prompt_id), str(sent.get("by", ""))
    if not problem:
        return go(request, f"{request.url.path}?by={by if by == 'meaning' else 'words'}")
    return await harvesting.store.read(
        lambda session: _suggested(request, session, harvesting, prompt_id, by, problem)
    )


@router.get("/themes/{theme_id}")
async def show_theme(request: Request, harvesting: HarvestingOf, theme_id: str) -> Response:
    return await harvesting.store.read(
        lambda session: _theme(request, session, harvesting, theme_id)
    )


@router.post("/themes/{theme_id}")
async def act_on_theme(request: Request, harvesting: HarvestingOf, theme_id: str) -> Response:
    sent = await request.form()
    problem = await _done(harvesting, sent, None)
    if sent.get("do") == "remove_theme" and not problem:
        return go(request, f"/seminars/{harvesting.seminar_id}/harvest")
    if "hx-request" not in request.headers and not problem:
        return go(request, request.url.path)
    return await harvesting.store.read(
        lambda session: _theme(request, session, harvesting, theme_id, problem)
    )


async def _done(harvesting: Harvesting, sent: FormData, prompt_id: str | None) -> str:
    """Do what was pressed; a sentence where it could not be done. Raises NotFound and Closed."""
    fields = forms.tidy({name: each for name, each in sent.items() if isinstance(each, str)})
    do, _, quote = fields.get("do", "").partition(" ")
    if quote:  # of a button that stands in a form of many notes
        fields |= {"do": do, "quote": quote}
    try:
        if fields.get("do") == "undo":
            await harvesting.undo()
        else:
            ticked = notes_of(fields, [str(each) for each in sent.getlist("note")])
            deed, said = deed_of(fields, await harvesting.cut(ticked), prompt_id)
            await harvesting.do(deed, said)
    except (NotFound, Closed):
        raise
    except (Invalid, ValidationError):
        return N_("Tick a note first, and write a title; who asks somebody says whom.")
    except Refusal as refused:
        return refused.title
    return ""


def _board(
    request: Request,
    session: Session,
    harvesting: Harvesting,
    prompt_id: str,
    part: str,
    loose: str,
    problem: str = "",
) -> Response:
    facts = _facts(request, session, harvesting, problem)
    asked = facts["asked"]
    at = next((each for each in asked if each[2].id == prompt_id), None)
    if at is None:
        raise NotFound
    _, found = harvesting.reaped(session, prompt_id)
    cut = slices(found, prompt_id)
    chosen = int(part) if part.isascii() and part.isdigit() and len(part) < 4 else 1
    here = [each for each in found.themes if each.theme.prompt_id in (None, prompt_id)]
    dialogue, number, prompt = at
    facts |= {
        "dialogue": dialogue,
        "number": number,
        "prompt": prompt,
        "themes": here,
        "place_of": {each.theme.id: at for at, each in enumerate(here, 1)},
        "slices": cut,
        "slice": cut[min(max(chosen, 1), len(cut)) - 1] if cut else None,
        "loose": bool(loose),
    }
    return _answer(request, "board", facts)


def _suggested(
    request: Request,
    session: Session,
    harvesting: Harvesting,
    prompt_id: str,
    by: str,
    problem: str = "",
) -> Response:
    facts = _facts(request, session, harvesting, problem)
    prompt = next((each for _, _, each in facts["asked"] if each.id == prompt_id), None)
    if prompt is None:
        raise NotFound
    meanings = runtime(request)[Meanings]
    chosen: By = "meaning" if by == "meaning" and meanings.on else "words"
    _, found = harvesting.reaped(session, prompt_id)
    groups = suggested(chosen, meanings, session, found, prompt_id)
    facts |= {"prompt": prompt, "groups": groups, "by": chosen, "means": meanings.on}
    status = 422 if problem else 200
    template = "harvest/suggested.html"
    return page(request, template, facts, language=facts["seminar"].language, status=status)


def _theme(
    request: Request,
    session: Session,
    harvesting: Harvesting,
    theme_id: str,
    problem: str = "",
) -> Response:
    facts = _facts(request, session, harvesting, problem)
    _, found = harvesting.reaped(session)
    view = next((each for each in found.themes if each.theme.id == theme_id), None)
    if view is None:
        raise NotFound
    others = [
        each.theme
        for each in found.themes
        if each is not view and each.theme.prompt_id in (None, view.theme.prompt_id)
    ]
    return _answer(request, "theme", facts | {"view": view, "others": others})


def _facts(request: Request, session: Session, harvesting: Harvesting, problem: str) -> Facts:
    facts = setup_facts(session, harvesting.asker, harvesting.seminar_id)
    seminar = facts["seminar"]
    words = catalogue(language_of(request, seminar.language))
    return facts | {
        "asked": [
            (work.dialogue, *each) for work in works(session, seminar) for each in work.prompts
        ],
        "kinds": [(kind, words.gettext(name)) for kind, name in KINDS],
        "version": version_of(session, seminar.id),
        "last": last_act(session, seminar.id, harvesting.asker),
        "problem": problem,
    }


def _answer(request: Request, name: str, facts: Facts) -> Response:
    """Alone for a script, whole for a browser."""
    alone = "hx-request" in request.headers
    template = f"harvest/_{name}.html" if alone else f"harvest/{name}.html"
    status = 422 if facts["problem"] and not alone else 200
    return page(request, template, facts, language=facts["seminar"].language, status=status)
