"""What somebody lacks who was away: the same for the socket's join and for `GET …/changes`."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from app.boards.document_cache import Head, current, ledger_since
from app.boards.models import Answer, Document, document_name
from app.boards.parts import render_all
from app.live.hub import Hub
from app.people.rights import Actor
from app.rooms.access import Standing
from app.rooms.models import Part, Room
from app.seminars.api import stage_json
from app.seminars.models import dialogues
from app.storage.store import now

MOST_STEPS_IN_CHANGES = 2_000
# Built once, and without the kept texts, which are long: current ones are in memory as a rule.
_DOCUMENTS = (
    select(
        col(Document.answer_id),
        col(Document.kind),
        col(Answer.room_id),
        col(Document.version),
        col(Document.doc_version),
    )
    .join(Answer, col(Answer.id) == col(Document.answer_id))
    .where(
        col(Answer.room_id) == bindparam("room"), col(Document.room_version) > bindparam("since")
    )
)
_MARKS = select(col(Part.name), col(Part.gone)).where(
    col(Part.room_id) == bindparam("room"), col(Part.version) > bindparam("since")
)


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
    lacking = {"room": room.id, "since": -1 if since is None else since}
    rows = session.connection().execute(_DOCUMENTS, lacking)
    documents = [Head(*row, room_version=room.version) for row in rows]
    moved = [_moved(session, document, since, known) for document in documents]
    if sum(len(each.get("steps", ())) for each in moved) > MOST_STEPS_IN_CHANGES:
        moved = [_whole(session, document) for document in documents]
    marks = list(session.connection().execute(_MARKS, lacking | {"since": since or 0}))
    written_in = [f"state-{document.answer_id}" for document in documents]
    parts = [mark.name for mark in marks if not mark.gone]
    return {
        "answers": moved,
        "parts": list(dict.fromkeys(parts + written_in)),
        "gone": [mark.name for mark in marks if mark.gone],
    }


def _moved(
    session: Session, document: Head, since: int | None, known: dict[str, int] | None
) -> dict[str, Any]:
    name = document_name(document.answer_id, document.kind)
    if since is None or (known is not None and name not in known):
        return _whole(session, document)
    if known:
        newer = ledger_since(session, *document.key, known[name])
    else:
        newer = ledger_since(session, *document.key, room_version=since)
    return {
        "id": name,
        "version": document.version,
        "steps": [row.step for row in newer],
        "clients": [row.client for row in newer],
    }


def _whole(session: Session, document: Head) -> dict[str, Any]:
    stands = current(session, document)
    return {
        "id": document_name(*document.key),
        "version": stands.version,
        "doc": stands.doc.to_json(),
    }
