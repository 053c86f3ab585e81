"""Those who lead beside the facilitator, each by a link of their own: over all rooms, or some."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String, select

from app.people.access import Asker
from app.storage.ids import new_id
from app.storage.store import UtcDateTime


def _goes_with(table: str, *, primary_key: bool = False, first: bool = False) -> "Column[str]":
    """A key to the row this one goes with; the `first` of a primary key needs no index."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(String, key, primary_key=primary_key, nullable=False, index=not first)


class CoFacilitator(SQLModel, table=True):
    """One of them, by the name that others read. Without `all_rooms` the rooms are rows. One who is
    `revoked_at` leads nothing, whoever came by the link."""

    __tablename__ = "co_facilitator"

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=_goes_with("seminar"))
    name: str
    all_rooms: bool = True
    made_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LedRoom(SQLModel, table=True):
    """A room that a co-facilitator of chosen rooms leads."""

    __tablename__ = "led_room"

    co_facilitator_id: str = Field(
        sa_column=_goes_with("co_facilitator", primary_key=True, first=True)
    )
    room_id: str = Field(sa_column=_goes_with("room", primary_key=True))


class CoGrant(SQLModel, table=True):
    """A visitor came by a co-facilitator's link; in each seminar the last one counts."""

    __tablename__ = "co_grant"

    visitor_id: str = Field(sa_column=_goes_with("visitor", primary_key=True, first=True))
    seminar_id: str = Field(sa_column=_goes_with("seminar", primary_key=True))
    co_facilitator_id: str = Field(sa_column=_goes_with("co_facilitator"))


def co_facilitator(session: Session, asker: Asker, seminar_id: str) -> CoFacilitator | None:
    """Who the asker is here by such a link, unless it was revoked."""
    if asker.kind != "visitor" or asker.id is None:
        return None
    grant = session.get(CoGrant, (asker.id, seminar_id))
    found = session.get(CoFacilitator, grant.co_facilitator_id) if grant else None
    return found if found and found.revoked_at is None else None


def led_rooms(session: Session, co_facilitator_id: str) -> frozenset[str]:
    query = select(LedRoom.room_id).where(LedRoom.co_facilitator_id == co_facilitator_id)
    return frozenset(session.exec(query))
