"""The answers that rooms, prompts and seating call for: which of them lack, and making those."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, insert
from sqlmodel import Session, col, select

from app.boards.models import KINDS, Answer, Document
from app.rooms.models import Room, Seating
from app.seminars.merges import Merge
from app.seminars.models import Dialogue, Prompt
from app.storage.ids import new_id


def fill(session: Session, seminar_id: str, room_ids: Sequence[str] | None = None) -> None:
    """Make the answers that rooms, prompts and seating call for; never removes any. With `room_ids`
    only those rooms', for whoever writes a seminar some rooms at a time."""
    missing = [
        {"id": new_id(), "room_id": room_id, "prompt_id": prompt_id, "member_id": member_id}
        for room_id, prompt_id, member_id in _missing(session, seminar_id, room_ids)
    ]
    if missing:
        empty = {"version": 0, "doc_version": 0, "room_version": 0}
        kinds = [
            {"answer_id": row["id"], "kind": kind, **empty} for row in missing for kind in KINDS
        ]
        session.execute(insert(Answer), missing)
        session.execute(insert(Document), kinds)


def lacking(session: Session, seminar_id: str) -> list[str]:
    """The rooms where `fill` has something to make."""
    return list(dict.fromkeys(place[0] for place in _missing(session, seminar_id, None)))


def _missing(
    session: Session, seminar_id: str, room_ids: Sequence[str] | None
) -> list[tuple[str, str, str | None]]:
    here = col(Room.seminar_id) == seminar_id
    if room_ids is not None:
        here &= col(Room.id).in_(room_ids)
    place = select(Answer.room_id, Answer.prompt_id, Answer.member_id)
    there = set(session.exec(place.join(Room, col(Room.id) == col(Answer.room_id)).where(here)))
    return [each for each in _places(session, here) if each not in there]


def _places(session: Session, here: ColumnElement[bool]) -> Iterator[tuple[str, str, str | None]]:
    for_rooms = (
        select(Room.id, Prompt.id)
        .join(Dialogue, col(Dialogue.seminar_id) == col(Room.seminar_id))
        .join(Prompt, col(Prompt.dialogue_id) == col(Dialogue.id))
        .where(here)
    )
    for_members = (
        select(Seating.room_id, Prompt.id, Seating.member_id)
        .join(Room, col(Room.id) == col(Seating.room_id))
        .join(Prompt, col(Prompt.dialogue_id) == col(Seating.dialogue_id))
        .where(here, col(Prompt.per_member))
    )
    for room_id, prompt_id in session.exec(for_rooms):
        yield room_id, prompt_id, None
    along = (
        select(Merge.into_id, Prompt.id, Seating.member_id)
        .join(Room, col(Room.id) == col(Merge.into_id))
        .join(Seating, col(Seating.room_id) == col(Merge.room_id))
        .join(Prompt, col(Prompt.dialogue_id) == col(Seating.dialogue_id))
        .where(here, col(Prompt.per_member), col(Merge.ended_at).is_(None))
    )
    for query in (for_members, along):
        yield from session.exec(query)
