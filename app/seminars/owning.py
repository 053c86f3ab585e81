"""What its owner does to a seminar as a whole, on its pages or by a program."""

from sqlmodel import Session

from app.people.idempotency import UNNAMED, Call, once
from app.people.rights import Act
from app.refusals import N_
from app.runtime import runtime
from app.seminars import deletion
from app.seminars.access import seminar_for
from app.seminars.deletion import Receipt
from app.seminars.models import Seminar, archive
from app.seminars.setup import Setup
from app.seminars.signals import ChangeSignals
from app.seminars.work import Work

SETTINGS_SAVED = N_("The settings are saved.")


async def put_archive(setup: Setup, *, archived: bool) -> None:
    def deed(session: Session, seminar: Seminar) -> None:
        archive(session, seminar, archived=archived)

    said = N_("The seminar is archived.") if archived else N_("The seminar is active again.")
    await setup.change(deed, said, "seminar", act=Act.OWN)
    await runtime(setup.request)[ChangeSignals].archive.send_async(seminar_id=setup.seminar_id)
    await setup.tell_rights()


async def renew_facilitator_link(setup: Setup, call: Call = UNNAMED) -> None:
    """The old link opens nothing any more, and whoever came by it leads no longer. Once, however
    often the same call comes. Raises NameTaken."""

    def deed(session: Session, seminar: Seminar) -> None:
        once(session, setup.visit.asker, call, lambda: renew_link(session, seminar))

    said = N_("The seminar has a new facilitator's link.")
    await setup.change(deed, said, "seminar", act=Act.OWN)
    await setup.tell_rights()


def renew_link(session: Session, seminar: Seminar) -> None:
    seminar.facilitator_generation += 1
    session.add(seminar)


async def delete(setup: Setup) -> Receipt:
    """For real, and at once."""
    parts = runtime(setup.request)
    return await deletion.carry_out(
        setup.store,
        parts[ChangeSignals],
        parts[Work],
        lambda session: seminar_for(session, setup.visit.asker, setup.seminar_id, Act.OWN),
    )


def names(code: str, seminar: Seminar) -> bool:
    """Whether somebody has written the code of the seminar that is to be deleted, as people do."""
    return "".join(code.split()).upper() == seminar.code
