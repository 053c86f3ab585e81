"""What an asker is to a seminar, before any room is looked at."""

from sqlmodel import Session, select

from app.people.access import Asker, leads, organiser_of
from app.people.rights import Act, Actor, Stage, require
from app.refusals import N_, NotFound, Refusal
from app.seminars.models import Seminar


def actor_in(session: Session, asker: Asker, seminar: Seminar) -> Actor:
    if organiser_of(session, asker) == seminar.organiser_id:
        return Actor.ORGANISER
    led = session.get(Seminar, seminar.rehearses) if seminar.rehearses else None
    for each in (seminar, led):  # whoever leads a seminar leads its rehearsal
        if each and leads(session, asker, each.id, each.facilitator_generation):
            return Actor.FACILITATOR
    return Actor.OUTSIDER


class Rehearsed(Refusal):
    """A rehearsal's text is invented: no file may carry it to where that cannot be seen."""

    type = "rehearsal"
    status = 409
    title = N_("This is a rehearsal. What is written in it goes into no file and no report.")


def require_real(seminar: Seminar) -> None:
    """Raise Rehearsed for a rehearsal."""
    if seminar.rehearses:
        raise Rehearsed


def seminar_stage(seminar: Seminar) -> Stage:
    """The stage by which acts on the whole seminar are judged."""
    return Stage.ARCHIVED if seminar.archived_at else Stage.OPEN


def seminar_for(session: Session, asker: Asker, seminar_id: str, act: Act) -> Seminar:
    """The seminar, found through the asker; NotFound when `act` is not theirs."""
    seminar = session.get(Seminar, seminar_id)
    if seminar is None:
        raise NotFound
    require(actor_in(session, asker, seminar), act, seminar_stage(seminar))
    return seminar


def seminars_of(session: Session, asker: Asker) -> list[Seminar]:
    """An organiser's seminars, newest first. Raises NotFound for anybody else."""
    organiser_id = organiser_of(session, asker)
    if organiser_id is None:
        raise NotFound
    query = select(Seminar).where(Seminar.organiser_id == organiser_id)
    return sorted(session.exec(query), key=lambda seminar: seminar.created_at, reverse=True)
