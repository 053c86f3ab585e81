"""What the API tells of a seminar's pictures, as types."""

from typing_extensions import TypedDict


class PicturePart(TypedDict):
    kind: str
    words: int
    rooms: int
    minutes: int | None
    planned: int


class PicturePhase(TypedDict):
    phase: str
    minutes: int | None
    rooms: int
    planned: int
    words: int


class PictureRoom(TypedDict):
    id: str
    number: int
    words: int
    began_at: str | None


class PictureOut(TypedDict):
    id: str
    dialogue: str
    number: int | None
    label: str
    answered: int
    parts: list[PicturePart]
    phases: list[PicturePhase]
    rooms: list[PictureRoom]


class PicturesOut(TypedDict):
    at: str | None
    rooms: int
    answered: int
    doubles: int
    prompts: list[PictureOut]
