"""What there is to look at in a seminar's texts before a report is made of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from sqlmodel import Session, col, select

from app.boards.answer_view import AnswerView
from app.boards.cells import Cell, cells
from app.boards.loose_ends import loose_ends
from app.boards.models import Finding
from app.boards.settled import CUT, TWICE, finding_id, last_line
from app.boards.state import State
from app.boards.twins import twins
from app.documents.text import Line
from app.meaning.keeping import Meanings
from app.meaning.nearness import ALIKE, FEWEST, MOST_COMPARED, Space
from app.people.models import Seat
from app.people.rights import Stage
from app.quality.misplaced import misplaced
from app.quality.models import Decision, decided
from app.quality.names import names_in
from app.rooms.models import members_by_id
from app.seminars.models import Prompt
from app.seminars.question_advice import asks_two_things

Kind = Literal["quiet", "cut", "half", "twice", "alike", "misplaced", "name", "double"]
KINDS: tuple[Kind, ...] = ("quiet", "cut", "half", "twice", "alike", "misplaced", "name", "double")


@dataclass(frozen=True)
class Doubt:
    """One doubtful thing. `cell` is where it stands, None for a question that is double itself;
    `other` is where the same is said, `first` the answer there that a text repeats as a whole,
    `belongs` the question that a note rather answers."""

    kind: Kind
    prompt: Prompt
    cell: Cell | None = None
    answer: AnswerView | None = None
    line: Line | None = None
    text: str = ""
    word: str = ""
    other: Cell | None = None
    first: AnswerView | None = None
    belongs: Prompt | None = None
    decision: Decision | None = None

    @property
    def once(self) -> bool:
        """Whether accepting it means that it counts once: within a dialogue, since what is said
        again in another one is said another time."""
        cell, other = self.cell, self.other if self.first else None
        return bool(cell and other and cell.dialogue.id == other.dialogue.id)

    @property
    def id(self) -> str:
        """Another one as soon as the text is another."""
        return id_after_copying(self, {})


def id_after_copying(found: Doubt, back: Mapping[str, str]) -> str:
    """The id of a finding, where ids are called what `back` says."""
    place = found.answer.answer.id if found.answer else found.prompt.id
    other = found.other.room.id if found.other else ""
    return finding_id(
        found.kind, back.get(place, place), found.text, found.word, back.get(other, other)
    )


def findings(session: Session, seminar_id: str, meanings: Meanings | None = None) -> list[Doubt]:
    """By kind, in each as the rooms and questions stand, with what was decided on them."""
    read = cells(session, seminar_id)
    told = decided(session, seminar_id)
    every = [
        *_quiet(session, read),
        *_unfinished(read),
        *_twice(read),
        *(_alike(session, meanings, read) if meanings else ()),
        *_misplaced(read),
        *_personal_names(session, seminar_id, read),
        *_double(read),
    ]
    every.sort(key=lambda each: KINDS.index(each.kind))
    return [_with(each, told.get(each.id)) for each in every]


def _with(found: Doubt, row: Finding | None) -> Doubt:
    """Before counts went by it, to accept that a text stands twice said nothing of how it counts:
    such a decision is asked for again."""
    if row is None or (found.once and row.of_id is None):
        return found
    return replace(found, decision=cast(Decision, row.decision))


def _quiet(session: Session, read: list[Cell]) -> Iterator[Doubt]:
    """No text, in a room where somebody sits or that has answered something else, to a question
    that others have answered, and that is not being answered: what is not written yet is not
    missing. What a room has said it has nothing to is not asked for."""
    given = {cell.prompt.id for cell in read if cell.given}
    active = {cell.room.id for cell in read if cell.given}
    sitting = select(Seat.room_id).where(col(Seat.left_at).is_(None))
    active |= set(session.exec(sitting.where(col(Seat.room_id).in_([c.room.id for c in read]))))
    for cell in read:
        if cell.stage is Stage.OPEN:
            continue
        silent = not (cell.given or cell.void or cell.brought or cell.shared.answer.said)
        if silent and cell.room.id in active and cell.prompt.id in given:
            yield Doubt("quiet", cell.prompt, cell, cell.shared)


def _unfinished(read: list[Cell]) -> Iterator[Doubt]:
    """What breaks off, by the rule by which the room itself is asked; and what a room has said it
    had no time for. One that has said something else of its answer is believed."""
    for cell, one in _answers(read):
        last = last_line(one.notes.text)
        if not one.answer.said and loose_ends(one.notes.text):
            yield Doubt(CUT, cell.prompt, cell, one, text=last)
        elif one.state is State.OUT_OF_TIME:
            yield Doubt("half", cell.prompt, cell, one, text=last)


def _twice(read: list[Cell]) -> Iterator[Doubt]:
    """The later one in the order of the rooms: it is looked at, and the earlier one named."""
    at = {one.answer.id: (cell, one) for cell, one in _answers(read)}
    for first, second in twins({id: one.notes.text for id, (_, one) in at.items()}):
        cell, one = at[second]
        text = one.notes.text.strip().splitlines()[0]
        other, original = at[first]
        yield Doubt(TWICE, cell.prompt, cell, one, text=text, other=other, first=original)


def _alike(session: Session, meanings: Meanings, read: list[Cell]) -> Iterator[Doubt]:
    """Notes of two rooms to one question that mean the same, by the model; not those that have the
    same words too, which are found without it."""
    for prompt_id in dict.fromkeys(cell.prompt.id for cell in read):
        meant = meanings.meant(session, [cell for cell in read if cell.prompt.id == prompt_id])
        if not FEWEST <= len(meant) <= MOST_COMPARED:
            continue
        texts = {each.one.answer.id: each.one.notes.text for each in meant}
        known = {frozenset(pair) for pair in twins(texts)}
        for first, second in Space([each.vector for each in meant]).pairs(ALIKE):
            one, other = meant[first], meant[second]
            answers = frozenset((one.one.answer.id, other.one.answer.id))
            if one.cell.room.id != other.cell.room.id and answers not in known:
                prompt, line = other.cell.prompt, other.line
                yield Doubt(
                    "alike",
                    prompt,
                    other.cell,
                    other.one,
                    line,
                    line.text,
                    one.line.text,
                    one.cell,
                )


def _misplaced(read: list[Cell]) -> Iterator[Doubt]:
    asked = {cell.prompt.id: cell for cell in read}
    together: dict[str, dict[str, tuple[int | None, str]]] = {}
    for id, cell in asked.items():
        words = f"{cell.prompt.label} {cell.prompt.text}"
        together.setdefault(cell.dialogue.id, {})[id] = cell.number, words
    for cell, one in _answers(read):
        for line in one.note_lines:
            meant = misplaced(line.text, cell.prompt.id, together[cell.dialogue.id])
            if meant:
                belongs = asked[meant].prompt
                yield Doubt("misplaced", cell.prompt, cell, one, line, line.text, belongs=belongs)


def _personal_names(session: Session, seminar_id: str, read: list[Cell]) -> Iterator[Doubt]:
    members = members_by_id(session, seminar_id).values()
    known = {word.casefold() for each in members for word in (each.name, *each.name.split())}
    for cell, one in _answers(read):
        for line in (*one.summary_lines, *one.note_lines):
            for name in dict.fromkeys(names_in(line.text, known)):
                yield Doubt("name", cell.prompt, cell, one, line, line.text, name)


def _double(read: list[Cell]) -> Iterator[Doubt]:
    prompts: Mapping[str, Prompt] = {cell.prompt.id: cell.prompt for cell in read}
    for prompt in prompts.values():
        if words := asks_two_things(prompt.text):
            yield Doubt("double", prompt, text=prompt.text, word="" if words == "?" else words)


def _answers(read: list[Cell]) -> Iterator[tuple[Cell, AnswerView]]:
    return ((cell, one) for cell in read for one in cell.answers)
