"""The report as CSV: one row per note, for a spreadsheet or a program.

UTF-8 with BOM and semicolons, as a Norwegian spreadsheet expects. The headings are the same English
words in every language, so that a calculation made for one seminar works for the next; the meaning
of each column is in docs/export-format.md. A summary stands in rows of its own (`part`).
"""

import csv
import io
import re
from collections.abc import Iterator

from app.exports.outline import Cell, Entry, Outline, chapters

HEADINGS = (
    *("dialogue", "question_number", "question", "room", "room_name", "room_members"),
    *("member", "part", "text", "state", "unfinished"),
    *("seminar", "code", "made_at", "order", "rooms_answered", "rooms"),
)

Value = str | int | None


def csv_export(outline: Outline) -> bytes:
    """Rows in the outline's order. Every text is `inert`; `plain` gives back what was written."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    whole = _whole(outline)
    for chapter in chapters(outline):
        for cell in chapter.cells:
            for entry in cell.entries:
                writer.writerows(_row(*each, *whole) for each in _answers(cell, entry))
    return out.getvalue().encode("utf-8-sig", "replace")


def inert(text: str) -> str:
    """The text with an apostrophe before each line that a spreadsheet could take for a formula.

    That is a line that begins with = + - @ (also full-width, small or mathematical ones), perhaps
    after spaces or letters nobody sees, or with a tab. A line that begins with an apostrophe gets
    one more, so that the rule can be turned round.
    """
    return _RISKY.sub(r"\1'", text)


def plain(cell: str) -> str:
    """What was written, from a cell of the export: one apostrophe less where a line begins so."""
    return _MARKED.sub(r"\1", cell)


_LINE_STARTS = r"(\A|\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])"
_INVISIBLE = (
    r"[\x00-\x09\x0e-\x1b\x1f\x20\x7f-\x84\x86-\xa0\xad"
    r"\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff]"
)
_FORMULA = r"[=+\-@＝＋－＠﹦﹢﹣﹫−]"
_RISKY = re.compile(rf"{_LINE_STARTS}(?={_INVISIBLE}*{_FORMULA}|[\t\r'])")
_MARKED = re.compile(rf"{_LINE_STARTS}'")


def _answers(cell: Cell, entry: Entry) -> Iterator[tuple[Value, ...]]:
    question, room = cell.question, cell.room
    place = (cell.dialogue.title, question.number, question.text)
    who = (room.number, room.name, ", ".join(room.members))
    said = (entry.state.value, "yes" if entry.unfinished else "no")
    for part, lines in (("summary", entry.summary), ("note", entry.lines)):
        for line in lines:
            if line.text.strip():
                yield (*place, *who, line.member or entry.member, part, line.text, *said)


def _whole(outline: Outline) -> tuple[Value, ...]:
    """What each row repeats of the report as a whole."""
    made_at = outline.made_at.isoformat(timespec="seconds")
    coverage = outline.coverage
    return (
        *(outline.title, outline.code, made_at, outline.order),
        *(coverage.answered, coverage.rooms),
    )


def _row(*values: Value) -> list[Value]:
    return [inert(value) if isinstance(value, str) else value for value in values]
