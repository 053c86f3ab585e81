"""What the API tells of what stood once, as types: docs/api.md, *What stood once*, in code."""

from typing import NotRequired

from typing_extensions import TypedDict

from app.boards.models import Deed
from app.boards.wire import NoteOut
from app.documents.wire import DocOut
from app.history.moments import Role
from app.rooms.wire import MemberOut


class WhoOut(TypedDict):
    role: Role
    seat: str | None
    name: str | None
    number: int | None


class ChangeOut(TypedDict):
    note: str
    kind: str
    before: str | None
    after: str | None


class MomentChange(ChangeOut):
    member: MemberOut | None


class MomentOut(TypedDict):
    number: int
    who: WhoOut
    deed: Deed
    said: str | None
    began_at: str | None
    ended_at: str | None
    first: int
    version: int
    changes: list[MomentChange]


class RemovedOut(TypedDict):
    note: str
    text: str
    member: MemberOut | None
    version: int
    at: str | None
    who: WhoOut


class HistoryOut(TypedDict):
    document: str
    version: int
    before: int | None
    moments: list[MomentOut]
    removed: list[RemovedOut]


class TextOnce(TypedDict):
    document: str
    version: int
    text: str
    doc: DocOut
    notes: list[NoteOut]


class WriterOut(TypedDict):
    who: WhoOut
    answers: int
    first_at: str | None
    last_at: str | None


class DocumentChanged(TypedDict):
    document: str
    version: int
    changes: list[ChangeOut]


class StateChanged(TypedDict):
    answer: str
    state: str | None


class WhatChanged(TypedDict):
    dry_run: NotRequired[bool]
    documents: list[DocumentChanged]
    states: list[StateChanged]
    notes: list[str]
