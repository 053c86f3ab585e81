"""Somebody who takes part in a room, and what comes of their deeds there.

Each deed is one verb in the writing transaction; after the commit everybody in the room gets the
parts that changed, and whoever asked gets them as the answer, with one sentence and the way back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.live.hub import Hub
from app.people.idempotency import UNNAMED, Call, once
from app.people.identity import CallerOf, StoreOf, Visit, VisitOf
from app.people.links import Links
from app.people.rights import Act
from app.rooms import parts, undo
from app.rooms.access import Standing, standing_for
from app.rooms.live import LiveRooms
from app.runtime import runtime
from app.storage.store import Store
from app.web.pages import back, catalogue, fragment, is_script, language_of

T = TypeVar("T")
LONGEST_SEALED = 100_000


@dataclass(frozen=True)
class Here:
    room_id: str
    request: Request
    visit: Visit
    store: Store

    def taking_part(self, session: Session) -> Standing:
        """Raises NotFound or Closed for whoever may not."""
        return standing_for(session, self.visit.asker, self.room_id, Act.TAKE_PART)

    @property
    def links(self) -> Links:
        return runtime(self.request)[Links]

    async def press(
        self,
        deed: Callable[[Session, Standing], T],
        *names: str,
        kinds: Sequence[str],
        call: Call = UNNAMED,
    ) -> tuple[T, str]:
        """Do it and tell the room these parts; what the deed gives, and the way back, sealed, empty
        where nothing was changed. `kinds` are what it may change, to be put back for as long as
        nobody else has pressed on. A call that has a name is done once. Raises NameTaken."""

        def verb(session: Session) -> tuple[T, str]:
            found = self.taking_part(session)

            def around() -> tuple[T, str]:
                before = undo.remember(session, found.room, kinds)
                given = deed(session, found)
                after = undo.remember(session, found.room, kinds)
                return given, undo.seal(self.links, found.room, before, after)

            given, sealed = once(session, self.visit.asker, call, around)[0]
            return given, sealed

        done = await self.store.write(verb)
        await runtime(self.request)[LiveRooms].publish(self.room_id, *names)
        return done

    async def do(
        self,
        deed: Callable[[Session, Standing], dict[str, str] | None],
        *names: str,
        said: str,
        kinds: Sequence[str],
    ) -> Response:
        """Press, and answer with the parts of these names as everybody now sees them. `said` tells
        what was done, with what the deed gives."""
        facts, sealed = await self.press(deed, *names, kinds=kinds)
        return await self.answer(names, said if sealed else "", facts, sealed, "/undo")

    async def take_back(self, sealed: str) -> list[str]:
        """What a press gave for it; the parts that changed. Raises NotFound, Closed, MovedOn."""

        def verb(session: Session) -> list[str]:
            return undo.put_back(session, self.links, self.taking_part(session).room, sealed)

        names = await self.store.write(verb)
        await runtime(self.request)[LiveRooms].publish(self.room_id, *names)
        return names

    async def answer(
        self,
        names: Sequence[str],
        said: str,
        facts: Mapping[str, str] | None = None,
        sealed: str = "",
        path: str | None = None,
    ) -> Response:
        """The parts as they stand; the first takes the place that the asker named, and may be
        none. `path` is the way back, within the room, and `sealed` goes with it. A form that was
        sent before any script ran gets the room itself."""
        room = f"/rooms/{self.room_id}"
        undo = path and room + path

        def seen(session: Session) -> tuple[Standing, str, str]:
            found = standing_for(session, self.visit.asker, self.room_id, Act.SEE_ROOM)
            language = language_of(self.request, found.seminar.language)
            text = catalogue(language).gettext(said) % (facts or {}) if said else ""
            return found, language, text

        if not is_script(self.request):
            _, _, text = await self.store.read(seen)
            return back(self.request, room, text, undo, sealed)

        def show(session: Session) -> str:
            found, language, text = seen(session)
            hub = runtime(self.request)[Hub]
            shown = [
                (name, parts.render(session, hub, found.room, name, language) if name else "")
                for name in names
            ]
            return fragment(
                "rooms/_pressed.html",
                language,
                undo=undo,
                shown=shown,
                text=text,
                sealed=sealed,
            )

        return HTMLResponse(await self.store.read(show))


async def here(room_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Here:
    return Here(room_id, request, visit, store)


async def _called(room_id: str, request: Request, visit: CallerOf, store: StoreOf) -> Here:
    return Here(room_id, request, visit, store)


HereOf = Annotated[Here, Depends(here)]
HereCallOf = Annotated[Here, Depends(_called)]
"""The same for a call of the API."""
