"""Somebody who takes part in a room, and what comes of their deeds there.

Each deed is one verb in the writing transaction; after the commit everybody in the room gets the
part that changed, and whoever asked gets it as the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.live.hub import Hub
from app.people.identity import StoreOf, Visit, VisitOf
from app.people.rights import Act
from app.rooms import parts
from app.rooms.access import Standing, standing_for
from app.rooms.live import LiveRooms
from app.runtime import runtime
from app.storage.store import Store
from app.web.pages import language_of

Deed = Callable[[Session, Standing], Any]


@dataclass(frozen=True)
class Here:
    room_id: str
    request: Request
    visit: Visit
    store: Store

    def taking_part(self, session: Session) -> Standing:
        """Raises NotFound or Closed for whoever may not."""
        return standing_for(session, self.visit.asker, self.room_id, Act.TAKE_PART)

    async def do(self, deed: Deed, part: str) -> HTMLResponse:
        """Do it, tell the room, answer with the part as everybody now sees it."""
        await self.store.write(lambda session: deed(session, self.taking_part(session)))
        await runtime(self.request)[LiveRooms].publish(self.room_id, part)

        def show(session: Session) -> str:
            found = standing_for(session, self.visit.asker, self.room_id, Act.SEE_ROOM)
            language = language_of(self.request, found.seminar.language)
            return parts.render(session, runtime(self.request)[Hub], found.room, part, language)

        return HTMLResponse(await self.store.read(show))


async def here(room_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Here:
    return Here(room_id, request, visit, store)


HereOf = Annotated[Here, Depends(here)]
