"""A confirmation taken back: the seminar goes, and the import waits as it did before. Only as long
as nobody has done anything there: themes, texts and seats of others would go with it."""

from dataclasses import dataclass

from sqlalchemy import exists, update
from sqlmodel import Session, col, select

from app.boards.models import Answer, LedgerStep
from app.imports.models import Import, ImportPiece, import_for
from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import Act
from app.published.models import Publication
from app.refusals import MovedOn
from app.rooms.models import Room
from app.seminars import deletion
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.seminars.signals import ChangeSignals
from app.seminars.undo import SetupChange
from app.seminars.work import Work
from app.storage.store import Store


@dataclass(frozen=True)
class TakingBack:
    store: Store
    changes: ChangeSignals
    turns: Work
    asker: Asker
    import_id: str

    async def take_back(self) -> None:
        """Raises NotFound, and MovedOn when somebody has done something in the seminar."""
        if await self.store.read(self._is_confirmed):
            await deletion.carry_out(self.store, self.changes, self.turns, self._let_go)

    def _is_confirmed(self, session: Session) -> bool:
        return import_for(session, self.asker, self.import_id).confirmed_at is not None

    def _let_go(self, session: Session) -> Seminar:
        """The seminar, which the import does not go with any more."""
        found = import_for(session, self.asker, self.import_id)
        seminar = seminar_for(session, self.asker, found.seminar_id or "", Act.OWN)
        if _is_lived_in(session, found, seminar.id):
            raise MovedOn
        found.seminar_id, found.confirmed_at, found.made = None, None, {}
        session.add(found)
        anew = update(ImportPiece).where(col(ImportPiece.import_id) == found.id)
        session.execute(anew.values(written=False))
        session.flush()
        return seminar


def _is_lived_in(session: Session, found: Import, seminar_id: str) -> bool:
    since = found.confirmed_at
    rooms = select(Room.id).where(Room.seminar_id == seminar_id)
    answers = select(Answer.id).where(col(Answer.room_id).in_(rooms))
    signs = (
        exists().where(col(SetupChange.seminar_id) == seminar_id),
        exists().where(col(Seat.room_id).in_(rooms), col(Seat.created_at) > since),
        exists().where(col(LedgerStep.answer_id).in_(answers), col(LedgerStep.at) > since),
        exists().where(
            col(Publication.seminar_id) == seminar_id, col(Publication.published_at) > since
        ),
    )
    return any(session.execute(select(sign)).scalar() for sign in signs)
