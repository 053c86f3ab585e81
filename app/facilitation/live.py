"""What those who lead see at once: the grid's pieces as they change, to everybody who looks."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session

from app.facilitation.grid import Grid, grid
from app.facilitation.grid_parts import GridPiece, heads, rows_and_cells, table
from app.languages import LANGUAGES
from app.live.coalescer import Coalescer
from app.live.frames import PIECES, GridJoined, PlenumMoved, Refused, encode
from app.live.hub import Connection, Hub
from app.people.access import Asker
from app.people.identity import COME_BACK
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms.parts import count_here
from app.seminars.access import ALL_ROOMS, Scope, scope_by, scope_of, seminar_for
from app.seminars.models import Seminar
from app.storage.order import made
from app.storage.store import Store

NOT_FOUND = 4404
SECONDS = 1.0
TICK_SECONDS = 5.0  # what changes by itself: what gets late, a closing that is over, who has seen
MOST_FRAMES = 120  # above this one frame with the whole table is cheaper, also for the reader
Shown = dict[str, object]
"""The key of every piece on the page, by its id."""
Audience = tuple[str, str]
"""A seminar's id, and the co-facilitator whose rooms are looked at, or none."""


def channel(seminar_id: str, language: str, of: str = "") -> str:
    """`of` is the co-facilitator whose rooms are told there; without, it is all rooms."""
    return f"grid:{seminar_id}:{language}:{of}"


def grid_now(
    session: Session,
    hub: Hub,
    seminar: Seminar,
    scope: Scope = ALL_ROOMS,
    only: str | None = None,
) -> Grid:
    return grid(session, seminar, lambda room_id: count_here(hub, room_id), scope, only)


