"""The organiser's page of those who lead by links of their own, and a sheet for each of them."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.people.co_facilitators import CoFacilitator
from app.people.identity import LinksOf
from app.people.links import Links
from app.people.rights import Act
from app.refusals import N_, Invalid
from app.rooms import co_facilitators
from app.rooms.co_facilitators import CoFacilitatorChange, CoFacilitatorIn, Name, SameName, numbered
from app.rooms.share_pages import DRAWN
from app.seminars.models import Seminar
from app.seminars.setup import Setup, SetupOf
from app.web import forms
from app.wording import Line

STEP = "co-facilitators"
TABLES = ("co_facilitator", "led_room")
WRONG = {
    "name": N_(
        "A seminar has at most 200 co-facilitators, those whose links are revoked included."
    ),
    "rooms": N_("Write numbers of rooms that there are, such as 1–10, 14. Leave it empty for all."),
}
router = APIRouter(prefix=f"/seminars/{{seminar_id}}/{STEP}", include_in_schema=False)


class WrittenIn(BaseModel):
    """The form; `rooms` are numbers."""

    name: Name
    rooms: Line = ""


@router.get("")
def show(setup: SetupOf, links: LinksOf) -> Response:
    return _page(setup, links)


@router.get("/sheets")
def sheets(setup: SetupOf, links: LinksOf) -> Response:
    with setup.store.reading() as session:
        return setup.page("rooms/co_facilitator_sheets.html", _facts(setup, session, links))


@router.post("")
async def make(setup: SetupOf, links: LinksOf) -> Response:
    def deed(session: Session, seminar: Seminar, wish: CoFacilitatorIn) -> CoFacilitator:
        return co_facilitators.make(session, seminar, wish)

    return await _save(setup, links, "", deed, N_("There is a link for one more who leads."))


@router.post("/{id}")
async def change(setup: SetupOf, links: LinksOf, id: str) -> Response:
    def deed(session: Session, seminar: Seminar, wish: CoFacilitatorIn) -> CoFacilitator:
        change = CoFacilitatorChange(**wish.model_dump())
        return co_facilitators.change(session, seminar, id, change)

    return await _save(setup, links, id, deed, N_("What the co-facilitator leads is changed."))


@router.post("/{id}/revoked")
async def revoke(
    setup: SetupOf, links: LinksOf, id: str, revoked: Annotated[bool, Form()]
) -> Response:
    def deed(session: Session, seminar: Seminar) -> None:
        co_facilitators.revoke(session, seminar, id, revoked=revoked)

    said = N_("The co-facilitator's link is revoked.") if revoked else N_("The link opens again.")
    try:
        await setup.change(deed, said, *TABLES, act=Act.OWN)
    except SameName as refused:
        return _page(setup, links, id, forms.Form(), setup.gettext(refused.title))
    await setup.tell_rights()
    return setup.go(STEP)


async def _save(
    setup: Setup,
    links: Links,
    id: str,
    deed: Callable[[Session, Seminar, CoFacilitatorIn], CoFacilitator],
    said: str,
) -> Response:
    form = await setup.form(WrittenIn)
    if form.wish is None:
        return _page(setup, links, id, form)
    written = form.wish

    def work(session: Session, seminar: Seminar) -> None:
        wish = CoFacilitatorIn(
            name=written.name, rooms=numbered(session, seminar.id, written.rooms)
        )
        deed(session, seminar, wish)

    try:
        await setup.change(work, said, *TABLES, act=Act.OWN)
    except SameName as refused:
        form.refuse("name", setup.gettext(refused.title))
        return _page(setup, links, id, form)
    except Invalid as refused:
        for name, _ in refused.errors:
            form.refuse(name, setup.gettext(WRONG[name]))
        return _page(setup, links, id, form)
    await setup.tell_rights()
    return setup.go(STEP)


def _page(
    setup: Setup,
    links: Links,
    of: str = "",
    form: forms.Form[Any] | None = None,
    problem: str = "",
) -> Response:
    """`form` is what was written for `of`, or for a new one, and refused."""
    with setup.store.reading() as session:
        facts = _facts(setup, session, links) | {"of": of, "problem": problem}
    facts["form"] = form or forms.Form()
    return setup.page("rooms/co_facilitators.html", facts, 200 if form is None else 422)


def _facts(setup: Setup, session: Session, links: Links) -> dict[str, Any]:
    seminar = setup.seminar(session, Act.OWN)
    led = co_facilitators.co_facilitators(session, links, seminar.id)
    return setup.facts(session, STEP) | {"led": led, **DRAWN}
