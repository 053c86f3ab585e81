"""Which seminars' actions a seminar opens with, and the view they are read by."""

from sqlmodel import Session, col, select

from app.boards.access import View
from app.boards.models import NOTES, Answer, Document
from app.people.rights import Actor, Stage
from app.seminars.models import ACTIONS, Dialogue, Prompt, Seminar
from app.seminars.overview import works
from app.seminars.series import asking_before


def earlier(session: Session, seminar: Seminar) -> list[Seminar]:
    """The nearest one before it with actions in it: of its own region, or of none. One that has no
    region comes after all of them: each region's nearest counts, back to one that was for all."""
    found: dict[str, Seminar] = {}
    for each in asking_before(session, seminar):
        region = "" if seminar.region else each.region.casefold()
        if region in found or not _written(session, each):
            continue
        found[region] = each
        if not region:
            break
    return list(found.values())


def _written(session: Session, seminar: Seminar) -> bool:
    """Whether anything stands in answers to its questions of kind *actions*."""
    query = (
        select(Document.answer_id)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .join(Prompt, col(Prompt.id) == col(Answer.prompt_id))
        .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
        .where(
            Dialogue.seminar_id == seminar.id,
            Prompt.kind == ACTIONS,
            Document.kind == NOTES,
            Document.version > 0,
        )
    )
    return session.exec(query.limit(1)).first() is not None


def whole(session: Session, seminar: Seminar) -> View:
    """As its own organiser sees it: what is handed on from it is chosen by whom it concerns."""
    begun = [work for work in works(session, seminar) if work.dialogue.stage != Stage.DRAFT]
    return View(Actor.ORGANISER, seminar, begun)
