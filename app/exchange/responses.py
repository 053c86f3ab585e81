"""Comments on an answer, and marks that it was useful; counts are told when all is over."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import func
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from app.boards.access import AnswerPlace, View, place, view_for
from app.boards.models import Answer
from app.exchange.models import Comment, Exchange, UsefulMark, exchange_of, require_asked
from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import Act, may, require
from app.refusals import N_, Invalid, NotFound, Refusal
from app.rooms.access import seats_in
from app.rooms.models import Room
from app.seminars.access import actor_in, seminar_stage
from app.storage.store import now
from app.wording import clean_lines

LONGEST_COMMENT = 1_000
MOST_OF_A_SEAT = 200


class CommentsFull(Refusal):
    """One seat says more than anybody reads."""

    type = "comments_full"
    title = N_("You have written as many comments as there is room for. This one was not saved.")


@dataclass(frozen=True)
class CommentView:
    comment: Comment
    room: Room
    mine: bool


@dataclass(frozen=True)
class Voices:
    """What readers said to one answer, as the asker sees it. `count` is None while it is open."""

    comments: list[CommentView] = field(default_factory=list)
    useful: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Heard:
    """What readers said to many answers, as somebody sees it."""

    said: dict[str, list[CommentView]] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)
    counts: dict[str, int] | None = None

    def of(self, answer_id: str) -> Voices:
        count = None if self.counts is None else self.counts.get(answer_id, 0)
        return Voices(self.said.get(answer_id, []), answer_id in self.marked, count)


def responses_in(session: Session, view: View, exchange: Exchange, mine: Collection[str]) -> Heard:
    """All that is told in a view, for whoever has these seats."""
    here = select(Answer.id).where(col(Answer.prompt_id).in_(view.prompt_ids))
    return Heard(
        _comments(session, here, mine, all_of_them=view.leads) if exchange.comments else {},
        _own_marks(session, here, mine) if exchange.useful else set(),
        counts(session, view) if exchange.useful and exchange.closed_at else None,
    )


def _comments(
    session: Session, here: SelectOfScalar[str], mine: Collection[str], *, all_of_them: bool
) -> dict[str, list[CommentView]]:
    """As they came. One that was taken away is there for its writer, and for those who lead, to be
    put back."""
    query = (
        select(Comment, Room)
        .join(Room, col(Room.id) == col(Comment.room_id))
        .where(col(Comment.answer_id).in_(here))
        .order_by(col(Comment.at), col(Comment.id))
    )
    found: dict[str, list[CommentView]] = {}
    for comment, room in session.exec(query):
        own = comment.seat_id in mine
        if own or all_of_them or comment.gone_at is None:
            found.setdefault(comment.answer_id, []).append(CommentView(comment, room, own))
    return found


def _own_marks(session: Session, here: SelectOfScalar[str], mine: Collection[str]) -> set[str]:
    own = select(UsefulMark.answer_id).where(col(UsefulMark.answer_id).in_(here))
    return set(session.exec(own.where(col(UsefulMark.seat_id).in_(mine))))


def counts(session: Session, view: View) -> dict[str, int]:
    """How many of other rooms found each answer useful; none counts at home."""
    query = (
        select(UsefulMark.answer_id, func.count())
        .join(Seat, col(Seat.id) == col(UsefulMark.seat_id))
        .join(Answer, col(Answer.id) == col(UsefulMark.answer_id))
        .where(col(Answer.prompt_id).in_(view.prompt_ids), col(Seat.room_id) != col(Answer.room_id))
        .group_by(col(UsefulMark.answer_id))
    )
    return dict(session.exec(query).all())


def voices_of(session: Session, asker: Asker, seminar_id: str, answer_id: str) -> Voices:
    """Raises NotFound where the asker reads nothing."""
    view = view_for(session, asker, seminar_id, Act.READ)
    seats = [seat.id for seat in seats_in(session, asker, seminar_id)]
    return responses_in(session, view, exchange_of(session, seminar_id), seats).of(answer_id)


def answer_read(session: Session, asker: Asker, answer_id: str) -> AnswerPlace:
    """Raises NotFound for an answer that the asker may not read."""
    found = place(session, asker, answer_id)
    if not may(found.actor, Act.READ, found.stands.for_all):
        raise NotFound
    return found


def comment(session: Session, asker: Asker, answer_id: str, text: str) -> Comment:
    """Raises NotFound, Closed, NotAsked, CommentsFull, Invalid."""
    found, seat = _responding(session, asker, answer_id, "comments")
    words = clean_lines(text)[:LONGEST_COMMENT]
    if not words:
        raise Invalid(("text", "something to read"))
    said = select(func.count()).where(Comment.seat_id == seat.id)
    if session.exec(said).one() >= MOST_OF_A_SEAT:
        raise CommentsFull
    made = Comment(
        answer_id=found.answer.id,
        room_id=seat.room_id,
        seat_id=seat.id,
        text=words,
        at=now(session),
    )
    session.add(made)
    session.flush()
    return made


def put_away(session: Session, asker: Asker, comment_id: str, *, gone: bool) -> Comment:
    """Take a comment away, or put it back: its writer may, and whoever leads the seminar."""
    found = session.get(Comment, comment_id)
    if found is None:
        raise NotFound
    stands = place(session, asker, found.answer_id)
    seminar = stands.standing.seminar
    seats = [seat.id for seat in seats_in(session, asker, seminar.id)]
    if found.seat_id in seats:
        require(stands.actor, Act.RESPOND, stands.stands.for_all)
    elif not may(actor_in(session, asker, seminar), Act.LEAD, seminar_stage(seminar)):
        raise NotFound
    found.gone_at = (found.gone_at or now(session)) if gone else None
    session.add(found)
    session.flush()
    return found


def mark(session: Session, asker: Asker, answer_id: str, *, useful: bool) -> None:
    """Raises NotFound, Closed, NotAsked."""
    _, seat = _responding(session, asker, answer_id, "useful")
    stands = session.get(UsefulMark, (answer_id, seat.id))
    if useful and stands is None:
        session.add(UsefulMark(answer_id=answer_id, seat_id=seat.id))
    elif not useful:
        here = col(UsefulMark.answer_id) == answer_id, col(UsefulMark.seat_id) == seat.id
        session.execute(delete(UsefulMark).where(*here))
    session.flush()


def _responding(
    session: Session, asker: Asker, answer_id: str, what: str
) -> tuple[AnswerPlace, Seat]:
    """The answer, and the seat from which somebody speaks of it."""
    found = place(session, asker, answer_id)
    require(found.actor, Act.RESPOND, found.stands.for_all)
    require_asked(session, found.standing.seminar.id, what)
    seats = seats_in(session, asker, found.standing.seminar.id)
    return found, found.standing.seat or seats[0]
