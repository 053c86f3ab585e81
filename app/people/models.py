"""Tables of people: organisers and their secrets, visitors (browsers), seats.

Rights are rows, looked up each time: nothing here is carried in a token. Secrets that open
something are stored as SHA-256 only; they are random and long, so no slow hash is needed.
"""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String, col, delete, select

from app.refusals import Invalid
from app.storage.ids import new_id, new_secret
from app.storage.store import UtcDateTime, now
from app.wording import clean


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Organiser(SQLModel, table=True):
    """Somebody who may make seminars."""

    id: str = Field(default_factory=new_id, primary_key=True)
    name: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)


class SignInLink(SQLModel, table=True):
    """A one-time link for an organiser."""

    __tablename__ = "sign_in_link"

    id: str = Field(default_factory=new_id, primary_key=True)
    organiser_id: str = Field(foreign_key="organiser.id", index=True)
    digest: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiToken(SQLModel, table=True):
    __tablename__ = "api_token"

    id: str = Field(default_factory=new_id, primary_key=True)
    organiser_id: str = Field(foreign_key="organiser.id", index=True)
    digest: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)


class Visitor(SQLModel, table=True):
    """One browser: what the session cookie points to. Holds seats and grants, no name."""

    id: str = Field(default_factory=new_id, primary_key=True)
    digest: str = Field(unique=True)
    organiser_id: str | None = Field(default=None, foreign_key="organiser.id", index=True)
    language: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class Grant(SQLModel, table=True):
    """A visitor came by a seminar's facilitator link of this generation."""

    visitor_id: str = Field(foreign_key="visitor.id", primary_key=True)
    seminar_id: str = Field(
        sa_column=Column(
            String, ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )
    generation: int


class Seat(SQLModel, table=True):
    """One person's place in a room. The name is optional; `left_at` ends it."""

    id: str = Field(default_factory=new_id, primary_key=True)
    room_id: str = Field(
        sa_column=Column(String, ForeignKey("room.id", ondelete="CASCADE"), index=True)
    )
    visitor_id: str | None = Field(default=None, foreign_key="visitor.id", index=True)
    nickname: str | None = None
    member_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("member.id", ondelete="SET NULL"), index=True),
    )
    on_behalf_of: str | None = None
    by_code: bool = False
    """Whether whoever sits here came by the seminar's code, and so knows it."""
    merge_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("merge.id", ondelete="SET NULL"), index=True),
    )
    """Who came along when their own room was merged into this one: by which merge."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Repeat(SQLModel, table=True):
    """The answer that a write with this `client_id` got: the same write again gets it again. Which
    write it was, `call` says, and the digest of its content."""

    caller: str = Field(primary_key=True)
    client_id: str = Field(primary_key=True)
    call: str | None = None
    digest: str | None = None
    answer: str
    at: datetime = Field(sa_type=UtcDateTime)


def organiser_named(session: Session, name: str) -> Organiser:
    """The organiser of this name, made if there is none. Raises Invalid for none that is seen."""
    name = clean(name)
    if not name:
        raise Invalid(("name", "a name that can be seen"))
    found = session.exec(select(Organiser).where(Organiser.name == name)).first()
    if found:
        return found
    organiser = Organiser(name=name, created_at=now(session))
    session.add(organiser)
    session.flush()
    return organiser


def sign_in_link(session: Session, organiser: Organiser) -> str:
    """A new one-time secret for the organiser."""
    secret = new_secret()
    session.add(
        SignInLink(organiser_id=organiser.id, digest=digest(secret), created_at=now(session))
    )
    return secret


def api_token(session: Session, organiser: Organiser) -> str:
    secret = "org_" + new_secret()
    session.add(ApiToken(organiser_id=organiser.id, digest=digest(secret), created_at=now(session)))
    return secret


def redeem(session: Session, secret: str) -> Organiser | None:
    """Use up a one-time link; None when it is unknown or used."""
    link = session.exec(select(SignInLink).where(SignInLink.digest == digest(secret))).first()
    if link is None or link.used_at:
        return None
    link.used_at = now(session)
    session.add(link)
    return session.get_one(Organiser, link.organiser_id)


def opens(session: Session, secret: str) -> bool:
    """Whether a one-time link would work now; nothing is used up."""
    link = session.exec(select(SignInLink).where(SignInLink.digest == digest(secret))).first()
    return link is not None and link.used_at is None


def renewed(session: Session, visitor_id: str | None) -> tuple[Visitor, str]:
    """The visitor with a new secret for its cookie, or a new one; seats and grants stay.

    For the moment when rights grow: a cookie that somebody else planted in this browser beforehand
    then opens nothing.
    """
    visitor = session.get(Visitor, visitor_id) if visitor_id else None
    if visitor is None:
        return new_visitor(session)
    secret = new_secret()
    visitor.digest = digest(secret)
    session.add(visitor)
    session.flush()
    return visitor, secret


def forget(session: Session, visitor_id: str) -> None:
    """Remove a browser with all it may do. Its seats must have been let go before."""
    for grant in session.exec(select(Grant).where(Grant.visitor_id == visitor_id)):
        session.delete(grant)
    session.execute(delete(Repeat).where(col(Repeat.caller) == f"visitor:{visitor_id}"))
    session.flush()
    visitor = session.get(Visitor, visitor_id)
    if visitor:
        session.delete(visitor)


def new_visitor(session: Session) -> tuple[Visitor, str]:
    """A new browser and the secret of its cookie."""
    secret = new_secret()
    visitor = Visitor(digest=digest(secret), created_at=now(session))
    session.add(visitor)
    session.flush()
    return visitor, secret
