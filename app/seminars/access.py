"""What an asker is to a seminar, before any room is looked at."""

from collections.abc import Container
from dataclasses import dataclass

from sqlmodel import Session, select

from app.people.access import Asker, leads, organiser_of
from app.people.co_facilitators import CoFacilitator, co_facilitator, led_rooms
from app.people.rights import Act, Actor, Stage, require
from app.refusals import N_, NotFound, Refusal
from app.seminars.models import Seminar


@dataclass(frozen=True)
class Scope(Container[str]):
    """The rooms that somebody leads, by their ids: all of a seminar, or those of the
    co-facilitator `of`."""

    of: str = ""
    rooms: frozenset[str] | None = None

    @property
    def whole(self) -> bool:
        return self.rooms is None

    def __contains__(self, room_id: object) -> bool:
        return self.rooms is None or room_id in self.rooms


ALL_ROOMS = Scope()


def scope_of(session: Session, asker: Asker, seminar: Seminar) -> Scope:
    """What somebody leads who may see the grid."""
    if actor_in(session, asker, seminar) is not Actor.ROOM_FACILITATOR:
        return ALL_ROOMS
    led = co_facilitator(session, asker, seminar.id)
    return scope_by(session, led.id if led else "-")


def scope_by(session: Session, of: str) -> Scope:
    """The same again, for whoever saw as `of` before: by now these may be other rooms or none."""
    if not of:
        return ALL_ROOMS
    found = session.get(CoFacilitator, of)
    gone = found is None or found.revoked_at is not None
    return Scope(of, frozenset() if gone else led_rooms(session, of))


def actor_in(session: Session, asker: Asker, seminar: Seminar) -> Actor:
    """In the seminar as a whole: whoever leads some rooms of it is asked for each room, too
    (`rooms/access.py`)."""
    if organiser_of(session, asker) == seminar.organiser_id:
        return Actor.ORGANISER
    led = session.get(Seminar, seminar.rehearses) if seminar.rehearses else None
    for each in (seminar, led):  # whoever leads a seminar leads its rehearsal
        if each and leads(session, asker, each.id, each.facilitator_generation):
            return Actor.FACILITATOR
    for each in (seminar, led):
        helper = co_facilitator(session, asker, each.id) if each else None
        if helper and helper.all_rooms:
            return Actor.CO_FACILITATOR
        if helper and each is seminar:
            return Actor.ROOM_FACILITATOR
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


def rehearsal_of(session: Session, seminar_id: str) -> Seminar | None:
    return session.exec(select(Seminar).where(Seminar.rehearses == seminar_id)).first()


def seminars_of(session: Session, asker: Asker) -> list[Seminar]:
    """An organiser's seminars, newest first. Raises NotFound for anybody else."""
    organiser_id = organiser_of(session, asker)
    if organiser_id is None:
        raise NotFound
    query = select(Seminar).where(Seminar.organiser_id == organiser_id)
    return sorted(session.exec(query), key=lambda seminar: seminar.created_at, reverse=True)
