"""What a seminar's shape calls for, made after the change that called for it: some rooms at a time,
so that nobody who writes waits for a large seminar.

Until a room's turn has come it lacks what is new there, whole: a question with its answers. What a
crash cut off is made good by the next change, or when the server starts.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.boards import removal
from app.boards.models import Answer, fill, lacking
from app.rooms.models import Room
from app.rooms.seating_copies import follow_first, unseated
from app.seminars.models import Dialogue, Prompt, Seminar
from app.storage.store import Store

ROOMS_AT_ONCE = 20
Step = Callable[[Session, str, list[str]], None]


class Shapes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def changed(self, _: object, *, seminar_id: str) -> None:
        """Seat dialogues that follow the first, then make the answers that are called for."""
        for missing, make in ((unseated, follow_first), (lacking, fill)):
            ids = await self._store.read(lambda session, of=missing: of(session, seminar_id))  # type: ignore[misc]
            await self._by_rooms(seminar_id, ids, make)

    async def leaving(
        self,
        _: object,
        *,
        seminar_id: str,
        prompt_ids: Sequence[str],
        allowed: Callable[[Session], object],
    ) -> None:
        """Take the answers of these questions out of every room. Raises HasText before the first is
        touched; and when somebody writes meanwhile, after what went has been made anew."""

        def rooms(session: Session) -> list[str]:
            allowed(session)
            return removal.rooms_without_text(session, seminar_id, prompt_ids)

        def take_out(session: Session, _: str, ids: list[str]) -> None:
            allowed(session)
            removal.take_out(session, prompt_ids, ids)

        ids = await self._store.read(rooms)
        try:
            await self._by_rooms(seminar_id, ids, take_out)
        except Exception:
            await self.changed(None, seminar_id=seminar_id)
            raise

    async def emptied(self, _: object, *, seminar_id: str) -> None:
        """Delete the rooms of a seminar that is to go, with all that was written there."""
        query = select(Room.id).where(Room.seminar_id == seminar_id)
        for piece in await self._store.read(lambda session: removal.pieces(session, seminar_id)):
            await self._store.write(partial(removal.drop_steps, piece=piece))
        ids = await self._store.read(lambda session: list(session.exec(query)))
        await self._by_rooms(seminar_id, ids, lambda session, _, some: removal.drop(session, some))

    async def make_good(self) -> None:
        """What a crash has cut off, in seminars where rooms lack an answer to a question."""
        for seminar_id in await self._store.read(_unfinished):
            await self.changed(None, seminar_id=seminar_id)

    async def _by_rooms(self, seminar_id: str, ids: list[str], step: Step) -> None:
        for some in _batches(ids):
            await self._store.write(lambda session, some=some: step(session, seminar_id, some))  # type: ignore[misc]


def _batches(ids: list[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, ROOMS_AT_ONCE)):
        yield some


def _unfinished(session: Session) -> list[str]:
    rooms = (
        select(func.count())
        .where(col(Room.seminar_id) == col(Seminar.id))
        .correlate(Seminar)
        .scalar_subquery()
    )
    asked = (
        select(func.count(col(Prompt.id)))
        .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
        .where(col(Dialogue.seminar_id) == col(Seminar.id))
        .correlate(Seminar)
        .scalar_subquery()
    )
    there = (
        select(func.count(col(Answer.id)))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(col(Room.seminar_id) == col(Seminar.id), col(Answer.member_id).is_(None))
        .correlate(Seminar)
        .scalar_subquery()
    )
    return list(session.exec(select(Seminar.id).where(rooms * asked != there)))
