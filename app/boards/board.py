"""One room's answers as JSON."""

from sqlmodel import Session

from app.boards.cells import AnswerView, Cell, cells
from app.boards.wire import AnswerOut, BoardOut
from app.documents import text
from app.documents.schema import SCHEMA_NUMBER
from app.documents.wire import doc_json
from app.rooms.models import Member, Room, members_by_id, members_of
from app.rooms.wire import MemberOut
from app.seminars.api import iso


def board_json(session: Session, room: Room) -> BoardOut:
    names = members_by_id(session, room.seminar_id)
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


def answer_json(cell: Cell, one: AnswerView, names: dict[str, Member]) -> AnswerOut:
    """`names` are the seminar's members by id, for the notes' tags."""
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
                "member": member_json(names[line.member]) if line.member in names else None,
            }
            for line in text.lines(one.notes.doc)
        ],
        "summary": {
            "version": one.summary.version,
            "text": one.summary.text,
            "doc": doc_json(one.summary.doc),
        },
    }


def member_json(member: Member) -> MemberOut:
    return {"id": member.id, "name": member.name}
