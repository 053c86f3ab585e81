"""The seminars of a series as somebody may see them: where each stands, and the ways into it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlmodel import Session, col, select

from app.people.access import Asker, organiser_of
from app.people.rights import WRITABLE, Act, Actor, Stage, may
from app.published.models import Publication
from app.seminars.access import actor_in, seminar_stage
from app.seminars.models import Dialogue, Seminar, Series
from app.seminars.series import Held, seminars_in
from app.storage.store import now
from app.web.times import day_of

State = Literal["planned", "open", "over"]


@dataclass(frozen=True)
class Gathering:
    """A seminar in its series; the ways are those that whoever asks may go."""

    seminar: Seminar
    day: date | None
    state: State
    sets_up: bool
    leads: bool
    reads: bool
    reports: bool
    published: bool


def gatherings(session: Session, asker: Asker, series: Series) -> list[Gathering]:
    found = seminars_in(session, series.id)
    whole = organiser_of(session, asker) == series.organiser_id
    dialogues = _dialogues(session, series.id)
    public = _public(session, series.id)
    moment = now(session)
    made = []
    for held in found:
        seminar = held.seminar
        actor = Actor.ORGANISER if whole else actor_in(session, asker, seminar)
        mine = dialogues.get(seminar.id, [])
        made.append(_gathering(held, actor, mine, moment, published=seminar.id in public))
    return made


def _gathering(
    held: Held, actor: Actor, mine: list[Dialogue], moment: datetime, *, published: bool
) -> Gathering:
    seminar = held.seminar
    archived, stage = seminar.archived_at is not None, seminar_stage(seminar)
    stages = [each.stage_at(moment, archived=archived) for each in mine]
    begun = [at for each, at in zip(mine, stages, strict=True) if each.stage != Stage.DRAFT]
    real = not seminar.rehearses
    return Gathering(
        seminar,
        held.day,
        state_of(mine, moment, seminar.held_on, archived=archived),
        sets_up=may(actor, Act.SEE_SETUP, stage),
        leads=may(actor, Act.SEE_GRID, stage),
        reads=any(may(actor, Act.READ, each) for each in begun),
        reports=real and bool(begun) and may(actor, Act.SEE_SETUP, stage),
        published=published,
    )


def state_of(
    dialogues: Iterable[Dialogue], moment: datetime, held_on: date | None, *, archived: bool
) -> State:
    """Open while anybody may write, and between its dialogues; over when all of them have been, or
    its day is past; planned before that."""
    stages = [(each, each.stage_at(moment, archived=archived)) for each in dialogues]
    if any(stage in WRITABLE for _, stage in stages):
        return "open"
    past = held_on is not None and held_on < day_of(moment)
    begun = [each.is_over(stage) for each, stage in stages if each.stage != Stage.DRAFT]
    if archived or past or (stages and len(begun) == len(stages)):
        return "over"
    return "open" if begun else "planned"


def _dialogues(session: Session, series_id: str) -> dict[str, list[Dialogue]]:
    query = select(Dialogue).join(Seminar, col(Seminar.id) == col(Dialogue.seminar_id))
    found: dict[str, list[Dialogue]] = {}
    for each in session.exec(query.where(Seminar.series_id == series_id)):
        found.setdefault(each.seminar_id, []).append(each)
    return found


def _public(session: Session, series_id: str) -> set[str]:
    """The seminars whose newest report everybody can read."""
    query = select(Publication).join(Seminar, col(Seminar.id) == col(Publication.seminar_id))
    query = query.where(Seminar.series_id == series_id).order_by(col(Publication.number))
    newest = {each.seminar_id: each for each in session.exec(query)}
    return {id for id, each in newest.items() if not each.withdrawn_at}
