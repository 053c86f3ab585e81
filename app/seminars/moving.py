"""What is said of a dialogue: to all rooms, or to one alone until a time."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from app.people.rights import WRITABLE, Stage
from app.refusals import N_, Invalid, Refusal
from app.seminars.models import Countdown, Dialogue, Prompt, Reopening
from app.seminars.room_stages import RoomStage
from app.seminars.stages import OVER
from app.storage.store import now

CLOSING_MINUTES = 15


class SaidMeanwhile(Refusal):
    """Another one has just set the time of this room; what they said stands."""

    type = "said_meanwhile"
    status = 409
    title = N_("Somebody has just set another time for this room. See it before you press again.")


def move(session: Session, dialogue: Dialogue, stage: Stage, until: datetime | None) -> None:
    """Set a dialogue's stage for all rooms; any stage may follow any other, and twice the same is
    once. It is the newest word: what was said to one room alone is over.

    Raises Invalid for `archived`, which only a whole seminar is.
    """
    if stage is Stage.ARCHIVED:
        raise Invalid(("stage", "draft, open, closing, closed or reading"))
    if stage is Stage.CLOSING and until is None:
        until = now(session) + timedelta(minutes=CLOSING_MINUTES)
    if stage in WRITABLE and dialogue.stage_at(now(session), archived=False) in OVER:
        _stop_what_ran_out(session, dialogue)
    dialogue.closed_at = (
        (dialogue.ended_at(now(session)) or now(session)) if stage in OVER else None
    )
    if stage is Stage.OPEN and (dialogue.stage is Stage.DRAFT or dialogue.opened_at is None):
        dialogue.opened_at = now(session)
    dialogue.stage = stage
    dialogue.until = until if stage is Stage.CLOSING else None
    session.add(dialogue)
    for each in session.exec(select(Reopening).where(Reopening.dialogue_id == dialogue.id)):
        session.delete(each)


def _stop_what_ran_out(session: Session, dialogue: Dialogue) -> None:
    """A clock that had run out before tells nothing of the writing that begins anew."""
    query = select(Countdown).join(Prompt, col(Prompt.id) == col(Countdown.prompt_id))
    for clock in session.exec(query.where(Prompt.dialogue_id == dialogue.id)):
        if clock.left_at(now(session)) <= timedelta():
            session.delete(clock)


def open_alone(session: Session, stands: RoomStage, room_id: str, until: datetime) -> None:
    """Open a dialogue that is closed, or about to close, for one room alone, or set another time at
    which it closes there. Raises Invalid for a time that has passed or comes before the others'."""
    others_until = stands.dialogue.until if stands.for_all is Stage.CLOSING else None
    if until <= now(session) or (others_until and until <= others_until):
        raise Invalid(("until", "a time to come, and after closing for all"))
    found = session.get(Reopening, (room_id, stands.dialogue.id)) or Reopening(
        room_id=room_id, dialogue_id=stands.dialogue.id, at=now(session), until=until
    )
    if not stands.alone:
        found.at = now(session)
    found.until = until
    session.add(found)
    session.flush()


def close_alone(session: Session, stands: RoomStage, room_id: str) -> None:
    """Let it be over now for the room to which it is open alone."""
    if stands.alone:
        found = session.get_one(Reopening, (room_id, stands.dialogue.id))
        found.until = now(session)
        session.add(found)
        session.flush()


def require_seen(stands: RoomStage, seen: datetime | None) -> None:
    """Of two who press at once, the second has not seen what the first said: SaidMeanwhile. `seen`
    is the time that stood there for the room alone, if one did."""
    if seen != (stands.until if stands.alone else None):
        raise SaidMeanwhile
