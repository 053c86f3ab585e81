"""The table of outcomes: what rooms say became of an earlier seminar's actions, and the verbs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String, col, select

from app.people.access import Asker
from app.people.rights import Act
from app.rooms.access import standing_for
from app.rooms.models import Room
from app.storage.store import UtcDateTime, now
from app.wording import clean

Became = Literal["done", "under_way", "put_aside"]
BECAME: tuple[Became, ...] = get_args(Became)
LONGEST_LINE = 300


@dataclass(frozen=True)
class Promise:
    """An action of an earlier seminar as it was written: by whose room or member, and where."""

    note_id: str
    text: str
    who: str
    what: str
    when: str
    needs: str
    member: str
    """Whose it is; "" where the room wrote it together."""
    number: int
    """That of its room."""
    seminar: str
    """Its title."""


class Outcome(SQLModel, table=True):
    """What a room says became of an action. It keeps the action as it stood when it was answered,
    so that the answer is understood when the earlier seminar has been changed or deleted."""

    room_id: str = Field(
        sa_column=Column(String, ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    )
    note_id: str = Field(primary_key=True)
    became: str
    line: str = ""
    seat_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("seat.id", ondelete="SET NULL"), index=True),
    )
    at: datetime = Field(sa_type=UtcDateTime)
    text: str
    who: str = ""
    what: str = ""
    due: str = ""
    needs: str = ""
    member: str = ""
    number: int
    seminar: str

    @property
    def promise(self) -> Promise:
        return Promise(
            *(self.note_id, self.text, self.who, self.what, self.due, self.needs),
            *(self.member, self.number, self.seminar),
        )


Stood = tuple[str, str] | None
"""What a room had said: the word and the line."""


def say(
    session: Session,
    asker: Asker,
    room_id: str,
    promise: Promise,
    became: str,
    line: str | None = None,
) -> Outcome:
    """Say it, or say otherwise; without a line the one that stands is left. Raises NotFound or
    Closed."""
    found = standing_for(session, asker, room_id, Act.FOLLOW_UP)
    stands = session.get(Outcome, (room_id, promise.note_id))
    words = clean(line)[:LONGEST_LINE] if line is not None else stands.line if stands else ""
    if stands and (stands.became, stands.line) == (became, words):
        return stands
    said = Outcome(
        room_id=room_id,
        note_id=promise.note_id,
        became=became,
        line=words,
        seat_id=found.seat.id if found.seat else None,
        at=now(session),
        text=promise.text,
        who=promise.who,
        what=promise.what,
        due=promise.when,
        needs=promise.needs,
        member=promise.member,
        number=promise.number,
        seminar=promise.seminar,
    )
    made = session.merge(said)
    session.flush()
    return made


def take_back(session: Session, asker: Asker, room_id: str, note_id: str) -> None:
    """Say nothing of it any more. Raises NotFound or Closed."""
    standing_for(session, asker, room_id, Act.FOLLOW_UP)
    if stands := session.get(Outcome, (room_id, note_id)):
        session.delete(stands)
        session.flush()


def stood(session: Session, room_id: str, note_id: str) -> Stood:
    said = session.get(Outcome, (room_id, note_id))
    return (said.became, said.line) if said else None


def outcomes(session: Session, seminar_id: str, room_id: str | None = None) -> list[Outcome]:
    """All that was said, the rooms by number, in each as it was said."""
    query = select(Outcome).join(Room, col(Room.id) == col(Outcome.room_id))
    query = query.where(Room.seminar_id == seminar_id)
    if room_id:
        query = query.where(Outcome.room_id == room_id)
    ordered = query.order_by(col(Room.number), col(Outcome.at), col(Outcome.note_id))
    return list(session.exec(ordered))
