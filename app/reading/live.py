"""What those who lead see at once: the grid's pieces as they change, to everybody who looks."""

import asyncio
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from app.live.coalescer import Coalescer
from app.live.frames import PIECES, GridJoined, Refused, encode
from app.live.hub import Connection, Hub
from app.people.access import Asker
from app.people.rights import Act
from app.reading.grid import Grid, grid
from app.reading.grid_parts import Piece, heads, rows_and_cells, table
from app.refusals import NotFound
from app.rooms.parts import count_here
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.storage.store import Store
from app.web.pages import LANGUAGES

NOT_FOUND = 4404
SECONDS = 1.0
TICK_SECONDS = 5.0  # what changes by itself: what gets late, a closing that is over, who has seen
MOST_FRAMES = 120  # above this one frame with the whole table is cheaper, also for the reader
Shown = dict[str, object]
"""The key of every piece on the page, by its id."""


def channel(seminar_id: str, language: str) -> str:
    return f"grid:{seminar_id}:{language}"


def grid_now(session: Session, hub: Hub, seminar: Seminar) -> Grid:
    return grid(session, seminar, lambda room_id: count_here(hub, room_id))


class Grids:
    """The grid's side of the socket, for one application. It remembers what it has shown, renders
    and tells only what differs, at most once a second."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self.store, self.hub = store, hub
        self.changed: Coalescer[str] = Coalescer(SECONDS, self._tell)
        self._shown: dict[str, Shown] = {}
        self._seminar_of: dict[str, str] = {}
        self._ticking: asyncio.Task[None] | None = None

    async def join(self, connection: Connection, seminar_id: str, language: str) -> None:
        """Ask for the right, then subscribe; whoever joined then reads the page's pieces once, so
        nothing is missed between the page and the first frame."""
        asker = connection.facts["asker"]
        read = self.store.read
        try:
            await read(lambda session: seminar_for(session, asker, seminar_id, Act.SEE_GRID))
            self.hub.subscribe(connection, channel(seminar_id, language))
            version = await read(lambda session: self._joined(session, asker, seminar_id))
        except NotFound:
            self.hub.unsubscribe(connection, channel(seminar_id, language))
            connection.push(encode(Refused(problem={"type": NotFound.type})))
            connection.close(NOT_FOUND)
            return
        connection.facts["grid"] = seminar_id
        connection.push(encode(GridJoined(grid=seminar_id, version=version)))
        if self._ticking is None or self._ticking.done():
            self._ticking = asyncio.create_task(self._tick())

    def _joined(self, session: Session, asker: Asker, seminar_id: str) -> int:
        seminar = seminar_for(session, asker, seminar_id, Act.SEE_GRID)
        found = self._grid(session, seminar)
        if seminar_id not in self._shown:
            self._news(session, found)
        return found.version

    def _grid(self, session: Session, seminar: Seminar) -> Grid:
        found = grid_now(session, self.hub, seminar)
        self._seminar_of |= {row.room.id: seminar.id for row in found.rows}
        return found

    async def room_changed(self, _: object, *, room_id: str, **facts: Any) -> None:
        if seminar_id := self._seminar_of.get(room_id):
            self.changed.mark(seminar_id)

    async def stage_changed(self, _: object, *, seminar_id: str, **facts: Any) -> None:
        self.changed.mark(seminar_id)

    async def rights_changed(self, _: object, *, seminar_id: str) -> None:
        """Look up the rights behind every open grid again, and end those that have none."""
        looking = [
            connection
            for language in LANGUAGES
            for connection in self.hub.listeners(channel(seminar_id, language))
        ]

        def work(session: Session) -> list[Connection]:
            return [each for each in looking if not _sees(session, each, seminar_id)]

        for connection in await self.store.read(work):
            connection.close(NOT_FOUND)
        self.changed.mark(seminar_id)

    async def _tick(self) -> None:
        while self._shown:
            await asyncio.sleep(TICK_SECONDS)
            self.changed.mark(*self._shown)

    async def _tell(self, seminar_ids: set[str]) -> None:
        for seminar_id in seminar_ids:
            languages = [
                each for each in LANGUAGES if self.hub.listeners(channel(seminar_id, each))
            ]
            if languages:
                await self._tell_one(seminar_id, languages)
            else:
                self._forget(seminar_id)

    def _forget(self, seminar_id: str) -> None:
        self._shown.pop(seminar_id, None)
        self._seminar_of = {
            room_id: seminar
            for room_id, seminar in self._seminar_of.items()
            if seminar != seminar_id
        }

    async def _tell_one(self, seminar_id: str, languages: list[str]) -> None:
        def work(session: Session) -> list[tuple[str, bytes]]:
            seminar = session.get(Seminar, seminar_id)
            if seminar is None:
                return []
            news = self._news(session, self._grid(session, seminar))
            return [(each, _frame(seminar_id, piece, each)) for each in languages for piece in news]

        for language, frame in await self.store.read(work):
            self.hub.publish(channel(seminar_id, language), frame)

    def _news(self, session: Session, found: Grid) -> list[Piece]:
        """What differs from what was shown; nothing when nothing was, since whoever has just joined
        reads the page itself."""
        above, below, whole = heads(session, found), rows_and_cells(found), table(found)
        before = self._shown.get(found.seminar.id)
        self._shown[found.seminar.id] = _keys([*above, whole, *below])
        if before is None:
            return []
        told, within = _differing(before, above), _differing(before, below)
        if len(within) > MOST_FRAMES or before.get(whole.id) != whole.key:
            return [*told, whole]
        return told + within

    def stop(self) -> None:
        self.changed.stop()
        if self._ticking:
            self._ticking.cancel()


def _frame(seminar_id: str, piece: Piece, language: str) -> bytes:
    kind = PIECES[piece.kind]
    return encode(kind(grid=seminar_id, id=piece.id, html=piece.html(language)))


def _keys(pieces: Iterable[Piece]) -> Shown:
    return {piece.id: piece.key for piece in pieces}


def _differing(before: Shown, pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if before.get(piece.id) != piece.key]


def _sees(session: Session, connection: Connection, seminar_id: str) -> bool:
    try:
        seminar_for(session, connection.facts["asker"], seminar_id, Act.SEE_GRID)
    except NotFound:
        return False
    return True
