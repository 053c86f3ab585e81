"""Tables of the search: the terms of what was written, kept as ordinary rows.

SQLite finds in them through an FTS5 index that triggers keep equal to the rows (see the migration),
PostgreSQL through a GIN index on the same columns. Rows go with the answers they were made from.
"""

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, SQLModel, String

from app.seminars.models import owned_by


class Indexed(SQLModel, table=True):
    """The version of a document whose terms are in the index, and of the rules that made them."""

    answer_id: str = Field(
        sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(primary_key=True)
    version: int
    rules: str


class NoteTerms(SQLModel, table=True):
    """The terms of one note, or of one paragraph of a summary, with spaces between: the words in
    order, the words that they are forms of, and those that their compounds are made of. `seminar`
    is whose they are, as a term (`terms.owner`): else every seminar's notes were looked through."""

    __tablename__ = "note_terms"

    id: int | None = Field(default=None, primary_key=True)
    answer_id: str = Field(sa_column=owned_by("answer"))
    kind: str
    note_id: str
    words: str
    forms: str
    parts: str
    seminar: str
