"""Seating that follows other seating: a dialogue sits like the first."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, insert, literal
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from app.rooms.models import Seating, touch_all
from app.seminars.models import Dialogue, dialogues


def unseated(session: Session, seminar_id: str) -> list[str]:
    """The rooms that `follow_first` has somebody to seat in."""
    first, *following = _following(session, seminar_id)
    seated = select(Seating.room_id).where(Seating.dialogue_id == first).distinct()
    rooms = [
        room_id
        for dialogue_id in following
        for room_id in session.exec(seated.where(~_sits(dialogue_id)))
    ]
    return list(dict.fromkeys(rooms))


def not_following() -> SelectOfScalar[str]:
    """The seminars in which any room is `unseated`."""
    first, earlier, other = aliased(Dialogue), aliased(Dialogue), aliased(Dialogue)
    before = select(earlier.id).where(
        earlier.seminar_id == first.seminar_id, earlier.position < first.position
    )
    there = aliased(Seating)
    sits = select(there.room_id).where(
        there.dialogue_id == other.id, there.room_id == Seating.room_id
    )
    return (
        select(first.seminar_id)
        .join(other, (col(other.seminar_id) == first.seminar_id) & ~col(other.own_seating))
        .join(Seating, col(Seating.dialogue_id) == first.id)
        .where(other.position > first.position, ~before.exists(), ~sits.exists())
        .distinct()
    )


def follow_first(session: Session, seminar_id: str, room_ids: Sequence[str]) -> None:
    """Where nobody sits in a dialogue that follows the first, it sits like that one."""
    first, *following = _following(session, seminar_id)
    names = ["dialogue_id", "room_id", "member_id", "position"]
    for dialogue_id in following:
        kept = select(literal(dialogue_id), Seating.room_id, Seating.member_id, Seating.position)
        source = kept.where(col(Seating.dialogue_id) == first, col(Seating.room_id).in_(room_ids))
        session.execute(insert(Seating).from_select(names, source.where(~_sits(dialogue_id))))


def _following(session: Session, seminar_id: str) -> list[str]:
    """The first dialogue, and those that were not given a seating of their own."""
    found = dialogues(session, seminar_id)
    return [each.id for at, each in enumerate(found) if at == 0 or not each.own_seating] or [""]


def _sits(dialogue_id: str) -> ColumnElement[bool]:
    there = aliased(Seating)
    query = select(there.room_id).where(
        there.dialogue_id == dialogue_id, col(there.room_id) == col(Seating.room_id)
    )
    return query.correlate(Seating).exists()


def sit_like_first(session: Session, dialogue: Dialogue) -> None:
    """Give a seating of its own up again; whoever changes the shape seats it anew. The first one's
    is everybody's, and stays."""
    if not dialogue.own_seating or dialogues(session, dialogue.seminar_id)[0].id == dialogue.id:
        return
    dialogue.own_seating = False
    session.add(dialogue)
    session.execute(delete(Seating).where(col(Seating.dialogue_id) == dialogue.id))
    touch_all(session, dialogue.seminar_id, "room")
