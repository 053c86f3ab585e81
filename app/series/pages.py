"""The pages of series: the list of them, one with its seminars, and what is pressed there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Field
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.people.access import organiser_of
from app.people.identity import LinksOf, StoreOf, Visit, VisitOf
from app.people.links import Links
from app.people.rights import Act
from app.refusals import N_, NotFound
from app.runtime import runtime
from app.seminars import series as verbs
from app.seminars.access import seminar_for
from app.seminars.models import Series
from app.seminars.series import all_series, series_for
from app.seminars.wishes import Title
from app.seminars.work import Work
from app.series.following import NextIn, next_after
from app.series.shown import series_facts
from app.series.way_back import SeriesChange, put_back, seal, unsealed, with_way_back
from app.storage.store import Store
from app.web.forms import Form, FormId, read, tidy
from app.web.pages import catalogue, go, language_of, page

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
router = APIRouter(include_in_schema=False)
PUT_IN = N_("“%(title)s” is in the series now.")
MOVED = N_("“%(title)s” is in this series now, and no longer in “%(other)s”.")


class NamedIn(BaseModel):
    title: Title


@router.get("/series")
def list_all(request: Request, visit: VisitOf, store: StoreOf) -> Response:
    return _list(request, visit, store, Form())


@router.post("/series")
async def make(request: Request, visit: VisitOf, store: StoreOf) -> Response:
    form = await _form(request, NamedIn)

    def verb(session: Session) -> str:
        organiser_id = organiser_of(session, visit.asker)
        if organiser_id is None:
            raise NotFound
        assert form.wish
        return verbs.make(session, organiser_id, form.wish.title).id

    if form.wish is None:
        return _list(request, visit, store, form)
    return go(request, f"/series/{await store.write(verb)}")


@router.post("/series/undo")
async def undo(
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    links: LinksOf,
    sealed: Annotated[str, Field(max_length=20_000)] = "",
) -> Response:
    change = unsealed(links, sealed)
    if change is None:
        raise NotFound
    await store.write(lambda session: put_back(session, visit.asker, change))
    return go(request, f"/series/{change.at}?undone=1")


@dataclass(frozen=True)
class SeriesPage:
    """A request for a series, and what comes of it."""

    series_id: str
    request: Request
    visit: Visit
    store: Store

    async def keep(self, deed: Callable[[Session, Series], T]) -> T:
        """What only whoever keeps it may do."""

        def verb(session: Session) -> T:
            return deed(
                session, series_for(session, self.visit.asker, self.series_id, Act.KEEP_SERIES)
            )

        return await self.store.write(verb)

    async def press(
        self, deed: Callable[[Session, Series], SeriesChange], to: str = ""
    ) -> Response:
        """What was done and the way back are in the address, sealed: the server keeps nothing."""
        sealed = seal(runtime(self.request)[Links], await self.keep(deed))
        return go(self.request, f"{to or f'/series/{self.series_id}'}?done={sealed}")

    def show(self, **refused: Form[Any]) -> Response:
        """With forms that were refused, by name."""
        language = language_of(self.request)
        with self.store.reading() as session:
            facts = series_facts(session, self.visit.asker, self.series_id, language)
        shown = {**facts, **_done(self.request), **refused}
        return page(self.request, "series/series.html", shown, status=422 if refused else 200)


async def _series_page(
    series_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> SeriesPage:
    return SeriesPage(series_id, request, visit, store)


SeriesPageOf = Annotated[SeriesPage, Depends(_series_page)]


@router.get("/series/{series_id}")
def show(at: SeriesPageOf) -> Response:
    return at.show()


@router.post("/series/{series_id}")
async def rename(at: SeriesPageOf) -> Response:
    form = await _form(at.request, NamedIn)
    wish = form.wish
    if wish is None:
        return at.show(name=form)

    def deed(session: Session, series: Series) -> SeriesChange:
        def verb() -> dict[str, str]:
            series.title = wish.title
            session.add(series)
            return {}

        return with_way_back(session, series, N_("The series has another name."), verb)

    return await at.press(deed)


@router.post("/series/{series_id}/delete")
async def delete(at: SeriesPageOf) -> Response:
    def deed(session: Session, series: Series) -> SeriesChange:
        def verb() -> dict[str, str]:
            session.delete(series)
            return {"title": series.title}

        said = N_("The series “%(title)s” is deleted. Its seminars are as they were.")
        return with_way_back(session, series, said, verb)

    return await at.press(deed, to="/series")


@router.post("/series/{series_id}/put-in")
async def put_in(at: SeriesPageOf, seminar: FormId = "") -> Response:
    def deed(session: Session, series: Series) -> SeriesChange:
        found = seminar_for(session, at.visit.asker, seminar, Act.OWN)
        was = session.get(Series, found.series_id) if found.series_id else None
        other = was.title if was and was.id != series.id else ""

        def verb() -> dict[str, str]:
            verbs.put_in(session, series, found)
            return {"title": found.title, "other": other}

        return with_way_back(session, series, MOVED if other else PUT_IN, verb)

    return await at.press(deed) if seminar else go(at.request, f"/series/{at.series_id}")


@router.post("/series/{series_id}/take-out")
async def take_out(at: SeriesPageOf, seminar: FormId = "") -> Response:
    def deed(session: Session, series: Series) -> SeriesChange:
        def verb() -> dict[str, str]:
            return {"title": verbs.take_out(session, series, seminar).title}

        said = N_("“%(title)s” is taken out of the series, and is as it was.")
        return with_way_back(session, series, said, verb)

    return await at.press(deed)


@router.post("/series/{series_id}/next")
async def make_next(at: SeriesPageOf) -> Response:
    """It goes on at the new seminar's own page, where it is made ready."""
    form = await _form(at.request, NextIn)
    wish = form.wish
    if wish is None:
        return at.show(following=form)
    copied = await at.keep(lambda session, series: next_after(session, series, wish))
    await runtime(at.request)[Work].finish(copied.work_id)
    return go(at.request, f"/seminars/{copied.seminar_id}")


async def _form(request: Request, model: type[M]) -> Form[M]:
    gettext = catalogue(language_of(request)).gettext
    return read(model, tidy(await request.form()), gettext)


def _list(request: Request, visit: Visit, store: Store, form: Form[Any]) -> Response:
    with store.reading() as session:
        facts = {"listed": all_series(session, visit.asker), "form": form, **_done(request)}
    return page(request, "series/list.html", facts, status=422 if form.errors else 200)


def _done(request: Request) -> dict[str, Any]:
    sealed = request.query_params.get("done", "")
    change = unsealed(runtime(request)[Links], sealed) if sealed else None
    undone = "undone" in request.query_params
    return {"change": change, "sealed": sealed, "undone": undone}
