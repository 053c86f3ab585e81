"""One confirmation: the seminar, its rooms and its answers, each in a turn of the writer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session

from app.imports import confirming, moving
from app.imports.models import Confirmed, import_for, is_moved
from app.imports.placing import Placed
from app.people.access import Asker
from app.people.idempotency import UNNAMED, Call, once, repeated
from app.people.rights import Act
from app.rooms.roster_turn import RosterTurn
from app.runtime import Runtime
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.seminars.signals import ChangeSignals
from app.storage.store import Store


@dataclass(frozen=True)
class Confirmation:
    store: Store
    parts: Runtime
    asker: Asker
    import_id: str

    async def confirm(
        self, title: str, words: Callable[[str], Callable[[str], str]], call: Call = UNNAMED
    ) -> str:
        """The id of the seminar. Raises NotFound, Confirmed, NameTaken, or what a text is refused
        for."""
        if done := await self.store.read(lambda session: self._done(session, call)):
            return done
        language = await self.store.read(self._language)
        gettext = words(language)
        seminar_id = await self.store.write(
            lambda session: once(
                session,
                self.asker,
                call,
                lambda: confirming.begin(session, self.asker, self.import_id, title, gettext),
            )[0]
        )
        if await self.store.read(lambda session: is_moved(session, self.import_id)):
            await self._move()
            await self.parts[ChangeSignals].shape.send_async(seminar_id=seminar_id)
        else:
            await self._write(seminar_id)
        await self.store.write(self._end)
        return seminar_id

    async def _move(self) -> None:
        """Row by row, as our own JSON says."""
        for position in await self.store.read(lambda session: moving.left(session, self.import_id)):
            await self.store.write(
                lambda session, at=position: moving.write(session, self.import_id, at)  # type: ignore[misc]
            )

    async def _write(self, seminar_id: str) -> None:
        """Rooms first, then what they wrote."""
        turn = self.parts[RosterTurn]
        await turn.put(
            lambda session: self.seminar(session, seminar_id),
            lambda session: confirming.entries(session, self.import_id),
        )
        await self.parts[ChangeSignals].shape.send_async(seminar_id=seminar_id)
        of, into = self.import_id, seminar_id
        for texts in await self.store.read(self._slices):
            await self.store.write(
                partial(confirming.write, import_id=of, seminar_id=into, texts=texts)
            )
        for told in await self.store.read(self._summaries):
            await self.store.write(
                partial(confirming.summarise, import_id=of, seminar_id=into, told=told)
            )

    def seminar(self, session: Session, seminar_id: str) -> Seminar:
        return seminar_for(session, self.asker, seminar_id, Act.SET_UP)

    def _done(self, session: Session, call: Call) -> str | None:
        """The seminar of a call that comes again when all of it is there."""
        if not repeated(session, self.asker, call):
            return None
        found = import_for(session, self.asker, self.import_id)
        return found.seminar_id if found.confirmed_at else None

    def _language(self, session: Session) -> str:
        found = import_for(session, self.asker, self.import_id)
        if found.confirmed_at:
            raise Confirmed
        return found.language

    def _slices(self, session: Session) -> list[list[Placed]]:
        return confirming.slices(session, self.import_id)

    def _summaries(self, session: Session) -> list[list[confirming.Summary]]:
        return confirming.summaries(session, self.import_id)

    def _end(self, session: Session) -> None:
        confirming.end(session, self.asker, self.import_id)
