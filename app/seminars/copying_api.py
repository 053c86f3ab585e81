"""The JSON API of a new seminar after an earlier one (docs/api.md, section 2)."""

from collections.abc import Callable

from fastapi import Request
from sqlmodel import Session

from app.people.access import organiser_of
from app.people.idempotency import Named
from app.people.identity import LinksOf, StoreOf
from app.people.links import Links
from app.people.naming import Naming, NamingOf
from app.people.rights import Act
from app.refusals import NameTaken, NotFound
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.api import as_json
from app.seminars.copying import Copied, copy
from app.seminars.wire import SeminarOut
from app.seminars.wishes import Title
from app.seminars.work import Work
from app.storage.store import Store
from app.web.api import api_router, operation

router = api_router("seminars", "/seminars")


class CopyIn(Named):
    title: Title


@router.post("/{seminar_id}/copy", status_code=201)
@operation(NameTaken)
async def copy_seminar(
    seminar_id: str,
    wish: CopyIn,
    request: Request,
    naming: NamingOf,
    store: StoreOf,
    links: LinksOf,
) -> SeminarOut:
    """As on the page for new seminars; when it is answered, the rooms are there as well."""

    def copied(session: Session) -> Copied:
        organiser_id = organiser_of(session, naming.asker)
        if organiser_id is None:
            raise NotFound
        earlier = seminar_for(session, naming.asker, seminar_id, Act.OWN)
        return copy(session, organiser_id, earlier, wish.title)

    return await make_copy(request, store, links, naming, wish, copied)


async def make_copy(
    request: Request,
    store: Store,
    links: Links,
    naming: Naming,
    wish: Named,
    copied: Callable[[Session], Copied],
) -> SeminarOut:
    """Once under one name; a repetition, too, is answered when the rooms are there."""

    def verb(session: Session) -> tuple[SeminarOut, str]:
        def deed() -> list[str]:
            made = copied(session)
            session.flush()
            return [made.seminar_id, made.work_id]

        seminar_id, work_id = naming.once(session, wish, deed)
        seminar = seminar_for(session, naming.asker, seminar_id, Act.OWN)
        return as_json(session, seminar, links), work_id

    answer, work_id = await store.write(verb)
    await runtime(request)[Work].finish(work_id)
    return answer
