"""What a projector shows of a seminar: kept, so that every window shows the same."""

from typing import Literal

from sqlalchemy import JSON, ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String

Kind = Literal["question", "rooms", "text", "wheel"]
QUESTION: Kind = "question"
ROOMS: Kind = "rooms"
TEXT: Kind = "text"
WHEEL: Kind = "wheel"


class Plenum(SQLModel, table=True):
    """`text` is the chosen text that is shown, `page` which page of it. `chosen` are the texts of
    each question by their keys, `room:ID` or `quote:ID`; `turns` are question, room and whether it
    spoke, in the order in which they were drawn. What they name and is gone is passed over."""

    seminar_id: str = Field(
        sa_column=Column(String, ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    )
    version: int = 0
    prompt_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("prompt.id", ondelete="SET NULL"), nullable=True, index=True
        ),
    )
    slide: str = QUESTION
    text: str = ""
    page: int = 1
    chosen: dict[str, list[str]] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    turns: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


def projected(session: Session, seminar_id: str) -> Plenum:
    """As it stands; a new one, which is not stored, where nothing was ever shown."""
    return session.get(Plenum, seminar_id) or Plenum(seminar_id=seminar_id)
