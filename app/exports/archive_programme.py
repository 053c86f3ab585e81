"""What an archive tells of a seminar before anybody wrote: programme, rooms, who sat where."""

from typing import Any

from sqlmodel import Session, col, select

from app.boards.access import View
from app.collation import order_of
from app.people.models import Seat
from app.rooms.models import Member, Room, Seating
from app.seminars.api import iso, prompt_json
from app.seminars.models import Seminar, Series
from app.seminars.overview import DialogueView

Json = dict[str, Any]


def seminar_json(session: Session, seminar: Seminar, *, whole: bool) -> Json:
    """Without the code: files are passed on, and it opens every room."""
    return {
        "id": seminar.id,
        "title": seminar.title,
        "entry": seminar.entry,
        "kind": seminar.kind,
        "new_members": seminar.new_members,
        "language": seminar.language,
        "member_noun": seminar.member_noun,
        "how_used": seminar.how_used,
        "retain_until": seminar.retain_until and seminar.retain_until.isoformat(),
        "created_at": iso(seminar.created_at),
        "archived_at": iso(seminar.archived_at),
        "held_on": seminar.held_on and seminar.held_on.isoformat(),
        "place": seminar.place,
        "region": seminar.region,
        "series": _series_title(session, seminar) if whole else "",
    }


def _series_title(session: Session, seminar: Seminar) -> str:
    """Its title: other seminars are in it, so an import joins it, or makes it anew."""
    found = session.get(Series, seminar.series_id) if seminar.series_id else None
    return found.title if found else ""


def dialogue_json(work: DialogueView) -> Json:
    dialogue = work.dialogue
    return {
        "id": dialogue.id,
        "title": dialogue.title,
        "instructions": dialogue.instructions,
        "background": dialogue.background,
        "minutes": dialogue.minutes,
        "stage": work.stage,
        "until": iso(dialogue.until),
        "own_seating": dialogue.own_seating,
        "prompts": [
            prompt_json(prompt, number) | {"numbered": prompt.numbered}
            for number, prompt in work.prompts
        ],
    }


def members_json(session: Session, seminar_id: str) -> list[Json]:
    query = select(Member).where(Member.seminar_id == seminar_id)
    return [
        {"id": member.id, "name": member.name, "aliases": member.aliases}
        for member in sorted(session.exec(query), key=lambda member: order_of(member.name))
    ]


def room_json(room: Room) -> Json:
    return {"id": room.id, "number": room.number, "name": room.name}


def seating_json(session: Session, view: View) -> list[Json]:
    query = select(Seating).where(
        col(Seating.dialogue_id).in_([work.dialogue.id for work in view.works])
    )
    found = session.exec(
        query.order_by(Seating.dialogue_id, Seating.room_id, col(Seating.position))
    )
    return [
        {"dialogue": each.dialogue_id, "room": each.room_id, "member": each.member_id}
        for each in found
    ]


def seats_json(session: Session, seminar_id: str) -> list[Json]:
    """That somebody sat there, and for which member; not who."""
    query = select(Seat).join(Room, col(Room.id) == col(Seat.room_id))
    found = session.exec(query.where(Room.seminar_id == seminar_id).order_by(col(Seat.created_at)))
    return [
        {
            "id": seat.id,
            "room": seat.room_id,
            "member": seat.member_id,
            "created_at": iso(seat.created_at),
            "left_at": iso(seat.left_at),
        }
        for seat in found
    ]
