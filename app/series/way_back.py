"""The way back from what is pressed on a series. Nothing is stored: what stood and what came of it
go to whoever pressed, sealed by this server, as on the grid."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, select

from app.people.access import Asker, organiser_of
from app.people.links import Links
from app.refusals import MovedOn, NotFound
from app.seminars.models import Seminar, Series

T = TypeVar("T")
Named = list[str]
"""Title of a series, and when it was made."""


@dataclass(frozen=True)
class SeriesChange:
    """`said` is a message and `words` what it names; `series` and `seminars` are by id: of a series
    its name before and after, of a seminar the series it is in. `at` is whose page it was."""

    said: str
    words: Mapping[str, str]
    organiser_id: str
    at: str
    series: dict[str, list[Named | None]] = field(default_factory=dict)
    seminars: dict[str, list[str | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Standing:
    """Series and seminars that are gone are not there; a seminar that is in no series is in ""."""

    series: dict[str, Named]
    seminars: dict[str, str]


def _current_state(session: Session, organiser_id: str) -> _Standing:
    session.flush()
    series = select(Series).where(Series.organiser_id == organiser_id)
    seminars = select(Seminar.id, Seminar.series_id).where(Seminar.organiser_id == organiser_id)
    return _Standing(
        {each.id: [each.title, each.created_at.isoformat()] for each in session.exec(series)},
        {id: series_id or "" for id, series_id in session.exec(seminars)},
    )


def with_way_back(
    session: Session, series: Series, said: str, verb: Callable[[], dict[str, str]]
) -> SeriesChange:
    """Do it, and tell what was changed; `verb` gives the words that `said` names."""
    organiser_id, at = series.organiser_id, series.id
    before = _current_state(session, organiser_id)
    words = verb()
    after = _current_state(session, organiser_id)
    return SeriesChange(
        said,
        words,
        organiser_id,
        at,
        _different(before.series, after.series),
        _different(before.seminars, after.seminars),
    )


def _different(before: dict[str, T], after: dict[str, T]) -> dict[str, list[T | None]]:
    return {
        id: [before.get(id), after.get(id)]
        for id in before | after
        if before.get(id) != after.get(id)
    }


def seal(links: Links, change: SeriesChange) -> str:
    """Seminars by what became of them: those of a series that is deleted are many, and alike."""
    alike: dict[tuple[str | None, ...], list[str]] = {}
    for id, moved in change.seminars.items():
        alike.setdefault(tuple(moved), []).append(id)
    return links.seal(json.dumps({**asdict(change), "seminars": list(alike.items())}))


def unsealed(links: Links, sealed: str) -> SeriesChange | None:
    """None for what was not sealed here."""
    told = json.loads(links.unseal(sealed) or "{}")
    if not isinstance(told, dict) or "said" not in told:
        return None
    told["seminars"] = {id: moved for moved, ids in told["seminars"] for id in ids}
    return SeriesChange(**told)


def put_back(session: Session, asker: Asker, change: SeriesChange) -> None:
    """Whatever stands as it was left. A seminar that has gone on stays where it is. Raises NotFound
    for anybody else's, MovedOn where nothing stands any more as it was left."""
    if organiser_of(session, asker) != change.organiser_id:
        raise NotFound
    here = _current_state(session, change.organiser_id)
    named = list(_unchanged_since(change.series, here.series))
    moved = list(_unchanged_since(change.seminars, here.seminars))
    if not named and not moved:
        raise MovedOn
    for id, name in named:
        _name(session, change.organiser_id, id, name)
    session.flush()
    for id, series_id in moved:
        seminar = session.get_one(Seminar, id)
        there = session.get(Series, series_id) if series_id else None
        seminar.series_id = there.id if there else None
        session.add(seminar)


def _unchanged_since(
    changed: Mapping[str, list[T | None]], here: Mapping[str, T]
) -> Iterator[tuple[str, T | None]]:
    """What stands as it was left, with what it was before."""
    for id, (before, after) in changed.items():
        if here.get(id) == after:
            yield id, before


def _name(session: Session, organiser_id: str, id: str, name: Named | None) -> None:
    found = session.get(Series, id)
    if name is None:
        session.delete(found)
        return
    title, made = name
    found = found or Series(
        id=id,
        organiser_id=organiser_id,
        title=title,
        created_at=datetime.fromisoformat(made),
    )
    found.title = title
    session.add(found)
