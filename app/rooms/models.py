"""Tables of rooms and members. Every room has a growing version; whatever changes in a room says so
through `touch` or `lose`, which is what lets a client that was away catch up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, insert, literal, update
from sqlmodel import Column, Field, Session, SQLModel, String, col, delete, select

from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime


class Room(SQLModel, table=True):
    """A breakout room. `written_at` is set by boards: a room with text is never removed. `weight`
    is what its people's deeds have put into the database for ever, in characters. The summary of
    `aloud_answer_id` is shown large, to be read aloud."""

    __table_args__ = (UniqueConstraint("seminar_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    number: int
    name: str = ""
    generation: int = 1
    version: int = 0
    weight: int = 0
    written_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    help_called_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    help_seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    help_taken_by: str = ""
    """The name of whoever is on the way; empty for the facilitator's link, which names nobody."""
    question_lit_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    aloud_answer_id: str | None = None
    round_order: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON))
    round_at: int | None = None
    round_number: int = 1
    round_lit_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    round_dialogue_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("dialogue.id", ondelete="SET NULL"), nullable=True, index=True
        ),
    )


class Member(SQLModel, table=True):
    """A municipality, school or other organisation of the roster."""

    __table_args__ = (UniqueConstraint("seminar_id", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    name: str
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON))


class Seating(SQLModel, table=True):
    """A member sits in a room during a dialogue."""

    dialogue_id: str = Field(
        sa_column=Column(String, ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    )
    room_id: str = Field(
        sa_column=Column(
            String, ForeignKey("room.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )
    member_id: str = Field(
        sa_column=Column(
            String, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )
    position: int


class Speaker(SQLModel, table=True):
    """Somebody who had the floor in a round and is no member: a typed name, or who sat there."""

    id: str = Field(default_factory=new_id, primary_key=True)
    room_id: str = Field(sa_column=owned_by("room"))
    seat_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("seat.id", ondelete="SET NULL"), index=True),
    )
    name: str


class Holder(SQLModel, table=True):
    """Who holds a duty in a room: a seat, or a typed name since one device is enough. Each dialogue
    keeps its own; what a later one does not change stands on (`rooms/duties.py`)."""

    room_id: str = Field(
        sa_column=Column(String, ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    )
    duty_id: str = Field(
        sa_column=Column(
            String, ForeignKey("duty.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )
    dialogue_id: str = Field(
        sa_column=Column(
            String, ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )
    seat_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("seat.id", ondelete="SET NULL"), index=True),
    )
    name: str | None = None
    skipped: bool = False


class Message(SQLModel, table=True):
    """A line from the facilitator to one room or, with no room, to all."""

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    room_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("room.id", ondelete="CASCADE"), index=True),
    )
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    until: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Seen(SQLModel, table=True):
    """A room has seen a message."""

    message_id: str = Field(
        sa_column=Column(String, ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    )
    room_id: str = Field(
        sa_column=Column(
            String, ForeignKey("room.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )
    at: datetime = Field(sa_type=UtcDateTime)


class Part(SQLModel, table=True):
    """The room version at which a part of the room's page last changed, or ceased to be."""

    room_id: str = Field(
        sa_column=Column(String, ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    )
    name: str = Field(primary_key=True)
    version: int
    gone: bool = False


def grow(session: Session, room_id: str) -> int:
    """The room's next version. The database counts, so any number of processes may."""
    query = update(Room).where(col(Room.id) == room_id).values(version=Room.version + 1)
    return int(session.execute(query.returning(col(Room.version))).scalar_one())


def weigh(session: Session, room_id: str, characters: int) -> None:
    """Count what was kept for ever towards what the room may hold."""
    query = update(Room).where(col(Room.id) == room_id)
    session.execute(query.values(weight=Room.weight + characters))


def touch(session: Session, room_id: str, *parts: str) -> int:
    """Say that these parts of the room's page changed; returns the room's new version."""
    return _mark(session, room_id, parts, gone=False)


def touch_all(session: Session, seminar_id: str, *parts: str) -> None:
    """Say that these parts changed in every room of the seminar."""
    ids = session.exec(select(Room.id).where(Room.seminar_id == seminar_id))
    touch_rooms(session, list(ids), *parts)


def touch_rooms(session: Session, room_ids: Sequence[str], *parts: str) -> None:
    """The same as `touch` for many rooms, in as many statements as for one."""
    if not room_ids:
        return
    some = col(Room.id).in_(room_ids)
    query = update(Room).where(some).values(version=Room.version + 1)
    session.execute(query.execution_options(synchronize_session=False))
    for name in parts:
        stale = delete(Part).where(col(Part.room_id).in_(room_ids), col(Part.name) == name)
        session.execute(stale.execution_options(synchronize_session=False))
        now_at = select(Room.id, literal(name), Room.version, literal(False)).where(some)
        session.execute(insert(Part).from_select(["room_id", "name", "version", "gone"], now_at))


def lose(session: Session, room_id: str, *parts: str) -> int:
    """Leave tombstones: a client that was away must learn of what is no more."""
    return _mark(session, room_id, parts, gone=True)


def lose_in_rooms(session: Session, gone: Mapping[str, Sequence[str]]) -> None:
    """The same as `lose` for many rooms, in as many statements as for one."""
    if not gone:
        return
    grown = update(Room).where(col(Room.id).in_(gone)).values(version=Room.version + 1)
    session.execute(grown.execution_options(synchronize_session=False))
    at = dict(session.exec(select(Room.id, Room.version).where(col(Room.id).in_(gone))).all())
    marks = [
        {"room_id": room_id, "name": name, "version": at[room_id], "gone": True}
        for room_id, names in gone.items()
        for name in names
    ]
    session.execute(insert(Part), marks)


def _mark(session: Session, room_id: str, parts: Iterable[str], *, gone: bool) -> int:
    version = grow(session, room_id)
    for name in parts:
        session.merge(Part(room_id=room_id, name=name, version=version, gone=gone))
    return version


def rooms(session: Session, seminar_id: str) -> list[Room]:
    query = select(Room).where(Room.seminar_id == seminar_id).order_by(col(Room.number))
    return list(session.exec(query))


def room_numbers(session: Session, seminar_id: str) -> dict[str, int]:
    """Every room's number by its id, in order: for whoever needs no more of hundreds of rooms."""
    query = select(Room.id, Room.number).where(Room.seminar_id == seminar_id)
    return dict(session.exec(query.order_by(col(Room.number))).all())


def members_of_ids(session: Session, ids: Iterable[str]) -> dict[str, Member]:
    found = session.exec(select(Member).where(col(Member.id).in_(list(ids))))
    return {member.id: member for member in found}


def members_by_id(session: Session, seminar_id: str) -> dict[str, Member]:
    found = session.exec(select(Member).where(Member.seminar_id == seminar_id))
    return {member.id: member for member in found}
