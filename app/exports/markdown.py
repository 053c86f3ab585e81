"""The report as Markdown: CommonMark without extensions, so that it reads the same everywhere."""

from collections.abc import Iterator, Sequence

from app.exports import outcomes, promises, silence
from app.exports.catalogue import Catalogue
from app.exports.chapter import Chapter, ChapterCell, NamedMember
from app.exports.chapters import chapters
from app.exports.markup import heading, inline, notes, paragraph, quote
from app.exports.outline import (
    Outline,
    ReportEntry,
    ReportQuestion,
    ReportQuote,
    ReportRoom,
    ReportTheme,
)
from app.exports.promises import promised
from app.exports.report_facts import report_facts
from app.exports.wording import Wording


def markdown(outline: Outline, catalogue: Catalogue) -> bytes:
    """UTF-8, in the outline's order. The same outline gives the same bytes."""
    words = Wording(outline, catalogue)
    return ("\n\n".join(_report(outline, words)) + "\n").encode("utf-8", "replace")


def _report(outline: Outline, words: Wording) -> Iterator[str]:
    yield f"# {heading(outline.title)}"
    yield "\n".join(_facts(words))
    if silent := silence.throughout(words):
        yield inline(silent)
    if outline.own_words:
        yield f"**{words.own_words()}**"
        yield quote(outline.own_words)
    yield from _messages(outline, words)
    yield from _actions(outline, words)
    yield from _outcomes(outline, words)
    for chapter in chapters(outline):
        yield from _chapter(chapter, words)


def _facts(words: Wording) -> Iterator[str]:
    (name, coverage), *facts = report_facts(words)
    yield f"- {name}: {coverage}"
    for question, answered in words.answered_each():
        yield f"  - {paragraph(question)} – {answered}"
    for name, value in facts:
        yield f"- {name}: {heading(value)}"


def _messages(outline: Outline, words: Wording) -> Iterator[str]:
    said = [theme for theme in outline.themes if theme.message]
    if said:
        yield f"## {words.messages()}"
        yield f"*{inline(words.what_is_a_message())}*"
    for theme in said:
        yield f"### {heading(theme.title)}"
        yield f"**{words.own_words()}**"
        yield quote(theme.message)
        yield f"*{inline(words.themed(theme))}*"
        yield from _quotes(theme.quotes[:2], words)


def _actions(outline: Outline, words: Wording) -> Iterator[str]:
    """An item for each, its fields with their names; in a table no line could break."""
    found = promised(outline)
    if found:
        yield f"## {words.actions()}"
        yield f"*{inline(promises.counted(words, found))}*"
    for each in found:
        named = zip(promises.heads(words), promises.row(words, each), strict=True)
        yield "- " + "; ".join(f"*{name}:* {heading(said)}" for name, said in named if said)


def _outcomes(outline: Outline, words: Wording) -> Iterator[str]:
    """The same for what became of those of the seminar before."""
    if outline.outcomes:
        yield f"## {outcomes.heading(words)}"
        yield f"*{inline(outcomes.counted(words))}*"
    for each in outline.outcomes:
        named = zip(outcomes.heads(words), outcomes.row(words, each), strict=True)
        yield "- " + "; ".join(f"*{name}:* {heading(said)}" for name, said in named if said)


def _quotes(quotes: Sequence[ReportQuote], words: Wording) -> Iterator[str]:
    for each in quotes:
        yield f"**{heading(words.source(each))}**"
        yield notes((each.line,), words.said_by)
        if each.changed:
            yield f"*{inline(words.changed())}*"


def _theme(theme: ReportTheme, level: str, words: Wording) -> Iterator[str]:
    yield f"{level} {heading(theme.title)}"
    if kind := words.theme_kind(theme):
        yield f"*{heading(kind)}*"
    yield f"*{inline(words.themed(theme))}*"
    yield from _quotes(theme.quotes, words)


def _chapter(chapter: Chapter, words: Wording) -> Iterator[str]:
    """Nothing for a room without any text: those are named together at the end."""
    if isinstance(chapter.about, ReportTheme):
        yield from _theme(chapter.about, "##", words)
    elif isinstance(chapter.about, ReportQuestion):
        yield from _question(chapter, chapter.about, words)
    else:
        yield from _place(chapter, chapter.about, words)


def _question(chapter: Chapter, question: ReportQuestion, words: Wording) -> Iterator[str]:
    yield f"## {heading(words.chapter(chapter))}"
    yield from _question_lines(question, words)
    yield f"*{inline(words.answered(chapter.coverage))}*"
    if words.outline.extent == "themes":
        for theme in chapter.themes:
            yield from _theme(theme, "###", words)
        return
    yield from (f"*{inline(each)}*" for each in silence.of_rooms(words, chapter))
    for cell in chapter.cells:
        yield f"### {heading(words.cell(chapter, cell))}"
        yield from _cell(chapter, cell, words)


def _place(chapter: Chapter, about: ReportRoom | NamedMember, words: Wording) -> Iterator[str]:
    if not chapter.coverage.answered:
        return
    yield f"## {heading(words.chapter(chapter))}"
    if isinstance(about, ReportRoom) and about.members:
        yield f"*{heading(', '.join(about.members))}*"
    yield from (f"*{inline(each)}*" for each in silence.of_questions(words, chapter))
    for cell in chapter.cells:
        yield f"### {heading(words.cell(chapter, cell))}"
        yield from _question_lines(cell.question, words)
        yield from _cell(chapter, cell, words)


def _question_lines(question: ReportQuestion, words: Wording) -> Iterator[str]:
    if question.addressee:
        yield f"*{heading(words.to(question.addressee))}*"
    if question.asked:
        yield quote(question.asked)


def _cell(chapter: Chapter, cell: ChapterCell, words: Wording) -> Iterator[str]:
    if members := words.members(chapter, cell):
        yield f"*{heading(members)}*"
    for entry in cell.entries:
        yield from _entry(entry, words)


def _entry(entry: ReportEntry, words: Wording) -> Iterator[str]:
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
        yield from (f"*{heading(words.origin(each))}*" for each in entry.origins)
