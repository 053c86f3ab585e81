"""Tables of published reports, and the verbs on them. A report is kept as the pages it was made of:
what is public changes only when somebody says so."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String, col, delete, select

from app.refusals import N_, MovedOn, NotFound, Refusal
from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime, now


class NoteWanted(Refusal):
    """Whoever has read what was public before must be able to see what is different."""

    type = "note_wanted"
    title = N_("Write what was changed first. The report that is published stands as it was.")


class Publication(SQLModel, table=True):
    """One time that a report was published. `number` counts from 1; `note` says what was changed
    since the one before; `choices` are what it was made by."""

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    number: int
    note: str = ""
    choices: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    published_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PublishedPage(SQLModel, table=True):
    """A file of the newest publication, by its name in the site."""

    __tablename__ = "published_page"

    publication_id: str = Field(
        sa_column=Column(String, ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True)
    )
    name: str = Field(primary_key=True)
    content: str


def publications(session: Session, seminar_id: str) -> list[Publication]:
    """The oldest first."""
    query = select(Publication).where(Publication.seminar_id == seminar_id)
    return list(session.exec(query.order_by(col(Publication.number))))


def public(session: Session, seminar_id: str) -> Publication | None:
    """The one that everybody can read, if there is one."""
    newest = next(reversed(publications(session, seminar_id)), None)
    return newest if newest and not newest.withdrawn_at else None


def public_page(session: Session, seminar_id: str, name: str) -> str:
    """Raises NotFound where nothing is public, or nothing by this name."""
    found = public(session, seminar_id)
    page = session.get(PublishedPage, (found.id, name)) if found else None
    if page is None:
        raise NotFound
    return page.content


def publish(
    session: Session,
    seminar_id: str,
    files: Iterable[tuple[str, bytes]],
    *,
    number: int,
    note: str,
    choices: dict[str, Any],
) -> Publication:
    """Put these pages in the place of those before, of which nothing is kept: a name that was
    corrected away is gone. Raises MovedOn when somebody else has published `number`, NoteWanted for
    a correction without a note."""
    before = publications(session, seminar_id)
    if number != len(before) + 1:
        raise MovedOn
    if before and not note:
        raise NoteWanted
    for each in before:
        session.execute(delete(PublishedPage).where(col(PublishedPage.publication_id) == each.id))
    made = Publication(
        seminar_id=seminar_id,
        number=number,
        note=note,
        choices=choices,
        published_at=now(session),
    )
    session.add(made)
    session.flush()
    session.add_all(
        PublishedPage(publication_id=made.id, name=name, content=content.decode())
        for name, content in files
    )
    return made


def withdraw(session: Session, seminar_id: str) -> None:
    """Nobody reads it any more; the pages are kept, for the way back."""
    newest = _newest(session, seminar_id)
    newest.withdrawn_at = newest.withdrawn_at or now(session)
    session.add(newest)


def put_back(session: Session, seminar_id: str) -> None:
    """Public again, as it was."""
    newest = _newest(session, seminar_id)
    newest.withdrawn_at = None
    session.add(newest)


def _newest(session: Session, seminar_id: str) -> Publication:
    found = publications(session, seminar_id)
    if not found:
        raise NotFound
    return found[-1]
