"""Answers as they stand: their texts, what is said of them, and what was moved to them or away."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement
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


@dataclass(frozen=True)
class AnswerView:
    """One answer as it stands: a member's own, or (without member) what the room wrote together.
    `over` is whether writing has ended: then no word for it may speak of what is still to come.
    `again` holds those of its notes that stand in another answer too, as somebody has settled;
    `settled` is whether it breaks off, where somebody has said so."""

    answer: Answer
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
    texts = _texts(session, only)
    against, moves = _disagreements(session, only), moved(session, seminar_id)
    in_room = {room.id: room for room in session.exec(select(Room).where(*of_rooms))}
    query = select(Answer).join(Room, col(Room.id) == col(Answer.room_id)).where(*only)
    rows = session.exec(query.order_by(col(Answer.room_id), col(Answer.prompt_id))).all()
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


def _texts(session: Session, only: list[ColumnElement[bool]]) -> Texts:
    """A text that is in memory as it stands is not read again: that is most of what a page of a
    large seminar would cost."""
    query = (
        select(Document.answer_id, Document.kind, Document.version, Document.written_at)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(*only)
    )
    rows = list(session.exec(query))
    stand = standing(session, {(id, kind): version for id, kind, version, _ in rows})
    return {(id, kind): (stand[id, kind], written_at) for id, kind, _, written_at in rows}


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
