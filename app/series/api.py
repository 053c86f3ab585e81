"""The JSON API of series (docs/api.md, section 2)."""

from fastapi import Request
from pydantic import BaseModel
from sqlmodel import Session

from app.people.access import organiser_of
from app.people.idempotency import Named
from app.people.identity import CallerOf, LinksOf, StoreOf, Visit
from app.people.links import Links
from app.people.naming import NamingOf
from app.people.rights import Act
from app.refusals import NameTaken, NotFound
from app.seminars import series as verbs
from app.seminars.access import seminar_for
from app.seminars.copying import Copied
from app.seminars.copying_api import make_copy
from app.seminars.models import Series
from app.seminars.series import NoRehearsals, all_series, series_for
from app.seminars.wire import SeminarOut
from app.seminars.wishes import Title
from app.series.following import NextIn, NothingBefore, next_after
from app.series.gatherings import Gathering, gatherings
from app.series.wire import GatheringOut, PutInOut, SeriesListed, SeriesOut
from app.web.api import api_router, operation

router = api_router("series", "/series")


class SeriesIn(BaseModel):
    title: Title


class NewSeries(Named, SeriesIn):
    pass


class NewNext(Named, NextIn):
    pass


@router.post("", status_code=201)
@operation(NotFound, NameTaken)
async def make_series(
    wish: NewSeries, naming: NamingOf, visit: CallerOf, store: StoreOf, links: LinksOf
) -> SeriesOut:
    def verb(session: Session) -> SeriesOut:
        organiser_id = organiser_of(session, visit.asker)
        if organiser_id is None:
            raise NotFound
        made = naming.once(session, wish, lambda: verbs.make(session, organiser_id, wish.title).id)
        series = series_for(session, visit.asker, made, Act.SEE_SERIES)
        return _series_json(session, visit, links, series)

    return await store.write(verb)


@router.get("")
@operation(NotFound)
def list_series(visit: CallerOf, store: StoreOf) -> list[SeriesListed]:
    with store.reading() as session:
        return [
            {"id": series.id, "title": series.title, "seminars": count}
            for series, count in all_series(session, visit.asker)
        ]


@router.get("/{series_id}")
def show_series(series_id: str, visit: CallerOf, store: StoreOf, links: LinksOf) -> SeriesOut:
    with store.reading() as session:
        series = series_for(session, visit.asker, series_id, Act.SEE_SERIES)
        return _series_json(session, visit, links, series)


@router.patch("/{series_id}")
async def rename_series(
    series_id: str, wish: SeriesIn, visit: CallerOf, store: StoreOf, links: LinksOf
) -> SeriesOut:
    def verb(session: Session) -> SeriesOut:
        series = series_for(session, visit.asker, series_id, Act.KEEP_SERIES)
        series.title = wish.title
        session.add(series)
        return _series_json(session, visit, links, series)

    return await store.write(verb)


@router.delete("/{series_id}", status_code=204)
async def delete_series(series_id: str, visit: CallerOf, store: StoreOf) -> None:
    """Its seminars stay."""

    def verb(session: Session) -> None:
        session.delete(series_for(session, visit.asker, series_id, Act.KEEP_SERIES))

    await store.write(verb)


@router.put("/{series_id}/seminars/{seminar_id}")
@operation(NoRehearsals)
async def put_in(
    series_id: str, seminar_id: str, visit: CallerOf, store: StoreOf, links: LinksOf
) -> PutInOut:
    """A seminar is in one series: it leaves the one that it was in, which is told."""

    def verb(session: Session) -> PutInOut:
        series = series_for(session, visit.asker, series_id, Act.KEEP_SERIES)
        seminar = seminar_for(session, visit.asker, seminar_id, Act.OWN)
        was = verbs.put_in(session, series, seminar)
        session.flush()
        shown = _series_json(session, visit, links, series)
        return {**shown, "moved_from": was.id if was else None}

    return await store.write(verb)


@router.delete("/{series_id}/seminars/{seminar_id}")
async def take_out(
    series_id: str, seminar_id: str, visit: CallerOf, store: StoreOf, links: LinksOf
) -> SeriesOut:
    def verb(session: Session) -> SeriesOut:
        series = series_for(session, visit.asker, series_id, Act.KEEP_SERIES)
        verbs.take_out(session, series, seminar_id)
        session.flush()
        return _series_json(session, visit, links, series)

    return await store.write(verb)


@router.post("/{series_id}/next", status_code=201)
@operation(NothingBefore, NameTaken)
async def make_next(
    series_id: str,
    wish: NewNext,
    request: Request,
    naming: NamingOf,
    store: StoreOf,
    links: LinksOf,
) -> SeminarOut:
    """As on the series' page; when it is answered, the rooms are there as well."""

    def copied(session: Session) -> Copied:
        series = series_for(session, naming.asker, series_id, Act.KEEP_SERIES)
        return next_after(session, series, wish)

    return await make_copy(request, store, links, naming, wish, copied)


def _series_json(session: Session, visit: Visit, links: Links, series: Series) -> SeriesOut:
    seen = gatherings(session, visit.asker, series)
    return {
        "id": series.id,
        "title": series.title,
        "seminars": [_gathering(each, links) for each in seen],
    }


def _gathering(each: Gathering, links: Links) -> GatheringOut:
    seminar = each.seminar
    return {
        "id": seminar.id,
        "title": seminar.title,
        "held_on": seminar.held_on.isoformat() if seminar.held_on else None,
        "place": seminar.place,
        "region": seminar.region,
        "state": each.state,
        "read_url": links.read(seminar.id) if each.reads else None,
        "report_url": links.report(seminar.id) if each.published else None,
    }
