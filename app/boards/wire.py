"""What the API tells of a board and its answers, as types: docs/api.md, section 3, in code."""

from typing import Any

from typing_extensions import TypedDict

from app.boards.nudges import Kind
from app.boards.state import State
from app.documents.wire import DocOut
from app.people.rights import Stage
from app.rooms.wire import MemberOut


class NoteOut(TypedDict):
    id: str | None
    text: str
    member: MemberOut | None


class SummaryOut(TypedDict):
    version: int
    text: str
    doc: DocOut


class AnswerOut(TypedDict):
    id: str
    prompt: str
    dialogue: str
    stage: Stage
    member: MemberOut | None
    version: int
    state: State
    words: int
    written_at: str | None
    text: str
    doc: DocOut
    notes: list[NoteOut]
    summary: SummaryOut
    disagreements: list[str]


class NudgeOut(TypedDict):
    key: str
    kind: Kind
    duty: str
    names: list[str]
    prompts: list[str]
    until: str | None


class NudgesOut(TypedDict):
    nudges: list[NudgeOut]
    look_again: str | None


class BoardRoom(TypedDict):
    id: str
    number: int
    name: str | None
    members: list[MemberOut]


class BoardOut(TypedDict):
    room: BoardRoom
    version: int
    epoch: str
    schema: int
    answers: list[AnswerOut]


class NoteAdded(TypedDict):
    note_id: str
    answer_id: str
    version: int


class StepsTaken(TypedDict):
    version: int


class SchemaOut(TypedDict):
    schema: int
    number: int
    limits: dict[str, int]
    patterns: dict[str, str]
    nodes: dict[str, dict[str, Any]]
    marks: dict[str, dict[str, Any]]
