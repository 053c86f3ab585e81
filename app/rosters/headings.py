"""The line of headings over a roster: a title may stand above, a second line of them below."""

from app.rosters.columns import Columns, are_headings, columns
from app.rosters.lines import MOST_TITLES, Row, row_of
from app.rosters.words import heading_key
from app.wording import clean


def headings(lines: list[Row]) -> tuple[int, Columns | None]:
    """Where the line of headings stands and what it says, if there is one."""
    for at, row in enumerate(lines[: MOST_TITLES + 1]):
        alone = len(row.cells) == 1  # « Gruppe » amid numbers is no heading of what follows
        if not (alone and any(each.named for each in lines[:at])) and (found := columns(row)):
            return at, found
        if row.named and len(row.cells) > 1:
            break
    return 0, None


def join_headings(lines: list[Row]) -> list[Row]:
    """« Deltakere » over « Kommune;Antall »: two lines of headings put into one."""
    at, found = headings(lines)
    if not found or at + 1 >= len(lines) or len(lines[at].cells) < 2:
        return lines
    upper, lower = ([clean(cell) for cell in row.cells] for row in lines[at : at + 2])
    keys = [heading_key(cell) for cell in lower]
    if not are_headings(keys) or any(row.named for row in lines[at : at + 2]):
        return lines
    width = max(len(upper), len(lower))
    upper, lower = ([*each, *[""] * (width - len(each))] for each in (upper, lower))
    used = [key for key in keys if key]
    if len(set(used)) < len(used):  # « Navn » stands under « Rom » and under « Kommune »
        for place in range(1, width):
            upper[place] = upper[place] or upper[place - 1]
        both = [" ".join(filter(None, each)) for each in zip(upper, lower, strict=True)]
    else:
        both = [below or above for above, below in zip(upper, lower, strict=True)]
    return [*lines[:at], row_of(lines[at].at, both, lines[at].delimiter), *lines[at + 2 :]]
