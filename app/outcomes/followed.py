"""What those who lead may see of a seminar's outcomes: of the rooms that they lead, and of actions
that found no room as much as they may read in the seminar that these are from."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from app.outcomes.asked import Following, following
from app.outcomes.models import Promise
from app.people.access import Asker
from app.people.rights import Act, may
from app.seminars.access import actor_in, scope_of, seminar_for, seminar_stage
from app.seminars.models import Seminar


@dataclass(frozen=True)
class Lost:
    """An action that no room is asked about; `told` is whether the asker may read it."""

    promise: Promise
    told: bool


@dataclass(frozen=True)
class Followed:
    seminar: Seminar
    found: Following
    lost: list[Lost]
    whole: bool


def followed(session: Session, asker: Asker, seminar_id: str) -> Followed:
    """Raises NotFound."""
    seminar = seminar_for(session, asker, seminar_id, Act.SEE_GRID)
    scope, every = scope_of(session, asker, seminar), following(session, seminar)
    led = [(room, some) for room, some in every.rooms if room.id in scope]
    lost = every.lost if scope.whole else []
    told = [Lost(promise, _may_read(session, asker, each)) for each, promise in lost]
    return Followed(seminar, replace(every, rooms=led, lost=lost), told, scope.whole)


def _may_read(session: Session, asker: Asker, seminar: Seminar) -> bool:
    return may(actor_in(session, asker, seminar), Act.EXPORT, seminar_stage(seminar))
