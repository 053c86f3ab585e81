"""What the API tells of rooms, seats, duties and phases, as types."""

from typing import Literal

from typing_extensions import TypedDict

from app.rosters.entries import Kind


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


class HolderGiven(HolderOut):
    undo: str | None


class DutiesGiven(TypedDict):
    duties: list[HolderOut]
    undo: str | None


class HelpOut(TypedDict):
    calling: bool
    seen: bool
    undo: str | None


class PhaseOut(TypedDict):
    prompts: list[str]
    phase: str
    minutes: int


class ClockOut(TypedDict):
    prompt: str
    phase: str
    own: bool
    ends_at: str | None
    paused: bool
    seconds_left: int


class ProgressOut(TypedDict):
    dialogue: str
    phases: list[PhaseOut]
    at: int | None
    clock: ClockOut | None


class ProgressPressed(ProgressOut):
    undo: str | None


class CoFacilitatorOut(TypedDict):
    id: str
    name: str
    rooms: list[str] | None
    url: str
    made_at: str
    revoked_at: str | None


class ProposedRoom(TypedDict):
    number: int
    name: str | None
    members: list[str]
    people: int


class ArrangementFinding(TypedDict):
    kind: Literal["alone", "thin", "crowded", "divided", "uncounted"]
    rooms: list[int]
    text: str


class ArrangementOut(TypedDict):
    people: int
    rooms: list[ProposedRoom]
    findings: list[ArrangementFinding]


class SittingOut(TypedDict):
    id: str
    number: int
    name: str | None
    member: MemberOut | None
    connected: bool


class ReadRoom(TypedDict):
    number: int
    name: str | None
    members: list[str]


class ReadFinding(TypedDict):
    kind: Kind
    line: int
    text: str
    rooms: list[int]
    earlier: int | None


class RosterReading(TypedDict):
    refused: bool
    rooms: list[ReadRoom]
    findings: list[ReadFinding]


class SeatOut(TypedDict):
    id: str
    nickname: str | None
    member: MemberOut | None


class SeatChanged(SeatOut):
    undo: str | None


class RoomMessage(TypedDict):
    id: str
    text: str
    at: str
    until: str


class TurnOut(TypedDict):
    name: str
    number: int | None
    member: str | None
    seat: str | None
    turn: str


class RoundOut(TypedDict):
    dialogue: str | None
    number: int
    at: int | None
    turns: list[TurnOut]


class RoundPressed(RoundOut):
    undo: str | None
