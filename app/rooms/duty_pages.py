"""The duties of a seminar as rows of a form: begun from a ready set, changed, ordered, saved."""

from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.people.identity import StoreOf, Visit, VisitOf
from app.people.rights import Act
from app.rooms.live import LiveRooms
from app.rooms.models import touch_all
from app.runtime import runtime
from app.seminars import presets
from app.seminars.access import seminar_for
from app.seminars.editing import MOST_DUTIES, preset_duties, put_duties
from app.seminars.models import duties
from app.seminars.setup_steps import setup_facts
from app.seminars.wishes import DutyIn
from app.storage.store import Store
from app.web import forms
from app.web.pages import catalogue, go, language_of, page

router = APIRouter(prefix="/seminars/{seminar_id}/duties", include_in_schema=False)
Row = dict[str, str]


@router.get("")
def show(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        rows = [
            {"id": duty.id, "name": duty.name, "text": duty.text}
            for duty in duties(session, seminar_id)
        ]
    return _page(request, visit, store, seminar_id, "seminars/duties.html", rows)


@router.post("")
async def change(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    """`act` is save, add, preset, or up, down or remove with a row's number; only save stores."""
    sent = await request.form()
    rows = _rows(sent)
    act, _, at = str(sent.get("act", "save")).partition("-")
    if act == "save":
        return await _save(request, visit, store, seminar_id, rows)
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
    if act == "preset" and sent.get("preset") in presets.DUTIES:
        wishes = preset_duties(str(sent["preset"]), seminar.language)  # type: ignore[arg-type]
        rows = [{"id": id, **wish.model_dump()} for id, wish in wishes]
    elif act == "add" and len(rows) < MOST_DUTIES:
        rows.append({"id": "", "name": "", "text": ""})
    elif at.isdecimal() and int(at) < len(rows):
        _shift(rows, act, int(at))
    return _page(request, visit, store, seminar_id, "seminars/_duties.html", rows, changed=True)


def _rows(sent: FormData) -> list[Row]:
    columns = [[str(each) for each in sent.getlist(name)] for name in ("id", "name", "text")]
    rows = [
        dict(zip(("id", "name", "text"), row, strict=True)) for row in zip(*columns, strict=False)
    ]
    return [forms.tidy(row) for row in rows[:MOST_DUTIES]]


def _shift(rows: list[Row], act: str, at: int) -> None:
    if act == "remove":
        rows.pop(at)
    to = {"up": at - 1, "down": at + 1}.get(act, -1)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]


async def _save(
    request: Request, visit: Visit, store: Store, seminar_id: str, rows: list[Row]
) -> Response:
    filled = [row for row in rows if row["name"] or row["text"]]
    gettext = catalogue(language_of(request)).gettext
    read = [forms.read(DutyIn, row, gettext) for row in filled]
    errors = {
        f"{name}-{at}": f"{gettext('Duty')} {at + 1}: {sentence}"
        for at, form in enumerate(read)
        for name, sentence in form.errors.items()
    }
    if errors:
        facts = {"errors": errors}
        return _page(
            request, visit, store, seminar_id, "seminars/_duties.html", filled, 422, **facts
        )
    wishes = [(row["id"], form.wish) for row, form in zip(filled, read, strict=True) if form.wish]

    def verb(session: Session) -> None:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SET_UP)
        put_duties(session, seminar, wishes)
        touch_all(session, seminar.id, "people")

    await store.write(verb)
    await runtime(request)[LiveRooms].publish_everywhere(seminar_id, "people")
    return go(request, f"/seminars/{seminar_id}/use")


def _page(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    template: str,
    rows: list[Row],
    status: int = 200,
    **more: Any,
) -> Response:
    with store.reading() as session:
        facts = setup_facts(session, visit.asker, seminar_id, "duties")
    facts |= {"rows": rows, "errors": {}, "changed": False, "full": len(rows) >= MOST_DUTIES}
    facts["sets"] = presets.DUTIES
    return page(request, template, facts | more, language=facts["seminar"].language, status=status)
