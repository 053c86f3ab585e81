"""Seating that follows other seating: a dialogue sits like the first, a copy like its source."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, literal
from sqlmodel import Session, col, delete, select

from app.rooms.models import Member, Room, Seating, touch_all
from app.seminars.models import Dialogue, Seminar, dialogues


def follow_first(session: Session, seminar_id: str) -> None:
    """A dialogue that came later sits like the first, unless it was given a seating of its own."""
    all_dialogues = dialogues(session, seminar_id)
    for dialogue in all_dialogues[1:]:
        if not dialogue.own_seating and not _is_seated(session, dialogue.id):
            _copy(session, all_dialogues[0].id, dialogue.id)


def sit_like_first(session: Session, dialogue: Dialogue) -> None:
    """Give a seating of its own up again."""
    dialogue.own_seating = False
    session.add(dialogue)
    session.execute(delete(Seating).where(col(Seating.dialogue_id) == dialogue.id))
    follow_first(session, dialogue.seminar_id)
    touch_all(session, dialogue.seminar_id, "room")


def copy_roster(
    session: Session, *, earlier: Seminar, seminar: Seminar, dialogues: Mapping[str, Dialogue]
) -> None:
    """The earlier seminar's rooms, members and seating, with new ids and nothing written."""
    new: dict[str, str] = {}
    kinds: tuple[tuple[type[Room] | type[Member], tuple[str, ...]], ...]
    kinds = ((Room, ("number", "name")), (Member, ("name", "aliases")))
    for table, names in kinds:
        copies = []
        found: Sequence[Room | Member]
        found = session.exec(select(table).where(col(table.seminar_id) == earlier.id)).all()  # type: ignore[assignment]
        for row in found:
            kept = {name: getattr(row, name) for name in names}
            copy = table(seminar_id=seminar.id, **kept)
            new[row.id] = copy.id
            copies.append(copy.model_dump())
        if copies:
            session.execute(insert(table), copies)
    for old_id, dialogue in dialogues.items():
        dialogue.own_seating = session.get_one(Dialogue, old_id).own_seating
        session.add(dialogue)
        seating = [
            {"dialogue_id": dialogue.id, "position": each.position}
            | {"room_id": new[each.room_id], "member_id": new[each.member_id]}
            for each in session.exec(select(Seating).where(Seating.dialogue_id == old_id))
        ]
        if seating:
            session.execute(insert(Seating), seating)


def _is_seated(session: Session, dialogue_id: str) -> bool:
    query = select(Seating.room_id).where(Seating.dialogue_id == dialogue_id).limit(1)
    return session.exec(query).first() is not None


def _copy(session: Session, source_id: str, dialogue_id: str) -> None:
    kept = select(literal(dialogue_id), Seating.room_id, Seating.member_id, Seating.position)
    names = ["dialogue_id", "room_id", "member_id", "position"]
    source = kept.where(col(Seating.dialogue_id) == source_id)
    session.execute(insert(Seating).from_select(names, source))
