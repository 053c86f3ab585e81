"""Rooms that were merged into others: which ones, since when, and until when they were split."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, or_, select

from app.seminars.models import Dialogue, owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime


class Merge(SQLModel, table=True):
    """A room that goes on in another one from `at`, until `ended_at`. Its texts and their history
    stay its own; nobody writes in them meanwhile, and no room is merged twice at a time."""

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    room_id: str = Field(sa_column=owned_by("room"))
    into_id: str = Field(sa_column=owned_by("room"))
    at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    def takes_along(self, dialogue: Dialogue) -> bool:
        """Whether those of the room sit in the other one in a dialogue: not where writing had ended
        before, since what was written there then is not theirs."""
        ended = dialogue.ended_at(self.at)
        return ended is None or ended > self.at


_RUNNING = col(Merge.ended_at).is_(None)


def merges(session: Session, seminar_id: str) -> list[Merge]:
    """Those that stand now, in the order in which they were made."""
    query = select(Merge).where(Merge.seminar_id == seminar_id, _RUNNING)
    return list(session.exec(query.order_by(col(Merge.at), col(Merge.id))))


def merges_of(session: Session, room_id: str) -> list[Merge]:
    """The same, of one room alone: into another, or of others into it."""
    of_room = or_(Merge.room_id == room_id, Merge.into_id == room_id)
    return list(session.exec(select(Merge).where(of_room, _RUNNING).order_by(col(Merge.at))))


def ever_merged_into(session: Session, room_id: str) -> list[str]:
    """The rooms whose members were in this one once, by id: what they said here stays theirs."""
    return list(session.exec(select(Merge.room_id).where(Merge.into_id == room_id)))
