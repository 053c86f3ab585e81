"""Those who lead by links of their own, as JSON (docs/api.md, section 2): the organiser's."""

from fastapi import Request
from sqlmodel import Session

from app.people.co_facilitators import CoFacilitator
from app.people.idempotency import Named
from app.people.identity import CallerOf, LinksOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act
from app.refusals import NameTaken
from app.rooms import co_facilitators
from app.rooms.co_facilitators import (
    CoFacilitatorChange,
    CoFacilitatorIn,
    SameName,
    UnknownRoom,
    co_facilitator_json,
)
from app.rooms.wire import CoFacilitatorOut
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.signals import ChangeSignals
from app.web.api import api_router, operation

router = api_router("rooms", "/seminars/{seminar_id}/co-facilitators")


class NewCoFacilitator(Named, CoFacilitatorIn):
    pass


@router.get("")
def list_co_facilitators(
    seminar_id: str, visit: CallerOf, store: StoreOf, links: LinksOf
) -> list[CoFacilitatorOut]:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.OWN)
        return [
            co_facilitator_json(session, links, each.co_facilitator)
            for each in co_facilitators.co_facilitators(session, links, seminar.id)
        ]


@router.post("", status_code=201)
@operation(SameName, UnknownRoom, NameTaken)
async def make_co_facilitator(
    seminar_id: str, wish: NewCoFacilitator, naming: NamingOf, store: StoreOf, links: LinksOf
) -> CoFacilitatorOut:
    def verb(session: Session) -> CoFacilitatorOut:
        seminar = seminar_for(session, naming.asker, seminar_id, Act.OWN)
        id = naming.once(session, wish, lambda: co_facilitators.make(session, seminar, wish).id)
        return co_facilitator_json(session, links, session.get_one(CoFacilitator, id))

    return await store.write(verb)


@router.put("/{co_facilitator_id}")
@operation(SameName, UnknownRoom)
async def change_co_facilitator(
    seminar_id: str,
    co_facilitator_id: str,
    wish: CoFacilitatorChange,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    links: LinksOf,
) -> CoFacilitatorOut:
    """Also revokes the link, and takes that back."""

    def verb(session: Session) -> CoFacilitatorOut:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.OWN)
        changed = co_facilitators.change(session, seminar, co_facilitator_id, wish)
        return co_facilitator_json(session, links, changed)

    answer = await store.write(verb)
    await runtime(request)[ChangeSignals].rights.send_async(seminar_id=seminar_id)
    return answer
