"""What a seminar's shape calls for, made after the change that called for it: some rooms at a time,
so that nobody who writes waits for a large seminar.

Until a room's turn has come it lacks what is new there, whole: a question with its answers. What a
crash cut off is made good by the next change, or when the server starts.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from app.boards import removal
from app.boards.models import Answer
from app.boards.places import fill, lacking
from app.rooms.models import Room, Seating
from app.rooms.seating_copies import follow_first, not_following, unseated
from app.seminars.models import Dialogue, Prompt
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

    async def make_good(self) -> None:
        """What a crash has cut off: rooms lack answers, or nobody sits where somebody should."""
        for seminar_id in await self._store.read(_unfinished):
            await self.changed(None, seminar_id=seminar_id)

    async def _by_rooms(self, seminar_id: str, ids: list[str], step: Step) -> None:
        for some in _batches(ids):
            await self._store.write(lambda session, some=some: step(session, seminar_id, some))  # type: ignore[misc]


def _batches(ids: list[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, ROOMS_AT_ONCE)):
        yield some


def _unfinished(session: Session) -> set[str]:
    """The seminars in which something is missing, asked of all of them at once: a look at each
    kept a server with thousands from answering for minutes."""

    def counts(query: Select[str, int]) -> dict[str, int]:
        return dict(session.exec(query).all())

    rooms = counts(select(Room.seminar_id, func.count()).group_by(col(Room.seminar_id)))
    asked = counts(
        select(Dialogue.seminar_id, func.count())
        .join(Prompt, col(Prompt.dialogue_id) == Dialogue.id)
        .group_by(col(Dialogue.seminar_id)),
    )
    there = counts(
        select(Room.seminar_id, func.count())
        .join(Answer, col(Answer.room_id) == Room.id)
        .where(col(Answer.member_id).is_(None))
        .group_by(col(Room.seminar_id)),
    )
    lack = {id for id, count in rooms.items() if count * asked.get(id, 0) != there.get(id, 0)}
    return lack | set(session.exec(_asked_of_members())) | set(session.exec(not_following()))


def _asked_of_members() -> SelectOfScalar[str]:
    """Seminars where somebody sits and has no answer to a question that each member has."""
    return (
        select(Dialogue.seminar_id)
        .join(Prompt, col(Prompt.dialogue_id) == Dialogue.id)
        .join(Seating, col(Seating.dialogue_id) == Dialogue.id)
        .outerjoin(
            Answer,
            (col(Answer.room_id) == col(Seating.room_id))
            & (col(Answer.prompt_id) == col(Prompt.id))
            & (col(Answer.member_id) == col(Seating.member_id)),
        )
        .where(col(Prompt.per_member), col(Answer.id).is_(None))
    )
