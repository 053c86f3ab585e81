"""What the API tells of late contributions, as types."""

from typing_extensions import TypedDict

from app.documents.wire import DocOut
from app.people.rights import Stage


class HandedIn(TypedDict):
    id: str


class LateNote(TypedDict):
    id: str | None
    text: str


class LateOut(TypedDict):
    id: str
    answer: str
    room: str
    summary: bool
    version: int
    text: str
    doc: DocOut | None
    notes: list[LateNote]
    seat: str | None
    at: str | None
    stage: Stage | None
    taken_in: bool
    put_away: bool
    reason: str | None
