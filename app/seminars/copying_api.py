"""The JSON API of a new seminar after an earlier one (docs/api.md, section 2)."""

from fastapi import Request
from pydantic import BaseModel
from sqlmodel import Session

from app.people.access import organiser_of
from app.people.identity import CallerOf, LinksOf, StoreOf
from app.people.rights import Act
from app.refusals import NotFound
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.api import as_json
from app.seminars.copying import copy
from app.seminars.models import Seminar
from app.seminars.wire import SeminarOut
from app.seminars.wishes import Title
from app.seminars.work import Work
from app.web.api import api_router

router = api_router("seminars", "/seminars")


class CopyIn(BaseModel):
    title: Title


@router.post("/{seminar_id}/copy", status_code=201)
async def copy_seminar(
    seminar_id: str,
    wish: CopyIn,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    links: LinksOf,
) -> SeminarOut:
    """As on the page for new seminars; when it is answered, the rooms are there as well."""

    def verb(session: Session) -> tuple[SeminarOut, str]:
        organiser_id = organiser_of(session, visit.asker)
        if organiser_id is None:
            raise NotFound
        earlier = seminar_for(session, visit.asker, seminar_id, Act.OWN)
        copied = copy(session, organiser_id, earlier, wish.title)
        made = session.get_one(Seminar, copied.seminar_id)
        return as_json(session, made, links), copied.work_id

    answer, work_id = await store.write(verb)
    await runtime(request)[Work].finish(work_id)
    return answer
