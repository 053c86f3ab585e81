"""A division taken back as a whole: what it moved stands again where it was pasted, and what others
have written since stays where they wrote it."""

from sqlmodel import Session, col, select

from app.boards.access import place_to_bring_back
from app.boards.document_cache import Key
from app.boards.models import NOTES, Deed, LedgerStep
from app.history import restore
from app.history.restore import RestorePlan, Turned
from app.history.targets import Without
from app.pasted.models import Division
from app.people.access import Asker
from app.refusals import MovedOn, NotFound
from app.storage.store import now


def plan(session: Session, asker: Asker, division_id: str) -> RestorePlan:
    """The long way through the ledgers, gone before the writer waits for it. Raises NotFound,
    Locked, or MovedOn where history has brought back what stood before: once more would double it.
    A division that was undone is no steps."""
    division = _division(session, asker, division_id)
    made = RestorePlan(Deed.UNDO, {})
    if division.undone_at:
        return made
    for answer_id, (first, last) in division.steps.items():
        key = answer_id, NOTES
        _not_brought_back(session, key, last)
        target = Without.between(first, last)
        target.follow(session, key)
        made.targets[key] = target
    return made


def apply(session: Session, asker: Asker, division_id: str, planned: RestorePlan) -> list[Turned]:
    """All of it or nothing, once only."""
    division = _division(session, asker, division_id)
    if division.undone_at or not planned.targets:
        return []
    for answer_id, (_, last) in division.steps.items():
        _not_brought_back(session, (answer_id, NOTES), last)
    turned = restore.undo(session, asker, division.room_id, division.seat_id, planned)
    division.undone_at = now(session)
    session.add(division)
    return turned


def _division(session: Session, asker: Asker, division_id: str) -> Division:
    """Where all of its texts may still be brought back: half an undo would be a loss."""
    found = session.get(Division, division_id)
    if found is None:
        raise NotFound
    for answer_id in found.steps:
        place_to_bring_back(session, asker, answer_id)
    return found


def _not_brought_back(session: Session, key: Key, last: int) -> None:
    query = select(LedgerStep.version).where(
        LedgerStep.answer_id == key[0],
        LedgerStep.kind == key[1],
        LedgerStep.version > last,
        col(LedgerStep.deed).in_((Deed.UNDO, Deed.RESTORE)),
    )
    if session.exec(query.limit(1)).first() is not None:
        raise MovedOn
