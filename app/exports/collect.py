"""From the database to the neutral outline: what a view may see, whole, in names instead of ids."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlmodel import Session

from app.boards.access import View
from app.boards.cells import AnswerView, Cell, by_prompt
from app.boards.state import SAID
from app.documents.text import Line
from app.exports.harvest import themes
from app.exports.outline import Dialogue, Entry, Kind, Language, Order, Outline, Question, Room
from app.harvest.reaped import reaped
from app.people.rights import Stage
from app.rooms.models import Member, members_by_id, rooms, sitting
from app.rooms.models import Room as RoomRow
from app.seminars.models import Prompt
from app.seminars.overview import Work
from app.web.times import day_of

_STILL_OPEN = frozenset({Stage.OPEN, Stage.CLOSING})


def outline(
    session: Session,
    view: View,
    *,
    order: Order,
    made_at: datetime,
    room: RoomRow | None = None,
    language: Language | None = None,
    harvest: bool = False,
) -> Outline:
    """All that the view may see, or of it one room's own; `made_at` is in the report's time zone,
    `language` that of headings, else the seminar's; `harvest` is whether its themes are told.

    A dialogue that is not opened, and in which nobody wrote, is no part of a report, unless there
    is no other; of a room's own page it never is, since the room has not seen its questions.
    """
    seminar = view.seminar
    written = by_prompt(session, seminar.id, view.prompt_ids, room.id if room else None)
    begun = [work for work in view.works if _begun(work, written)]
    if not begun and room is None:
        begun = view.works
    names = {member.id: member.name for member in members_by_id(session, seminar.id).values()}
    seats = sitting(session, seminar.id)
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
            Dialogue(
                work.dialogue.title,
                tuple(
                    _room(each, seats.get((work.dialogue.id, each.id), ()))
                    for each in ([room] if room else rooms(session, seminar.id))
                ),
                tuple(
                    _question(number, prompt, asked_in, work, written[prompt.id], names)
                    for number, prompt in work.prompts
                ),
            )
            for work in begun
        ),
        themes=tuple(themes(reaped(session, seminar.id, read), places)) if harvest else (),
    )


def _begun(work: Work, written: Mapping[str, Sequence[Cell]]) -> bool:
    return work.dialogue.stage != Stage.DRAFT or any(
        cell.given for _, prompt in work.prompts for cell in written[prompt.id]
    )


def _question(
    number: int | None,
    prompt: Prompt,
    language: str,
    work: Work,
    written: Sequence[Cell],
    names: Mapping[str, str],
) -> Question:
    return Question(
        prompt.label,
        prompt.text_in(language),
        number,
        cast(Kind, prompt.kind),
        prompt.addressee or None,
        tuple(
            _entry(answer, _room(cell.room, cell.members), work, names)
            for cell in written
            for answer in (cell.shared, *cell.each)
        ),
    )


def _room(row: RoomRow, members: Sequence[Member]) -> Room:
    return Room(row.number, row.name or None, tuple(member.name for member in members))


def _entry(answer: AnswerView, room: Room, work: Work, names: Mapping[str, str]) -> Entry:
    return Entry(
        room,
        answer.member.name if answer.member else None,
        answer.state,
        _unfinished(answer, work.stage),
        _named(answer.summary_lines, names),
        _named(answer.note_lines, names),
        written_on=day_of(answer.written_at) if answer.written_at else None,
    )


def _unfinished(answer: AnswerView, stage: Stage) -> bool:
    """It breaks off, or may still be written and the room has not said that it is done."""
    return answer.unfinished or (stage in _STILL_OPEN and answer.state not in SAID)


def _named(found: Sequence[Line], names: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(replace(line, member=names.get(line.member or "")) for line in found)
