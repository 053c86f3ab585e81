"""How much of what was written a report holds: everything, the rooms' summaries alone, or what is
quoted in themes."""

from collections.abc import Callable
from dataclasses import replace

from app.documents.text import Line
from app.exports.outline import Entry, Extent, Outline


def shortened(outline: Outline, extent: Extent) -> Outline:
    """Counted as it was: an answer that is not shown stays one that was given."""
    if extent == "full":
        return outline
    quoted = {quote.line.id for theme in outline.themes for quote in theme.quotes}

    def short(entry: Entry) -> Entry:
        if extent == "summaries":
            return replace(entry, lines=(), left_out=entry.words)
        summary = tuple(line for line in entry.summary if line.id in quoted)
        lines = tuple(line for line in entry.lines if line.id in quoted)
        left_out = entry.words - _words(lines)
        return replace(entry, summary=summary, lines=lines, left_out=left_out)

    return replace(_each(outline, short), extent=extent)


def _words(lines: tuple[Line, ...]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _each(outline: Outline, change: Callable[[Entry], Entry]) -> Outline:
    """The outline with every answer changed."""
    dialogues = tuple(
        replace(
            dialogue,
            questions=tuple(
                replace(question, entries=tuple(map(change, question.entries)))
                for question in dialogue.questions
            ),
        )
        for dialogue in outline.dialogues
    )
    return replace(outline, dialogues=dialogues)
