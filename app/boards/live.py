"""What others see at once of a board, and what the socket's messages mean."""

import asyncio
from collections.abc import Iterable
from functools import partial

from prometheus_client import Counter
from sqlmodel import Session

from app.boards.ledger import Stale, Taken
from app.boards.models import Answer, document_key
from app.boards.parts import render, state_parts
from app.boards.room_updates import RoomUpdates
from app.boards.step_batch import take_batch
from app.boards.turns import Turns
from app.boards.written import Sent, sent
from app.failpoints import passing
from app.live.frames import Committed, StageChanged, StageOf, Written, encode
from app.live.hub import Hub
from app.people.access import Asker
from app.people.rights import Act, Actor, Stage, may
from app.rooms.live import LiveRooms
from app.rooms.models import rooms
from app.rooms.parts import channel
from app.seminars.api import stage_json
from app.seminars.models import Seminar, dialogues
from app.storage.store import Store, now

STEPS = Counter("samtavle_steps", "Steps taken into the ledger")
Published = tuple[str, Taken]
NOT_FOUND = 4404


class LiveBoards:
    """Boards as those see them who are connected now."""

    def __init__(
        self, store: Store, hub: Hub, rooms: LiveRooms, updates: RoomUpdates, turns: Turns
    ) -> None:
        self.store, self.hub, self.rooms = store, hub, rooms
        self.updates, self.turns = updates, turns

    async def take(self, asker: Asker, document: str, message: Written) -> Taken:
        """Take steps as they came over socket or HTTP, together with those of others. They are
        published after their commit, even if their sender has gone by then."""
        written = sent(asker, document, message, self.store.info["epoch"])
        await self.turns.come(document, asker.key)
        taking: asyncio.Future[Taken] = self.store.hand_in(take_batch, written)
        taking.add_done_callback(partial(self._taken, written))
        return await asyncio.shield(taking)

    def _taken(self, written: Sent, taking: "asyncio.Future[Taken]") -> None:
        refusal, document, writer = taking.exception(), written.document, written.asker.key
        if isinstance(refusal, Stale):
            self.turns.lost(document, writer)
        else:
            self.turns.had(document, writer)
        if refusal is None:
            self.publish_steps([(document, taking.result())])

    def publish_steps(self, published: Iterable[Published]) -> None:
        """Hand committed steps to everybody in the room. Call after the commit, in its order."""
        for document, taken in published:
            if taken.repeated:
                continue
            passing("publish")
            STEPS.inc(len(taken.steps))
            told = Committed(
                room=taken.room_id,
                room_version=taken.room_version,
                document=document,
                version=taken.last,
                steps=taken.steps,
                clients=taken.clients,
            )
            self.hub.publish(channel(taken.room_id), encode(told))
            self.updates.changed.mark((taken.room_id, document_key(document)[0]))

    async def publish_state(self, answer_id: str) -> None:
        """The room has said how its answer stands."""

        changed = await self.store.read(lambda session: state_parts(session, {answer_id}))
        for room_id, names in changed.items():
            await self.rooms.publish(room_id, *names, make=render)
            self.updates.changed.mark((room_id, answer_id))

    async def late_came(self, name: str) -> None:
        """The grid must show that something came in late."""
        answer_id, _ = document_key(name)

        def room_of(session: Session) -> str:
            return session.get_one(Answer, answer_id).room_id

        self.updates.changed.mark((await self.store.read(room_of), answer_id))

    async def archive_changed(self, _: object, *, seminar_id: str) -> None:
        """Every room hears what its dialogues have come to, so that no page keeps a field or
        a button that would only be refused."""

        def work(session: Session) -> tuple[list[StageOf], list[str]]:
            archived = session.get_one(Seminar, seminar_id).archived_at is not None
            return [
                stage_json(each, now(session), archived=archived)
                for each in dialogues(session, seminar_id)
            ], [room.id for room in rooms(session, seminar_id)]

        stages, room_ids = await self.store.read(work)
        for room_id in room_ids:
            for stage in stages:
                write = ["write"] if may(Actor.SEAT, Act.WRITE, Stage(stage["stage"])) else []
                told = StageChanged(room=room_id, **stage, may=write)
                self.hub.publish(channel(room_id), encode(told))
