"""What the API tells of divisions, as types."""

from typing_extensions import TypedDict

from app.dividing.parts import Certainty


class PieceOut(TypedDict):
    first: int
    last: int
    prompt: str | None
    certainty: Certainty
    headings: list[int]
    numbered: bool
    text: str


class DivisionOut(TypedDict):
    divides: bool
    lines: list[str]
    pieces: list[PieceOut]


class DividedDocument(TypedDict):
    document: str
    version: int


class Divided(TypedDict):
    id: str
    documents: list[DividedDocument]
