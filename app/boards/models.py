"""Tables of what the rooms write: answers, their documents and the append-only ledger of steps."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, func
from sqlmodel import Column, Field, SQLModel, String, col

import app.boards.moved  # noqa: F401 - tables in a file of their own
from app.refusals import NotFound
from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime

NOTES, SUMMARY = KINDS = "notes", "summary"
LARGEST_VERSION = 2**53
"""What every client can count; a database would take a little more."""


def _of_answer() -> Any:
    return Column(String, ForeignKey("answer.id", ondelete="CASCADE"), nullable=True, index=True)


class Answer(SQLModel, table=True):
    """Room × prompt (× member where the prompt is per member). `said` is what the room says of it:
    done, nothing_to_add or out_of_time; `asked_at` when it settled what it was asked."""

    id: str = Field(default_factory=new_id, primary_key=True)
    room_id: str = Field(sa_column=owned_by("room"))
    prompt_id: str = Field(sa_column=owned_by("prompt"))
    member_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("member.id", ondelete="CASCADE"), nullable=True, index=True
        ),
    )
    said: str | None = None
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


Index(
    "uq_answer_place",
    col(Answer.room_id),
    col(Answer.prompt_id),
    func.coalesce(Answer.member_id, ""),
    unique=True,
)


class Document(SQLModel, table=True):
    """One text of an answer: its notes or its summary.

    `version` counts the steps taken; `doc` is the text as it stood at `doc_version`, and the rest
    is replayed from the ledger. `room_version` is the room's version at the last step.
    """

    answer_id: str = Field(
        sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(primary_key=True)
    version: int = 0
    doc: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    doc_version: int = 0
    room_version: int = 0
    written_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Deed(StrEnum):
    """What was done, besides writing. Only the server says so; no name of a client's means it."""

    WRITE = "write"
    RESTORE = "restore"
    UNDELETE = "undelete"
    UNDO = "undo"
    LATE = "late"
    SAY = "say"
    MOVE = "move"
    UNMOVE = "unmove"
    DIVIDE = "divide"


class LedgerStep(SQLModel, table=True):
    """One step, as it was taken. Rows are only ever added. `client` is what its maker calls itself,
    and None for steps that the server made."""

    __tablename__ = "ledger"

    answer_id: str = Field(
        sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    step: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    client: str | None = None
    deed: str = Deed.WRITE
    seat_id: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    room_version: int
    epoch: str
    schema_number: int


class ClientName(SQLModel, table=True):
    """Whose a client's name is in a document: the seat's that used it first. Under somebody else's
    name, steps would pass for that one's own, who then would not send them any more."""

    __tablename__ = "client_name"

    answer_id: str = Field(
        sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    seat_id: str


class Saying(SQLModel, table=True):
    """What a room said of an answer, and when: states have a past too. Rows are only ever added."""

    id: int | None = Field(default=None, primary_key=True)
    answer_id: str = Field(sa_column=owned_by("answer"))
    said: str | None = None
    seat_id: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    room_version: int


class Disagreement(SQLModel, table=True):
    """One line of somebody who does not share a summary; it stays with it."""

    id: str = Field(default_factory=new_id, primary_key=True)
    answer_id: str = Field(sa_column=owned_by("answer"))
    seat_id: str | None = Field(
        default=None,
        sa_column=Column(String, ForeignKey("seat.id", ondelete="SET NULL"), index=True),
    )
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


class Late(SQLModel, table=True):
    """Text that could not be taken when it came: kept whole, for the facilitator to take in."""

    id: str = Field(default_factory=new_id, primary_key=True)
    answer_id: str = Field(sa_column=owned_by("answer"))
    kind: str
    seat_id: str | None = None
    version: int
    doc: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    stage: str | None = None  # where the dialogue stood then; unknown of older ones
    taken_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_version: int | None = None  # the document's before it was taken in, and after
    last_version: int | None = None
    put_away_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str | None = None


class Finding(SQLModel, table=True):
    """What was decided on a doubtful text: the finding is right (`accept`), the text is as it
    should be (`keep`), or the room was asked. `id` is of the text that was looked at; when the text
    changes it is another. Of a text that stands twice `answer_id` says again what `of_id` says."""

    id: str = Field(primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    kind: str
    decision: str
    word: str = ""
    decided_at: datetime = Field(sa_type=UtcDateTime)
    answer_id: str | None = Field(default=None, sa_column=_of_answer())
    of_id: str | None = Field(default=None, sa_column=_of_answer())


def document_name(answer_id: str, kind: str) -> str:
    """A document's name outside: the answer's id, or that with `/summary`."""
    return answer_id if kind == NOTES else f"{answer_id}/{SUMMARY}"


def late_address(document: str) -> str:
    """Where what comes too late for a document is handed in."""
    return f"/api/v1/answers/{document}/late"


def document_key(name: str) -> tuple[str, str]:
    """(answer id, kind) of a document's name; an unknown kind is NotFound."""
    answer_id, slash, kind = name.partition("/")
    if slash and kind != SUMMARY:
        raise NotFound
    return answer_id, kind or NOTES
