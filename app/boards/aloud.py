"""A summary is read aloud to its room, large on all screens, and whoever disagrees adds one line,
which stays with the summary wherever it goes. Nobody's line is anybody else's to change."""

from sqlmodel import Session, col, select

from app.boards.access import AnswerPlace, place_for
from app.boards.answers import document
from app.boards.document_cache import current
from app.boards.models import SUMMARY, Disagreement
from app.people.access import Asker
from app.people.rights import Act
from app.refusals import N_, MovedOn, Refusal
from app.rooms.models import Room, touch
from app.storage.store import now
from app.wording import clean, readable

LONGEST_LINE = 300


class NoSummary(Refusal):
    """There is nothing to read aloud, or to disagree with."""

    type = "no_summary"
    status = 409
    title = N_("There is no summary here yet. Write it first.")


def read(session: Session, asker: Asker, answer_id: str, *, aloud: bool) -> AnswerPlace:
    """Show the answer's summary large on the room's screens, or put it away again."""
    found = _summarised(session, asker, answer_id)
    room = found.standing.room
    if aloud or room.aloud_answer_id == answer_id:
        room.aloud_answer_id = answer_id if aloud else None
        session.add(room)
        session.flush()
        touch(session, room.id, "aloud")
    return found


def disagree(session: Session, asker: Asker, answer_id: str, line: str) -> AnswerPlace:
    """One line of the asker's own; another takes its place, and an empty one takes it back."""
    found, words = _summarised(session, asker, answer_id), clean(line)[:LONGEST_LINE]
    query = select(Disagreement).where(
        Disagreement.answer_id == answer_id, Disagreement.seat_id == found.seat_id
    )
    stands = session.exec(query).first()
    if stands and not words:
        session.delete(stands)
    elif words:
        made = stands or Disagreement(
            answer_id=answer_id, seat_id=found.seat_id, text=words, at=now(session)
        )
        made.text = words
        session.add(made)
    session.flush()
    touch(session, found.answer.room_id, "aloud", f"disagreements-{answer_id}")
    return found


def put_back(session: Session, room: Room, before: str | None, after: str | None) -> None:
    """What was shown large before a press, or nothing. Raises MovedOn if it is another by now."""
    if room.aloud_answer_id != after:
        raise MovedOn
    room.aloud_answer_id = before
    session.add(room)
    session.flush()
    touch(session, room.id, "aloud")


def own_line(session: Session, answer_id: str, seat_id: str | None) -> str:
    """What a seat has said against a summary, or nothing."""
    query = select(Disagreement.text).where(
        Disagreement.answer_id == answer_id, col(Disagreement.seat_id) == seat_id
    )
    return session.exec(query).first() or ""


def _summarised(session: Session, asker: Asker, answer_id: str) -> AnswerPlace:
    found = place_for(session, asker, answer_id, Act.WRITE)
    if not readable(current(session, document(session, answer_id, SUMMARY)).text):
        raise NoSummary
    return found
