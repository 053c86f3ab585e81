"""What everybody in a room sees at once."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from sqlmodel import Session

from app.languages import LANGUAGES
from app.live.hub import Hub
from app.rooms import question
from app.rooms.models import Room, rooms, touch_all, touch_rooms
from app.rooms.parts import PROGRAMME, channel, count_here, here, part_frame, render
from app.seminars import clock
from app.seminars.signals import ChangeSignals
from app.storage.store import Store
from app.web.pages import fragment

FOR_A_PAGE = 0.06
"""Seconds for each page that is to ask for itself anew: about twice what one costs a process, so
that whoever writes meanwhile is answered as ever."""


class LiveRooms:
    """Rooms as those see them who are connected now."""

    def __init__(self, store: Store, hub: Hub, changes: ChangeSignals) -> None:
        self.store, self.hub, self.changes = store, hub, changes
        self._telling: set[asyncio.Task[None]] = set()

    def seats_here(self, room_id: str) -> list[str]:
        """The seats that are connected now, each once."""
        found = (each.facts.get("seat") for each in here(self.hub, room_id))
        return list(dict.fromkeys(seat for seat in found if seat))

    async def publish(self, room_id: str, *names: str, make: Any = render) -> None:
        """Render these parts and hand them to everybody in the room. Call after the commit."""
        await self.changes.room.send_async(room_id=room_id)
        hub = self.hub
        languages = [each for each in LANGUAGES if hub.everybody(channel(room_id, each))]
        for language, frame in await self._frames(room_id, names, languages, make):
            hub.publish(channel(room_id, language), frame)

    async def tell_here(self, room_id: str, *names: str) -> None:
        """The same for those alone who are connected to this process, when each tells its own."""
        hub = self.hub
        languages = [each for each in LANGUAGES if hub.listeners(channel(room_id, each))]
        for language, frame in await self._frames(room_id, names, languages, render):
            hub.tell_here(channel(room_id, language), frame)

    async def _frames(
        self, room_id: str, names: Sequence[str], languages: Sequence[str], make: Any
    ) -> list[tuple[str, bytes]]:
        hub = self.hub
        if not languages:
            return []

        def work(session: Session) -> list[tuple[str, bytes]]:
            room = session.get(Room, room_id)
            if room is None:
                return []
            return [
                (
                    language,
                    part_frame(session, room, name, make(session, hub, room, name, language)),
                )
                for language in languages
                for name in names
            ]

        return await self.store.read(work)

    def publish_soon(self, room_id: str, *names: str) -> None:
        """The same, for whoever does not wait for it: their answer need not hold what rooms see."""
        self._soon(self.publish(room_id, *names))

    def publish_everywhere(self, seminar_id: str, *names: str) -> None:
        """The same in every room of a seminar: the clock for all, a line to all. Nobody waits for
        it: of hundreds of rooms the last hears some time after the first."""
        self._soon(self._publish_everywhere(seminar_id, *names))

    def _soon(self, publishing: Coroutine[Any, Any, None]) -> None:
        telling = asyncio.create_task(publishing)
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def _publish_everywhere(self, seminar_id: str, *names: str) -> None:
        for room in await self.store.read(lambda session: rooms(session, seminar_id)):
            await self.publish(room.id, *names)

    async def programme_changed(
        self, _: object, *, seminar_id: str, room_ids: Sequence[str] | None
    ) -> None:
        """Pages have to ask for it, in these rooms or in all; whoever is away hears of it when they
        are back."""
        if room_ids is None:
            await self.store.write(lambda session: touch_all(session, seminar_id, PROGRAMME))
            self._soon(self._publish_programme(seminar_id))
            return
        await self.store.write(lambda session: touch_rooms(session, room_ids, PROGRAMME))
        for room_id in room_ids:
            await self.publish(room_id, PROGRAMME)

    async def _publish_programme(self, seminar_id: str) -> None:
        for room in await self.store.read(lambda session: rooms(session, seminar_id)):
            await self.publish(room.id, PROGRAMME)
            await asyncio.sleep(FOR_A_PAGE * count_here(self.hub, room.id))

    async def light(self, room_id: str, prompt_id: str) -> None:
        """Light a question for everybody in the room for a moment."""

        def make(session: Session, hub: Hub, room: Room, name: str, language: str) -> str:
            asked = clock.prompt_in(session, room.seminar_id, prompt_id)
            return fragment(
                "rooms/_focus.html", language, asked=asked, seconds=question.LIT_SECONDS
            )

        await self.publish(room_id, "focus", make=make)

    async def put_out(self, room_id: str) -> None:
        def make(session: Session, hub: Hub, room: Room, name: str, language: str) -> str:
            return fragment("rooms/_unlit.html", language)

        await self.publish(room_id, "focus", make=make)
