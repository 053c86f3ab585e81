"""What somebody lacks who was away: the same for the socket's join and for `GET …/changes`."""

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from app.boards.document_cache import Head, RoomHead, current, ledger_since
from app.boards.models import Answer, Document, document_name
from app.boards.parts import render_all
from app.live.frames import Changes, Moved, Shown
from app.live.hub import Hub
from app.people.rights import Actor
from app.rooms.access import Standing
from app.rooms.models import Part, Room
from app.seminars.api import stage_json
from app.seminars.room_stages import room_stages
from app.storage.order import made

MOST_STEPS_IN_CHANGES = 2_000
# Built once, and without the kept texts, which are long: current ones are in memory as a rule.
_DOCUMENTS = (
    select(
        col(Document.answer_id),
        col(Document.kind),
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
) -> Changes:
    """What the asker may do and what changed since, with each part rendered; a part that is no more
    is left out. Instead of the changes it may say `resync`: versions of another epoch, of before a
    restore, count for nothing."""
    room, ours = found.room, session.info["epoch"]
    told = Changes(
        version=room.version,
        made=made(session),
        epoch=ours,
        may=["write"] if found.actor is Actor.SEAT else [],
        stages=[stage_json(each) for each in room_stages(session, found.seminar.id, room.id)],
    )
    if epoch not in (None, ours) or (since is not None and not 0 <= since <= room.version):
        told.resync = True
        return told
    told.documents, parts, told.gone = changes(session, room, since, known)
    told.parts = [
        Shown(part, html) for part, html in render_all(session, hub, room, parts, language)
    ]
    return told


def changes(
    session: Session, room: Room, since: int | None, known: dict[str, int] | None = None
) -> tuple[list[Moved], list[str], list[str]]:
    """Documents, names of parts and tombstones newer than room version `since`.

    With `known` (versions by document) each gets the steps it lacks; a document that is not in it
    comes whole. Without `since` everything comes.
    """
    lacking = {"room": room.id, "since": -1 if since is None else since}
    rows = session.connection().execute(_DOCUMENTS, lacking)
    here = RoomHead(room.id, room.version)
    heads = [Head(answer_id, kind, here, *at) for answer_id, kind, *at in rows]
    moved = [_moved(session, head, since, known) for head in heads]
    if sum(len(each.steps or ()) for each in moved) > MOST_STEPS_IN_CHANGES:
        moved = [_whole(session, head) for head in heads]
    marks = list(session.connection().execute(_MARKS, lacking | {"since": since or 0}))
    parts = [mark.name for mark in marks if not mark.gone]
    written_in = [f"state-{head.answer_id}" for head in heads]
    return moved, list(dict.fromkeys(parts + written_in)), [m.name for m in marks if m.gone]


def _moved(session: Session, head: Head, since: int | None, known: dict[str, int] | None) -> Moved:
    document = document_name(*head.key)
    if since is None or (known is not None and document not in known):
        return _whole(session, head)
    if known:
        newer = ledger_since(session, *head.key, known[document])
    else:
        newer = ledger_since(session, *head.key, room_version=since)
    return Moved(document, head.version, [row.raw for row in newer], [row.client for row in newer])


def _whole(session: Session, head: Head) -> Moved:
    stands = current(session, head)
    return Moved(document_name(*head.key), stands.version, doc=stands.doc.to_json())
