"""The table of what notes mean: a vector each, of the text that it held when it was read."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlmodel import Column, Field, SQLModel, String


class NoteMeaning(SQLModel, table=True):
    """A note's vector (`float32`, as many as the model has) under the digest of its text: when the
    note is changed it is another's, and made anew. Goes with its answer."""

    __tablename__ = "note_meaning"

    answer_id: str = Field(
        sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(primary_key=True)
    note_id: str = Field(primary_key=True)
    digest: str
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
