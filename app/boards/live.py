"""What others see at once of a board, and what the socket's messages mean."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from prometheus_client import Counter
from sqlmodel import Session

from app.boards import asking
from app.boards.ledger import StaleSteps, TakenSteps
from app.boards.models import Answer, document_key
from app.boards.parts import ASKS, render, state_parts
from app.boards.room_updates import RoomUpdates
from app.boards.session_batch import take_batch
from app.boards.step_frames import committed
from app.boards.turns import Turns
from app.boards.written import Sent, sent
from app.failpoints import passing
from app.live.frames import StageChanged, Written, encode
from app.live.hub import Hub
from app.live.vitals import Vitals
from app.people.access import Asker
from app.people.rights import Act, Actor, may
from app.rooms.live import LiveRooms
from app.rooms.models import Room, rooms
from app.rooms.parts import channel
from app.seminars.api import stage_json
from app.seminars.models import Dialogue, Seminar, dialogues
from app.seminars.room_stages import RoomStage, stages_in
from app.storage.store import Store

STEPS = Counter("samtavle_steps", "Steps taken into the ledger")
Published = tuple[str, TakenSteps]
Told = Callable[[TakenSteps | Exception], None]
NOT_FOUND = 4404


class LiveBoards:
    """Boards as those see them who are connected now."""

    def __init__(
        self,
        store: Store,
        hub: Hub,
        rooms: LiveRooms,
        updates: RoomUpdates,
        turns: Turns,
        vitals: Vitals,
    ) -> None:
        self.store, self.hub, self.rooms = store, hub, rooms
        self.updates, self.turns, self.vitals = updates, turns, vitals

    async def take(self, asker: Asker, document: str, message: Written) -> TakenSteps:
        """Take steps as they came over socket or HTTP, together with those of others. They are
        published after their commit, even if their sender has gone by then."""
        written = sent(asker, document, message, self.store.info["epoch"])
        await self.turns.come(document, asker.key)
        taking: asyncio.Future[TakenSteps] = asyncio.get_running_loop().create_future()
        self._hand_in(written, partial(_settle, taking))
        return await taking

    def take_soon(self, asker: Asker, document: str, message: Written, told: Told) -> bool:
        """The same for whoever does not wait: `told` gets the outcome in the turn in which all
        others hear of it. False, and nothing done, where the document is kept for somebody."""
        if not self.turns.free(document):
            return False
        self._hand_in(sent(asker, document, message, self.store.info["epoch"]), told)
        return True

    def _hand_in(self, written: Sent, told: Told) -> None:
        began = time.monotonic()

        def outcome(taken: TakenSteps | Exception) -> None:
            try:
                self._after_steps(written, taken)
                if isinstance(taken, TakenSteps):
                    self.vitals.delivered(taken.room_id, began)
            finally:
                told(taken)

        self.store.hand_in(take_batch, written, outcome)

    def _after_steps(self, written: Sent, outcome: TakenSteps | Exception) -> None:
        document, writer = written.document, written.asker.key
        if isinstance(outcome, StaleSteps):
            self.turns.lost(document, writer)
        else:
            self.turns.had(document, writer)
        if isinstance(outcome, TakenSteps):
            self.publish_steps([(document, outcome)])

    def publish_steps(self, published: Iterable[Published]) -> None:
        """Hand committed steps to everybody in the room. Call after the commit, in its order."""
        for document, taken in published:
            if taken.repeated:
                continue
            passing("publish")
            STEPS.inc(len(taken.steps))
            self.hub.publish(channel(taken.room_id), encode(committed(document, taken)))
            self.updates.changed.mark((taken.room_id, document_key(document)[0]))

    async def publish_state(self, answer_id: str, *, asked: bool = True) -> None:
        """The room has said how its answer stands; what it was `asked` of it is settled."""

        changed = await self.store.read(lambda session: state_parts(session, {answer_id}))
        for room_id, names in changed.items():
            asks = [name.replace("state-", ASKS, 1) for name in names] if asked else []
            await self.rooms.publish(room_id, *names, *asks, make=render)
            self.updates.changed.mark((room_id, answer_id))

    async def phase_changed(self, _: object, *, room_id: str) -> None:
        """At its summary a room is asked about what seems half-finished."""

        def work(session: Session) -> list[str]:
            room = session.get_one(Room, room_id)
            asked = asking.questions(session, room, people=True)
            return [ASKS + id for id, question in asked.items() if question]

        await self.rooms.publish(room_id, *await self.store.read(work), make=render)

    async def late_came(self, name: str) -> None:
        """The grid must show that something came in late."""
        answer_id, _ = document_key(name)

        def room_of(session: Session) -> str:
            return session.get_one(Answer, answer_id).room_id

        self.updates.changed.mark((await self.store.read(room_of), answer_id))

    async def archive_changed(self, _: object, *, seminar_id: str) -> None:
        """Every room hears what its dialogues have come to, so that no page keeps a field or
        a button that would only be refused."""

        def work(session: Session) -> list[StageChanged]:
            stages = stages_in(session, session.get_one(Seminar, seminar_id))
            in_order = dialogues(session, seminar_id)
            return [
                stage_frame(room.id, stages.of(each, room.id))
                for room in rooms(session, seminar_id)
                for each in in_order
            ]

        for told in await self.store.read(work):
            self.hub.publish(channel(told.room), encode(told))

    async def merging_changed(self, _: object, *, seminar_id: str, room_ids: Sequence[str]) -> None:
        """Both rooms hear at once where they may write, and their pages who is in them now."""

        def work(session: Session) -> list[StageChanged]:
            stages = stages_in(session, session.get_one(Seminar, seminar_id))
            every = dialogues(session, seminar_id)
            return [stage_frame(id, stages.of(each, id)) for id in room_ids for each in every]

        for told in await self.store.read(work):
            self.hub.publish(channel(told.room), encode(told))
        for room_id in room_ids:
            await self.rooms.publish(room_id, "people")

    async def reopening_changed(
        self, _: object, *, seminar_id: str, room_id: str, dialogue_id: str
    ) -> None:
        """One room alone hears where a dialogue stands for it."""

        def work(session: Session) -> StageChanged:
            stages = stages_in(session, session.get_one(Seminar, seminar_id), room_id)
            dialogue = session.get_one(Dialogue, dialogue_id)
            return stage_frame(room_id, stages.of(dialogue, room_id))

        self.hub.publish(channel(room_id), encode(await self.store.read(work)))


def stage_frame(room_id: str, stands: RoomStage) -> StageChanged:
    """What a room is told of a dialogue, and what its seats may do there."""
    writes = may(Actor.SEAT, Act.WRITE, stands.stage)
    return StageChanged(room=room_id, **stage_json(stands), may=["write"] if writes else [])


def _settle(taking: "asyncio.Future[TakenSteps]", outcome: TakenSteps | Exception) -> None:
    if taking.done():  # whoever waited has gone
        return
    if isinstance(outcome, Exception):
        taking.set_exception(outcome)
    else:
        taking.set_result(outcome)
