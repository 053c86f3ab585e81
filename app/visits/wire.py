"""What the API tells of contributions, as types: docs/api.md, sections 2 and 3, in code."""

from collections.abc import Iterable, Sequence

from typing_extensions import TypedDict

from app.boards.cells import Cell
from app.rooms.models import Member
from app.visits.tally import Tally, tally


class MemberTally(TypedDict):
    id: str
    name: str
    contributions: int


class PromptTally(TypedDict):
    prompt: str
    contributions: int
    members: list[MemberTally]


class RoomContributions(TypedDict):
    room: str
    contributions: int
    members: list[MemberTally]
    prompts: list[PromptTally]


class Contributions(TypedDict):
    contributions: int
    members: list[MemberTally]
    rooms: list[RoomContributions]


def members_json(counted: Tally, members: Iterable[Member]) -> list[MemberTally]:
    return [
        {"id": member.id, "name": member.name, "contributions": count}
        for member, count in counted.each(members)
    ]


def room_json(room_id: str, cells: Sequence[Cell], members: Sequence[Member]) -> RoomContributions:
    counted = tally(cells)
    return {
        "room": room_id,
        "contributions": counted.all,
        "members": members_json(counted, members),
        "prompts": [_prompt(cell, members) for cell in cells],
    }


def _prompt(cell: Cell, members: Sequence[Member]) -> PromptTally:
    counted = tally([cell])
    return {
        "prompt": cell.prompt.id,
        "contributions": counted.all,
        "members": members_json(counted, members),
    }
