"""Texts that stand twice, as somebody has settled in the quality list: which notes are another
answer's again, so that whatever is counted is counted once. No text is changed or hidden by it.

It holds for as long as both texts say the same, and within one dialogue: what is said again in
another one is said another time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.boards.document_cache import Current, current
from app.boards.models import NOTES, Answer, Document
from app.boards.settled import TWICE, Settled, finding_id
from app.boards.twins import Notes, repeated, twin
from app.documents.text import Line
from app.rooms.models import Room
from app.seminars.models import Prompt


@dataclass(frozen=True)
class Original:
    """Where a note stands first, which is where it counts."""

    answer_id: str
    note_id: str
    room_id: str
    number: int
    member_id: str | None


Again = Mapping[str, Original]
"""What an answer says again, by the ids of its notes."""


@dataclass(frozen=True)
class Counted:
    """What an answer counts for, everywhere: whether it says anything that does not stand in
    another one, and in how many words."""

    given: bool
    words: int


def counted(notes: Iterable[Line], summary: Iterable[Line], again: Collection[str]) -> Counted:
    """The words are those of the notes; of the summary where there is nothing else."""
    own = [line.text for line in notes if line.id not in again and line.text.strip()]
    gist = [line.text for line in summary if line.text.strip()]
    return Counted(bool(own or gist), _words(own) or _words(gist))


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


@dataclass(frozen=True)
class _Stands:
    answer: Answer
    room: Room
    dialogue_id: str
    notes: Current

    @property
    def lines(self) -> Notes:
        return tuple((line.id, line.text) for line in self.notes.lines if line.id)


def doubles(
    session: Session, settled: Settled, answer_ids: Collection[str] | None = None
) -> dict[str, Again]:
    """Of each answer (of these, if any are given) that says something again what that is."""
    twice = _concerning(settled.twice, answer_ids)
    if not twice:
        return {}
    stand = _current_texts(session, {id for _, *pair in twice for id in pair})
    found: dict[str, dict[str, Original]] = {}
    of: dict[str, set[str]] = {}
    for id, second, first in twice:
        one, other = stand[first], stand[second]
        if _leads(of, first, second) or not _same(id, one, other):
            continue
        of.setdefault(second, set()).add(first)
        for note, original in repeated(other.lines, one.lines).items():
            here = Original(first, original, one.room.id, one.room.number, one.answer.member_id)
            found.setdefault(second, {}).setdefault(note, here)
    return {
        id: {note: _first(found, each) for note, each in some.items()} for id, some in found.items()
    }


def _concerning(
    every: list[tuple[str, str, str]], answer_ids: Collection[str] | None
) -> list[tuple[str, str, str]]:
    """Those of some answers; also what that one says again of which they say something again."""
    if answer_ids is None or not every:
        return every
    wanted = set(answer_ids)
    while more := {first for _, second, first in every if second in wanted} - wanted:
        wanted |= more
    return [each for each in every if each[1] in wanted]


def _current_texts(session: Session, answer_ids: Collection[str]) -> dict[str, _Stands]:
    query = (
        select(Answer, Room, Prompt.dialogue_id, Document)
        .join(Room, col(Room.id) == col(Answer.room_id))
        .join(Prompt, col(Prompt.id) == col(Answer.prompt_id))
        .join(Document, col(Document.answer_id) == col(Answer.id))
        .where(col(Answer.id).in_(answer_ids), Document.kind == NOTES)
    )
    return {
        answer.id: _Stands(answer, room, dialogue_id, current(session, document))
        for answer, room, dialogue_id, document in session.exec(query)
    }


def _same(id: str, one: _Stands, other: _Stands) -> bool:
    """Whether it is still what was settled."""
    text = other.notes.text
    told = finding_id(TWICE, other.answer.id, _beginning(text), "", one.room.id)
    return id == told and one.dialogue_id == other.dialogue_id and twin(one.notes.text, text)


def _beginning(text: str) -> str:
    return (text.strip().splitlines() or [""])[0]


def _leads(of: Mapping[str, set[str]], start: str, goal: str) -> bool:
    """Of two that were each settled to say the other again, one stays the first."""
    return start == goal or any(_leads(of, each, goal) for each in of.get(start, ()))


def _first(found: Mapping[str, Mapping[str, Original]], note: Original) -> Original:
    """What is said again by somebody who says it again stands first where they have it from."""
    further = found.get(note.answer_id, {}).get(note.note_id)
    return _first(found, further) if further else note
