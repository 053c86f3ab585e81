"""What the rooms promised, as a report tells it: read out of the outline, so that what the report
leaves out, and what it does with names, hold for its actions too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.actions.parsing import Action, actions
from app.documents.text import Line
from app.exports.chapter import ChapterCell
from app.exports.chapters import by_question
from app.exports.outline import Outline, ReportEntry
from app.exports.wording import Wording

ACTIONS = "actions"


@dataclass(frozen=True)
class Promised:
    """An action and where it stands. A summary is none."""

    cell: ChapterCell
    entry: ReportEntry
    line: Line
    action: Action


def promised(outline: Outline) -> list[Promised]:
    """Question by question, the rooms by number."""
    return list(_each(outline))


def promises_anything(outline: Outline) -> bool:
    """Known with the first."""
    return next(_each(outline), None) is not None


def _each(outline: Outline) -> Iterator[Promised]:
    return (
        Promised(cell, entry, line, said)
        for chapter in by_question(outline)
        for cell in chapter.cells
        for entry in cell.entries
        for line, said in actions_of(outline, cell, entry)
    )


def by_cell(found: Sequence[Promised]) -> list[tuple[Promised, list[Line]]]:
    """The lines of those that stand together: the first of them, and all their lines."""
    grouped = groupby(found, key=lambda each: (id(each.cell), id(each.entry)))
    together = (list(some) for _, some in grouped)
    return [(some[0], [each.line for each in some]) for some in together]


def actions_of(
    outline: Outline, cell: ChapterCell, entry: ReportEntry
) -> Iterator[tuple[Line, Action]]:
    """What the notes to a question about actions say; a time without a year is the next one that
    comes from when it was written."""
    if cell.question.kind == ACTIONS:
        yield from actions(entry.lines, entry.written_on or outline.made_at.date())


def counted(words: Wording, promised: Sequence[Promised]) -> str:
    """How many of them say who, and by when: what a promise needs to be one. One that stands
    twice is one."""
    once = [each for each in promised if each.line.id not in each.entry.again]
    told = sum(each.action.told for each in once)
    return words.ngettext(
        "%(told)s of %(num)s action says who and when",
        "%(told)s of %(num)s actions say who and when",
        len(once),
    ) % {"told": told, "num": len(once)}


def bare_heading(words: Wording) -> str:
    return words.gettext("Without who or when")


def heads(words: Wording) -> tuple[str, ...]:
    return (
        *(words.gettext("Room"), words.gettext("Who"), words.gettext("What")),
        *(words.gettext("When"), words.gettext("Needs")),
    )


def row(words: Wording, each: Promised) -> tuple[str, ...]:
    """Whose it is, and its fields as they were written."""
    said, member = each.action, each.line.member or each.entry.member
    whose = " · ".join(filter(None, (words.room(each.cell.room), member)))
    return (whose, said.who, said.what, said.when, said.needs)
