"""Series: seminars of one organiser that belong together, such as the gatherings of a year. Who may
see and change one, and what is in it, in which order."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.people.access import Asker, organiser_of
from app.people.models import Grant
from app.people.rights import Act, Actor, Stage, require
from app.refusals import N_, NotFound
from app.seminars.access import Rehearsed
from app.seminars.models import ACTIONS, Dialogue, Prompt, Seminar, Series
from app.storage.store import now
from app.web.times import day_of


class NoRehearsals(Rehearsed):
    """A rehearsal goes when its seminar does, and none of its text is anybody's."""

    title = N_("This is a rehearsal, and a rehearsal is in no series. Nothing was changed.")


def series_for(session: Session, asker: Asker, series_id: str, act: Act) -> Series:
    """The series, found through the asker; NotFound when `act` is not theirs."""
    found = session.get(Series, series_id)
    if found is None:
        raise NotFound
    require(_actor_in(session, asker, found), act, Stage.OPEN)
    return found


def _actor_in(session: Session, asker: Asker, series: Series) -> Actor:
    """Whoever leads one of its seminars by the facilitator's link leads in it."""
    if organiser_of(session, asker) == series.organiser_id:
        return Actor.ORGANISER
    led = select(Seminar.id).join(Grant, col(Grant.seminar_id) == col(Seminar.id))
    led = led.where(Seminar.series_id == series.id, Grant.visitor_id == asker.id)
    valid = led.where(Grant.generation == Seminar.facilitator_generation)
    came = asker.kind == "visitor" and session.exec(valid.limit(1)).first()
    return Actor.FACILITATOR if came else Actor.OUTSIDER


def all_series(session: Session, asker: Asker) -> list[tuple[Series, int]]:
    """An organiser's series by title, each with the number of its seminars. Raises NotFound for
    anybody else."""
    organiser_id = organiser_of(session, asker)
    if organiser_id is None:
        raise NotFound
    found = session.exec(select(Series).where(Series.organiser_id == organiser_id)).all()
    count = select(Seminar.series_id, func.count()).group_by(col(Seminar.series_id))
    counted = dict(session.exec(count.where(Seminar.organiser_id == organiser_id)).all())
    return [
        (each, counted.get(each.id, 0))
        for each in sorted(found, key=lambda each: (each.title.casefold(), each.created_at))
    ]


@dataclass(frozen=True)
class Held:
    """A seminar and its day: what was said, else that on which it was opened first."""

    seminar: Seminar
    day: date | None

    @property
    def place(self) -> tuple[date, datetime]:
        return self.day or date.max, self.seminar.created_at


def seminars_in(session: Session, series_id: str) -> list[Held]:
    """By their day; those without one come last, as they were made."""
    opened = select(Seminar, func.min(Dialogue.opened_at)).group_by(col(Seminar.id))
    opened = opened.outerjoin(Dialogue, col(Dialogue.seminar_id) == col(Seminar.id))
    found = session.exec(opened.where(Seminar.series_id == series_id))
    held = (Held(each, each.held_on or (day_of(at) if at else None)) for each, at in found)
    return sorted(held, key=lambda each: each.place)


def asking_before(session: Session, seminar: Seminar) -> list[Seminar]:
    """Those of its series that were held before it and asked who does what, the nearest first: of
    its own region or of none, or all of them where it has none itself."""
    if seminar.series_id is None:
        return []
    held = [each.seminar for each in seminars_in(session, seminar.series_id)]
    before = held[: next(at for at, each in enumerate(held) if each.id == seminar.id)]
    asking = select(Dialogue.seminar_id).join(Prompt, col(Prompt.dialogue_id) == col(Dialogue.id))
    asking = asking.where(col(Dialogue.seminar_id).in_([each.id for each in before]))
    found = set(session.exec(asking.where(Prompt.kind == ACTIONS)))
    regions = {"", seminar.region.casefold()}
    return [
        each
        for each in reversed(before)
        if each.id in found and (not seminar.region or each.region.casefold() in regions)
    ]


def make(session: Session, organiser_id: str, title: str) -> Series:
    made = Series(organiser_id=organiser_id, title=title, created_at=now(session))
    session.add(made)
    session.flush()
    return made


def named(session: Session, organiser_id: str, title: str) -> Series:
    """The organiser's series of this title, made where there is none."""
    query = select(Series).where(Series.organiser_id == organiser_id, Series.title == title)
    found = session.exec(query.order_by(col(Series.created_at))).first()
    return found or make(session, organiser_id, title)


def put_in(session: Session, series: Series, seminar: Seminar) -> Series | None:
    """Put a seminar into a series, out of the one that it was in: that one is returned. Raises
    NoRehearsals."""
    if seminar.rehearses:
        raise NoRehearsals
    was = seminar.series_id if seminar.series_id != series.id else None
    seminar.series_id = series.id
    session.add(seminar)
    return session.get(Series, was) if was else None


def take_out(session: Session, series: Series, seminar_id: str) -> Seminar:
    """Raises NotFound for one that is not in it."""
    seminar = session.get(Seminar, seminar_id)
    if seminar is None or seminar.series_id != series.id:
        raise NotFound
    seminar.series_id = None
    session.add(seminar)
    return seminar
