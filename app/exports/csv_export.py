"""The report as CSV: one row per note, for a spreadsheet or a program.

UTF-8 with BOM and semicolons, as a Norwegian spreadsheet expects; headings and words of state are
in the seminar's language. The columns and their order are in docs/export-format.md. A summary
stands in rows of its own.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.actions.parsing import Action
from app.exports.catalogue import Catalogue
from app.exports.chapter import ChapterCell
from app.exports.chapters import by_question, chapters
from app.exports.columns import action_columns, counted_column, note_columns
from app.exports.outline import Outline, ReportEntry
from app.exports.promises import actions_of
from app.exports.report_facts import order
from app.exports.wording import Wording

LONGEST_CELL = 32_767
"""UTF-16 units that a cell of Excel holds; it cuts off the rest without a word."""

Value = str | int | None


def csv_table(rows: Iterable[Iterable[Value]]) -> bytes:
    """UTF-8 with BOM, semicolons, no cell that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(_row(*row) for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def csv_export(outline: Outline, catalogue: Catalogue) -> bytes:
    """Rows in the outline's order. Every text is `inert`; `plain` gives back what was written. A
    text that no cell can hold goes on in the next row."""
    words = Wording(outline, catalogue)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((*note_columns(words), *action_columns(words), counted_column(words)))
    whole = _whole(words)
    for *before, text, state, unfinished, themes, promise, first in answers(words):
        after = (state, unfinished, *whole, themes, *promise, first)
        writer.writerows(_row(*before, piece, *after) for piece in pieces(text))
    return out.getvalue().encode("utf-8-sig", "replace")


def answers(words: Wording) -> Iterator[Any]:
    """A row for each note and each paragraph of a summary, in the outline's order: the columns as
    far as they tell of it, its text whole, the fields of an action, and of what stands twice the
    number of the room in which it counts."""
    outline = words.outline
    titles: dict[str | None, dict[str, None]] = {}
    for theme in outline.themes:
        for quote in theme.quotes:
            titles.setdefault(quote.line.id, {})[theme.title] = None
    for chapter in by_question(outline) if outline.order == "theme" else chapters(outline):
        for cell in chapter.cells:
            for entry in cell.entries:
                yield from _answers(words, cell, entry, titles)


def fields(said: Action) -> tuple[str, ...]:
    """As they were written, and the days that the time means."""
    days = (said.due.first.isoformat(), said.due.last.isoformat()) if said.due else ("", "")
    return (said.who, said.what, said.when, said.needs, *days)


_NOTHING = ("",) * 6


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


def _answers(
    words: Wording,
    cell: ChapterCell,
    entry: ReportEntry,
    titles: Mapping[str | None, Iterable[str]],
) -> Iterator[tuple[Any, ...]]:
    question, room = cell.question, cell.room
    place = (cell.dialogue.title, question.number, question.text)
    who = (room.number, room.name, ", ".join(room.members))
    said = (words.state(entry.state), words.yes(entry.unfinished))
    promises = {
        id(line): fields(each)
        for line, each in actions_of(words.outline, cell, entry)
        if not each.free
    }
    for part, lines in ((words.summary(), entry.summary), (words.note(), entry.lines)):
        for line in lines:
            if line.text.strip():
                themes = "; ".join(titles.get(line.id, ()))
                whose, promise = line.member or entry.member, promises.get(id(line), _NOTHING)
                first = entry.again.get(line.id or "", "")
                yield (*place, *who, whose, part, line.text, *said, themes, promise, first)


def pieces(text: str) -> Iterator[str]:
    """The text as it is, or in pieces that each fit a cell, cut at a space where there is one."""
    while not _fits(text):
        cut = _longest(text)
        cut = max(text.rfind(" ", cut // 2, cut), text.rfind("\n", cut // 2, cut)) + 1 or cut
        yield text[:cut]
        text = text[cut:]
    yield text


def _longest(text: str) -> int:
    """How much of it fits a cell."""
    fits, too_long = 1, min(len(text), LONGEST_CELL + 1)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if _fits(text[:middle]) else (fits, middle)
    return fits


def _fits(text: str) -> bool:
    if not LONGEST_CELL // 3 < len(text) <= LONGEST_CELL:  # a sign is two units and an apostrophe
        return len(text) < LONGEST_CELL
    return len(inert(text).encode("utf-16-le", "surrogatepass")) <= 2 * LONGEST_CELL


def _whole(words: Wording) -> tuple[Value, ...]:
    """What each row repeats of the report as a whole."""
    outline = words.outline
    made_at = outline.made_at.isoformat(timespec="seconds")
    coverage = outline.coverage
    return (outline.title, made_at, order(words), coverage.answered, coverage.rooms)


def _row(*values: Value) -> list[Value]:
    return [inert(_whole_cell(value)) if isinstance(value, str) else value for value in values]


def _whole_cell(text: str) -> str:
    """Nothing but a note is ever so long; a list of members that is, is cut where all see it."""
    return text if _fits(text) else f"{text[: _longest(text) - 2]} …"
