"""What the API tells of the exchange, as types."""

from typing_extensions import TypedDict

from app.exchange.models import Comment, Exchange
from app.exchange.others import Others
from app.exchange.responses import Voices
from app.rooms.models import Room


class ExchangeOut(TypedDict):
    others: bool
    comments: bool
    useful: bool
    closed: bool


class RoomNamed(TypedDict):
    id: str
    number: int
    name: str | None


class LineFrom(TypedDict):
    room: int
    line: str


class OthersOut(TypedDict):
    rooms: list[RoomNamed]
    taken_along: LineFrom | None
    quoted: list[LineFrom]


class CommentOut(TypedDict):
    id: str
    answer: str
    room: int
    text: str
    mine: bool
    gone: bool


class VoicesOut(TypedDict):
    comments: list[CommentOut]
    useful: bool
    count: int | None


def exchange_json(exchange: Exchange) -> ExchangeOut:
    return {
        "others": exchange.others,
        "comments": exchange.comments,
        "useful": exchange.useful,
        "closed": exchange.closed_at is not None,
    }


def others_json(others: Others) -> OthersOut:
    source = others.line_from
    return {
        "rooms": [
            {"id": room.id, "number": room.number, "name": room.name} for room in others.rooms
        ],
        "taken_along": {"room": source.number, "line": others.line} if source else None,
        "quoted": [{"room": room.number, "line": line} for room, line in others.quoted],
    }


def comment_json(comment: Comment, room: Room, *, mine: bool) -> CommentOut:
    return {
        "id": comment.id,
        "answer": comment.answer_id,
        "room": room.number,
        "text": comment.text,
        "mine": mine,
        "gone": comment.gone_at is not None,
    }


def voices_json(found: Voices) -> VoicesOut:
    return {
        "comments": [
            comment_json(each.comment, each.room, mine=each.mine) for each in found.comments
        ],
        "useful": found.useful,
        "count": found.count,
    }
