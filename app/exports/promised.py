"""What the rooms promised, as a report tells it: read out of the outline, so that what the report
leaves out, and what it does with names, hold for its actions too."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.actions.parsing import Action, action
from app.documents.text import Line
from app.exports.chapters import Cell, by_question
from app.exports.outline import Entry, Outline

ACTIONS = "actions"


@dataclass(frozen=True)
class Promised:
    """An action and where it stands. A summary is none."""

    cell: Cell
    entry: Entry
    line: Line
    action: Action


def promised(outline: Outline) -> list[Promised]:
    """Question by question, the rooms by number."""
    return [
        Promised(cell, entry, line, said)
        for chapter in by_question(outline)
        for cell in chapter.cells
        for entry in cell.entries
        for line, said in actions_of(outline, cell, entry)
    ]


def actions_of(outline: Outline, cell: Cell, entry: Entry) -> Iterator[tuple[Line, Action]]:
    """Of each note to a question about actions its fields; a time without a year is the next one
    that comes from when it was written."""
    if cell.question.kind == ACTIONS:
        written_on = entry.written_on or outline.made_at.date()
        for line in entry.lines:
            if line.text.strip():
                yield line, action(line.text, written_on)
