"""How much of what was written a report holds: everything, the rooms' summaries alone, or what is
quoted in themes."""

from collections.abc import Callable
from dataclasses import replace

from app.exports.outline import Extent, Outline, ReportEntry


def shortened(outline: Outline, extent: Extent) -> Outline:
    """Counted as it was: an answer that is not shown stays one that was given. What became of
    actions is told where actions are."""
    if extent == "full":
        return outline
    quoted = {quote.line.id for theme in outline.themes for quote in theme.quotes}

    def short(entry: ReportEntry) -> ReportEntry:
        kept = replace(entry, left_out=entry.given, count=entry.counted)
        if extent == "summaries":
            return replace(kept, lines=())
        summary = tuple(line for line in entry.summary if line.id in quoted)
        lines = tuple(line for line in entry.lines if line.id in quoted)
        return replace(kept, summary=summary, lines=lines)

    return replace(_each(outline, short), extent=extent, outcomes=())


def _each(outline: Outline, change: Callable[[ReportEntry], ReportEntry]) -> Outline:
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
