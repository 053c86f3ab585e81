"""The busiest path: steps of many writers, taken in one go with a handful of statements.

Whatever one writer's steps are refused for, the others' are taken; rights are looked up in this
transaction for every one of them.
"""

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, col

from app.boards.access import place_for
from app.boards.client_names import ClientNames
from app.boards.document_cache import Head, Key, current
from app.boards.ledger import Ledger, Taken
from app.boards.models import Answer, Document
from app.boards.written import Sent
from app.documents.content import RefusedSteps
from app.people.models import Seat
from app.people.rights import Act, Actor, Closed, Stage, require
from app.refusals import Refusal
from app.rooms.models import Room
from app.seminars.models import Dialogue, Prompt, Seminar, stage_at
from app.storage.store import now

_DOCUMENTS = (
    select(
        col(Document.answer_id),
        col(Document.kind),
        col(Room.id),
        col(Document.version),
        col(Document.doc_version),
        col(Room.version),
        col(Room.weight),
        col(Dialogue.stage),
        col(Dialogue.until),
        col(Seminar.archived_at),
    )
    .join(Answer, col(Answer.id) == col(Document.answer_id))
    .join(Room, col(Room.id) == col(Answer.room_id))
    .join(Prompt, col(Prompt.id) == col(Answer.prompt_id))
    .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
    .join(Seminar, col(Seminar.id) == col(Dialogue.seminar_id))
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


def take_batch(session: Session, sent: list[Sent]) -> list[Taken | Exception]:
    """What became of each writer's steps, in the order they came."""
    facts = _Facts(session, sent)
    ledger = Ledger(session)
    outcomes: list[Taken | Exception] = []
    for each in sent:
        try:
            outcomes.append(_take(session, ledger, facts, each))
        except Refusal as refusal:
            outcomes.append(refusal)
    ledger.write()
    facts.names.write()
    return outcomes


class _Facts:
    """Documents, seats and names of clients that this round needs, in three queries."""

    def __init__(self, session: Session, sent: list[Sent]) -> None:
        connection, moment = session.connection(), now(session)
        names = {"answers": list({each.key[0] for each in sent})}
        askers = {"askers": list({each.asker.id for each in sent})}
        self.heads: dict[Key, Head] = {}
        self.stages = {}
        for *head, stage, until, archived in connection.execute(_DOCUMENTS, names):
            found = Head(*head)
            self.heads[found.key] = found
            shown = stage_at(stage, until, moment, archived=archived is not None)
            self.stages[found.answer_id] = shown
        self.seats: dict[tuple[str, str], str] = {}
        for seat, visitor, room in connection.execute(_SEATS, askers):
            self.seats[visitor or seat, room] = self.seats[seat, room] = seat
        self.names = ClientNames(session, names["answers"], {each.client for each in sent})


def _take(session: Session, ledger: Ledger, facts: _Facts, sent: Sent) -> Taken:
    key = sent.key
    head = facts.heads.get(key)
    seat_id = facts.seats.get((sent.asker.id or "", head.room_id)) if head else None
    if head is None or seat_id is None:
        place_for(session, sent.asker, key[0], Act.WRITE)  # says why not
        raise RefusedSteps("malformed", "no such document")
    try:
        require(Actor.SEAT, Act.WRITE, facts.stages[key[0]])
    except Closed as closed:
        late = None if closed.stage is Stage.DRAFT else f"/api/v1/answers/{sent.document}/late"
        raise Closed(closed.stage, late) from None
    facts.names.require(key, sent.client, seat_id)
    taken = ledger.take(
        head,
        current(session, head),
        version=sent.version,
        client=sent.client,
        steps=sent.steps,
        seat_id=seat_id,
    )
    facts.names.give(key, sent.client, seat_id)
    return taken
