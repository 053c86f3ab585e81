"""One who harvests, and the two ways to do it: in a transaction with its way back, and to look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlmodel import Session

from app.boards.cells import cells
from app.harvest import quotes
from app.harvest.models import themes, version_of
from app.harvest.quotes import Cut
from app.harvest.reaped import Reaping, reaped
from app.harvest.recording import Recording, take_back
from app.harvest.wishes import QuoteIn
from app.people.access import Asker
from app.people.idempotency import UNNAMED, Call, once
from app.people.rights import Act
from app.rooms.live import LiveRooms
from app.seminars.access import seminar_for
from app.storage.store import Store

T = TypeVar("T")


@dataclass(frozen=True)
class Harvesting:
    store: Store
    asker: Asker
    seminar_id: str
    live: LiveRooms

    async def do(self, deed: Callable[[Recording], T], said: str) -> T:
        """A deed that whoever does it can undo; `said` is a message that tells what was done.
        Raises NotFound, or Closed in the archive."""

        def verb(session: Session) -> T:
            self._allow(session, Act.HARVEST)
            recording = Recording(session, self.seminar_id)
            outcome = deed(recording)
            recording.record(self.asker, said)
            return outcome

        return await self.store.write(verb)

    async def cut(self, wishes: Sequence[QuoteIn], theme_id: str = "") -> list[Cut]:
        """What is to be quoted, as it stood. Raises as `quotes.cut`, and Closed in the archive."""

        def work(session: Session) -> list[Cut]:
            self._allow(session, Act.HARVEST)
            return quotes.cut(session, self.seminar_id, wishes, theme_id)

        return await self.store.read(work) if wishes else []

    async def undo(self, call: Call = UNNAMED) -> str | None:
        """Take back one's own last act, and show it in the rooms; what it said, None where there
        is none. Raises MovedOn, NameTaken."""

        def deed(session: Session) -> list[Any]:
            taken = take_back(session, self.seminar_id, self.asker)
            return [taken.said, taken.rooms] if taken else [None, ()]

        def verb(session: Session) -> list[Any]:
            self._allow(session, Act.HARVEST)
            return once(session, self.asker, call, lambda: deed(session))[0]

        said, rooms = await self.store.write(verb)
        for room_id in rooms:
            await self.live.publish(room_id, "messages")
        return cast("str | None", said)

    def reaped(self, session: Session, prompt_id: str | None = None) -> tuple[int, Reaping]:
        """Its version and all of it; for the page of a question no more text is read than it
        needs, which is all only where a theme is of all questions."""
        self._allow(session, Act.SEE_HARVEST)
        across = any(each.prompt_id is None for each in themes(session, self.seminar_id))
        asked = [prompt_id] if prompt_id and not across else None
        found = cells(session, self.seminar_id, asked)
        return version_of(session, self.seminar_id), reaped(session, self.seminar_id, found)

    def _allow(self, session: Session, act: Act) -> None:
        seminar_for(session, self.asker, self.seminar_id, act)
