"""Answers as they stand: their texts, what is said of them, and what was moved to them or away."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.boards.document_cache import Current, standing
from app.boards.doubles import Again, Counted, counted
from app.boards.models import NOTES, SUMMARY, Answer, Disagreement, Document
from app.boards.origins import MovedNotes, moved
from app.boards.state import State, state
from app.collation import order_of
from app.documents.text import Line, Run
from app.rooms.models import Member, Room
from app.seminars.models import Seminar
from app.web.pages import catalogue


class AnswerRow(NamedTuple):
    """What the table holds of an answer, for whoever reads: half of what its model costs."""

    id: str
    room_id: str
    prompt_id: str
    member_id: str | None
    said: str | None
    asked_at: datetime | None


@dataclass(frozen=True)
class AnswerView:
    """One answer as it stands: a member's own, or (without member) what the room wrote together.
    `over` is whether writing has ended: then no word for it may speak of what is still to come.
    `again` holds those of its notes that stand in another answer too, as somebody has settled;
    `settled` is whether it breaks off, where somebody has said so."""

    answer: AnswerRow
    member: Member | None
    notes: Current
    summary: Current
    written_at: datetime | None
    over: bool = False
    disagreements: tuple[str, ...] = ()
    moves: tuple[MovedNotes, ...] = ()
    again: Again = field(default_factory=dict)
    settled: bool | None = None

    @property
    def state(self) -> State:
        return state(self.answer.said, self.notes.shown, over=self.over)

    @property
    def unfinished(self) -> bool:
        """Whether its text breaks off, and nobody has said that it is as it should be: the room, or
        those who have looked. A few words are an answer once nobody can add to them."""
        if self.answer.said or self.settled is not None:
            return not self.answer.said and self.settled is True
        return self.notes.hangs if self.over else self.notes.unfinished

    @property
    def given(self) -> bool:
        """An answer counts as given when it has text, whatever the room says of it."""
        return self.notes.readable or self.summary.readable

    @cached_property
    def counted(self) -> Counted:
        """What it counts for where answers are counted."""
        if self.again:
            return counted(self.notes.lines, self.summary.lines, self.again)
        return Counted(self.given, self.notes.words or self.summary.words)

    def found(self, *, over: bool, again: Again, settled: bool | None) -> "AnswerView":
        """With what is known beside it: while rooms write that is nothing, for nearly all."""
        if not (over or again) and settled is None:
            return self
        return replace(self, over=over, again=again, settled=settled)

    @property
    def texts(self) -> dict[str, Current]:
        """By kind of document."""
        return {NOTES: self.notes, SUMMARY: self.summary}

    @property
    def note_lines(self) -> list[Line]:
        return list(self.notes.lines)

    @property
    def summary_lines(self) -> list[Line]:
        """With whoever disagrees: that is told wherever the summary is."""
        against = (Line(None, None, 0, "", (Run(line),)) for line in self.disagreements)
        return [*self.summary.lines, *against]


def stored_answers(
    session: Session,
    seminar_id: str,
    prompt_ids: Collection[str] | None,
    room_ids: Collection[str] | None,
) -> Iterator[tuple[Room, list[AnswerView]]]:
    """The answers of each room to each prompt, the room's own first, then by the members' names.
    Each room and member is read once, not beside each of its answers."""
    of_rooms = [col(Room.seminar_id) == seminar_id]
    if room_ids is not None:
        of_rooms.append(col(Room.id).in_(room_ids))
    only = list(of_rooms)
    if prompt_ids is not None:
        only.append(col(Answer.prompt_id).in_(prompt_ids))
    rows, texts = rows_and_texts(session, only)
    against, moves = _disagreements(session, only), moved(session, seminar_id)
    in_room = {room.id: room for room in session.exec(select(Room).where(*of_rooms))}
    named = _members(session, only) if any(each.member_id for each in rows) else {}
    for (room_id, _), mine in groupby(rows, key=lambda each: (each.room_id, each.prompt_id)):
        answers = [
            _view(each, named.get(each.member_id or ""), texts, against, moves) for each in mine
        ]
        answers.sort(key=_by_name)
        yield in_room[room_id], answers


def _members(session: Session, only: list[ColumnElement[bool]]) -> dict[str, Member]:
    """Those who have answers of their own."""
    theirs = select(Answer.member_id).join(Room, col(Room.id) == col(Answer.room_id)).where(*only)
    found = session.exec(select(Member).where(col(Member.id).in_(theirs)))
    return {member.id: member for member in found}


Texts = dict[tuple[str, str], tuple[Current, datetime | None]]
"""By answer and kind: a text, and when somebody wrote in it last."""
_NOTES, _SUMMARY = aliased(Document), aliased(Document)
_COLUMNS: list[Any] = [
    *(getattr(Answer, name) for name in AnswerRow._fields),
    *(getattr(of, name) for of in (_NOTES, _SUMMARY) for name in ("version", "written_at")),
]


def rows_and_texts(
    session: Session, only: list[ColumnElement[bool]]
) -> tuple[list[AnswerRow], Texts]:
    """The answers by room and prompt, and their texts: one that is in memory as it stands is not
    read again, which is most of what a page of a large seminar would cost."""
    query = (
        sqlalchemy.select(*_COLUMNS)
        .join(Room, col(Room.id) == col(Answer.room_id))
        .join(_NOTES, and_(col(_NOTES.answer_id) == col(Answer.id), col(_NOTES.kind) == NOTES))
        .join(
            _SUMMARY,
            and_(col(_SUMMARY.answer_id) == col(Answer.id), col(_SUMMARY.kind) == SUMMARY),
        )
        .where(*only)
        .order_by(col(Answer.room_id), col(Answer.prompt_id))
    )
    answers, wanted, written = [], {}, {}
    for *answer, notes, noted, summary, summed in session.execute(query):
        row = AnswerRow(*answer)
        answers.append(row)
        wanted[row.id, NOTES], wanted[row.id, SUMMARY] = notes, summary
        written[row.id, NOTES], written[row.id, SUMMARY] = noted, summed
    stand = standing(session, wanted)
    return answers, {key: (stand[key], at) for key, at in written.items()}


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
    answer: AnswerRow,
    member: Member | None,
    texts: Texts,
    against: Mapping[str, tuple[str, ...]],
    moves: Mapping[str, Sequence[MovedNotes]],
) -> AnswerView:
    (notes, noted), (summary, summed) = texts[answer.id, NOTES], texts[answer.id, SUMMARY]
    return AnswerView(
        answer,
        member,
        notes,
        summary,
        max(filter(None, (noted, summed)), default=None),
        disagreements=against.get(answer.id, ()),
        moves=tuple(moves.get(answer.id, ())),
    )
