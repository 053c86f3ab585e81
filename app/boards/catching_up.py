"""What somebody lacks who was away: the same for the socket's join and for `GET …/changes`."""

from typing import Any

from sqlmodel import Session, col, select

from app.boards.documents import current
from app.boards.models import Answer, Document, LedgerStep, document_name
from app.boards.parts import render_all
from app.db import now
from app.live.hub import Hub
from app.people.rights import Actor
from app.rooms.access import Standing
from app.rooms.models import Part, Room
from app.seminars.api import stage_json
from app.seminars.models import dialogues

MOST_STEPS_IN_CHANGES = 2_000


def missed(
    session: Session,
    hub: Hub,
    found: Standing,
    language: str,
    *,
    since: int | None,
    epoch: str | None,
    known: dict[str, int] | None = None,
) -> dict[str, Any]:
    """What the asker may do and what changed since, with each part rendered; a part that is no more
    is left out. Instead of the changes it may say `resync`: versions of another epoch, of before a
    restore, count for nothing."""
    room, ours = found.room, session.info["epoch"]
    same = epoch in (None, ours)
    changed: dict[str, Any] = changes(session, room, since, known) if same else {"resync": True}
    if "parts" in changed:
        changed["parts"] = [
            {"part": name, "html": html}
            for name, html in render_all(session, hub, room, changed["parts"], language)
        ]
    archived = found.seminar.archived_at is not None
    return {
        "version": room.version,
        "epoch": ours,
        "may": ["write"] if found.actor is Actor.SEAT else [],
        "stages": [
            stage_json(dialogue, now(session), archived=archived)
            for dialogue in dialogues(session, found.seminar.id)
        ],
        **changed,
    }


def changes(
    session: Session, room: Room, since: int | None, known: dict[str, int] | None = None
) -> dict[str, Any]:
    """Documents, part names and tombstones newer than room version `since`.

    With `known` (versions by document) each gets the steps it lacks; a document that is not in it
    comes whole. `parts` are names here; who answers renders them. Without `since` everything comes.
    """
    if since is not None and not 0 <= since <= room.version:
        return {"resync": True}
    query = (
        select(Document)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .where(Answer.room_id == room.id)
    )
    if since is not None:
        query = query.where(Document.room_version > since)
    documents = list(session.exec(query))
    moved = [_moved(session, document, since, known) for document in documents]
    if sum(len(each.get("steps", ())) for each in moved) > MOST_STEPS_IN_CHANGES:
        moved = [_whole(session, document) for document in documents]
    marks = list(
        session.exec(select(Part).where(Part.room_id == room.id, Part.version > (since or 0)))
    )
    written_in = [f"state-{document.answer_id}" for document in documents]
    parts = [mark.name for mark in marks if not mark.gone]
    return {
        "answers": moved,
        "parts": list(dict.fromkeys(parts + written_in)),
        "gone": [mark.name for mark in marks if mark.gone],
    }


def _moved(
    session: Session, document: Document, since: int | None, known: dict[str, int] | None
) -> dict[str, Any]:
    name = document_name(document.answer_id, document.kind)
    if since is None or (known is not None and name not in known):
        return _whole(session, document)
    query = select(LedgerStep).where(
        LedgerStep.answer_id == document.answer_id, LedgerStep.kind == document.kind
    )
    newer = LedgerStep.version > known[name] if known else LedgerStep.room_version > since
    rows = session.exec(query.where(newer).order_by(col(LedgerStep.version))).all()
    return {
        "id": name,
        "version": document.version,
        "steps": [row.step for row in rows],
        "clients": [row.client for row in rows],
    }


def _whole(session: Session, document: Document) -> dict[str, Any]:
    stands = current(session, document)
    return {
        "id": document_name(document.answer_id, document.kind),
        "version": stands.version,
        "doc": stands.doc.to_json(),
    }
