"""One room's answers as JSON, and what changed since a version."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.boards.document_cache import Current, current
from app.boards.models import NOTES, SUMMARY, Answer, Document
from app.boards.state import State, state
from app.documents import text
from app.documents.schema import SCHEMA_NUMBER
from app.people.rights import Stage
from app.rooms.models import Member, Room, members_of
from app.seminars.api import iso
from app.seminars.models import Dialogue, Prompt, Seminar, dialogues, numbers, prompts
from app.storage.store import now


@dataclass(frozen=True)
class Written:
    """An answer with its texts, for boards, grid, reading and exports alike."""

    answer: Answer
    prompt: Prompt
    number: int | None
    dialogue: Dialogue
    stage: Stage
    member: Member | None
    notes: Current
    summary: Current
    written_at: datetime | None

    @property
    def state(self) -> State:
        return state(self.answer.said, self.notes.text)

    @property
    def has_text(self) -> bool:
        """An answer counts as given when it has text."""
        return bool(self.notes.text.strip() or self.summary.text.strip())

    @property
    def texts(self) -> dict[str, Current]:
        """By kind of document."""
        return {NOTES: self.notes, SUMMARY: self.summary}

    @property
    def words(self) -> int:
        return self.notes.words


def written(
    session: Session,
    seminar_id: str,
    room_id: str | None = None,
    prompt_ids: Collection[str] | None = None,
) -> dict[str, list[Written]]:
    """All answers by room id, in the order of the programme; a prompt's answer for the room comes
    before those of its members. With `room_id` or `prompt_ids` no other text is read at all."""
    seminar = session.get_one(Seminar, seminar_id)
    moment, archived = now(session), seminar.archived_at is not None
    in_order = prompts(session, seminar_id)
    number, place = numbers(in_order), {prompt.id: i for i, prompt in enumerate(in_order)}
    prompt_of = {prompt.id: prompt for prompt in in_order}
    dialogue_of = {dialogue.id: dialogue for dialogue in dialogues(session, seminar_id)}
    only = [col(Room.seminar_id) == seminar_id]
    if room_id is not None:
        only.append(col(Room.id) == room_id)
    if prompt_ids is not None:
        only.append(col(Answer.prompt_id).in_(prompt_ids))
    texts = _texts(session, only)
    members = _members(session, seminar_id)
    query = select(Answer).join(Room, col(Room.id) == col(Answer.room_id)).where(*only)
    by_room: dict[str, list[Written]] = {}
    for answer in session.exec(query):
        prompt = prompt_of[answer.prompt_id]
        dialogue = dialogue_of[prompt.dialogue_id]
        notes, summary = texts[answer.id, NOTES], texts[answer.id, SUMMARY]
        one = Written(
            answer,
            prompt,
            number[prompt.id],
            dialogue,
            dialogue.stage_at(moment, archived=archived),
            members.get(answer.member_id or ""),
            notes[0],
            summary[0],
            max(filter(None, (notes[1], summary[1])), default=None),
        )
        by_room.setdefault(answer.room_id, []).append(one)
    for answers in by_room.values():
        answers.sort(key=lambda one: (place[one.prompt.id], one.member.name if one.member else ""))
    return by_room


def _texts(
    session: Session, only: list[ColumnElement[bool]]
) -> dict[tuple[str, str], tuple[Current, datetime | None]]:
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


def _members(session: Session, seminar_id: str) -> dict[str, Member]:
    found = session.exec(select(Member).where(Member.seminar_id == seminar_id))
    return {member.id: member for member in found}


def board_json(session: Session, room: Room) -> dict[str, Any]:
    names = _members(session, room.seminar_id)
    answers = written(session, room.seminar_id, room.id).get(room.id, [])
    return {
        "room": {
            "id": room.id,
            "number": room.number,
            "name": room.name,
            "members": [member_json(member) for member in members_of(session, room.id)],
        },
        "version": room.version,
        "epoch": session.info["epoch"],
        "schema": SCHEMA_NUMBER,
        "answers": [answer_json(one, names) for one in answers],
    }


def answer_json(one: Written, names: dict[str, Member]) -> dict[str, Any]:
    """`names` are the seminar's members by id, for the notes' tags."""
    return {
        "id": one.answer.id,
        "prompt": one.prompt.id,
        "dialogue": one.dialogue.id,
        "stage": one.stage,
        "member": member_json(one.member) if one.member else None,
        "version": one.notes.version,
        "state": one.state,
        "words": one.words,
        "written_at": iso(one.written_at),
        "text": one.notes.text,
        "doc": one.notes.doc.to_json(),
        "notes": [
            {
                "id": line.id,
                "text": line.text,
                "member": member_json(names[line.member]) if line.member in names else None,
            }
            for line in text.lines(one.notes.doc)
        ],
        "summary": {
            "version": one.summary.version,
            "text": one.summary.text,
            "doc": one.summary.doc.to_json(),
        },
    }


def member_json(member: Member) -> dict[str, str]:
    return {"id": member.id, "name": member.name}


def names_in(session: Session, seminar_id: str) -> dict[str, Member]:
    return _members(session, seminar_id)
