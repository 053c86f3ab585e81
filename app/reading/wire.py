"""What the API tells of a search, as types."""

from typing import Literal

from typing_extensions import TypedDict


class HitOut(TypedDict):
    why: Literal["phrase", "exact", "form", "part", "beginning"]
    text: str
    found: list[tuple[int, int]]
    note: str | None
    answer: str
    summary: bool
    room: int
    dialogue: str
    prompt: str
    member: str | None


class NearOut(TypedDict):
    note: str
    answer: str
    room: int
    prompt: str
    text: str
    words: list[str]


FoundOut = TypedDict(
    "FoundOut",
    {
        "words": list[str],
        "count": int,
        "rooms": int,
        "doubles": int,
        "from": int,
        "next": int | None,
        "hits": list[HitOut],
    },
)
