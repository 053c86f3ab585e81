"""The table of divisions: what each added to which documents, so that all of it can go back."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Column, Field, SQLModel

from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime


class Division(SQLModel, table=True):
    """A text that was divided. `steps` are, by document, the versions before it and after."""

    id: str = Field(default_factory=new_id, primary_key=True)
    room_id: str = Field(sa_column=owned_by("room"))
    seat_id: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    steps: dict[str, tuple[int, int]] = Field(sa_column=Column(JSON, nullable=False))
