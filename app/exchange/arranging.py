"""What the facilitator allows while rooms read each other."""

from pydantic import BaseModel
from sqlmodel import Session

from app.exchange.models import Exchange, exchange_of
from app.people.access import Asker
from app.people.rights import Act
from app.seminars.access import seminar_for
from app.storage.store import now


class ExchangeWish(BaseModel):
    """Whole, as it shall be. What was said stays when something is no longer allowed, unseen, and
    is seen again when it is."""

    others: bool = False
    comments: bool = False
    useful: bool = False
    closed: bool = False


def arrange(session: Session, asker: Asker, seminar_id: str, wish: ExchangeWish) -> Exchange:
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    stands = exchange_of(session, seminar.id)
    stands.others, stands.comments, stands.useful = wish.others, wish.comments, wish.useful
    stands.closed_at = (stands.closed_at or now(session)) if wish.closed else None
    session.add(stands)
    session.flush()
    return stands
