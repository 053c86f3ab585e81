"""What was decided on doubtful texts. The texts themselves are never changed here."""

from typing import Literal

from sqlmodel import Session, select

from app.boards.models import Finding

Decision = Literal["accept", "keep", "ask"]


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
