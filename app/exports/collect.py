"""From the database to the neutral outline: what a view may see, whole, in names instead of ids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlmodel import Session

from app.boards.access import View
from app.boards.answer_view import AnswerView
from app.boards.cells import Cell, by_prompt
from app.boards.state import SAID
from app.documents.text import Line
from app.exports.harvest import themes
from app.exports.outline import (
    Became,
    Kind,
    Order,
    Origin,
    Outline,
    ReportDialogue,
    ReportEntry,
    ReportOutcome,
    ReportQuestion,
    ReportRoom,
)
from app.harvest.reaped import reaped
from app.languages import Language
from app.outcomes.asked import following
from app.people.rights import WRITABLE, Stage
from app.rooms.models import Member, Room, members_by_id, rooms
from app.rooms.sitting import sitting
from app.seminars.access import Scope
from app.seminars.merges import merges
from app.seminars.models import Prompt, Seminar
from app.seminars.overview import DialogueView
from app.web.times import day_of


def outline(
    session: Session,
    view: View,
    *,
    order: Order,
    made_at: datetime,
    room: Room | None = None,
    language: Language | None = None,
    leads: bool = False,
) -> Outline:
    """All that the view may see, or of it one room's own; `made_at` is in the report's time zone,
    `language` that of headings, else the seminar's; `leads` is whether what only those who lead see
    is told: its themes, and what became of the actions of the seminar before.

    A dialogue that is not opened, and in which nobody wrote, is no part of a report, unless there
    is no other; of a room's own page it never is, since the room has not seen its questions.
    """
    seminar = view.seminar
    every = [room] if room else [one for one in rooms(session, seminar.id) if one.id in view.scope]
    only = room.id if room else view.scope.rooms
    written = by_prompt(session, seminar.id, view.prompt_ids, only)
    begun = [work for work in view.works if _has_begun(work, written)]
    if not begun and room is None:
        begun = view.works
    names = {member.id: member.name for member in members_by_id(session, seminar.id).values()}
    seats, into = sitting(session, seminar.id), _into(session, seminar.id)
    own = cast(Language, seminar.language)
    asked_in = own if language in (None, "en") else language
    places = {
        prompt.id: (at, where)
        for at, work in enumerate(begun)
        for where, (_, prompt) in enumerate(work.prompts)
    }
    read = [cell for prompt_id in places for cell in written[prompt_id]]
    return Outline(
        title=seminar.title,
        language=language or own,
        in_own_language=language in (None, own),
        made_at=made_at,
        order=order,
        how_used=seminar.how_used,
        dialogues=tuple(
            ReportDialogue(
                work.dialogue.title,
                tuple(
                    _room(each, seats.get((work.dialogue.id, each.id), ()), into)
                    for each in every
                    if each.id not in into or each.id in _spoke(work, written)
                ),
                tuple(
                    _question(number, prompt, asked_in, written[prompt.id], names, into, view.scope)
                    for number, prompt in work.prompts
                ),
            )
            for work in begun
        ),
        themes=tuple(themes(reaped(session, seminar.id, read), places)) if leads else (),
        outcomes=tuple(_outcomes(session, seminar)) if leads else (),
    )


def _outcomes(session: Session, seminar: Seminar) -> Iterator[ReportOutcome]:
    """Room by room, those without an answer among them."""
    for room, asked in following(session, seminar).rooms:
        for each in asked:
            promise, said = each.promise, each.outcome
            yield ReportOutcome(
                ReportRoom(room.number, room.name or None),
                promise.seminar,
                promise.number,
                promise.text,
                *(promise.who, promise.what, promise.when, promise.needs, promise.member),
                became=cast(Became, said.became) if said else None,
                line=said.line if said else "",
            )


def _has_begun(work: DialogueView, written: Mapping[str, Sequence[Cell]]) -> bool:
    return work.dialogue.stage != Stage.DRAFT or any(
        cell.given for _, prompt in work.prompts for cell in written[prompt.id]
    )


def _question(
    number: int | None,
    prompt: Prompt,
    language: str,
    written: Sequence[Cell],
    names: Mapping[str, str],
    into: Mapping[str, int],
    scope: Scope,
) -> ReportQuestion:
    return ReportQuestion(
        prompt.label,
        prompt.text_in(language),
        number,
        cast(Kind, prompt.kind),
        prompt.addressee or None,
        tuple(
            _entry(_alone(answer, scope), _room(cell.room, cell.members, into), cell.stage, names)
            for cell in written
            if not cell.void
            for answer in (cell.shared, *cell.each)
        ),
    )


def _alone(answer: AnswerView, scope: Scope) -> AnswerView:
    """As it counts among these rooms: of what stands in another one too nothing is told."""
    again = {note: first for note, first in answer.again.items() if first.room_id in scope}
    return replace(answer, again=again)


def _into(session: Session, seminar_id: str) -> dict[str, int]:
    """By the id of a room that goes on in another one the number of that one."""
    stand = merges(session, seminar_id)
    return {each.room_id: session.get_one(Room, each.into_id).number for each in stand}


def _spoke(work: DialogueView, written: Mapping[str, Sequence[Cell]]) -> set[str]:
    """The rooms that gave an answer in a dialogue."""
    some = (cell for _, prompt in work.prompts for cell in written[prompt.id])
    return {cell.room.id for cell in some if cell.given}


def _room(row: Room, members: Sequence[Member], into: Mapping[str, int]) -> ReportRoom:
    names = tuple(member.name for member in members)
    return ReportRoom(row.number, row.name or None, names, into.get(row.id))


def _entry(
    answer: AnswerView, room: ReportRoom, stage: Stage, names: Mapping[str, str]
) -> ReportEntry:
    return ReportEntry(
        room,
        answer.member.name if answer.member else None,
        answer.state,
        _unfinished(answer, stage),
        _with_member_names(answer.summary_lines, names),
        _with_member_names(answer.note_lines, names),
        written_on=day_of(answer.written_at) if answer.written_at else None,
        origins=tuple(_origins(answer)),
        count=answer.counted,
        again={note: first.number for note, first in answer.again.items()},
    )


def _origins(answer: AnswerView) -> Iterator[Origin]:
    here = {line.id for line in answer.note_lines}
    for move in answer.moves:
        if count := move.came and len(here.intersection(move.notes)):
            label = move.prompt.label or move.prompt.text
            yield Origin(count, move.room.number, move.number, label)


def _unfinished(answer: AnswerView, stage: Stage) -> bool:
    """It breaks off, or may still be written and nobody has said that it is done."""
    if answer.settled is not None:
        return answer.unfinished
    return answer.unfinished or (stage in WRITABLE and answer.state not in SAID)


def _with_member_names(found: Sequence[Line], names: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(
        replace(line, member=names.get(line.member)) if line.member else line for line in found
    )
