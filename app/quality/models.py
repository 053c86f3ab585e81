"""The table of what was decided on doubtful texts. The texts themselves are never changed here."""

from datetime import datetime
from typing import Literal

from sqlmodel import Field, Session, SQLModel, select

from app.seminars.models import owned_by
from app.storage.store import Moment

Decision = Literal["accept", "keep", "ask"]


class Finding(SQLModel, table=True):
    """A decision: the finding is right (`accept`), the text is as it should be (`keep`), or the
    room was asked. `id` is of the text that was looked at; when the text changes it is another."""

    id: str = Field(primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    kind: str
    decision: str
    word: str = ""
    decided_at: datetime = Field(sa_type=Moment)


def decided(session: Session, seminar_id: str) -> dict[str, Finding]:
    """By the finding's id."""
    found = session.exec(select(Finding).where(Finding.seminar_id == seminar_id))
    return {each.id: each for each in found}


def accepted_names(session: Session, seminar_id: str) -> list[str]:
    """What somebody has said is the name of a person."""
    query = select(Finding.word).where(
        Finding.seminar_id == seminar_id, Finding.kind == "name", Finding.decision == "accept"
    )
    return sorted({word for word in session.exec(query) if word})