class Grids:
    """The grid's side of the socket, for one application. It remembers what it has shown, renders
    and tells only what differs, at most once a second."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self.store, self.hub = store, hub
        self.changed: Coalescer[str] = Coalescer(SECONDS, self._publish)
        self._shown: dict[Audience, Shown] = {}
        self._seminar_of: dict[str, str] = {}
        self._ticking: asyncio.Task[None] | None = None

    async def join(self, connection: Connection, seminar_id: str, language: str) -> None:
        """Ask for the right, then subscribe, then ask again: a right that ended in between was
        looked for before anybody was there. Whoever joined then reads the page's pieces once, so
        nothing is missed between the page and the first frame."""
        asker = connection.facts["asker"]
        read = self.store.read
        self._leave(connection)
        try:
            of = (await read(lambda session: _scope(session, asker, seminar_id))).of
            self.hub.subscribe(connection, channel(seminar_id, language, of))
            connection.facts |= {"grid_of": of, "seminar": seminar_id}
            version, now = await read(lambda session: self._join(session, asker, seminar_id))
        except NotFound:
            self._leave(connection)
            connection.push(encode(Refused(problem={"type": NotFound.type})))
            connection.close(NOT_FOUND)
            return
        if now != of:
            connection.close(COME_BACK)
            return
        connection.push(encode(GridJoined(grid=seminar_id, version=version)))
        if self._ticking is None or self._ticking.done():
            self._ticking = asyncio.create_task(self._tick())

    def _leave(self, connection: Connection) -> None:
        for name in [each for each in connection.channels if each.startswith("grid:")]:
            self.hub.unsubscribe(connection, name)

    def _join(self, session: Session, asker: Asker, seminar_id: str) -> tuple[int, str]:
        """The version, and the co-facilitator whose rooms the asker leads by now."""
        seminar = seminar_for(session, asker, seminar_id, Act.SEE_GRID)
        found = self._grid(session, seminar, scope_of(session, asker, seminar))
        if (seminar_id, found.scope.of) not in self._shown:
            self._news(session, found)
        return found.version, found.scope.of

    def _grid(self, session: Session, seminar: Seminar, scope: Scope) -> Grid:
        found = grid_now(session, self.hub, seminar, scope)
        self._seminar_of |= {row.room.id: seminar.id for row in found.rows}
        return found

    async def room_changed(self, _: object, *, room_id: str) -> None:
        await self.rooms_changed(_, room_ids=(room_id,))

    async def rooms_changed(self, _: object, *, room_ids: Iterable[str]) -> None:
        if shown := {self._seminar_of[id] for id in room_ids if id in self._seminar_of}:
            self.changed.mark(*shown)

    async def stage_changed(self, _: object, *, seminar_id: str, **facts: Any) -> None:
        self.changed.mark(seminar_id)

    async def plenum_changed(self, _: object, *, seminar_id: str, version: int) -> None:
        """Told at once: whoever presses looks at the projector. Each process tells its own."""
        frame = encode(PlenumMoved(grid=seminar_id, version=version))
        for connection in self._looking(seminar_id):
            connection.push(frame)
        self.changed.mark(seminar_id)

    async def rights_changed(self, _: object, *, seminar_id: str) -> None:
        """Look up the rights behind every open grid again, and end those that have none, or that
        would be told of other rooms by now."""
        looking = self._looking(seminar_id)

        def work(session: Session) -> list[tuple[Connection, int]]:
            return [
                (each, code) for each in looking if (code := _ends_with(session, each, seminar_id))
            ]

        for connection, code in await self.store.read(work):
            connection.close(code)
        self.changed.mark(seminar_id)

    def tell_again(self) -> None:
        """All that is shown: another process may have shown what it thought was so. Each tells its
        own, who hear here of every change."""
        self._shown = {audience: {} for audience in self._shown}
        self.changed.mark(*{seminar_id for seminar_id, _ in self._shown})

    async def _tick(self) -> None:
        while self._shown:
            await asyncio.sleep(TICK_SECONDS)
            self.changed.mark(*{seminar_id for seminar_id, _ in self._shown})

    async def _publish(self, seminar_ids: set[str]) -> None:
        for audience in [each for id in seminar_ids for each in self._audiences(id)]:
            seminar_id, of = audience
            languages = [
                each for each in LANGUAGES if self.hub.listeners(channel(seminar_id, each, of))
            ]
            if languages:
                await self._tell_one(audience, languages)
            else:
                self._forget(audience)

    def _looking(self, seminar_id: str) -> list[Connection]:
        """Those too who are just joining, to whom nothing was shown yet."""
        mine = f"grid:{seminar_id}:"
        return [
            each
            for each in self.hub.connections.values()
            if any(name.startswith(mine) for name in each.channels)
        ]

    def _audiences(self, seminar_id: str) -> list[Audience]:
        return [each for each in self._shown if each[0] == seminar_id]

    def _forget(self, audience: Audience) -> None:
        seminar_id = audience[0]
        self._shown.pop(audience, None)
        if self._audiences(seminar_id):
            return
        self._seminar_of = {
            room_id: seminar
            for room_id, seminar in self._seminar_of.items()
            if seminar != seminar_id
        }

    async def _tell_one(self, audience: Audience, languages: Sequence[str]) -> None:
        seminar_id, of = audience

        def work(session: Session) -> list[tuple[str, bytes]]:
            seminar = session.get(Seminar, seminar_id)
            if seminar is None:
                return []
            news = self._news(session, self._grid(session, seminar, scope_by(session, of)))
            at = made(session)
            return [
                (each, _frame(seminar_id, at, piece, each)) for each in languages for piece in news
            ]

        for language, frame in await self.store.read(work):
            self.hub.tell_here(channel(seminar_id, language, of), frame)

    def _news(self, session: Session, found: Grid) -> list[GridPiece]:
        """What differs from what was shown; nothing when nothing was, since whoever has just joined
        reads the page itself."""
        above, below, whole = heads(session, found), rows_and_cells(found), table(found)
        audience = found.seminar.id, found.scope.of
        before = self._shown.get(audience)
        self._shown[audience] = _keys([*above, whole, *below])
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


def _frame(seminar_id: str, at: str, piece: GridPiece, language: str) -> bytes:
    kind = PIECES[piece.kind]
    return encode(kind(grid=seminar_id, made=at, id=piece.id, html=piece.html(language)))


def _keys(pieces: Iterable[GridPiece]) -> Shown:
    return {piece.id: piece.key for piece in pieces}


def _differing(before: Shown, pieces: Iterable[GridPiece]) -> list[GridPiece]:
    return [piece for piece in pieces if before.get(piece.id) != piece.key]


def _scope(session: Session, asker: Asker, seminar_id: str) -> Scope:
    return scope_of(session, asker, seminar_for(session, asker, seminar_id, Act.SEE_GRID))


def _ends_with(session: Session, connection: Connection, seminar_id: str) -> int | None:
    """The code with which a grid's socket ends: for good, or to come back to another grid."""
    try:
        scope = _scope(session, connection.facts["asker"], seminar_id)
    except NotFound:
        return NOT_FOUND
    return None if scope.of == connection.facts["grid_of"] else COME_BACK
