"""What somebody may ask of the harvest: the same for API and forms."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from app.boards.models import LARGEST_VERSION
from app.documents.schema import SPEC
from app.seminars.wishes import LONGEST_LINE, OneLine, Title, Wish
from app.wording import Line, required

LONGEST_MESSAGE = 600
MOST_AT_ONCE = 200
ThemeKind = Literal["common", "disagreement", "ask"]
Message = Annotated[Line, Field(max_length=LONGEST_MESSAGE)]
NoteId = Annotated[str, Field(pattern=SPEC["patterns"]["id"])]
Place = Annotated[int, Field(ge=0, le=1_000_000)]
_AN_ASK_HAS_AN_ADDRESSEE: JsonDict = {
    "if": {"properties": {"kind": {"const": "ask"}}, "required": ["kind"]},
    "then": {"properties": {"addressee": {"pattern": r"\w"}}, "required": ["addressee"]},
}


class ThemeIn(Wish):
    """`prompt` is the question it belongs to; None is all of them. An ask has an addressee."""

    model_config = ConfigDict(json_schema_extra=_AN_ASK_HAS_AN_ADDRESSEE)

    title: Title
    prompt: str | None = None
    kind: ThemeKind = "common"
    addressee: OneLine = ""
    message: Message = ""


class ThemeChange(Wish):
    """What is left out stays. `place` counts from 0 among all themes of the seminar."""

    title: Annotated[Line, required(LONGEST_LINE)] | None = None
    kind: ThemeKind | None = None
    addressee: OneLine | None = None
    message: Message | None = None
    place: Place | None = None


class QuoteIn(Wish):
    """A note of an answer, or characters `start` to `stop` of it, as it stood at `version`; None is
    its beginning, its end, and as it stands now."""

    answer: str
    note: NoteId
    summary: bool = False
    version: Annotated[int, Field(ge=0, le=LARGEST_VERSION)] | None = None
    start: Place | None = None
    stop: Place | None = None


class QuotesIn(Wish):
    quotes: Annotated[list[QuoteIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


class QuoteChange(Wish):
    """Into another `theme`; `picked` to speak for it; `renew` takes the note as it stands now."""

    theme: str | None = None
    picked: bool | None = None
    renew: bool = False
