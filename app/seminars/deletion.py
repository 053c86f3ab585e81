"""Deleting a seminar for real, with a receipt of what went: begun, emptied room by room, ended."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.seminars.models import Seminar, archive
from app.seminars.signals import seminar_leaving
from app.storage.store import now


@dataclass(frozen=True)
class Receipt:
    """What was deleted, as numbers only: a receipt that held the text would undo itself."""

    title: str
    code: str
    at: datetime
    rooms: int = 0
    seats: int = 0
    answers: int = 0
    steps: int = 0


def begin(session: Session, seminar: Seminar) -> Receipt:
    """Count what goes, and let nobody write or come in any more; what holds copies hears it."""
    counts: dict[str, int] = {}
    for _, counted in seminar_leaving.send(session, seminar_id=seminar.id):
        counts |= counted or {}
    archive(session, seminar, archived=True)
    return Receipt(seminar.title, seminar.code, now(session), **counts)


def delete(session: Session, seminar: Seminar) -> None:
    """Every row that still belongs to the seminar goes with it."""
    session.delete(seminar)
    session.flush()
