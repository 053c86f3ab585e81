"""One press of somebody who leads, on the grid's page: written, taken back, told and answered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.responses import HTMLResponse, Response

from app.boards import phase_words
from app.facilitation import way_back
from app.facilitation.grid_parts import PRESSED, GridPiece, some_heads
from app.facilitation.looking import Looking
from app.facilitation.way_back import Told
from app.live.hub import Hub
from app.people.idempotency import UNNAMED, Call, once
from app.people.identity import CallerOf, StoreOf, Visit, VisitOf
from app.people.links import Links
from app.people.rights import Act
from app.rooms import room_admin
from app.rooms.live import LiveRooms
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.seminars.signals import ChangeSignals
from app.storage.store import Store
from app.web.pages import back, catalogue, fragment, is_script, language_of, when

T = TypeVar("T")
LONGEST_SEALED = 200_000  # the clocks of five hundred rooms


@dataclass(frozen=True)
class Lead:
    """One press on the grid's page."""

    seminar_id: str
    request: Request
    visit: Visit
    store: Store

    async def write(self, verb: Callable[[Session], T]) -> T:
        return await self.store.write(verb)

    async def press(
        self,
        verb: Callable[[Session], T],
        room_id: str | None = None,
        act: Act | None = None,
        call: Call = UNNAMED,
    ) -> tuple[T, str]:
        """A write that can be taken back: what it gives, and what stood, sealed. With a name for it
        both are kept as JSON for a repetition, and `verb` gives what becomes none there. Raises
        NameTaken."""
        needs = act or (Act.LEAD_ROOM if room_id else Act.LEAD)

        def around(session: Session) -> tuple[T, str]:
            asker, links = self.visit.asker, runtime(self.request)[Links]
            seminar = seminar_for(session, asker, self.seminar_id, needs)
            room = room_admin.room_of(session, seminar.id, room_id) if room_id else None

            def deed() -> tuple[T, str]:
                return way_back.sealed_around(
                    session, links, seminar.id, room, lambda: verb(session)
                )

            done, undo = once(session, asker, call, deed)[0]
            return done, undo

        return await self.write(around)

    async def clock_for_all(self) -> None:
        """Call before a write that may change it: what rooms have written is counted in that
        transaction, and who writes would wait while texts are read that are not in memory."""

        def look(session: Session) -> None:
            seminar = seminar_for(session, self.visit.asker, self.seminar_id, Act.SEE_GRID)
            phase_words.read_ahead(session, seminar.id)

        await self.store.read(look)

    async def moved(self, *dialogue_ids: str) -> None:
        for dialogue_id in dialogue_ids:
            await runtime(self.request)[ChangeSignals].stage.send_async(
                seminar_id=self.seminar_id, dialogue_id=dialogue_id
            )

    async def reopened(self, room_id: str, dialogue_id: str) -> None:
        await runtime(self.request)[ChangeSignals].reopening.send_async(
            seminar_id=self.seminar_id, room_id=room_id, dialogue_id=dialogue_id
        )

    async def merged(self, *room_ids: str) -> None:
        await runtime(self.request)[ChangeSignals].merging.send_async(
            seminar_id=self.seminar_id, room_ids=list(room_ids)
        )

    async def planned(self) -> None:
        """Tell those who look that another step comes now, or at another time."""
        await runtime(self.request)[ChangeSignals].plan.send_async(seminar_id=self.seminar_id)

    async def tell(self, operation_of: Iterable[Told]) -> None:
        """Let everybody whom it concerns hear of what was put back."""
        for what, id in operation_of:
            if what == "stage":
                await self.moved(id)
            elif what == "plan":
                await self.planned()
            elif what == "alone":
                await self.reopened(*id.split(":"))
            elif what != "link":  # which nobody has open
                self.publish(what, id)

    async def take_back(self, sealed: str) -> bool:
        """What a press gave for it; whether anything of that still stood as it was left."""
        await self.clock_for_all()
        links, asker = runtime(self.request)[Links], self.visit.asker
        operation_of = await self.write(
            lambda session: way_back.put_back(session, links, asker, self.seminar_id, sealed)
        )
        await self.tell(operation_of)
        return bool(operation_of)

    def publish(self, part: str, room_id: str | None = None) -> None:
        """Tell one room, or all. Whoever pressed is answered meanwhile."""
        if room_id:
            runtime(self.request)[LiveRooms].publish_soon(room_id, part)
        else:
            runtime(self.request)[LiveRooms].publish_everywhere(self.seminar_id, part)

    async def say(
        self,
        message: str,
        undo: str | None = None,
        *,
        sealed: str = "",
        beside: Callable[[Session, str], str] | None = None,
        heads: Sequence[str] = PRESSED,
        pieces: Callable[[Session], Sequence[GridPiece]] | None = None,
        **facts: str | datetime,
    ) -> Response:
        """The answer: what was done, and `heads`, those that the press changes of what stands above
        the table; the others come as they change. `pieces` makes what it changes where that is none
        of them. `undo` is an address, `sealed` what `press` gave; `beside` makes anew what stands
        beside the table."""
        if sealed:
            undo = f"/seminars/{self.seminar_id}/pressed/undo"

        def seen(session: Session) -> tuple[Seminar, str, str]:
            seminar = seminar_for(session, self.visit.asker, self.seminar_id, Act.SEE_GRID)
            language = language_of(self.request, seminar.language)
            words = {
                name: when(fact, language) if isinstance(fact, datetime) else fact
                for name, fact in facts.items()
            }
            return seminar, language, catalogue(language).gettext(message) % words

        if not is_script(self.request):
            _, _, text = await self.store.read(seen)
            return back(self.request, f"/seminars/{self.seminar_id}/grid", text, undo, sealed)

        def show(session: Session) -> str:
            seminar, language, text = seen(session)
            return fragment(
                "facilitation/_grid_done.html",
                language,
                text=text,
                undo=undo,
                sends={"sealed": sealed} if sealed else None,
                heads=pieces(session) if pieces else self._heads(session, seminar, heads),
                beside=beside(session, language) if beside else None,
            )

        return HTMLResponse(await self.store.read(show))

    def _heads(
        self, session: Session, seminar: Seminar, names: Sequence[str]
    ) -> Sequence[GridPiece]:
        looking = Looking(session, self.visit.asker, seminar)
        return some_heads(session, looking.grid(runtime(self.request)[Hub]), names)


async def lead(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Lead:
    return Lead(seminar_id, request, visit, store)


async def _called(seminar_id: str, request: Request, visit: CallerOf, store: StoreOf) -> Lead:
    return Lead(seminar_id, request, visit, store)


LeadOf = Annotated[Lead, Depends(lead)]
LeadCallOf = Annotated[Lead, Depends(_called)]
"""The same for a call of the API."""
