"""The archive: everything of a seminar as plain JSON values, in the form of docs/export-format.md.

Whoever leads a seminar gets all of it. Anybody else gets the dialogues that are open for reading
and what was answered there, and nothing of seats or late contributions. Names that people gave
themselves or each other are personal data and in no archive: nicknames, whom somebody speaks for,
names typed for a duty. `rows` is what an import makes the same seminar of, history and all.
"""

from datetime import datetime

from sqlmodel import Session

from app.actions.listing import ListedAction, listed
from app.boards.access import View
from app.boards.answer_view import AnswerView
from app.boards.cells import cells
from app.boards.document_cache import Current
from app.boards.models import SUMMARY, Late
from app.carried.rows import rows as rows_of
from app.documents.schema import SCHEMA_NUMBER
from app.exchange.models import exchange_of
from app.exchange.others import lines_of
from app.exchange.responses import counts, responses_in
from app.exports.archive_programme import (
    Json,
    dialogue_json,
    members_json,
    room_json,
    seating_json,
    seats_json,
    seminar_json,
)
from app.harvest.models import quotes, themes
from app.late.contributions import late_in
from app.outcomes.models import outcomes
from app.people.rights import Act, Actor, Stage, may
from app.rooms.models import rooms
from app.seminars.api import iso
from app.seminars.models import duties


def archive(session: Session, view: View, made_at: datetime) -> Json:
    """The archive but for `format` and `version`, which the writer puts before it."""
    seminar, whole = view.seminar, sees_all(view.actor)
    found = cells(session, seminar.id, view.prompt_ids)
    made: Json = {
        "made_at": iso(made_at),
        "epoch": session.info["epoch"],
        "complete": whole,
        "text_schema": SCHEMA_NUMBER,
        "seminar": seminar_json(session, seminar, whole=whole),
        "duties": [
            {"id": duty.id, "name": duty.name, "text": duty.text, "nudge": duty.nudge}
            for duty in duties(session, seminar.id)
        ],
        "dialogues": [dialogue_json(work) for work in view.works],
        "members": members_json(session, seminar.id),
        "rooms": [room_json(room) for room in rooms(session, seminar.id)],
        "seating": seating_json(session, view),
        "answers": [_answer(one) for cell in found for one in cell.stored],
        "actions": [_action(each) for each in listed(session, view)],
        "outcomes": _outcomes(session, seminar.id) if whole else [],
        "seats": seats_json(session, seminar.id) if whole else [],
        "exchange": _exchange(session, view, whole=whole),
        "themes": _themes(session, seminar.id) if whole else [],
        "late": [_late(late) for late, _, _ in late_in(session, seminar.id)] if whole else [],
    }
    return made | {"rows": rows_of(session, seminar.id)} if whole else made


def _action(each: ListedAction) -> Json:
    """What is read out of a note to a question about actions; `note` holds it as it was written."""
    said = each.action
    return {
        "note": each.line.id,
        "room": each.room.id,
        "prompt": each.prompt.id,
        "member": each.member.id if each.member else None,
        "who": said.who,
        "what": said.what,
        "when": said.when,
        "needs": said.needs,
        "first_day": said.due.first.isoformat() if said.due else None,
        "last_day": said.due.last.isoformat() if said.due else None,
    }


def _outcomes(session: Session, seminar_id: str) -> list[Json]:
    """What rooms said became of the actions of the seminar before, each as it stood then."""
    return [
        {
            "room": each.room_id,
            "note": each.note_id,
            "became": each.became,
            "line": each.line,
            "at": iso(each.at),
            "seat": each.seat_id,
            "seminar": each.seminar,
            "number": each.number,
            "member": each.member or None,
            "text": each.text,
            "who": each.who,
            "what": each.what,
            "when": each.due,
            "needs": each.needs,
        }
        for each in outcomes(session, seminar_id)
    ]


def _themes(session: Session, seminar_id: str) -> list[Json]:
    """In the organiser's order, each with its quotes as they were put in."""
    by_theme: dict[str, list[Json]] = {}
    for quote in quotes(session, seminar_id):
        by_theme.setdefault(quote.theme_id, []).append(
            {
                "id": quote.id,
                "answer": quote.answer_id,
                "summary": quote.kind == SUMMARY,
                "note": quote.note_id,
                "version": quote.version,
                "start": quote.start,
                "stop": quote.stop,
                "text": quote.text,
                "member": quote.member_id,
                "picked": quote.picked,
            }
        )
    return [
        {
            "id": theme.id,
            "prompt": theme.prompt_id,
            "title": theme.title,
            "kind": theme.kind,
            "addressee": theme.addressee,
            "message": theme.message,
            "quotes": sorted(by_theme.get(theme.id, []), key=lambda each: each["id"]),
        }
        for theme in themes(session, seminar_id)
    ]


def _exchange(session: Session, view: View, *, whole: bool) -> Json:
    """What rooms said to each other while they read; who said it is not told, only from where."""
    exchange = exchange_of(session, view.seminar.id)
    found = responses_in(session, view, exchange, ())
    marks = counts(session, view) if whole or exchange.closed_at else {}
    return {
        "others": exchange.others,
        "comments_allowed": exchange.comments,
        "useful_allowed": exchange.useful,
        "closed_at": iso(exchange.closed_at),
        "taken_along": [
            {"room": room.id, "from": source.id, "text": line}
            for room, source, line in lines_of(session, view.seminar.id)
        ],
        "comments": [
            {
                "id": said.comment.id,
                "answer": answer,
                "room": said.room.id,
                "text": said.comment.text,
                "at": iso(said.comment.at),
            }
            for answer, some in sorted(found.said.items())
            for said in some
            if said.comment.gone_at is None
        ],
        "marks": [{"answer": answer, "useful": count} for answer, count in sorted(marks.items())],
    }


def sees_all(actor: Actor) -> bool:
    """Whether exporting is theirs in every stage, so that nothing is held back."""
    return all(may(actor, Act.EXPORT, stage) for stage in Stage)


def _answer(one: AnswerView) -> Json:
    return {
        "id": one.answer.id,
        "room": one.answer.room_id,
        "prompt": one.answer.prompt_id,
        "member": one.answer.member_id,
        "said": one.answer.said,
        "state": one.state,
        "written_at": iso(one.written_at),
        "notes": _document(one.notes),
        "summary": _document(one.summary),
        "disagreements": list(one.disagreements),
    }


def _document(text: Current) -> Json:
    return {
        "version": text.version,
        "text": text.text,
        "doc": text.doc.to_json(),
        "notes": [{"id": line.id, "text": line.text, "member": line.member} for line in text.lines],
    }


def _late(late: Late) -> Json:
    return {
        "id": late.id,
        "answer": late.answer_id,
        "summary": late.kind == SUMMARY,
        "seat": late.seat_id,
        "version": late.version,
        "text": late.text,
        "doc": late.doc,
        "at": iso(late.at),
        "taken_in_at": iso(late.taken_in_at),
        "put_away_at": iso(late.put_away_at),
        "reason": late.reason,
        "stage": late.stage,
    }
