"""Searching what was written: by what a word means, not by how it begins.

A document is indexed when reading opens, and again when somebody searches and its version is newer
than the one in the index: so no text that changed later (taken in late, say) is ever missed, and
rooms that write pay nothing.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial

import structlog
from sqlalchemy import select
from sqlmodel import Session, col

from app.boards.access import View, led_view, view_for
from app.people.access import Asker
from app.people.rights import Act, Stage
from app.reading.hits import SearchResult, find, wanted_in
from app.reading.index import Fresh, fresh_in, put, readable_and_outdated
from app.seminars.models import Dialogue, Prompt
from app.storage.store import Store

log = structlog.get_logger()

AT_ONCE = 40


class Search:
    """A process's search. It indexes one after the other: fifty who ask first fold the texts once.

    Texts are folded outside of the writing transaction and put into it in small parts, so that
    those who write at the same time do not wait.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexing = asyncio.Lock()
        self._ahead: set[asyncio.Task[None]] = set()

    async def find(
        self,
        asker: Asker,
        seminar_id: str,
        text: str,
        start: int = 0,
        *,
        typing: bool = False,
        led: bool = False,
    ) -> SearchResult:
        """Search what the asker may read now, or the rooms that are `led`. Raises NotFound where
        that is nothing."""

        def view(session: Session) -> View:
            if led:
                return led_view(session, asker, seminar_id)
            return view_for(session, asker, seminar_id, Act.READ)

        await self._index(lambda session: view(session).prompt_ids)
        wanted = wanted_in(text, typing=typing)
        return await self._store.read(lambda session: find(session, view(session), wanted, start))

    def start(self) -> None:
        """Index what is open for reading, such as after an upgrade that finds by other rules: one
        dialogue after the other, so that each look is at its own documents alone."""
        self._go_ahead(self._index_all())

    async def stage_changed(self, _: object, *, seminar_id: str, dialogue_id: str) -> None:
        """Index what was opened for reading before anybody asks; nobody waits for it."""
        self._go_ahead(self._index_dialogue(dialogue_id))

    async def _index_all(self) -> None:
        for dialogue_id in await self._store.read(readable_and_outdated):
            await self._index_dialogue(dialogue_id)

    async def _index_dialogue(self, dialogue_id: str) -> None:
        await self._index(lambda session: _opened(session, dialogue_id))

    def _go_ahead(self, indexing: Coroutine[None, None, None]) -> None:
        ahead = asyncio.create_task(indexing)
        self._ahead.add(ahead)
        ahead.add_done_callback(self._indexed)

    def _indexed(self, ahead: asyncio.Task[None]) -> None:
        self._ahead.discard(ahead)
        if not ahead.cancelled() and (error := ahead.exception()):
            log.error("not_indexed", why=str(error))

    def stop(self) -> None:
        for ahead in self._ahead:
            ahead.cancel()

    async def _index(self, prompt_ids: Callable[[Session], Sequence[str]]) -> None:
        """A part at a time, each kept: who is interrupted goes on where it ended, and who searches
        another seminar meanwhile has a turn in between."""
        fresh: Sequence[Fresh] | None = None
        while fresh is None or fresh:
            async with self._indexing:
                fresh = await self._store.read(
                    lambda session: fresh_in(session, prompt_ids(session), AT_ONCE)
                )
                if fresh:
                    await self._store.write(partial(put, fresh=fresh))


def _opened(session: Session, dialogue_id: str) -> list[str]:
    """The prompts of a dialogue if it is open for reading."""
    query = (
        select(col(Prompt.id))
        .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
        .where(col(Dialogue.stage) == Stage.READING, col(Dialogue.id) == dialogue_id)
    )
    return list(session.scalars(query))
