"""The next seminar of a series: made after one that is in it, which it takes its programme, duties,
plan and rooms from, and no text."""

import re
from collections.abc import Sequence

from sqlmodel import Session

from app.refusals import N_, NotFound, Refusal
from app.seminars.copying import Copied, copy
from app.seminars.models import Seminar, Series
from app.seminars.series import seminars_in
from app.seminars.wishes import LONGEST_LINE, Place, Title, Wish
from app.storage.ids import Id
from app.web.dates import DayOrNone

NUMBER = re.compile(r"\d{1,4}$")


class NothingBefore(Refusal):
    """A next one needs one that it comes after."""

    type = "nothing_before"
    status = 409
    title = N_("No seminar is in the series yet, so there is none to go on from. Put one in first.")


class NextIn(Wish):
    """What is not said is as it was in the one before; the title counts on, and the day is open."""

    after: Id = ""
    title: Title | None = None
    held_on: DayOrNone = None
    place: Place | None = None
    region: Place | None = None


def earlier(seminars: Sequence[Seminar], after: str) -> Seminar:
    """The one that the next comes after: the last, where nothing is said. Raises NothingBefore, or
    NotFound for one that is not in the series."""
    if not seminars:
        raise NothingBefore
    if not after:
        return seminars[-1]
    found = next((each for each in seminars if each.id == after), None)
    if found is None:
        raise NotFound
    return found


def next_after(session: Session, series: Series, wish: NextIn) -> Copied:
    """Raises NothingBefore or NotFound; its rooms follow in turns."""
    source = earlier([each.seminar for each in seminars_in(session, series.id)], wish.after)
    copied = copy(session, series.organiser_id, source, wish.title or counted_on(source.title))
    made = session.get_one(Seminar, copied.seminar_id)
    made.series_id, made.held_on = series.id, wish.held_on
    made.place = source.place if wish.place is None else wish.place
    made.region = source.region if wish.region is None else wish.region
    session.add(made)
    return copied


def counted_on(title: str) -> str:
    """`Samling 2` is followed by `Samling 3`; a year, and whatever else does not count, stays."""
    found = NUMBER.search(title)
    if found is None or len(found[0]) == len("2027"):
        return title
    return f"{title[: found.start()]}{int(found[0]) + 1}"[:LONGEST_LINE]
