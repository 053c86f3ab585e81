"""The report as Markdown: CommonMark without extensions, so that it reads the same everywhere."""

from collections.abc import Iterator

from app.exports.markup import heading, inline, notes, paragraph, quote
from app.exports.outline import Cell, Chapter, Entry, Outline, Question, Room, chapters
from app.exports.wording import Catalogue, Wording


def markdown(outline: Outline, catalogue: Catalogue) -> bytes:
    """UTF-8, in the outline's order. The same outline gives the same bytes."""
    words = Wording(outline, catalogue)
    return ("\n\n".join(_report(outline, words)) + "\n").encode("utf-8", "replace")


def _report(outline: Outline, words: Wording) -> Iterator[str]:
    yield f"# {heading(outline.title)}"
    yield "\n".join(_facts(words))
    if silent := words.silent_throughout():
        yield inline(silent)
    for chapter in chapters(outline):
        yield from _chapter(chapter, words)


def _facts(words: Wording) -> Iterator[str]:
    (name, coverage), *facts = words.facts()
    yield f"- {name}: {coverage}"
    for question, answered in words.answered_each():
        yield f"  - {paragraph(question)} – {answered}"
    for name, value in facts:
        yield f"- {name}: {heading(value)}"


def _chapter(chapter: Chapter, words: Wording) -> Iterator[str]:
    """Nothing for a room without any text: those are named together at the end."""
    if isinstance(chapter.about, Room):
        yield from _room(chapter, chapter.about, words)
    else:
        yield from _question(chapter, chapter.about, words)


def _question(chapter: Chapter, question: Question, words: Wording) -> Iterator[str]:
    yield f"## {heading(words.chapter(chapter))}"
    yield from _asked(question, words)
    yield f"*{inline(words.answered(chapter.coverage))}*"
    for cell in chapter.cells:
        yield f"### {heading(words.cell(chapter, cell))}"
        yield from _cell(chapter, cell, words)
    if chapter.silent:
        yield f"*{inline(words.silent_rooms(chapter.silent))}*"


def _room(chapter: Chapter, room: Room, words: Wording) -> Iterator[str]:
    if not chapter.cells:
        return
    yield f"## {heading(words.chapter(chapter))}"
    if room.members:
        yield f"*{heading(', '.join(room.members))}*"
    for cell in chapter.cells:
        yield f"### {heading(words.cell(chapter, cell))}"
        yield from _asked(cell.question, words)
        yield from _cell(chapter, cell, words)
    if chapter.silent:
        yield f"*{inline(words.silent_questions(chapter.silent))}*"


def _asked(question: Question, words: Wording) -> Iterator[str]:
    if question.addressee:
        yield f"*{heading(words.to(question.addressee))}*"
    yield quote(question.text)


def _cell(chapter: Chapter, cell: Cell, words: Wording) -> Iterator[str]:
    if members := words.members(chapter, cell):
        yield f"*{heading(members)}*"
    for entry in cell.entries:
        yield from _entry(entry, words)


def _entry(entry: Entry, words: Wording) -> Iterator[str]:
    remark = words.remark(entry)
    if entry.member and entry.given:
        yield f"#### {heading(entry.member)}"
    if remark and (entry.given or not entry.member):
        yield f"**{heading(remark)}**"
    if entry.summary:
        yield f"**{words.summary()}**"
        yield notes(entry.summary, words.said_by)
    if entry.summary and entry.lines:
        yield f"**{words.notes()}**"
    if entry.lines:
        yield notes(entry.lines, words.said_by)
