"""What the API tells of outcomes, as types."""

from sqlmodel import Session
from typing_extensions import TypedDict

from app.outcomes.asked import AskedAction, Following
from app.outcomes.models import BECAME, Became, Promise
from app.people.models import Seat
from app.rooms.models import Member
from app.seminars.api import iso


class OutcomeOut(TypedDict):
    became: Became
    line: str
    at: str | None
    seat: str | None
    member: str | None


class PromiseOut(TypedDict):
    """`room` is the number of the room that wrote it, in the seminar of that title."""

    note: str
    seminar: str
    room: int
    member: str | None
    text: str
    who: str
    what: str
    when: str
    needs: str


class AskedOut(PromiseOut):
    outcome: OutcomeOut | None


class RoomAskedOut(TypedDict):
    asked: list[AskedOut]


class RoomOutcomesOut(TypedDict):
    room: str
    number: int
    asked: list[AskedOut]


class LostOut(TypedDict):
    """`action` is told to those who may read it in its own seminar."""

    seminar: str
    room: int
    member: str | None
    action: PromiseOut | None


class CountsOut(TypedDict):
    done: int
    under_way: int
    put_aside: int
    unanswered: int


class OutcomesOut(TypedDict):
    counts: CountsOut
    rooms: list[RoomOutcomesOut]
    lost: list[LostOut]


def promise_json(each: Promise) -> PromiseOut:
    return {
        "note": each.note_id,
        "seminar": each.seminar,
        "room": each.number,
        "member": each.member or None,
        "text": each.text,
        "who": each.who,
        "what": each.what,
        "when": each.when,
        "needs": each.needs,
    }


def asked_json(session: Session, each: AskedAction) -> AskedOut:
    return {**promise_json(each.promise), "outcome": _outcome(session, each)}


def _outcome(session: Session, each: AskedAction) -> OutcomeOut | None:
    said = each.outcome
    if said is None:
        return None
    seat = session.get(Seat, said.seat_id) if said.seat_id else None
    member = session.get(Member, seat.member_id) if seat and seat.member_id else None
    return {
        "became": next(word for word in BECAME if word == said.became),
        "line": said.line,
        "at": iso(said.at),
        "seat": said.seat_id,
        "member": member.name if member else None,
    }


def counts_json(found: Following) -> CountsOut:
    return {
        "done": found.count("done"),
        "under_way": found.count("under_way"),
        "put_aside": found.count("put_aside"),
        "unanswered": found.unanswered,
    }
