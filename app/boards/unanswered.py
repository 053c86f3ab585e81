"""How many rooms have said nothing yet to some question of a dialogue: what whoever is about to
close it is told, without a view of each answer being made."""

from collections.abc import Container

from sqlmodel import Session, col

from app.boards.answer_view import AnswerRow, rows_and_texts
from app.boards.models import KINDS, Answer
from app.rooms.models import Room, room_numbers
from app.rooms.sitting import sitting_ids
from app.seminars.merges import merges
from app.seminars.models import prompts


def unanswered(
    session: Session, seminar_id: str, dialogue_id: str, room_ids: Container[str]
) -> int:
    """Of these rooms, by the same rules as `Cell.state`. One that goes on in another room is none
    of its own, and what it wrote counts there."""
    asked = [each.id for each in prompts(session, seminar_id) if each.dialogue_id == dialogue_id]
    in_it = [col(Room.seminar_id) == seminar_id, col(Answer.prompt_id).in_(asked)]
    rows, texts = rows_and_texts(session, in_it)
    joined = merges(session, seminar_id)
    into = {each.room_id: each.into_id for each in joined}
    seats = sitting_ids(session, seminar_id, joined=joined) if any(map(_own, rows)) else {}
    answered = set()
    for row in rows:
        if any(texts[row.id, kind][0].readable for kind in KINDS):
            answered.add((into.get(row.room_id, row.room_id), row.prompt_id))
        elif row.said and row.member_id in (None, *seats.get((dialogue_id, row.room_id), ())):
            answered.add((row.room_id, row.prompt_id))
    left = (id for id in room_numbers(session, seminar_id) if id in room_ids and id not in into)
    return sum(any((id, prompt) not in answered for prompt in asked) for id in left)


def _own(row: AnswerRow) -> bool:
    """Whether a member's own answer is told as settled: it counts while they sit there."""
    return row.member_id is not None and row.said is not None
