"""Repeated writes: the same call with the same content, from the same caller under the same
`client_id`, gets the first answer again. Anything else under that name is refused."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field
from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from app.people.access import NOBODY, Asker
from app.people.models import Repeat
from app.refusals import NameTaken
from app.storage.store import now

T = TypeVar("T")
ClientId = Annotated[str, Field(min_length=1, max_length=64, pattern="^[^\\x00]*$")]
"""A name that a client gives a write. PostgreSQL keeps no NUL, so no database is sent one."""
MOST_KEPT = 500
"""Answers of one caller that stay known, at least. Whoever has no account is not one caller."""


class Named(BaseModel):
    """The body of a call that makes something: under a name it is made once."""

    client_id: ClientId | None = None

    def content(self) -> dict[str, Any]:
        """What was sent, by which a repetition is known."""
        sent = self.model_dump(mode="json", exclude={"client_id"})
        return {name: sent[name] if name in self.model_fields_set else None for name in sent}


@dataclass(frozen=True)
class Call:
    """A write as it came: the name that its caller gave it, what it calls, and its content."""

    client_id: str | None
    target: str
    content: Any

    @property
    def digest(self) -> str:
        content = json.dumps(self.content, sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()


UNNAMED = Call(None, "", None)


def once(session: Session, asker: Asker, call: Call, verb: Callable[[], T]) -> tuple[T, bool]:
    """What `verb` answered, now or the first time; and whether it ran now. Raises NameTaken.

    The answer is kept in the transaction of the deed, so neither can exist without the other.
    """
    if call.client_id is None:
        return verb(), True
    kept = _earlier_call(session, asker, call)
    if kept is not None:
        return json.loads(kept.answer), False
    answer = verb()
    session.add(
        Repeat(
            caller=asker.key,
            client_id=call.client_id,
            call=call.target,
            digest=call.digest,
            answer=json.dumps(answer),
            at=now(session),
        )
    )
    if asker != NOBODY:
        _forget_oldest(session, asker.key)
    return answer, True


def _earlier_call(session: Session, asker: Asker, call: Call) -> Repeat | None:
    kept = session.get(Repeat, (asker.key, call.client_id))
    # Of what was kept before calls were, nobody knows what it was.
    if kept and kept.call and (kept.call, kept.digest) != (call.target, call.digest):
        raise NameTaken
    return kept


def _forget_oldest(session: Session, caller: str) -> None:
    """A device sends again what it has not been answered; nobody's queue is as long as this."""
    mine = select(Repeat.client_id).where(Repeat.caller == caller)
    kept = session.exec(select(func.count()).where(Repeat.caller == caller)).one()
    if kept > 2 * MOST_KEPT:  # not each time, since what they hold may be long
        oldest = mine.order_by(col(Repeat.at)).limit(kept - MOST_KEPT)
        gone = delete(Repeat).where(col(Repeat.caller) == caller)
        session.execute(gone.where(col(Repeat.client_id).in_(oldest)))


def repeated(session: Session, asker: Asker, call: Call) -> bool:
    """Whether `once` would give an earlier answer, for writes that are long in the making."""
    return call.client_id is not None and _earlier_call(session, asker, call) is not None


def forget(session: Session, askers: Iterable[Asker]) -> None:
    """Forget what these got as answers: it holds text, which must not outlive its seminar."""
    callers = {asker.key for asker in askers}
    session.execute(delete(Repeat).where(col(Repeat.caller).in_(callers)))
