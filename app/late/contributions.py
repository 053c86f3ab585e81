"""Handing in what could not be taken, and putting it away: kept whole, whatever comes of it."""

from collections.abc import Collection
from typing import Any

from prosemirror.model import Node
from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from app.boards.access import place_for
from app.boards.models import Answer, Late, document_key
from app.documents import text
from app.documents.content import RefusedSteps, fit_line, parse_document
from app.documents.schema import MAX_CHARACTERS
from app.people.access import Asker
from app.people.rights import Act, Closed
from app.refusals import N_, Invalid, NotFound
from app.rooms.models import Room, touch
from app.seminars.models import Prompt
from app.storage.store import now
from app.wording import clean_lines, readable, split_lines

LARGEST_LATE = 2 * MAX_CHARACTERS
MOST_LATE = 50
"""That wait for one document."""


class LateFull(RefusedSteps):
    """Too long, or too many that nobody has looked at yet."""

    title = N_("This was not handed in, and is still on your device. Show it to whoever leads.")


class NothingToRead(RefusedSteps):
    """Only white space: there is nothing that anybody could take in."""

    title = N_("There is nothing to read in this, so it was not handed in.")


def hand_in(
    session: Session, asker: Asker, name: str, *, version: int, doc: Any = None, words: str = ""
) -> Late:
    """Keep a text that cannot be taken now, whole and apart from the answer.

    Raises RefusedSteps when it is no text, or more than anybody could write by hand: the grid and
    its list hold all that waits. What is refused here stays on its writer's device. Closed without
    a way while the dialogue has not been opened: nobody can have written anything.
    """
    answer_id, kind = document_key(name)
    found = place_for(session, asker, answer_id, Act.HAND_IN_LATE)
    if not found.was_opened:
        raise Closed(found.stage)
    kept: Node | None = parse_document(doc) if doc is not None else None
    words = "\n".join(map(fit_line, split_lines(words)))
    if max(len(words), kept.content.size if kept else 0) > LARGEST_LATE:
        raise LateFull("too_long", "a late contribution")
    said = text.plain(kept) if kept else words
    if not readable(said):
        raise NothingToRead("bad_text", "nothing to read in it")
    if _waiting(session, answer_id, kind) >= MOST_LATE:
        raise LateFull("too_many", "late contributions to one answer")
    late = Late(
        answer_id=answer_id,
        kind=kind,
        seat_id=found.seat_id,
        version=version,
        doc=dict(kept.to_json()) if kept else None,
        text=said,
        at=now(session),
        stage=found.stage,
    )
    session.add(late)
    session.flush()
    touch(session, found.answer.room_id, f"late-{answer_id}")
    return late


def put_away(session: Session, late: Late, reason: str) -> None:
    """Nobody needs to look at it any more; it stays readable, and can be put back. What somebody
    else has taken in meanwhile stands in its answer, and is told so."""
    words = clean_lines(reason)
    if not words:
        raise Invalid(("reason", "something that can be read"))
    if late.taken_in_at:
        return
    late.put_away_at, late.reason = now(session), words
    _changed(session, late)


def put_back(session: Session, late: Late) -> None:
    """It waits again, as if nobody had looked at it."""
    late.taken_in_at = late.put_away_at = late.reason = None
    late.first_version = late.last_version = None
    _changed(session, late)


def late_of(session: Session, seminar_id: str, late_id: str) -> Late:
    """Found through its seminar, so that an id of another seminar is not found."""
    query = _IN_SEMINAR.where(Room.seminar_id == seminar_id, Late.id == late_id)
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    return found[0]


def late_in(
    session: Session, seminar_id: str, room_ids: Collection[str] | None = None
) -> list[tuple[Late, Room, Prompt]]:
    """Late contributions of a seminar, or of these rooms of it: those that wait first, then the
    newest."""
    query = _IN_SEMINAR.where(*_where(seminar_id, room_ids))
    settled = func.coalesce(Late.taken_in_at, Late.put_away_at)
    return list(session.exec(query.order_by(settled.is_not(None), col(Late.at).desc())))


def late_count(session: Session, seminar_id: str, room_ids: Collection[str] | None = None) -> int:
    """How many of them nobody has settled yet."""
    query = (
        select(func.count())
        .select_from(Late)
        .join(Answer, col(Answer.id) == col(Late.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(*_where(seminar_id, room_ids), *_WAITING)
    )
    return session.exec(query).one()


def _where(seminar_id: str, room_ids: Collection[str] | None) -> list[ColumnElement[bool]]:
    there = [col(Room.seminar_id) == seminar_id]
    return there if room_ids is None else [*there, col(Room.id).in_(room_ids)]


_WAITING = (col(Late.taken_in_at).is_(None), col(Late.put_away_at).is_(None))
_IN_SEMINAR = (
    select(Late, Room, Prompt)
    .join(Answer, col(Answer.id) == col(Late.answer_id))
    .join(Room, col(Room.id) == col(Answer.room_id))
    .join(Prompt, col(Prompt.id) == col(Answer.prompt_id))
)


def _waiting(session: Session, answer_id: str, kind: str) -> int:
    query = select(func.count()).where(Late.answer_id == answer_id, Late.kind == kind, *_WAITING)
    return session.exec(query).one()


def _changed(session: Session, late: Late) -> None:
    session.add(late)
    session.flush()
    answer = session.get_one(Answer, late.answer_id)
    touch(session, answer.room_id, f"late-{late.answer_id}")
