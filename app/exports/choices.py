"""What somebody chooses for a report, and the outline that is made of it."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from app.boards.access import View
from app.exports.collect import outline
from app.exports.extent import shortened
from app.exports.names import with_names
from app.exports.outline import Extent, NamesPolicy, Order, Outline
from app.exports.people import people
from app.languages import Language
from app.refusals import N_, Refusal
from app.storage.store import now
from app.web.pages import catalogue
from app.web.times import TIME_ZONE


class NoThemes(Refusal):
    """Themes are made in the harvest, and this seminar has none."""

    type = "no_themes"
    status = 409
    title = N_("There are no themes in this seminar yet. Choose another order.")


@dataclass(frozen=True)
class Choices:
    """`language` is that of headings; None is the seminar's own. `own_words` are what the organiser
    puts before what the rooms said."""

    order: Order = "question"
    extent: Extent = "full"
    names: NamesPolicy = "keep"
    language: Language | None = None
    own_words: str = ""


def chosen_outline(session: Session, view: View, choices: Choices) -> Outline:
    """What the view may see, as it was chosen: the one place where names and extent are applied.
    Raises NoThemes."""
    made_at = now(session).astimezone(TIME_ZONE)
    language, leads = choices.language, view.leads
    report = outline(
        session, view, order=choices.order, made_at=made_at, language=language, leads=leads
    )
    if not report.themes and "theme" in (choices.order, choices.extent.removesuffix("s")):
        raise NoThemes
    if leads:
        report = replace(report, own_words=choices.own_words)
    if not view.scope.whole:
        report = replace(report, own_words=_only(report))
    if choices.names != "keep":
        known = people(session, view.seminar.id, catalogue(report.language))
        report = with_names(report, choices.names, known)
    return shortened(report, choices.extent)


def _only(report: Outline) -> str:
    """What a report of some rooms says before all else, so that it is not taken for the whole."""
    numbers = sorted({room.number for each in report.dialogues for room in each.rooms})
    told = catalogue(report.language).gettext("This report is of rooms %(rooms)s alone.")
    return told % {"rooms": ", ".join(map(str, numbers))}
