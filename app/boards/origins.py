"""Where the notes of an answer came from, and where some of them went, when those who lead moved
them: for whoever shows the answer. What was taken back is not told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.boards.models import Answer
from app.boards.moved import Move, MovedText
from app.rooms.models import Room
from app.seminars.models import Prompt, numbers, prompts


@dataclass(frozen=True)
class MovedNotes:
    """One deed as one of its two answers tells of it. `room` and `prompt` are the other's, `notes`
    the ids of the notes here, those of a summary too."""

    id: str
    came: bool
    at: datetime
    room: Room
    prompt: Prompt
    number: int | None
    beside: bool
    """Whether the other place is in the same room."""
    notes: tuple[str, ...]


def moved(session: Session, seminar_id: str) -> dict[str, list[MovedNotes]]:
    """By answer, in the order in which it was done."""
    found: defaultdict[str, list[MovedNotes]] = defaultdict(list)
    rows = session.execute(_MOVES, {"seminar": seminar_id}).all()
    if not rows:
        return found
    in_order = prompts(session, seminar_id)
    number, by_id = numbers(in_order), {prompt.id: prompt for prompt in in_order}
    for _, group in groupby(rows, key=lambda row: row[0].id):
        texts = list(group)
        move, _, source, target, here, there = texts[0]
        went = tuple(id for _, text, *_ in texts for id in text.notes.split())
        came = tuple(id for _, text, *_ in texts for id in text.became.split())
        for answer, other, room, notes in (
            (source, target, there, went),
            (target, source, here, came),
        ):
            prompt = by_id[other.prompt_id]
            same = source.room_id == target.room_id
            one = MovedNotes(
                move.id, answer is target, move.at, room, prompt, number[prompt.id], same, notes
            )
            found[answer.id].append(one)
    return found


_source, _target = aliased(Answer), aliased(Answer)
_here, _there = aliased(Room), aliased(Room)
_MOVES = (
    select(Move, MovedText, _source, _target, _here, _there)
    .join(MovedText, col(MovedText.move_id) == col(Move.id))
    .join(_source, col(_source.id) == col(Move.from_answer_id))
    .join(_target, col(_target.id) == col(Move.to_answer_id))
    .join(_here, col(_here.id) == col(_source.room_id))
    .join(_there, col(_there.id) == col(_target.room_id))
    .where(col(Move.seminar_id) == bindparam("seminar"), col(Move.undone_at).is_(None))
    .order_by(col(Move.at), col(Move.id), col(MovedText.kind))
)
