"""Every message of the socket, in and out, each a type: docs/api.md, section 5, in code.

It lies in `live`, below all who send and hear; what a step or a problem holds, they know.
A frame is made into bytes once, however many hear it.
"""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Raw, Struct, UnsetType
from msgspec.json import Decoder, Encoder
from typing_extensions import TypedDict

LONGEST_CLIENT = 64
LONGEST_ID = 60
Count = Annotated[int, Meta(ge=0)]


def _as(shape: str) -> Meta:
    """How OpenAPI tells of what is not looked at here; documents/wire.py knows its types."""
    return Meta(extra_json_schema={"$ref": f"#/components/schemas/{shape}"})


# What is sent is made into steps later, and what is sent on is text already.
StepsIn = Annotated[list[Any], Meta(extra_json_schema={"items": {"type": "object"}})]
StepsOut = list[Annotated[Raw, _as("StepOut")]]
Doc = Annotated[Any, _as("DocOut")]


class Frame(Struct, kw_only=True, gc=False):
    """The base of all. What is UNSET is left out."""


# From the client


class Join(Frame, kw_only=True, tag="join"):
    """One room or one seminar's grid, and what is known of it."""

    room: str | None = None
    grid: str | None = None
    since: Any = None
    epoch: Any = None
    language: str | None = None
    documents: dict[str, Any] | None = None
    """Versions by document. What is no version is unknown: that comes whole."""


class Written(Frame, kw_only=True):
    """Steps as they come over HTTP, where the address names the document."""

    version: Count
    client: Annotated[str, Meta(min_length=1, max_length=LONGEST_CLIENT)]
    steps: StepsIn
    schema: int | None = None
    epoch: str | None = None


class Steps(Written, kw_only=True, tag="steps"):
    document: str
    id: Any = UNSET


class Caret(Frame, kw_only=True, tag="caret"):
    document: str | None = None
    version: Count | None = None
    anchor: Count | None = None
    head: Count | None = None


class AskBeat(Frame, kw_only=True, tag="beat"):
    pass


Heard = Join | Steps | Caret | AskBeat

# From the server


class Hello(Frame, kw_only=True, tag="hello"):
    epoch: str
    schema: int
    connection: str
    now: str | None
    heartbeat: int


class Moved(Struct):
    """What somebody lacks of a document: the steps up to `version`, or the whole of it."""

    document: str
    version: int
    steps: StepsOut | UnsetType = UNSET
    clients: list[str | None] | UnsetType = UNSET
    doc: Doc = UNSET


class Shown(Struct):
    """An element of the room page, anew."""

    part: str
    html: str


class StageOf(TypedDict):
    """Where a dialogue stands."""

    dialogue: str
    stage: str
    until: str | None


class Changes(Struct, kw_only=True):
    """What somebody lacks who was away; over HTTP it comes as it is."""

    version: int
    made: str
    epoch: str
    may: list[str]
    stages: list[StageOf]
    documents: list[Moved] | UnsetType = UNSET
    parts: list[Shown] | UnsetType = UNSET
    gone: list[str] | UnsetType = UNSET
    resync: bool | UnsetType = UNSET


class CaretOf(Struct, kw_only=True):
    """Somebody's cursor; who it is, the server says."""

    connection: str
    seat: str | None
    name: str | None
    document: str
    version: int
    anchor: int
    head: int


class Joined(Changes, kw_only=True, tag="joined"):
    room: str
    seat: str | None
    carets: list[CaretOf]


class GridJoined(Frame, kw_only=True, tag="joined"):
    grid: str
    version: int


class Taken(Frame, kw_only=True, tag="taken"):
    id: Any = UNSET
    document: str
    version: int


class Stale(Frame, kw_only=True, tag="stale"):
    id: Any = UNSET
    document: str
    version: int
    steps: list[Raw]
    clients: list[str | None]


class Refused(Frame, kw_only=True, tag="refused"):
    id: Any = UNSET
    document: str | UnsetType = UNSET
    problem: dict[str, Any]


class Committed(Frame, kw_only=True, tag="steps"):
    room: str
    room_version: int
    document: str
    version: int
    steps: list[Raw]
    clients: list[str | None]


class PagePart(Frame, kw_only=True, tag="part"):
    room: str
    room_version: int
    made: str
    part: str
    html: str


class StageChanged(Frame, kw_only=True, tag="stage"):
    room: str
    dialogue: str
    stage: str
    until: str | None
    may: list[str]


class Carets(Frame, kw_only=True, tag="carets"):
    room: str
    carets: list[CaretOf]


class Beat(Frame, kw_only=True, tag="beat"):
    now: str | None
    versions: dict[str, int]
    missed: bool | UnsetType = UNSET


class Left(Frame, kw_only=True, tag="left"):
    room: str


class _Piece(Frame, kw_only=True):
    grid: str
    made: str
    id: str
    html: str


class GridCell(_Piece, kw_only=True, tag="cell"):
    pass


class GridRow(_Piece, kw_only=True, tag="row"):
    pass


class GridHead(_Piece, kw_only=True, tag="head"):
    pass


class PlenumMoved(Frame, kw_only=True, tag="plenum"):
    """Something else is on the projector now; what, its page has."""

    grid: str
    version: int


PIECES: dict[str, type[_Piece]] = {"cell": GridCell, "row": GridRow, "head": GridHead}
SAID = (
    Hello, Joined, GridJoined, Taken, Stale, Refused, Committed, PagePart, StageChanged, Carets,
    Beat, Left, GridCell, GridRow, GridHead, PlenumMoved,
)  # fmt: skip

encode = Encoder().encode
heard: Decoder[Heard] = Decoder(Heard)
written: Decoder[Written] = Decoder(Written)
