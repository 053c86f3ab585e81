"""The busiest path: steps of many writers, taken in one go and written by a handful of statements.

Whatever one writer's steps are refused for, the others' are taken; rights are looked up in this
transaction for every one of them. How the facts are read and the rows written, others know:
`session_batch.py` in a session, `sqlite_lane.py` by plain statements.
"""

import sqlite3
from typing import NoReturn, Protocol

import structlog
from sqlalchemy.exc import DBAPIError

from app.boards.client_names import ClientNames
from app.boards.document_cache import Head, Key
from app.boards.ledger import Ledger, TakenSteps
from app.boards.ledger_rows import LedgerRows
from app.boards.models import late_address
from app.boards.written import Sent
from app.people.access import Asker
from app.people.rights import Act, Actor, Closed, Stage, TooLate, require
from app.refusals import Refusal

log = structlog.get_logger()
NOT_THE_SENDERS = (DBAPIError, sqlite3.Error)


class Facts(Protocol):
    """What decides over steps, as it stands in this transaction."""

    names: ClientNames

    def head(self, key: Key) -> Head | None: ...

    def stage(self, answer_id: str) -> Stage: ...

    def seat(self, asker: Asker, room_id: str) -> str | None:
        """The asker's seat in the room, if it is still theirs."""
        ...

    def refuse(self, sent: Sent) -> NoReturn:
        """Say why there is no such document, or no seat, for this asker."""
        ...


def take_all(facts: Facts, rows: LedgerRows, sent: list[Sent]) -> list[TakenSteps | Exception]:
    """What became of each writer's steps, in the order they came; all of it in the rows."""
    ledger = Ledger(rows)
    outcomes = [_outcome(facts, ledger, each) for each in sent]
    ledger.write()
    return outcomes


def _outcome(facts: Facts, ledger: Ledger, sent: Sent) -> TakenSteps | Exception:
    try:
        return _take(facts, ledger, sent)
    except Refusal as refusal:
        return refusal
    except NOT_THE_SENDERS:
        raise
    except Exception as error:  # a document that cannot be read is no reason to refuse the others
        log.exception("steps failed")
        return error


def _take(facts: Facts, ledger: Ledger, sent: Sent) -> TakenSteps:
    key = sent.key
    head = facts.head(key)
    seat_id = facts.seat(sent.asker, head.room.id) if head else None
    if head is None or seat_id is None:
        facts.refuse(sent)
    try:
        require(Actor.SEAT, Act.WRITE, facts.stage(key[0]))
    except Closed as closed:
        if closed.stage is Stage.DRAFT:  # whether it was ever open is looked up by whoever asks
            facts.refuse(sent)
        raise TooLate(closed.stage, late_address(sent.document)) from None
    facts.names.require(key, sent.client, seat_id)
    taken = ledger.take(
        head, version=sent.version, client=sent.client, steps=sent.steps, seat_id=seat_id
    )
    facts.names.give(key, sent.client, seat_id)
    return taken
