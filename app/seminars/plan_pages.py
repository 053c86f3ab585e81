"""The plan of the day as rows of a form: made from the programme, changed, saved."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Any, TypeVar

from fastapi import APIRouter
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.refusals import N_
from app.runtime import runtime
from app.seminars import planning
from app.seminars.models import Seminar
from app.seminars.overview import works
from app.seminars.plan import HOUR, steps
from app.seminars.planning import Foreseen
from app.seminars.setup import Setup, SetupOf
from app.seminars.signals import ChangeSignals
from app.seminars.wishes import StepIn
from app.web import dates, forms
from app.web.pages import fragment, language_of, part

router = APIRouter(prefix="/seminars/{seminar_id}/plan", include_in_schema=False)
T = TypeVar("T")
Row = dict[str, str]
COLUMNS = ("id", "at", "does", "minutes", "text")
ABOUT = ("kind", "dialogue", "prompt", "phase")
NO_TIME = N_("Write a time such as 14.20.")


@router.get("")
def show(setup: SetupOf) -> Response:
    return _page(setup)


@router.post("")
async def change(setup: SetupOf) -> Response:
    """`act` is save, add, anew, or remove with a row's number. Each saves all that was typed, and
    can be undone."""
    sent = await setup.request.form()
    rows = _rows(sent)
    act, _, at = str(sent.get("act", "save")).partition("-")
    if act == "remove" and at.isdecimal() and int(at) < len(rows):
        rows.pop(int(at))
    if refused := await _save(setup, rows, anew=act == "anew"):
        return refused
    if act == "save":
        return setup.go("plan")
    return _page(setup, blank=act == "add")


@router.get("/ends")
def foresee(setup: SetupOf, begins: str = "", clocks: bool = False) -> Response:
    """How far into the day a plan would go that begins at a time that is being written."""
    minute = _minute(begins.strip())
    with setup.store.reading() as session:
        seminar = setup.seminar(session)
        language = language_of(setup.request, seminar.language)
        programme = works(session, seminar)
    found = minute is not None and planning.foreseen(programme, minute, clocks=clocks)
    html = fragment("seminars/_plan_ends.html", language, foreseen=found)
    return part(setup.request, html, f"{setup.here}/plan")


@router.post("/make")
async def make(setup: SetupOf) -> Response:
    """All of it from the programme, beginning at a clock time."""
    values = forms.tidy(await setup.request.form())
    begins = _minute(values.get("begins", ""))
    if begins is None:
        return _page(
            setup, errors={"begins": setup.gettext(NO_TIME)}, begins=values.get("begins", "")
        )

    clocks = bool(values.get("clocks"))

    def deed(session: Session, seminar: Seminar) -> Foreseen:
        programme = works(session, seminar)
        wishes = planning.from_programme(programme, begins, clocks=clocks)
        planning.put(session, seminar, wishes)
        return planning.foreseen(programme, begins, clocks=clocks)

    return _page(setup, foreseen=await change_plan(setup, deed))


def _rows(sent: FormData) -> list[Row]:
    columns = [[str(each) for each in sent.getlist(name)] for name in COLUMNS]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip_longest(*columns, fillvalue="")]
    tidy = (forms.tidy(row) for row in rows[: planning.MOST_STEPS])
    return [row for row in tidy if row["at"] or row["text"] or row["does"] not in ("", "point")]


async def _save(setup: Setup, rows: list[Row], *, anew: bool) -> Response | None:
    """The page with what is wrong, or None when the plan is saved."""
    read = [forms.read(StepIn, _wish(row), setup.gettext) for row in rows]
    errors: dict[str, str] = {}
    for at, (row, form) in enumerate(zip(rows, read, strict=True)):
        if row["at"] and _minute(row["at"]) is None:
            errors[f"at-{at}"] = setup.gettext(NO_TIME)
        for name, sentence in form.errors.items():
            if name != "at":
                errors[f"{_column(row, name)}-{at}"] = sentence
        if form.wish and form.wish.lacks:
            errors[f"{_column(row, forms.WHOLE)}-{at}"] = setup.gettext(forms.OTHERWISE)
    if errors:
        return _page(setup, rows, errors)
    wishes = [form.wish for form in read if form.wish]

    def deed(session: Session, seminar: Seminar) -> None:
        planning.put(session, seminar, wishes)
        if anew:
            planning.begin_anew(session, seminar)

    await change_plan(setup, deed)
    return None


async def change_plan(setup: Setup, deed: Callable[[Session, Seminar], T]) -> T:
    """Also by a program; those who look hear of it."""
    outcome = await setup.change(deed, N_("The plan of the day is saved."), "plan_step")
    await runtime(setup.request)[ChangeSignals].plan.send_async(seminar_id=setup.seminar_id)
    return outcome


def _column(row: Row, name: str) -> str:
    """The field that a complaint belongs to; what a step lacks as a whole is its text, if it has
    one, or what it does."""
    if name in ("minutes", "text"):
        return name
    return "text" if row["does"] in ("tell", "point") else "does"


def _wish(row: Row) -> dict[str, Any]:
    about = dict(zip(ABOUT, row["does"].split("|"), strict=False))
    minute = _minute(row["at"])
    time = None if minute is None else f"{minute // HOUR:02}:{minute % HOUR:02}"
    minutes = row["minutes"] or None
    return {**about, "id": row["id"], "at": time, "minutes": minutes, "text": row["text"]}


def _minute(said: str) -> int | None:
    """Of the day, or None for what is no time, such as `9` or nothing."""
    before, at = dates.split(said)
    return None if before or at is None else at.hour * HOUR + at.minute


def _row(step: Any) -> Row:
    about = [step.kind, step.dialogue_id or "", step.prompt_id or "", step.phase]
    does = "|".join(about).rstrip("|")
    minutes = str(step.minutes) if step.minutes or step.kind == "close" else ""
    return {"id": step.id, "at": step.time, "does": does, "minutes": minutes, "text": step.text}


def _page(
    setup: Setup,
    rows: list[Row] | None = None,
    errors: dict[str, str] | None = None,
    *,
    blank: bool = False,
    begins: str = "",
    foreseen: Foreseen | None = None,
) -> Response:
    with setup.store.reading() as session:
        facts = setup.facts(session, "plan")
        standing = steps(session, setup.seminar_id)
        facts["works"] = works(session, facts["seminar"])
    shown = rows if rows is not None else [_row(step) for step in standing]
    full = len(shown) >= planning.MOST_STEPS
    shown = [*shown, dict.fromkeys(COLUMNS, "")] if blank and not full else shown
    facts |= {"rows": shown, "errors": errors or {}, "blank": blank, "full": full, "begins": begins}
    facts["foreseen"] = foreseen
    facts["begun"] = any(step.done_at for step in standing)
    alone = setup.is_script and setup.request.method == "POST"
    facts["anew"] = alone
    template = "seminars/_plan.html" if alone else "seminars/plan.html"
    return setup.page(template, facts, 422 if errors else 200)
