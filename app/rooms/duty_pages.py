"""The duties of a seminar as rows of a form: begun from a ready set, changed, ordered, saved."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from fastapi import APIRouter
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.refusals import N_
from app.rooms.live import LiveRooms
from app.rooms.models import touch_all
from app.runtime import runtime
from app.seminars import presets
from app.seminars.editing import MOST_DUTIES, preset_duties, put_duties
from app.seminars.models import Seminar, duties
from app.seminars.setup import Setup, SetupOf
from app.seminars.wishes import DutyIn
from app.web import forms

router = APIRouter(prefix="/seminars/{seminar_id}/duties", include_in_schema=False)
Row = dict[str, str]
COLUMNS = ("id", "name", "text", "nudge")


@router.get("")
def show(setup: SetupOf) -> Response:
    return _page(setup)


@router.post("")
async def change(setup: SetupOf) -> Response:
    """`act` is save, add, preset, or up, down or remove with a row's number. Each saves
    all that was typed, and can be undone."""
    sent = await setup.request.form()
    rows = _rows(sent)
    act, _, at = str(sent.get("act", "save")).partition("-")
    if act == "preset" and sent.get("preset") in presets.DUTIES:
        with setup.store.reading() as session:
            language = setup.seminar(session).language
        wishes = preset_duties(str(sent["preset"]), language)  # type: ignore[arg-type]
        rows = [{"id": id, **wish.model_dump()} for id, wish in wishes]
    elif at.isdecimal() and int(at) < len(rows):
        _shift(rows, act, int(at))
    filled = [row for row in rows if row["name"] or row["text"]]
    if refused := await _save(setup, filled):
        return refused
    if act == "save":
        return setup.go("plan")
    return _page(setup, blank=act == "add")


def _rows(sent: FormData) -> list[Row]:
    columns = [[str(each) for each in sent.getlist(name)] for name in COLUMNS]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip_longest(*columns, fillvalue="")]
    return [forms.tidy(row) for row in rows[:MOST_DUTIES]]


def _shift(rows: list[Row], act: str, at: int) -> None:
    if act == "remove":
        rows.pop(at)
    to = {"up": at - 1, "down": at + 1}.get(act, -1)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]


async def _save(setup: Setup, filled: list[Row]) -> Response | None:
    """The page with what is wrong, or None when the duties are saved."""
    read = [forms.read(DutyIn, row, setup.gettext) for row in filled]
    errors = {
        f"{name}-{at}": f"{setup.gettext('Duty')} {at + 1}: {sentence}"
        for at, form in enumerate(read)
        for name, sentence in form.errors.items()
    }
    if errors:
        return _page(setup, filled, errors)
    wishes = [(row["id"], form.wish) for row, form in zip(filled, read, strict=True) if form.wish]
    await change_duties(setup, lambda _: wishes)
    return None


async def change_duties(
    setup: Setup, wishes: Callable[[Seminar], Sequence[tuple[str, DutyIn]]]
) -> None:
    """The whole list, also by a program; rooms see it at once."""

    def deed(session: Session, seminar: Seminar) -> None:
        put_duties(session, seminar, wishes(seminar))
        touch_all(session, seminar.id, "people")

    await setup.change(deed, N_("The duties are saved."), "duty", "holder")
    runtime(setup.request)[LiveRooms].publish_everywhere(setup.seminar_id, "people")


def _page(
    setup: Setup,
    rows: list[Row] | None = None,
    errors: dict[str, str] | None = None,
    *,
    blank: bool = False,
) -> Response:
    with setup.store.reading() as session:
        facts = setup.facts(session, "duties")
        stand = [
            {name: getattr(duty, name) for name in COLUMNS}
            for duty in duties(session, setup.seminar_id)
        ]
    shown = rows if rows is not None else stand
    full = len(shown) >= MOST_DUTIES
    shown = [*shown, dict.fromkeys(COLUMNS, "")] if blank and not full else shown
    facts |= {"rows": shown, "errors": errors or {}, "blank": blank, "full": full}
    facts["sets"] = presets.DUTIES
    alone = setup.is_script and setup.request.method == "POST"
    facts["anew"] = alone
    template = "seminars/_duties.html" if alone else "seminars/duties.html"
    return setup.page(template, facts, 422 if errors else 200)
