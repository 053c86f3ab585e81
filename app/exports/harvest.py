"""A harvest as reports tell it: themes in the organiser's order, with what is quoted in them."""

from collections.abc import Iterator, Mapping
from typing import cast

from app.boards.coverage import Coverage
from app.documents.text import Line, Run
from app.exports.outline import ReportQuote, ReportRoom, ReportTheme, ThemeKind
from app.harvest.reaped import Reaped, Reaping, ThemeView

Place = tuple[int, int]


def themes(found: Reaping, places: Mapping[str, Place]) -> Iterator[ReportTheme]:
    """Those in which something is quoted, or of which the organiser says something; of questions
    that have a place in the outline. What a room has taken back is quoted nowhere."""
    for view in found.themes:
        of_another = view.theme.prompt_id is not None and view.theme.prompt_id not in places
        if not of_another and (view.standing or view.theme.message):
            yield _theme(view, places)


def _theme(view: ThemeView, places: Mapping[str, Place]) -> ReportTheme:
    theme, tally = view.theme, view.tally
    return ReportTheme(
        theme.title,
        cast(ThemeKind, theme.kind),
        theme.addressee,
        theme.message,
        places.get(theme.prompt_id or ""),
        Coverage(tally.rooms, tally.of_rooms, tally.doubles),
        Coverage(tally.members, tally.of_members),
        tuple(_quote(each, places) for each in view.standing),
    )


def _quote(each: Reaped, places: Mapping[str, Place]) -> ReportQuote:
    room, quote = each.cell.room, each.quote
    members = tuple(member.name for member in each.cell.members)
    member = each.answer.member
    tagged = next((m.name for m in each.cell.members if m.id == quote.member_id), None)
    return ReportQuote(
        places[each.cell.prompt.id],
        ReportRoom(room.number, room.name or None, members),
        Line(quote.note_id, tagged, 0, "", (Run(quote.text),)),
        member.name if member else None,
        quote.picked,
        each.fate == "changed",
    )
