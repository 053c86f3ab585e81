"""Somebody who looks at a seminar's grid: what they may do there, and at which rooms they look."""

from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from app.facilitation.grid import Grid
from app.facilitation.live import grid_now
from app.live.hub import Hub
from app.people.access import Asker
from app.people.rights import Act, Actor, may
from app.seminars.access import Scope, actor_in, scope_of, seminar_stage
from app.seminars.models import Seminar
from app.seminars.series import asking_before


@dataclass(frozen=True)
class Looking:
    session: Session
    asker: Asker
    seminar: Seminar

    @cached_property
    def actor(self) -> Actor:
        return actor_in(self.session, self.asker, self.seminar)

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.session, self.asker, self.seminar)

    def may(self, act: Act) -> bool:
        return may(self.actor, act, seminar_stage(self.seminar))

    def grid(self, hub: Hub, only: str | None = None) -> Grid:
        return grid_now(self.session, hub, self.seminar, self.scope, only)

    @property
    def facts(self) -> dict[str, bool]:
        """What the pages show and hide by."""
        return {
            "may_lead": self.may(Act.LEAD_ROOM),
            "may_show": self.may(Act.SHOW),
            "may_set_up": self.may(Act.SET_UP),
            "sees_setup": self.may(Act.SEE_SETUP),
            "follows": bool(asking_before(self.session, self.seminar)),
        }
