"""Tables of the harvest: themes, and quotes that point from them to notes as they once stood."""

from sqlalchemy import ForeignKey, func, update
from sqlmodel import Column, Field, Session, SQLModel, String, col, select

from app.boards.models import NOTES
from app.refusals import N_, NotFound, Refusal
from app.seminars.models import owned_by
from app.storage.ids import new_id

COMMON, DISAGREEMENT, ASK = KINDS = "common", "disagreement", "ask"
MOST_THEMES = 200
MOST_QUOTES = 50_000


class HarvestFull(Refusal):
    """More themes or quotes than anybody can make a report of."""

    type = "harvest_full"
    title = N_("There is no room for more in the harvest. Nothing was added.")


class Harvest(SQLModel, table=True):
    """How often a seminar's harvest was changed, so that others see whether they lack something."""

    seminar_id: str = Field(
        sa_column=Column(String, ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    )
    version: int = 0


class Theme(SQLModel, table=True):
    """What several rooms have in common, what they disagree on, or what they ask of somebody.

    With `prompt_id` it is one question's, else the whole seminar's. `message` is the organiser's
    own sentence on it, for the page of messages.
    """

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    prompt_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("prompt.id", ondelete="CASCADE"), nullable=True, index=True
        ),
    )
    position: int
    title: str
    kind: str = COMMON
    addressee: str = ""
    message: str = ""


class Quote(SQLModel, table=True):
    """A note of an answer's text at a version, or a part of it, in a theme.

    `start` and `stop` count characters in the note as it stood then; None is all of it. `text` is
    what they held, and `member_id` from whom it was. `picked` ones speak for the theme.
    """

    id: str = Field(default_factory=new_id, primary_key=True)
    theme_id: str = Field(sa_column=owned_by("theme"))
    answer_id: str = Field(sa_column=owned_by("answer"))
    kind: str = NOTES
    note_id: str
    version: int
    start: int | None = None
    stop: int | None = None
    text: str
    member_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("member.id", ondelete="SET NULL"), nullable=True, index=True
        ),
    )
    picked: bool = False


def version_of(session: Session, seminar_id: str) -> int:
    found = session.get(Harvest, seminar_id)
    return found.version if found else 0


def touch(session: Session, seminar_id: str) -> None:
    """One more change of the harvest."""
    grown = update(Harvest).where(col(Harvest.seminar_id) == seminar_id)
    if not session.execute(grown.values(version=Harvest.version + 1)).rowcount:  # type: ignore[attr-defined]
        session.add(Harvest(seminar_id=seminar_id, version=1))
        session.flush()


def themes(session: Session, seminar_id: str) -> list[Theme]:
    query = select(Theme).where(Theme.seminar_id == seminar_id)
    return list(session.exec(query.order_by(col(Theme.position), col(Theme.id))))


def quotes(session: Session, seminar_id: str) -> list[Quote]:
    """All of them; within a theme in no order that means anything."""
    query = select(Quote).join(Theme, col(Theme.id) == col(Quote.theme_id))
    return list(session.exec(query.where(Theme.seminar_id == seminar_id)))


def quote_count(session: Session, seminar_id: str) -> int:
    query = select(func.count(col(Quote.id))).join(Theme, col(Theme.id) == col(Quote.theme_id))
    return session.exec(query.where(Theme.seminar_id == seminar_id)).one()


def theme_of(session: Session, seminar_id: str, theme_id: str) -> Theme:
    """Found through its seminar. Raises NotFound."""
    theme = session.get(Theme, theme_id)
    if theme is None or theme.seminar_id != seminar_id:
        raise NotFound
    return theme


def quote_of(session: Session, seminar_id: str, quote_id: str) -> Quote:
    """Found through its seminar. Raises NotFound."""
    quote = session.get(Quote, quote_id)
    if quote is None:
        raise NotFound
    theme_of(session, seminar_id, quote.theme_id)
    return quote
