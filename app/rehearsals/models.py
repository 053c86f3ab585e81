"""The table of rehearsals, and the verbs on them. A rehearsal is a seminar of its own, a copy of
the one that is to be led, so that nothing of it can be among that one's answers."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String, col, update

from app.refusals import N_, NotFound, Refusal
from app.seminars.access import rehearsal_of
from app.seminars.copying import copy
from app.seminars.models import Seminar
from app.storage.store import UtcDateTime, now

MOST_PEOPLE, FASTEST = 6, 20.0
HELD = timedelta(seconds=30)
"""How long people are taken to be there without a word of the process that plays them."""


class RehearsalsFull(Refusal):
    """Each costs the server as much as a hall of people, and a real one may need it."""

    type = "rehearsals_full"
    status = 409
    title = N_("Others are rehearsing on this server just now. Try again when they are done.")


class Rehearsal(SQLModel, table=True):
    """How people are played in a seminar: `people` in each room but `own_room`, at `speed` times
    human speed; at 0 they sit still. Whoever plays them holds them until `held_until`."""

    seminar_id: str = Field(
        sa_column=Column(String, ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    )
    people: int
    speed: float
    own_room: int | None = None
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)

    def is_held(self, moment: datetime) -> bool:
        return self.held_until is not None and moment < self.held_until


def begin(
    session: Session, seminar: Seminar, title: str, *, people: int, own_room: int | None
) -> str:
    """The id of a copy in which nobody is played yet; its roster follows in turns."""
    copied = copy(session, seminar.organiser_id, seminar, title)
    rehearsal = session.get_one(Seminar, copied.seminar_id)
    rehearsal.rehearses = seminar.id
    session.add(rehearsal)
    session.add(Rehearsal(seminar_id=rehearsal.id, people=people, speed=0.0, own_room=own_room))
    return rehearsal.id


def rehearsal_with_seminar(session: Session, seminar: Seminar) -> tuple[Seminar, Rehearsal]:
    """A seminar's rehearsal, or the one that it is itself. Raises NotFound where there is none."""
    found = seminar if seminar.rehearses else rehearsal_of(session, seminar.id)
    rehearsal = session.get(Rehearsal, found.id) if found else None
    if found is None or rehearsal is None:
        raise NotFound
    return found, rehearsal


def steer(session: Session, rehearsal: Rehearsal, speed: float) -> bool:
    """Wish for a speed; whether there is nobody who plays, and whoever asks shall."""
    rehearsal.speed = speed
    unplayed = speed > 0 and not rehearsal.is_held(now(session))
    if unplayed:
        rehearsal.held_until = now(session) + HELD
    session.add(rehearsal)
    return unplayed


def hold(session: Session, seminar_id: str) -> float | None:
    """Say that the people of a rehearsal are played on; the speed at which. None where it is over,
    since it was wiped or went into the archive."""
    rehearsal, seminar = session.get(Rehearsal, seminar_id), session.get(Seminar, seminar_id)
    if rehearsal is None or seminar is None or seminar.archived_at:
        return None
    rehearsal.held_until = now(session) + HELD
    session.add(rehearsal)
    return rehearsal.speed


def let_go(session: Session, seminar_id: str | None = None) -> None:
    """Nobody plays the people of a rehearsal any more; without `seminar_id`, of any."""
    held = update(Rehearsal).where(col(Rehearsal.held_until).is_not(None))
    if seminar_id:
        held = held.where(col(Rehearsal.seminar_id) == seminar_id)
    session.execute(held.values(held_until=None))
