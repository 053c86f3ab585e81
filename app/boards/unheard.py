"""What other processes have done and this one may not have heard of, found in the database every
few seconds: whose cookie is another by now, who has left, and what was deleted.

What is told between processes is told once. It is lost while NATS is away, or with a process that
dies after its commit: then no socket may go on that should have ended, and no text may stay.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from sqlmodel import Session, col, select

from app.boards.document_cache import READ_AT_ONCE, Key
from app.boards.models import Answer
from app.boards.room_updates import COMPARE_SECONDS
from app.live.elsewhere import Receiver
from app.live.hub import Connection, Hub
from app.people.identity import COME_BACK, NOT_SIGNED_IN
from app.people.models import Seat, Visitor
from app.remembered import forget_texts
from app.storage.store import Installation, Store

ROUNDS = 5


class Memory(Protocol):
    """Texts that this process keeps, by answer."""

    def keys(self) -> list[Key]: ...

    def drop(self, keys: Iterable[Key]) -> None: ...


@dataclass(frozen=True)
class _Found:
    cookies: dict[str, str]
    seated: set[str]
    deletions: int


class Unheard:
    """`rights` look up again who may stay in a seminar, `screens` have what is seen here told anew;
    `memories` keep texts of this process."""

    def __init__(
        self,
        store: Store,
        hub: Hub,
        rights: Sequence[Receiver],
        screens: Sequence[Callable[[], None]],
        memories: Sequence[Memory],
    ) -> None:
        self._store, self._hub, self._rights = store, hub, rights
        self._screens, self._memories = screens, memories
        self._round, self._losses = 0, 0
        self._deletions: int | None = None
        self._unsure = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._work())

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    async def _work(self) -> None:
        while True:
            with suppress(Exception):  # a database that is away is asked again
                await self.compare()
            await asyncio.sleep(COMPARE_SECONDS)

    async def compare(self) -> None:
        """Where nobody else serves, everything is heard, but what is read while it is deleted."""
        shared = self._hub.elsewhere.bus.shared
        here = list(self._hub.connections.values()) if shared else []
        found = await self._store.read(lambda session: _still_valid(session, here))
        await self._end_sockets(here, found)
        await self._look_again(here)
        await self._forget_deleted(found.deletions)

    async def _end_sockets(self, here: Sequence[Connection], found: _Found) -> None:
        left: set[str] = set()
        for each in here:
            cookie, seat = each.facts.get("cookie"), each.facts.get("seat")
            now = found.cookies.get(each.facts["asker"].id) if cookie else None
            if cookie and now != cookie:
                each.close(COME_BACK if now else NOT_SIGNED_IN)
            elif seat and seat not in found.seated:
                left.add(each.facts["seminar"])
        await self._look_up(left)

    async def _look_again(self, here: Sequence[Connection]) -> None:
        """Now and then while nothing can be heard, and once after anything may have been lost: all
        rights, and what everybody sees, which are too much to be looked up every time."""
        elsewhere, self._round = self._hub.elsewhere, self._round + 1
        deaf = self._round % ROUNDS == 0 and not elsewhere.bus.connected
        losses = elsewhere.losses
        if deaf or losses != self._losses:
            await self._look_up({each.facts["seminar"] for each in here if "seminar" in each.facts})
            for tell in self._screens:
                tell()
            self._losses = losses

    async def _look_up(self, seminar_ids: Iterable[str]) -> None:
        for seminar_id in seminar_ids:
            for look_up in self._rights:
                await look_up(None, seminar_id=seminar_id)

    async def _forget_deleted(self, deletions: int) -> None:
        """Look once more when it has just been done: somebody may have been reading meanwhile."""
        new = deletions != self._deletions
        if new or self._unsure:
            await self._store.read(self._forget)
        self._deletions, self._unsure = deletions, new

    def _forget(self, session: Session) -> None:
        for memory in self._memories:
            keys = memory.keys()
            there = _existing_answers(session, {answer_id for answer_id, _ in keys})
            memory.drop(key for key in keys if key[0] not in there)
        forget_texts()


def _still_valid(session: Session, here: Sequence[Connection]) -> _Found:
    asking = {each.facts["asker"].id for each in here if each.facts.get("cookie")}
    seats = {each.facts["seat"] for each in here if each.facts.get("seat")}
    cookies = select(Visitor.id, Visitor.digest).where(col(Visitor.id).in_(asking))
    seated = select(Seat.id).where(col(Seat.id).in_(seats), col(Seat.left_at).is_(None))
    return _Found(
        dict(session.exec(cookies).all()) if asking else {},
        set(session.exec(seated)) if seats else set(),
        session.get_one(Installation, 1).deletions,
    )


def _existing_answers(session: Session, answer_ids: set[str]) -> set[str]:
    """Which of these answers the database still has."""
    ids, there = sorted(answer_ids), set[str]()
    for at in range(0, len(ids), READ_AT_ONCE):
        some = ids[at : at + READ_AT_ONCE]
        there.update(session.exec(select(Answer.id).where(col(Answer.id).in_(some))))
    return there
