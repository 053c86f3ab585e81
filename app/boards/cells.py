"""What stands in a seminar's cells: the one view of answers that room, grid, reading, search and
exports share, so that none of them can hold something else than the others do."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.boards.document_cache import Current, current
from app.boards.models import NOTES, SUMMARY, Answer, Disagreement, Document
from app.boards.state import State, of_prompt, state, unfinished
from app.collation import order_of
from app.documents.text import Line, Run, lines
from app.people.rights import Stage
from app.rooms.models import Member, Room, members_by_id, sitting
from app.seminars.models import Dialogue, Prompt, Seminar, dialogues, numbers, prompts
from app.storage.store import now
from app.web.pages import catalogue


@dataclass(frozen=True)
class AnswerView:
    """One answer as it stands: a member's own, or (without member) what the room wrote together.
    `over` is whether writing has ended: then no word for it may speak of what is still to come."""

    answer: Answer
    member: Member | None
    notes: Current
    summary: Current
    written_at: datetime | None
    over: bool = False
    disagreements: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        return state(self.answer.said, self.notes.text, over=self.over)

    @property
    def unfinished(self) -> bool:
        """Whether its text breaks off, and nobody has said that it is as it should be."""
        return not self.answer.said and unfinished(self.notes.text)

    @property
    def given(self) -> bool:
        """An answer counts as given when it has text, whatever the room says of it."""
        return bool(self.notes.text.strip() or self.summary.text.strip())

    @property
    def texts(self) -> dict[str, Current]:
        """By kind of document."""
        return {NOTES: self.notes, SUMMARY: self.summary}

    @property
    def note_lines(self) -> list[Line]:
        return lines(self.notes.doc)

    @property
    def summary_lines(self) -> list[Line]:
        """With whoever disagrees: that is told wherever the summary is."""
        against = (Line(None, None, 0, "", (Run(line),)) for line in self.disagreements)
        return [*lines(self.summary.doc), *against]


@dataclass(frozen=True)
class Cell:
    """A room's answers to a prompt. `members` are those who sat there in that dialogue; `stored`
    holds every answer that there is, the room's own first, then by the members' names. With `only`
    it is read for one member: nothing that others of the room said."""

    room: Room
    members: list[Member]
    dialogue: Dialogue
    stage: Stage
    prompt: Prompt
    number: int | None
    stored: list[AnswerView]
    only: str | None = None

    @property
    def shared(self) -> AnswerView:
        """What the room wrote together."""
        return self.stored[0]

    @property
    def each(self) -> list[AnswerView]:
        """Where the prompt is per member: one of each, as they sit. One who left the room keeps a
        place for as long as their text stands."""
        seats = {member.id: place for place, member in enumerate(self.members)}
        theirs = [one for one in self.stored[1:] if one.answer.member_id in seats or one.given]
        return sorted(theirs, key=lambda one: seats.get(one.answer.member_id or "", len(seats)))

    @property
    def answers(self) -> list[AnswerView]:
        """As they stand on the page: where each member answers, what is shared comes last."""
        return [*self.each, self.shared]

    @property
    def state(self) -> State:
        each = [one.state for one in self.each]
        return of_prompt(self.shared.answer.said, self.shared.state, each, over=self.over)

    @property
    def over(self) -> bool:
        return self.dialogue.is_over(self.stage)

    @property
    def given(self) -> bool:
        return any(one.given for one in self.answers)

    @property
    def summarised(self) -> bool:
        return any(one.summary.text.strip() for one in (*self.read_each, self.shared))

    @property
    def read_each(self) -> list[AnswerView]:
        """What members answered, as far as it is read here."""
        return [one for one in self.each if one.given and self.only in (None, one.answer.member_id)]

    @property
    def read_notes(self) -> list[Line]:
        """What was noted together, as far as it is read here."""
        some = self.shared.note_lines
        return [line for line in some if not self.only or line.member in (None, self.only)]

    @property
    def has_reading(self) -> bool:
        return bool(self.read_each or self.shared.summary.text.strip() or self.read_notes)

    @property
    def unfinished(self) -> bool:
        """Whether some text in it breaks off."""
        return any(one.unfinished for one in self.answers)

    @property
    def version(self) -> int:
        """Grows with every change of its texts."""
        return sum(one.notes.version + one.summary.version for one in self.answers)

    @property
    def words(self) -> int:
        return sum(one.notes.words for one in self.answers)

    @property
    def written_at(self) -> datetime | None:
        return max(filter(None, (one.written_at for one in self.answers)), default=None)


def cells(
    session: Session,
    seminar_id: str,
    prompt_ids: Collection[str] | None = None,
    room_id: str | Collection[str] | None = None,
) -> list[Cell]:
    """All cells, the rooms by number, in each the prompts in the order of the programme. With
    `room_id` (one or several) or `prompt_ids` no other text is read at all."""
    seminar = session.get_one(Seminar, seminar_id)
    moment, archived = now(session), seminar.archived_at is not None
    in_order = prompts(session, seminar_id)
    number, place = numbers(in_order), {prompt.id: at for at, prompt in enumerate(in_order)}
    dialogue_of = {dialogue.id: dialogue for dialogue in dialogues(session, seminar_id)}
    room_ids = [room_id] if isinstance(room_id, str) else room_id
    one_room = room_id if isinstance(room_id, str) else None
    seats = sitting(session, seminar_id, one_room)
    found = []
    for room, answers in _stored(session, seminar_id, prompt_ids, room_ids):
        prompt = in_order[place[answers[0].answer.prompt_id]]
        dialogue = dialogue_of[prompt.dialogue_id]
        stage = dialogue.stage_at(moment, archived=archived)
        views = [replace(one, over=dialogue.is_over(stage)) for one in answers]
        members = seats.get((dialogue.id, room.id), [])
        found.append(Cell(room, members, dialogue, stage, prompt, number[prompt.id], views))
    return sorted(found, key=lambda cell: (cell.room.number, place[cell.prompt.id]))


def by_prompt(
    session: Session, seminar_id: str, prompt_ids: Collection[str], room_id: str | None = None
) -> dict[str, list[Cell]]:
    """The cells of each of these prompts, the rooms by number; silent ones are among them."""
    columns: dict[str, list[Cell]] = {prompt_id: [] for prompt_id in prompt_ids}
    for cell in cells(session, seminar_id, prompt_ids, room_id):
        columns[cell.prompt.id].append(cell)
    return columns


def cell_of(session: Session, room: Room, answer_id: str) -> Cell | None:
    """The cell that an answer of this room stands in."""
    for cell in cells(session, room.seminar_id, room_id=room.id):
        if any(one.answer.id == answer_id for one in cell.stored):
            return cell
    return None


def _stored(
    session: Session,
    seminar_id: str,
    prompt_ids: Collection[str] | None,
    room_ids: Collection[str] | None,
) -> Iterator[tuple[Room, list[AnswerView]]]:
    """The answers of each room to each prompt, the room's own first, then by the members' names."""
    only = [col(Room.seminar_id) == seminar_id]
    if room_ids is not None:
        only.append(col(Room.id).in_(room_ids))
    if prompt_ids is not None:
        only.append(col(Answer.prompt_id).in_(prompt_ids))
    texts = _texts(session, only)
    against = _disagreements(session, only)
    members = members_by_id(session, seminar_id)
    query = select(Room, Answer).join(Answer, col(Answer.room_id) == col(Room.id)).where(*only)
    rows = session.exec(query.order_by(col(Room.id), col(Answer.prompt_id)))
    for _, group in groupby(rows, key=lambda row: (row[0].id, row[1].prompt_id)):
        mine = list(group)
        answers = [_view(answer, texts, members, against) for _, answer in mine]
        answers.sort(key=_by_name)
        yield mine[0][0], answers


Texts = dict[tuple[str, str], tuple[Current, datetime | None]]


def _texts(session: Session, only: list[ColumnElement[bool]]) -> Texts:
    query = (
        select(Document)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(*only)
    )
    return {
        (document.answer_id, document.kind): (current(session, document), document.written_at)
        for document in session.exec(query)
    }


def _disagreements(session: Session, only: list[ColumnElement[bool]]) -> dict[str, tuple[str, ...]]:
    """By answer, as they came: each line says in the seminar's language what it is."""
    query = (
        select(Disagreement, Seminar.language)
        .join(Answer, col(Answer.id) == col(Disagreement.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .join(Seminar, col(Seminar.id) == col(Room.seminar_id))
        .where(*only)
        .order_by(col(Disagreement.at), col(Disagreement.id))
    )
    found: dict[str, tuple[str, ...]] = {}
    for each, language in session.exec(query):
        line = catalogue(language).gettext("Disagrees: %(line)s") % {"line": each.text}
        found[each.answer_id] = (*found.get(each.answer_id, ()), line)
    return found


def _by_name(one: AnswerView) -> tuple[bool, Any]:
    return one.member is not None, order_of(one.member.name if one.member else "")


def _view(
    answer: Answer,
    texts: Texts,
    members: dict[str, Member],
    against: dict[str, tuple[str, ...]],
) -> AnswerView:
    (notes, noted), (summary, summed) = texts[answer.id, NOTES], texts[answer.id, SUMMARY]
    written_at = max(filter(None, (noted, summed)), default=None)
    member = members.get(answer.member_id or "")
    return AnswerView(
        answer, member, notes, summary, written_at, disagreements=against.get(answer.id, ())
    )
