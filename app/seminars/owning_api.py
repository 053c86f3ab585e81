"""The JSON API of what its owner alone does to a seminar (docs/api.md, section 2)."""

from typing import Annotated

from fastapi import Query

from app.people.idempotency import Named
from app.people.identity import LinksOf
from app.people.naming import NamingOf
from app.people.rights import Act
from app.refusals import N_, NameTaken, Refusal
from app.seminars import owning
from app.seminars.api import as_json, receipt_json
from app.seminars.setup import SetupCallOf
from app.seminars.wire import DeletedOut, SeminarOut
from app.web.api import api_router, operation

router = api_router("seminars", "/seminars/{seminar_id}")


class WrongCode(Refusal):
    """A seminar is deleted by whoever writes its code, so that no slip does it."""

    type = "wrong_code"
    title = N_("Write the code of the seminar, so that nothing is deleted by mistake.")


@router.post("/facilitator-link")
@operation(NameTaken)
async def renew_facilitator_link(
    setup: SetupCallOf, links: LinksOf, naming: NamingOf, wish: Named | None = None
) -> SeminarOut:
    await owning.renew_facilitator_link(setup, naming.call(wish))
    return await setup.store.read(
        lambda session: as_json(session, setup.seminar(session, Act.OWN), links)
    )


@router.delete("")
@operation(WrongCode)
async def delete_seminar(
    setup: SetupCallOf, code: Annotated[str, Query(max_length=40)] = ""
) -> DeletedOut:
    seminar = await setup.store.read(lambda session: setup.seminar(session, Act.OWN))
    if not owning.names(code, seminar):
        raise WrongCode
    return receipt_json(await owning.delete(setup))
