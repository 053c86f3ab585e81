"""What the API tells of a rehearsal, as types: docs/api.md, section 2, in code."""

from typing_extensions import TypedDict


class RehearsalOut(TypedDict):
    seminar: str
    of: str
    title: str
    code: str
    people: int
    speed: float
    own_room: int | None
    playing: bool
