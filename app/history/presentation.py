"""Histories and what plans do, as JSON (docs/api.md, section 3)."""

from app.boards.board import named
from app.history.moments import Moment, Removed
from app.history.note_changes import NoteChange
from app.history.restore import RestorePlan, Turned
from app.history.timeline import Past, Who
from app.history.wire import ChangeOut, MomentOut, RemovedOut, WhatChanged, WhoOut
from app.rooms.models import Member, Speaker
from app.seminars.api import iso

Voices = dict[str, Member | Speaker]


def plan_json(turned: list[Turned], plan: RestorePlan) -> WhatChanged:
    """What a plan does, did or would do."""
    return {
        "documents": [
            {
                "document": one.name,
                "version": one.version,
                "changes": [change_json(change) for change in one.changes],
            }
            for one in turned
        ],
        "states": [{"answer": answer_id, "state": said} for answer_id, said in plan.said.items()],
        "notes": plan.notes,
    }


def moment_json(past: Past, moment: Moment, voices: Voices) -> MomentOut:
    return {
        "number": moment.number,
        "who": who_json(past.who(moment)),
        "deed": moment.deed,
        "said": moment.said,
        "began_at": iso(moment.began_at),
        "ended_at": iso(moment.ended_at),
        "first": moment.first,
        "version": moment.last,
        "changes": [
            {**change_json(change), "member": named(change.member, voices)}
            for change in moment.changes
        ],
    }


def removed_json(past: Past, gone: Removed, voices: Voices) -> RemovedOut:
    return {
        "note": gone.note,
        "text": gone.text,
        "member": named(gone.member, voices),
        "version": gone.version,
        "at": iso(gone.moment.ended_at),
        "who": who_json(past.who(gone.moment)),
    }


def change_json(change: NoteChange) -> ChangeOut:
    return {
        "note": change.note,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
    }


def who_json(who: Who) -> WhoOut:
    return {"role": who.role, "seat": who.seat_id, "name": who.name, "number": who.number or None}
