"""What those who lead do with a late contribution: each is planned from a reading session, done in
the writer's and published after the commit. Pages and API do it here."""

from collections.abc import Sequence

from sqlmodel import Session

from app.boards.document_cache import current
from app.boards.live import LiveBoards, Published
from app.boards.models import Answer, Deed, Document, Late, document_name
from app.documents.blocks import Block
from app.history.restore import RestorePlan, turn_back
from app.history.targets import Without
from app.late.contributions import late_of, put_away
from app.late.taking_in import TakingIn, taken_out
from app.people.access import Asker
from app.people.rights import Act
from app.rooms.access import led_room
from app.seminars.access import seminar_for
from app.storage.store import Store


class Settling:
    """One late contribution in the hands of somebody who leads. Raises NotFound for anybody else's,
    Closed in an archive."""

    def __init__(
        self, store: Store, live: LiveBoards, asker: Asker, seminar_id: str, late_id: str
    ) -> None:
        self.store, self.live, self.asker = store, live, asker
        self.seminar_id, self.late_id = seminar_id, late_id

    async def take_in(self, chosen: Sequence[str] | None = None) -> None:
        """Into its answer, whole or in part; once only."""
        plan = await self.store.read(lambda session: TakingIn.plan(session, self._led(session)))

        def verb(session: Session) -> list[Published]:
            late = self._led(session)
            taken = None if late.taken_in_at else plan.apply(session, chosen)
            return [(document_name(late.answer_id, late.kind), taken)] if taken else []

        self.live.publish_steps(await self.store.write(verb))
        await self._announce()

    async def put_away(self, reason: str) -> None:
        await self.store.write(lambda session: put_away(session, self._led(session), reason))
        await self._announce()

    async def put_back(self) -> None:
        """Undo either: it waits again, and what it had added is taken out."""
        without = await self.store.read(self._without)

        def verb(session: Session) -> list[Published]:
            late = self._led(session)
            added = taken_out(session, late)
            if added is None:
                return []
            room_id = session.get_one(Answer, late.answer_id).room_id
            plan = RestorePlan(Deed.UNDO, {added[0]: without or Without.between(*added[1:])})
            turned = turn_back(session, self.asker, room_id, plan)
            return [(one.name, one.taken) for one in turned if one.taken]

        self.live.publish_steps(await self.store.write(verb))
        await self._announce()

    def _led(self, session: Session) -> Late:
        """Whoever leads its room; of another room it is not found, like one that is not there."""
        seminar_for(session, self.asker, self.seminar_id, Act.LEAD_ROOM)
        late = late_of(session, self.seminar_id, self.late_id)
        room_id = session.get_one(Answer, late.answer_id).room_id
        led_room(session, self.asker, self.seminar_id, room_id)
        return late

    def _without(self, session: Session) -> Without | None:
        """The long way through the ledger, gone before the writer waits for it."""
        late = self._led(session)
        if late.first_version is None or late.last_version is None:
            return None
        target = Without.between(late.first_version, late.last_version)
        target.follow(session, (late.answer_id, late.kind))
        return target

    async def _announce(self) -> None:
        def name(session: Session) -> str:
            late = session.get_one(Late, self.late_id)
            return document_name(late.answer_id, late.kind)

        await self.live.late_came(await self.store.read(name))


def added_notes(session: Session, late: Late) -> list[Block]:
    """What a contribution that waits would add to its answer as it stands now."""
    document = session.get_one(Document, (late.answer_id, late.kind))
    return TakingIn.plan(session, late).notes(current(session, document).doc)
