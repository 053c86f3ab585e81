"""What the page of a series shows."""

from typing import Any

from sqlmodel import Session

from app.people.access import Asker, organiser_of
from app.people.rights import Act
from app.seminars.access import seminars_of
from app.seminars.models import Seminar, Series
from app.seminars.series import all_series, series_for
from app.series.following import counted_on
from app.series.gatherings import Gathering, gatherings
from app.web.dates import shown_day
from app.web.forms import Form


def series_facts(session: Session, asker: Asker, series_id: str, language: str) -> dict[str, Any]:
    """Raises NotFound."""
    series = series_for(session, asker, series_id, Act.SEE_SERIES)
    owner = organiser_of(session, asker) == series.organiser_id
    found = gatherings(session, asker, series)
    return {
        "series": series,
        "owner": owner,
        "gatherings": found,
        "earlier": [(each.seminar.id, _with_day(each, language)) for each in reversed(found)],
        "others": _others(session, asker, series) if owner else [],
        "name": Form({"title": series.title}),
        "following": Form(_proposed(found[-1].seminar) if found else {}),
    }


def _with_day(each: Gathering, language: str) -> str:
    """Seminars of a series may be called the same."""
    return " · ".join(filter(None, (each.seminar.title, shown_day(each.day, language))))


def _proposed(last: Seminar) -> dict[str, str]:
    """The last one's, but for the day."""
    return {"title": counted_on(last.title), "place": last.place, "region": last.region}


def _others(session: Session, asker: Asker, series: Series) -> list[tuple[Seminar, str]]:
    """What could be put in, with the series it is in now."""
    names = {each.id: each.title for each, _ in all_series(session, asker)}
    return [
        (each, names.get(each.series_id or "", ""))
        for each in seminars_of(session, asker)
        if each.series_id != series.id and not each.rehearses
    ]
