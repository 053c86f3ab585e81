"""What rooms hear without having asked: who is here, whose cursor stands where, which words changed
and, every ten seconds, how far the room has come."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from msgspec import UNSET
from sqlmodel import Session, col, select

from app.boards import asking
from app.boards.mended import Mended
from app.boards.parts import ASKS, render, state_parts
from app.boards.told_words import ToldWords
from app.live.coalescer import Coalescer
from app.live.frames import Beat, CaretOf, Carets, encode
from app.live.hub import Hub
from app.rooms.live import LiveRooms
from app.rooms.models import Room
from app.rooms.parts import channel
from app.seminars.api import iso
from app.seminars.signals import ChangeSignals
from app.storage.store import Store

HEARTBEAT_SECONDS = 10
COMPARE_SECONDS = 2
"""With several processes, one may die between its commit and what it would have told the others."""


class RoomUpdates:
    """Rooms, answers and carets that changed are marked here, and told of at most so often."""

    def __init__(self, store: Store, hub: Hub, rooms: LiveRooms, changes: ChangeSignals) -> None:
        self.store, self.hub, self.rooms, self.changes = store, hub, rooms, changes
        self.told = ToldWords(store)
        self.mended = Mended(store)
        # What the last look found: a newer version may be on its way from another process.
        self._compared: dict[str, int] = {}
        self.changed: Coalescer[tuple[str, str]] = Coalescer(1.0, self._tell_changed)
        self.carets: Coalescer[str] = Coalescer(0.25, self._tell_carets)
        self.present: Coalescer[str] = Coalescer(1.0, self._tell_present)
        self._heart: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._heart = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        while True:
            shared = self.hub.elsewhere.bus.shared
            await asyncio.sleep(COMPARE_SECONDS if shared else HEARTBEAT_SECONDS)
            with suppress(Exception):  # a database that is away must not stop the heart
                await self.tell_versions()

    async def tell_versions(self) -> None:
        joined = self._joined()
        if not joined:
            return

        def work(session: Session) -> list[tuple[str, int]]:
            query = select(Room.id, Room.version).where(col(Room.id).in_(joined))
            return list(session.exec(query))

        versions = dict(await self.store.read(work))
        for room_id, version in versions.items():
            settled = self._compared.get(room_id) if self.hub.elsewhere.bus.shared else version
            if settled is not None:
                self.hub.tell_here(channel(room_id), self.beat({room_id: settled}))
        self._compared = versions

    def tell_missed(self) -> None:
        """Something was not told here. No version shows what it was: everybody may have heard of a
        later one, and a stage that changes has none."""
        self._forget_told()
        frame = self.beat(missed=True)
        for room_id in self._joined():
            self.hub.tell_here(channel(room_id), frame)

    def _joined(self) -> set[str]:
        rooms = (each.facts.get("room") for each in self.hub.connections.values())
        return {each for each in rooms if each}

    def stop(self) -> None:
        if self._heart:
            self._heart.cancel()
        for each in (self.changed, self.carets, self.present):
            each.stop()

    def beat(self, versions: dict[str, int] | None = None, *, missed: bool = False) -> bytes:
        """The server's time and, every `HEARTBEAT_SECONDS`, the room's version: whoever knows a
        lower one has missed something, whatever the reason."""
        now = iso(self.store.clock())
        return encode(Beat(now=now, versions=versions or {}, missed=missed or UNSET))

    def carets_in(self, room_id: str) -> list[CaretOf]:
        return [
            CaretOf(
                connection=each.id,
                seat=each.facts.get("seat"),
                name=each.facts.get("name"),
                **each.facts["caret"],
            )
            for each in self.hub.everybody(channel(room_id))
            if "caret" in each.facts and each.facts.get("seat")
        ]

    def written_in(self, room_id: str, seat_id: str | None) -> set[str]:
        """The documents in which somebody else than this seat has the cursor."""
        others = (each for each in self.carets_in(room_id) if each.seat != seat_id)
        return {each.document for each in others}

    async def _tell_carets(self, room_ids: set[str]) -> None:
        for room_id in room_ids:
            told = Carets(room=room_id, carets=self.carets_in(room_id))
            self.hub.tell_here(channel(room_id), encode(told))

    async def _tell_present(self, room_ids: set[str]) -> None:
        """Every process tells its own: each hears of who comes and goes elsewhere."""
        for room_id in room_ids:
            await self.rooms.tell_here(room_id, "people")
        await self.changes.boards.send_async(room_ids=room_ids)

    def tell_present_again(self) -> None:
        """Somebody in a room may have been shown by another process who it thought was here."""
        self.present.mark(*self._joined())

    def moved_elsewhere(self, room_id: str) -> None:
        self.carets.mark(room_id)
        self.present.mark(room_id)

    async def _tell_changed(self, changed: set[tuple[str, str]]) -> None:
        by_room: dict[str, set[str]] = {}
        for room_id, answer_id in changed:
            by_room.setdefault(room_id, set()).add(answer_id)
        open_ones = {answer_id for _, answer_id in changed if not self.told.stands(answer_id)}
        names: dict[str, list[str]] = {}
        if open_ones:
            names = await self.store.read(
                lambda session: state_parts(session, open_ones, self.told)
            )
        for room_id, its_answers in by_room.items():
            if room_id in names:
                await self.rooms.publish(room_id, *names[room_id], make=render)
            if whole := set(filter(partial(self.mended.is_whole_now, room_id), its_answers)):
                await self._ask_no_more(room_id, whole)
        await self.changes.boards.send_async(room_ids=set(by_room))

    async def _ask_no_more(self, room_id: str, answer_ids: set[str]) -> None:
        """What seemed half-finished may be mended."""

        def work(session: Session) -> list[str]:
            return asking.unsettled(session, session.get_one(Room, room_id), answer_ids)

        if asked := await self.store.read(work):
            await self.rooms.publish(room_id, *(ASKS + id for id in asked), make=render)

    async def told_elsewhere(self, _: object, *, room_id: str) -> None:
        """Another process has told words of a room: which, is not known here."""
        self.told.forget_room(room_id)
        self.mended.forget_room(room_id)

    async def stages_moved_elsewhere(self, _: object, **where: Any) -> None:
        """What was read here of answers may hold no more."""
        self._forget_told()

    def _forget_told(self) -> None:
        self.told.forget()
        self.mended.forget()
