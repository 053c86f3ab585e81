"""Making a report: a small one by a thread; a large one by a process of its own, which reads the
database itself. So it keeps neither the event loop nor who writes waiting, and takes its memory
with it. They are made in turn: everybody wants theirs when the afternoon ends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from anyio import CapacityLimiter
from sqlmodel import Session, col, func, select

from app.apart import Died, Grew, TookLong, apart
from app.boards.access import View, led_view, view_for
from app.boards.document_cache import Documents
from app.boards.models import Answer
from app.exports.archive import archive
from app.exports.catalogue import Catalogue
from app.exports.choices import Choices, chosen_outline
from app.exports.csv_export import csv_export
from app.exports.files import File, Format
from app.exports.json_export import json_export
from app.exports.markdown import markdown
from app.exports.outline import Outline
from app.exports.pdf import pdf
from app.exports.report import report
from app.exports.report_facts import file_details
from app.exports.site import site
from app.exports.wording import Wording
from app.history.story_cache import Stories
from app.people.access import Asker
from app.people.rights import Act
from app.refusals import N_, Refusal
from app.rooms.models import Room
from app.seminars.access import require_real
from app.storage.engine import open_engine
from app.storage.store import Installation, Store, now
from app.web.pages import catalogue
from app.web.times import TIME_ZONE

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
LARGE = 600
"""Answers from which it is worth to start a process: a hundred rooms with six questions."""
PATIENCE = 600.0


# What writes office files is loaded with the first of them: it is a tenth of an idle server.
def _docx(outline: Outline, words: Catalogue) -> bytes:
    from app.exports.docx import docx

    return docx(report(outline, words))


def _odt(outline: Outline, words: Catalogue) -> bytes:
    from app.exports.odt import odt

    return odt(report(outline, words))


def _xlsx(outline: Outline, words: Catalogue) -> bytes:
    from app.exports.xlsx import xlsx

    return xlsx(outline, words)


def _pptx(outline: Outline, words: Catalogue) -> bytes:
    from app.exports.pptx import pptx

    return pptx(outline, words)


REPORTS: dict[Format, Callable[[Outline, Catalogue], bytes]] = {
    "docx": _docx,
    "odt": _odt,
    "pdf": lambda outline, words: pdf(report(outline, words)),
    "xlsx": _xlsx,
    "pptx": _pptx,
    "site": site,
    "md": lambda outline, words: markdown(report(outline, words)),
    "csv": csv_export,
}


class WholeOnly(Refusal):
    """The archive is what an installation is moved by, so nothing of it is left out or changed."""

    type = "whole_only"
    status = 422
    title = N_("JSON holds everything as it was written. Choose another format for this.")


class ReportTooLarge(Refusal):
    """It takes more memory or time than a report may."""

    type = "report_too_large"
    status = 422
    title = N_("This report is too large to be made here. Choose themes, summaries or Word.")


class Making(Protocol[T_co]):
    """What can be made in a process of its own: it goes there as it is."""

    @property
    def seminar_id(self) -> str: ...

    def make(self, session: Session) -> T_co: ...


@dataclass(frozen=True)
class Wanted:
    asker: Asker
    seminar_id: str
    choices: Choices
    format: Format
    led: bool = False
    """Whether it is of the rooms that are led alone."""

    def make(self, session: Session) -> File:
        """Raises NotFound, Rehearsed, NoThemes and WholeOnly."""
        if self.led:
            view = led_view(session, self.asker, self.seminar_id)
            require_real(view.seminar)
        else:
            view = view_for(session, self.asker, self.seminar_id, Act.EXPORT)
        if self.format == "json":
            return _archive(session, view, self.choices)
        found = chosen_outline(session, view, self.choices)
        words = catalogue(found.language)
        details = file_details(Wording(found, words))
        return File(REPORTS[self.format](found, words), self.format, found.title, details)


class ExportTurn:
    """Reports are made one at a time."""

    def __init__(self, large: int = LARGE) -> None:
        self.limiter = CapacityLimiter(1)
        self.large = large

    async def made(self, store: Store, wanted: Making[T]) -> T:
        """Raises ReportTooLarge, and what `wanted` does."""
        if await store.read(lambda session: _answers(session, wanted.seminar_id)) < self.large:
            return await store.read(wanted.make, in_turn=self.limiter)
        url, moment = store.engine.url.render_as_string(hide_password=False), store.clock()
        async with self.limiter:
            try:
                return await apart(make_in_own_process, wanted, url, moment, seconds=PATIENCE)
            except (TookLong, Grew, Died):
                raise ReportTooLarge from None


def make_in_own_process(wanted: Making[T], url: str, moment: datetime) -> T:
    """The same from a process that has nothing in memory."""
    info: dict[str, Any] = {"clock": lambda: moment, "documents": Documents(), "stories": Stories()}
    engine = open_engine(url, writing=False)
    try:
        with Session(engine, info=info, autoflush=False) as session:
            session.info["epoch"] = session.get_one(Installation, 1).epoch
            return wanted.make(session)
    finally:
        engine.dispose()


def _answers(session: Session, seminar_id: str) -> int:
    query = select(func.count(col(Answer.id))).join(Room, col(Room.id) == col(Answer.room_id))
    return session.exec(query.where(Room.seminar_id == seminar_id)).one()


def _archive(session: Session, view: View, choices: Choices) -> File:
    if not view.scope.whole or choices.names != "keep" or choices.extent != "full":
        raise WholeOnly
    moment = now(session)
    day = f"{moment.astimezone(TIME_ZONE):%Y-%m-%d}"
    content = json_export(archive(session, view, moment))
    return File(content, "json", view.seminar.title, day)
