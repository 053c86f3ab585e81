"""One room's answers as JSON."""

from collections.abc import Mapping

from sqlmodel import Session

from app.boards.answer_view import AnswerView
from app.boards.cells import Cell, cells
from app.boards.wire import AnswerOut, BoardOut
from app.documents import text
from app.documents.schema import SCHEMA_NUMBER
from app.documents.wire import doc_json
from app.rooms.models import Member, Room, Speaker
from app.rooms.sitting import members_of
from app.rooms.speakers import voices
from app.rooms.wire import MemberOut
from app.seminars.api import iso


def board_json(session: Session, room: Room) -> BoardOut:
    names = voices(session, room)
    mine = cells(session, room.seminar_id, room_id=room.id)
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
        "answers": [answer_json(cell, one, names) for cell in mine for one in cell.stored],
    }


def answer_json(cell: Cell, one: AnswerView, names: Mapping[str, Member | Speaker]) -> AnswerOut:
    """`names` are those whom notes may be from, by id."""
    return {
        "id": one.answer.id,
        "prompt": cell.prompt.id,
        "dialogue": cell.dialogue.id,
        "stage": cell.stage,
        "member": member_json(one.member) if one.member else None,
        "version": one.notes.version,
        "state": one.state,
        "words": one.notes.words,
        "written_at": iso(one.written_at),
        "text": one.notes.text,
        "doc": doc_json(one.notes.doc),
        "notes": [
            {
                "id": line.id,
                "text": line.text,
                "member": named(line.member, names),
            }
            for line in text.lines(one.notes.doc)
        ],
        "summary": {
            "version": one.summary.version,
            "text": one.summary.text,
            "doc": doc_json(one.summary.doc),
        },
        "disagreements": list(one.disagreements),
    }


def named(id: str | None, names: Mapping[str, Member | Speaker]) -> MemberOut | None:
    """Whom a note is from; nobody who is gone."""
    found = names.get(id or "")
    return member_json(found) if found else None


def member_json(member: Member | Speaker) -> MemberOut:
    return {"id": member.id, "name": member.name}
