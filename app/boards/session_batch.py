"""A batch of steps in a session: on any database, and whatever its senders are."""

from typing import NoReturn

from sqlalchemy import and_, bindparam, insert, or_, select
from sqlmodel import Session, SQLModel, col

from app.boards.access import place_to_write
from app.boards.client_names import ClientNames
from app.boards.document_cache import Head, Key, RoomHead
from app.boards.ledger import TakenSteps
from app.boards.models import Answer, ClientName, Document
from app.boards.session_rows import SessionRows
from app.boards.step_batch import take_all
from app.boards.written import Sent
from app.documents.content import RefusedSteps
from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import Stage
from app.rooms.models import Room
from app.seminars.merges import Merge
from app.seminars.models import Dialogue, Prompt, Reopening, Seminar
from app.seminars.stages import stage_at
from app.storage.store import now


def take_batch(session: Session, sent: list[Sent]) -> list[TakenSteps | Exception]:
    """What became of each writer's steps, in the order they came."""
    facts = _Facts(session, sent)
    outcomes = take_all(facts, SessionRows(session), sent)
    if given := facts.names.given():
        columns = ("answer_id", "kind", "name", "seat_id")
        rows = [dict(zip(columns, row, strict=True)) for row in given]
        session.connection().execute(_GIVE, rows)
    return outcomes


class _Facts:
    """Documents, seats and names of clients that this batch needs, in three queries."""

    def __init__(self, session: Session, sent: list[Sent]) -> None:
        self._session = session
        connection, moment = session.connection(), now(session)
        answers = {"answers": list({each.key[0] for each in sent})}
        askers = {"askers": list({each.asker.id for each in sent})}
        self._heads: dict[Key, Head] = {}
        self._stages: dict[str, Stage] = {}
        rooms: dict[str, RoomHead] = {}
        for row in connection.execute(_DOCUMENTS, answers):
            answer, kind, *at, room, grown, weight, stage, until, archived, alone, merge = row
            here = rooms.setdefault(room, RoomHead(room, grown, weight))
            self._heads[answer, kind] = Head(answer, kind, here, *at)
            self._stages[answer] = stage_at(
                stage,
                until,
                moment,
                archived=archived is not None,
                alone_until=alone,
                merged=merge is not None,
            )
        self._seats: dict[tuple[str, str], str] = {}
        for seat, visitor, room in connection.execute(_SEATS, askers):
            self._seats[visitor or seat, room] = self._seats[seat, room] = seat
        names = answers | {"names": list({each.client for each in sent})}
        owned = connection.execute(_OWNERS, names)
        self.names = ClientNames((answer, kind, name, seat) for answer, kind, name, seat in owned)

    def head(self, key: Key) -> Head | None:
        return self._heads.get(key)

    def stage(self, answer_id: str) -> Stage:
        return self._stages[answer_id]

    def seat(self, asker: Asker, room_id: str) -> str | None:
        return self._seats.get((asker.id or "", room_id))

    def refuse(self, sent: Sent) -> NoReturn:
        place_to_write(self._session, sent.asker, *sent.key)
        raise RefusedSteps("malformed", "no such document")


# Built once and compiled once.
_DOCUMENTS = (
    select(
        col(Document.answer_id),
        col(Document.kind),
        col(Document.version),
        col(Document.doc_version),
        col(Room.id),
        col(Room.version),
        col(Room.weight),
        col(Dialogue.stage),
        col(Dialogue.until),
        col(Seminar.archived_at),
        col(Reopening.until),
        col(Merge.id),
    )
    .join(Answer, col(Answer.id) == col(Document.answer_id))
    .join(Room, col(Room.id) == col(Answer.room_id))
    .join(Prompt, col(Prompt.id) == col(Answer.prompt_id))
    .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
    .join(Seminar, col(Seminar.id) == col(Dialogue.seminar_id))
    .outerjoin(
        Reopening,
        and_(
            col(Reopening.room_id) == col(Room.id),
            col(Reopening.dialogue_id) == col(Dialogue.id),
        ),
    )
    .outerjoin(Merge, and_(col(Merge.room_id) == col(Room.id), col(Merge.ended_at).is_(None)))
    .where(col(Document.answer_id).in_(bindparam("answers", expanding=True)))
    .with_for_update(of=[Document, Room])
)
_SEATS = select(col(Seat.id), col(Seat.visitor_id), col(Seat.room_id)).where(
    col(Seat.left_at).is_(None),
    or_(
        col(Seat.id).in_(bindparam("askers", expanding=True)),
        col(Seat.visitor_id).in_(bindparam("askers", expanding=True)),
    ),
)
_OWNERS = select(
    col(ClientName.answer_id), col(ClientName.kind), col(ClientName.name), col(ClientName.seat_id)
).where(
    col(ClientName.answer_id).in_(bindparam("answers", expanding=True)),
    col(ClientName.name).in_(bindparam("names", expanding=True)),
)
_GIVE = insert(SQLModel.metadata.tables["client_name"])
