"""A report made public at the seminar's address: made as a website is, and kept as it is then."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from anyio import CapacityLimiter
from sqlmodel import Session

from app.boards.access import view_for
from app.exports.choices import Choices, chosen_outline
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
class Publishing:
    """One who may publish, and the seminar."""

    store: Store
    asker: Asker
    seminar_id: str

    async def publish(self, choices: Choices, note: str, turn: CapacityLimiter) -> None:
        """What was chosen becomes what everybody reads; with `note` in it, where something was
        public before. Raises NotFound, NoThemes, NoteWanted and MovedOn."""

        def make(session: Session) -> tuple[int, list[tuple[str, bytes]]]:
            seminar_for(session, self.asker, self.seminar_id, Act.PUBLISH)
            before = publications(session, self.seminar_id)
            outline = chosen_outline(
                session, view_for(session, self.asker, self.seminar_id, Act.EXPORT), choices
            )
            corrections = [Correction(_local(each), each.note) for each in before if each.note]
            if before and note:
                corrections.append(Correction(now(session).astimezone(TIME_ZONE), note))
            outline = replace(outline, corrections=tuple(corrections))
            files = list(site_files(outline, catalogue(outline.language)))
            return len(before) + 1, files

        number, files = await self.store.read(make, in_turn=turn)

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
