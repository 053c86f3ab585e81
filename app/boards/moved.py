"""Tables of notes that those who lead took out of one answer and put into another. Rows stay when
it is taken back, as what was done stays in both histories."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, SQLModel, String

from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime


class Move(SQLModel, table=True):
    """One deed: notes of an answer, or with `whole` all of it, to the end of another answer."""

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    from_answer_id: str = Field(sa_column=owned_by("answer"))
    to_answer_id: str = Field(sa_column=owned_by("answer"))
    whole: bool = False
    at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MovedText(SQLModel, table=True):
    """What of one kind of document went. `notes` and `became` are the notes' ids there and here, in
    order, with spaces between; `from_version` is the source's before it, `first_version` and
    `last_version` are the other's before it and after."""

    __tablename__ = "moved_text"

    move_id: str = Field(
        sa_column=Column(String, ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(primary_key=True)
    notes: str
    became: str
    from_version: int
    first_version: int
    last_version: int

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each note's id there and here."""
        return zip(self.notes.split(), self.became.split(), strict=False)
