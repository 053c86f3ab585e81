"""Deleting a seminar for real, with a receipt of what went."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.seminars.models import Seminar
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


def delete(session: Session, seminar: Seminar) -> Receipt:
    """Every row that belongs to the seminar goes with it; what holds copies hears the signal."""
    counts: dict[str, int] = {}
    for _, counted in seminar_leaving.send(session, seminar_id=seminar.id):
        counts |= counted or {}
    receipt = Receipt(seminar.title, seminar.code, now(session), **counts)
    session.delete(seminar)
    session.flush()
    return receipt
