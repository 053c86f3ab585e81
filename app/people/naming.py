"""Calls of the API that make something: under a name that the caller gives one, it is made once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlmodel import Session

from app.people.access import Asker
from app.people.idempotency import UNNAMED, Call, Named, once, repeated
from app.people.identity import CallerOf
from app.web.api import PREFIX

T = TypeVar("T")


@dataclass(frozen=True)
class Naming:
    """Who calls, and what. What a deed gives is kept as JSON: best an id, and its answer is made of
    what stands under it."""

    asker: Asker
    target: str = ""

    def call(self, wish: Named | None) -> Call:
        if wish is None:
            return UNNAMED
        return Call(wish.client_id, self.target, wish.content())

    def once(self, session: Session, wish: Named | None, deed: Callable[[], T]) -> T:
        """What the deed gives, now or the first time. Raises NameTaken."""
        return once(session, self.asker, self.call(wish), deed)[0]

    def repeats(self, session: Session, wish: Named | None) -> bool:
        """Whether it was done already. Raises NameTaken."""
        return repeated(session, self.asker, self.call(wish))


async def _naming(request: Request, visit: CallerOf) -> Naming:
    return Naming(visit.asker, f"{request.method} {request.url.path.removeprefix(PREFIX)}")


NamingOf = Annotated[Naming, Depends(_naming)]
