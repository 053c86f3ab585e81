"""What the API tells of a series, as types: docs/api.md, section 2, in code."""

from typing_extensions import TypedDict

from app.series.gatherings import State


class GatheringOut(TypedDict):
    id: str
    title: str
    held_on: str | None
    place: str
    region: str
    state: State
    read_url: str | None
    report_url: str | None


class SeriesOut(TypedDict):
    id: str
    title: str
    seminars: list[GatheringOut]


class PutInOut(SeriesOut):
    moved_from: str | None


class SeriesListed(TypedDict):
    id: str
    title: str
    seminars: int
