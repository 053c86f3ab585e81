"""The past of an answer or a room as its pages show it, all from one read."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from sqlmodel import Session

from app.boards.access import AnswerPlace, Locked, place, place_to_bring_back
from app.boards.document_cache import current
from app.boards.models import SUMMARY, Document, document_key
from app.history.comparison import side_by_side
from app.history.moments import Moment
from app.history.restore import RestorePlan, preview
from app.history.timeline import history, people, text_once, writers
from app.people.access import Asker
from app.people.rights import Act, Actor, Stage, may
from app.refusals import NotFound
from app.rooms.access import Standing, as_leader
from app.rooms.models import members_by_id
from app.rooms.sitting import members_of
from app.rooms.speakers import voices
from app.seminars.models import Prompt, numbers, prompts
from app.web.times import TIME_ZONE

MOST_REMOVED = 50


def answer_facts(
    session: Session,
    asker: Asker,
    room_id: str,
    name: str,
    version: int | None,
    before: int | None,
) -> dict[str, Any]:
    """For boards/history.html. Raises NotFound, also for an answer of another room."""
    past = history(session, asker, name, before)
    answer, found = past.place.answer, past.place.standing
    if answer.room_id != room_id:
        raise NotFound
    now = current(session, session.get_one(Document, document_key(name))).doc
    then = now if version is None else text_once(session, asker, name, version)[1]
    old, new = side_by_side(then, now)
    around = voices(session, found.room)
    return {
        **_room(session, found),
        "past": past,
        "days": list(_days(past.moments)),
        "removed": past.removed[:MOST_REMOVED],
        "asked": _question(session, past.place),
        "dialogue": past.place.dialogue,
        "member": around.get(answer.member_id or ""),
        "is_summary": past.kind == SUMMARY,
        "notes_path": f"/rooms/{room_id}/history/{answer.id}",
        "past_path": f"/rooms/{room_id}/history/{name}",
        "version": version,
        "before": before,
        "chosen": next((each for each in past.moments if each.last == version), None),
        "then": old,
        "now": new,
        "differs": not then.eq(now),
        "names": {id: each.name for id, each in around.items()},
        "may_restore": _may_restore(session, asker, answer.id),
    }


def room_facts(
    session: Session, asker: Asker, found: Standing, plan: RestorePlan | None
) -> dict[str, Any]:
    """For boards/room_history.html."""
    leader = as_leader(session, asker, found).actor
    return {
        **_room(session, found),
        "seat": found.seat,
        "leads": may(leader, Act.ROLL_BACK, found.stage),
        "writers": writers(session, found.room.id),
        "people": people(session, found.room.id),
        "plan": plan,
        "planned": [
            (*_question_and_member(session, place(session, asker, turned.key[0])), turned)
            for turned in (preview(session, plan) if plan else ())
        ],
        "said": [
            (*_question_and_member(session, place(session, asker, answer_id)), said)
            for answer_id, said in (plan.said.items() if plan else ())
        ],
    }


def _room(session: Session, found: Standing) -> dict[str, Any]:
    members = members_of(session, found.room.id)
    return {"room": found.room, "seminar": found.seminar, "members": members}


def _days(moments: list[Moment]) -> Iterator[tuple[date, list[Moment]]]:
    """Moments by the day they began on, newest first."""
    for day, group in groupby(moments, lambda each: each.began_at.astimezone(TIME_ZONE).date()):
        yield day, list(group)


def _question(session: Session, found: AnswerPlace) -> tuple[int | None, Prompt] | None:
    """Number and question; to a room nothing tells what is not opened yet."""
    if found.actor is Actor.SEAT and found.stage is Stage.DRAFT:
        return None
    in_order = prompts(session, found.standing.seminar.id)
    return numbers(in_order)[found.prompt.id], found.prompt


def _question_and_member(
    session: Session, found: AnswerPlace
) -> tuple[tuple[int | None, Prompt] | None, str]:
    """The question, and the name of the member whose own answer it is."""
    member = members_by_id(session, found.standing.seminar.id).get(found.answer.member_id or "")
    return _question(session, found), member.name if member else ""


def _may_restore(session: Session, asker: Asker, answer_id: str) -> bool:
    try:
        place_to_bring_back(session, asker, answer_id)
    except Locked:
        return False
    return True
