"""A report made public at the seminar's address: made as a website is, and kept as it is then."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.boards.access import view_for
from app.exports.choices import Choices, chosen_outline
from app.exports.making import ExportTurn
from app.exports.outline import Correction
from app.exports.site import site_files
from app.people.access import Asker
from app.people.links import Links
from app.people.rights import Act
from app.published import models as published
from app.published.models import Publication, publications
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.storage.store import Store, now
from app.web.pages import catalogue
from app.web.times import TIME_ZONE


@dataclass(frozen=True)
class PublicPages:
    """The pages of a report to be published, with a note of what was corrected since."""

    asker: Asker
    seminar_id: str
    choices: Choices
    note: str = ""

    def make(self, session: Session) -> tuple[int, list[tuple[str, bytes]]]:
        """Which publication it is, and its files. Raises NotFound, NoThemes and Rehearsed."""
        seminar_for(session, self.asker, self.seminar_id, Act.PUBLISH)
        before = publications(session, self.seminar_id)
        view = view_for(session, self.asker, self.seminar_id, Act.EXPORT)
        outline = chosen_outline(session, view, self.choices)
        corrections = [Correction(_local(each), each.note) for each in before if each.note]
        if before and self.note:
            corrections.append(Correction(now(session).astimezone(TIME_ZONE), self.note))
        outline = replace(outline, corrections=tuple(corrections))
        return len(before) + 1, list(site_files(outline, catalogue(outline.language)))


@dataclass(frozen=True)
class Publishing:
    """One who may publish, and the seminar."""

    store: Store
    asker: Asker
    seminar_id: str

    async def publish(self, choices: Choices, note: str, turn: ExportTurn) -> None:
        """What was chosen becomes what everybody reads; with `note` in it, where something was
        public before. Raises NotFound, NoThemes, NoteWanted, MovedOn and ReportTooLarge."""
        wanted = PublicPages(self.asker, self.seminar_id, choices, note)
        number, files = await turn.made(self.store, wanted)

        def verb(session: Session) -> None:
            seminar_for(session, self.asker, self.seminar_id, Act.PUBLISH)
            published.publish(
                session, self.seminar_id, files, number=number, note=note, choices=asdict(choices)
            )

        await self.store.write(verb)

    async def withdraw(self) -> None:
        await self.store.write(lambda session: published.withdraw(session, self._own(session)))

    async def put_back(self) -> None:
        await self.store.write(lambda session: published.put_back(session, self._own(session)))

    def _own(self, session: Session) -> str:
        return seminar_for(session, self.asker, self.seminar_id, Act.PUBLISH).id


def publication_facts(session: Session, seminar: Seminar, links: Links) -> dict[str, Any]:
    """What the page of reports says of what is public."""
    return {
        "publications": publications(session, seminar.id),
        "report_url": links.report(seminar.id),
    }


def _local(each: Publication) -> datetime:
    return each.published_at.astimezone(TIME_ZONE)
