"""What the API tells of a seminar, as types: docs/api.md, section 2, in code."""

from typing_extensions import TypedDict

from app.people.rights import Stage, WayIn
from app.seminars.wishes import SeminarKind


class Minutes(TypedDict, total=False):
    think: int
    round: int
    talk: int
    summary: int


class PromptOut(TypedDict):
    id: str
    number: int | None
    text: str
    text_nn: str
    label: str
    help: str
    minutes: Minutes
    kind: str
    addressee: str | None
    per_member: bool
    joined: bool


class DialogueOut(TypedDict):
    id: str
    title: str
    instructions: str
    background: str
    minutes: int
    stage: Stage
    until: str | None
    prompts: list[PromptOut]


class DutyOut(TypedDict):
    id: str
    name: str
    text: str
    nudge: str


class SeminarOut(TypedDict):
    id: str
    title: str
    code: str
    language: str
    entry: WayIn
    kind: SeminarKind
    new_members: bool
    join_url: str | None
    read_url: str
    facilitator_url: str
    archived: bool
    retain_until: str | None
    how_used: str
    member_noun: str
    rehearses: str | None
    series: str | None
    held_on: str | None
    place: str
    region: str
    dialogues: list[DialogueOut]
    duties: list[DutyOut]


class SeminarListed(TypedDict):
    id: str
    title: str
    code: str
    archived: bool
    rehearses: str | None


class Archived(TypedDict):
    archived: bool


class LastChange(TypedDict):
    """What `change` names can be taken back."""

    change: str | None
    said: str
    at: str | None


class DeletedOut(TypedDict):
    """What went, in numbers."""

    title: str
    code: str
    at: str
    rooms: int
    seats: int
    answers: int
    steps: int
