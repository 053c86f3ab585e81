"""What the rooms promised, as a report tells it: read out of the outline, so that what the report
leaves out, and what it does with names, hold for its actions too. Answers in free text stay with
their question; here it is said where they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.actions.parsing import Action, actions
from app.documents.text import Line
from app.exports.chapter import Chapter, ChapterCell
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


@dataclass(frozen=True)
class FreeText:
    """A question that asks for actions, and the rooms that answered it in free text, all or in
    part, each with how many notes."""

    chapter: Chapter
    cells: tuple[tuple[ChapterCell, int], ...]


def promised(outline: Outline) -> tuple[list[Promised], list[FreeText]]:
    """Question by question, the rooms by number."""
    found, free = [], []
    for chapter in by_question(outline):
        notes: dict[int, int] = {}
        for each in _of_chapter(outline, chapter):
            if each.action.free:
                notes[id(each.cell)] = notes.get(id(each.cell), 0) + 1
            else:
                found.append(each)
        some = [(cell, notes[id(cell)]) for cell in chapter.cells if id(cell) in notes]
        free += [FreeText(chapter, tuple(some))] if some else []
    return found, free


def answers_anything(outline: Outline) -> bool:
    """Whether any room answered such a question; known with the first."""
    every = (_of_chapter(outline, chapter) for chapter in by_question(outline))
    return any(next(some, None) is not None for some in every)


def _of_chapter(outline: Outline, chapter: Chapter) -> Iterator[Promised]:
    return (
        Promised(cell, entry, line, said)
        for cell in chapter.cells
        for entry in cell.entries
        for line, said in actions_of(outline, cell, entry)
    )


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


def free_heading(words: Wording) -> str:
    return words.gettext("Answers in free text")


def free_counted(words: Wording, found: Sequence[FreeText]) -> str:
    """How many rooms, whatever they were asked."""
    rooms = {cell.room.counts_as for each in found for cell, _ in each.cells}
    return words.ngettext(
        "%(num)s room answered in free text. It stands under the question.",
        "%(num)s rooms answered in free text. It stands under the questions.",
        len(rooms),
    ) % {"num": len(rooms)}


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
