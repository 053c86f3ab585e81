"""Who asks: the identity behind a cookie or bearer, and what the database says of it right now.

An Asker is only an identity. Rights are read from the rows at each use, inside the same
transaction as the deed, so that a removed seat or a new link counts at once on open sockets too.
"""

from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from sqlmodel import Session, col, select

from app.people.links import Links, id_of
from app.people.models import ApiToken, Grant, Seat, Visitor, digest
from app.refusals import NotSignedIn


@dataclass(frozen=True)
class Asker:
    """`id` is a visitor's, an API token's or a seat's; None is nobody."""

    kind: Literal["nobody", "visitor", "token", "seat"] = "nobody"
    id: str | None = None

    @property
    def key(self) -> str:
        """Names the asker where repeated writes are recognised."""
        return f"{self.kind}:{self.id}"


NOBODY = Asker()


def by_cookie(session: Session, secret: str) -> Asker:
    found = session.exec(select(Visitor.id).where(Visitor.digest == digest(secret))).first()
    return Asker("visitor", found) if found else NOBODY


def by_bearer(session: Session, secret: str, links: Links) -> Asker:
    """Raises NotSignedIn: a client with a dead token must learn that it is dead."""
    if secret.startswith("seat_"):
        seat = session.get(Seat, id_of(secret.removeprefix("seat_")))
        if seat and not seat.left_at and _same(secret, links.seat_token(seat.id)):
            return Asker("seat", seat.id)
    else:
        found = session.exec(select(ApiToken.id).where(ApiToken.digest == digest(secret))).first()
        if found:
            return Asker("token", found)
    raise NotSignedIn


def _same(secret: str, right: str) -> bool:
    return compare_digest(secret.encode(), right.encode())


def organiser_of(session: Session, asker: Asker) -> str | None:
    """The organiser's id when the asker is one now."""
    if asker.kind == "visitor":
        return session.exec(select(Visitor.organiser_id).where(Visitor.id == asker.id)).first()
    if asker.kind == "token":
        return session.exec(select(ApiToken.organiser_id).where(ApiToken.id == asker.id)).first()
    return None


def leads(session: Session, asker: Asker, seminar_id: str, generation: int) -> bool:
    """Whether the asker came by the facilitator link that is valid now."""
    if asker.kind != "visitor" or asker.id is None:
        return False
    grant = session.get(Grant, (asker.id, seminar_id))
    return grant is not None and grant.generation == generation


def seat_in(session: Session, asker: Asker, room_id: str) -> Seat | None:
    """The asker's seat in this room, if it is still theirs."""
    if asker.kind not in ("visitor", "seat"):
        return None
    mine = Seat.visitor_id if asker.kind == "visitor" else Seat.id
    query = select(Seat).where(
        mine == asker.id, Seat.room_id == room_id, col(Seat.left_at).is_(None)
    )
    return session.exec(query.order_by(col(Seat.created_at).desc())).first()
