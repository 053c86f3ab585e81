"""What the API tells of a seminar's grid, plan, messages and projector, as types."""

from typing import Literal

from typing_extensions import TypedDict

from app.boards.state import State
from app.facilitation import projector
from app.live.frames import StageOf
from app.people.rights import Stage
from app.rooms.wire import ClockOut, MemberOut
from app.seminars.plan import Kind


class GridDialogue(TypedDict):
    id: str
    title: str
    stage: Stage
    until: str | None


class GridPrompt(TypedDict):
    id: str
    dialogue: str
    number: int | None
    label: str


class CoverageOut(TypedDict):
    answered: int
    rooms: int
    doubles: int


class CellOut(TypedDict):
    prompt: str
    state: State
    words: int
    written_at: str | None
    answers: list[str]


class ReopenedOut(TypedDict):
    dialogue: str
    until: str | None


class GridRoom(TypedDict):
    id: str
    number: int
    name: str | None
    members: list[MemberOut]
    connected: int
    help: bool
    help_seen: bool
    help_taken_by: str | None
    reopened: list[ReopenedOut]
    merged_into: str | None
    cells: list[CellOut]


class GridOut(TypedDict):
    version: int
    dialogues: list[GridDialogue]
    prompts: list[GridPrompt]
    coverage: CoverageOut
    rooms: list[GridRoom]


class PlanStepOut(TypedDict):
    id: str
    at: str | None
    kind: Kind
    dialogue: str | None
    prompt: str | None
    phase: str
    minutes: int
    text: str
    done: bool
    skipped: bool
    done_at: str | None


class PlanOut(TypedDict):
    made: bool
    next: str | None
    delay: int
    steps: list[PlanStepOut]


class PlanTaken(PlanOut):
    undo: str | None


class MessageOut(TypedDict):
    id: str
    text: str
    room: str | None
    at: str
    until: str
    rooms: int
    seen: int
    unseen: list[str]


class MessageSent(MessageOut):
    undo: str | None


class MergeOut(TypedDict):
    id: str
    room: str
    into: str
    at: str
    ended_at: str | None


class PlenumSlide(TypedDict):
    slide: projector.Kind
    room: str | None
    quote: str | None
    page: int
    pages: int
    text: str
    changed: bool


class PlenumText(TypedDict):
    room: str
    quote: str | None


class PlenumRoom(TypedDict):
    room: str
    look: Literal["done", "answered", "begun", ""]


class PlenumTurn(TypedDict):
    room: str
    skipped: bool


class PlenumOut(TypedDict):
    version: int
    prompt: str | None
    at: int
    slides: list[PlenumSlide]
    coverage: CoverageOut
    rooms: list[PlenumRoom]
    offered: list[PlenumText]
    chosen: list[PlenumText]
    speaks: str | None
    spoken: list[PlenumTurn]
    waiting: int
    turns: int


class StageSaid(StageOf):
    """`undo` takes it back."""

    undo: str | None


class ClockStands(TypedDict):
    clock: ClockOut | None


class ClockPressed(ClockStands):
    """`undo` takes it back."""

    undo: str | None


class HelpAnswered(TypedDict):
    calling: bool
    seen: bool
    taken_by: str | None
    undo: str | None
