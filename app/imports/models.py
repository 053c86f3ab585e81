"""Imports as rows: the source as it came, what was made of it, and the way back of each correction.

An import belongs to the organiser who made it, and goes with the seminar it became.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, ForeignKey, update
from sqlmodel import Column, Field, Session, SQLModel, String, col, delete, select

from app.imports.change import PostsChange
from app.imports.proposal import Post, Proposal
from app.people.access import Asker, organiser_of
from app.refusals import N_, NotFound, Refusal
from app.storage.ids import new_id
from app.storage.store import UtcDateTime, now

MOST_IMPORTS = 200
MOST_CHANGES = 500


class Confirmed(Refusal):
    """It has become a seminar and cannot become another."""

    type = "confirmed"
    status = 409
    title = N_("This has become a seminar already. Nothing was changed here.")


class TooManyImports(Refusal):
    """More that wait than anybody settles."""

    type = "too_many_imports"
    title = N_("You have too many imports that wait. Nothing was made of this; delete some first.")


class Import(SQLModel, table=True):
    """`proposal` is what stands now; `archive` is our own JSON, if that was what came. `made` says
    which answer each post went into once it is confirmed."""

    id: str = Field(default_factory=new_id, primary_key=True)
    organiser_id: str = Field(foreign_key="organiser.id", index=True)
    seminar_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("seminar.id", ondelete="CASCADE"), nullable=True, index=True
        ),
    )
    title: str
    preset: str
    language: str
    proposal: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    archive: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    made: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    version: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def understood(self) -> Proposal:
        return msgspec.convert(self.proposal, Proposal, strict=False)


class ImportPiece(SQLModel, table=True):
    """Rows of one table that our own JSON brought, as they stood in it (`carried/tables.py`)."""

    __tablename__ = "import_piece"

    import_id: str = Field(
        sa_column=Column(String, ForeignKey("import.id", ondelete="CASCADE"), primary_key=True)
    )
    position: int = Field(primary_key=True)
    name: str
    rows: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    written: bool = False


class ImportChange(SQLModel, table=True):
    """One correction, as what stood before: posts by id, None for those it made."""

    __tablename__ = "import_change"

    import_id: str = Field(
        sa_column=Column(String, ForeignKey("import.id", ondelete="CASCADE"), primary_key=True)
    )
    number: int = Field(primary_key=True)
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


def kept(
    session: Session,
    organiser_id: str,
    proposal: Proposal,
    *,
    title: str,
    preset: str,
    language: str,
    archive: dict[str, Any] | None = None,
    pieces: Iterable[tuple[str, list[dict[str, Any]]]] = (),
) -> Import:
    """Keep what was understood, until it is confirmed or deleted. Raises TooManyImports."""
    waiting = select(Import.id).where(
        Import.organiser_id == organiser_id, col(Import.confirmed_at).is_(None)
    )
    if len(session.exec(waiting.limit(MOST_IMPORTS)).all()) >= MOST_IMPORTS:
        raise TooManyImports
    made = Import(
        organiser_id=organiser_id,
        title=title,
        preset=preset,
        language=language,
        proposal=msgspec.to_builtins(proposal, str_keys=True),
        archive=archive,
        created_at=now(session),
    )
    session.add(made)
    session.flush()
    for position, (name, rows) in enumerate(pieces):
        session.add(ImportPiece(import_id=made.id, position=position, name=name, rows=rows))
    return made


def import_for(session: Session, asker: Asker, import_id: str) -> Import:
    """The asker's own import. Raises NotFound."""
    found = session.get(Import, import_id)
    if found is None or found.organiser_id != organiser_of(session, asker):
        raise NotFound
    return found


def is_moved(session: Session, import_id: str) -> bool:
    """Whether it came with its rows, and becomes the seminar that it was."""
    return session.get(ImportPiece, (import_id, 0)) is not None


def imports_of(session: Session, asker: Asker) -> list[Import]:
    """An organiser's imports, newest first. Raises NotFound for anybody else."""
    organiser_id = organiser_of(session, asker)
    if organiser_id is None:
        raise NotFound
    query = select(Import).where(Import.organiser_id == organiser_id)
    return list(session.exec(query.order_by(col(Import.created_at).desc())))


def correct(
    session: Session, found: Import, change: Callable[[Proposal], tuple[Post, ...]]
) -> Proposal:
    """Put a correction in place, with its way back. Raises Confirmed, and Invalid by `change`."""
    _refuse_confirmed(found)
    before = found.understood
    posts = change(before)
    changed = PostsChange.between(before.posts, posts)
    if not changed.before:
        return before
    number = found.version + 1
    session.add(ImportChange(import_id=found.id, number=number, before=changed.stored))
    old = delete(ImportChange).where(
        col(ImportChange.import_id) == found.id, col(ImportChange.number) <= number - MOST_CHANGES
    )
    session.execute(old)
    _save(session, found, posts, number)
    return found.understood


def undo(session: Session, found: Import) -> bool:
    """Take the last correction back; whether there was one. Raises Confirmed."""
    _refuse_confirmed(found)
    change = session.get(ImportChange, (found.id, found.version))
    if change is None:
        return False
    posts = PostsChange.parsed(change.before).put_back(found.understood.posts)
    session.delete(change)
    _save(session, found, posts, found.version - 1)
    return True


def can_undo(session: Session, found: Import) -> bool:
    return session.get(ImportChange, (found.id, found.version)) is not None


def _save(session: Session, found: Import, posts: tuple[Post, ...], version: int) -> None:
    proposal = {**found.proposal, "posts": msgspec.to_builtins(posts)}
    query = update(Import).where(col(Import.id) == found.id)
    session.execute(query.values(proposal=proposal, version=version))
    session.refresh(found)


def _refuse_confirmed(found: Import) -> None:
    if found.confirmed_at or found.seminar_id:
        raise Confirmed
