"""Tables of the exchange: what rooms are asked to do while they read, and what came of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlmodel import Column, Field, Session, SQLModel, String, col, select

from app.refusals import N_, Refusal
from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime


class NotAsked(Refusal):
    """The facilitator has not asked for this, or has ended it."""

    type = "not_asked"
    status = 409
    title = N_("This is not open now, so nothing was changed. Whoever leads the seminar decides.")


class Exchange(SQLModel, table=True):
    """What a seminar's rooms may do while they read each other, each as the facilitator allows it.
    With `closed_at` nobody adds to it any more, and the counts are shown."""

    seminar_id: str = Field(
        sa_column=Column(String, ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    )
    others: bool = False
    comments: bool = False
    useful: bool = False
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def takes(self) -> frozenset[str]:
        """What is taken in now."""
        named = ("others", "comments", "useful")
        return frozenset(each for each in named if getattr(self, each) and not self.closed_at)


class AssignedRoom(SQLModel, table=True):
    """A room (`reader_id`) was given another one to read."""

    __tablename__ = "assigned_room"
    __table_args__ = (UniqueConstraint("reader_id", "read_id"),)

    id: int | None = Field(default=None, primary_key=True)
    reader_id: str = Field(sa_column=owned_by("room"))
    read_id: str = Field(sa_column=owned_by("room"))


class TakenAlong(SQLModel, table=True):
    """The one line that a room takes along, and the room that it has it from."""

    __tablename__ = "taken_along"

    room_id: str = Field(
        sa_column=Column(String, ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    )
    from_id: str = Field(sa_column=owned_by("room"))
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


class Comment(SQLModel, table=True):
    """What somebody of a room said to an answer. `gone_at` when it was taken away."""

    id: str = Field(default_factory=new_id, primary_key=True)
    answer_id: str = Field(sa_column=owned_by("answer"))
    room_id: str = Field(sa_column=owned_by("room"))
    seat_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("seat.id", ondelete="SET NULL"), index=True),
    )
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    gone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class UsefulMark(SQLModel, table=True):
    """Somebody found an answer useful; once each."""

    __tablename__ = "useful_mark"

    answer_id: str = Field(
        sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    )
    seat_id: str = Field(
        sa_column=Column(
            String, ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )


def exchange_of(session: Session, seminar_id: str) -> Exchange:
    """As it was arranged; where nobody has, nothing is asked for."""
    return session.get(Exchange, seminar_id) or Exchange(seminar_id=seminar_id)


def require_asked(session: Session, seminar_id: str, what: str) -> None:
    """Raises NotAsked."""
    if what not in exchange_of(session, seminar_id).takes:
        raise NotAsked


def assigned_to(session: Session, room_id: str) -> list[str]:
    """The rooms that a room was given to read, in the order in which it was."""
    query = select(AssignedRoom.read_id).where(AssignedRoom.reader_id == room_id)
    return list(session.exec(query.order_by(col(AssignedRoom.id))))
