"""What the API tells of rooms, seats and duties, as types."""

from typing_extensions import TypedDict


class MemberOut(TypedDict):
    id: str
    name: str


class RoomOut(TypedDict):
    id: str
    number: int
    name: str | None
    url: str
    members: list[MemberOut]
    warnings: list[str]


class SeatPlace(TypedDict):
    seat_id: str
    room_id: str


class SeatTaken(SeatPlace):
    seat_token: str


class HolderOut(TypedDict):
    duty: str
    seat: str | None
    name: str | None
    skipped: bool


class HelpOut(TypedDict):
    calling: bool
    seen: bool
