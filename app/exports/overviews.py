"""What a report says before its chapters, across all of them: messages, summaries, what the rooms
promised and what became of it, figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.text import Run
from app.exports import outcomes, promises
from app.exports.anchors import Anchors
from app.exports.chapter import Chapter
from app.exports.chapter_blocks import quote_blocks
from app.exports.coverage import coverage_figures
from app.exports.manuscript import Block, Columns, Heading, Notes, Paragraph, Picture, Table, Ways
from app.exports.outline import ReportQuote
from app.exports.promises import Promised, promised
from app.exports.wording import Wording

_QUOTES_OF_A_MESSAGE = 2
_LONGEST_QUOTE = 300  # signs of it: each leads to the whole, and the page holds several
_ACTIONS = (1250, 1800, 3234, 1500, 1400)  # room, who, what, when, needs
_WHAT = 2
_OUTCOMES: Columns = tuple(("fact_value", width) for width in (1250, 1500, 3134, 1300, 2000))


class Overviews:
    """Each is a part with a heading, or nothing where there is nothing to tell."""

    def __init__(self, words: Wording, anchors: Anchors) -> None:
        self.words, self.anchors = words, anchors

    def messages(self) -> Iterator[Block]:
        """One page of what the organiser has to say, each sentence with its rooms behind it."""
        said = [theme for theme in self.words.outline.themes if theme.message]
        if said:
            yield Heading(1, self.words.messages(), anchor="messages")
            yield Paragraph("byline", self.words.what_is_a_message())
        for theme in said:
            yield Heading(2, theme.title)
            yield Paragraph("own", theme.message)
            yield Paragraph("coverage", self.words.themed(theme))
            quotes = map(_begun, theme.quotes[:_QUOTES_OF_A_MESSAGE])
            yield from quote_blocks(self.words, self.anchors, list(quotes))

    def summaries(self, summaries: list[Chapter]) -> Iterator[Block]:
        """What the rooms themselves found to be the gist, question by question; each leads to its
        place among what the room wrote."""
        if summaries:
            yield Heading(1, self.words.summaries(), anchor="summaries")
        for chapter in summaries:
            yield Heading(2, self.words.chapter(chapter))
            yield Paragraph("byline", self.words.summarised(chapter.coverage))
            for cell in chapter.cells:
                for entry in cell.entries:
                    if entry.summary:
                        author = self.words.author(cell, entry)
                        yield Paragraph("digest_room", author, to=self.anchors.place(cell))
                        yield Notes(entry.summary, "digest")

    def actions(self) -> Iterator[Block]:
        """Who does what, across the rooms; each leads to what the room wrote. Where else they
        answered is said."""
        found, free = promised(self.words.outline)
        if found or free:
            yield Heading(1, self.words.actions(), anchor="actions")
        if found:
            yield Paragraph("byline", promises.counted(self.words, found))
            yield self._promises(found)
        if free:
            yield Heading(2, promises.free_heading(self.words))
            yield Paragraph("byline", promises.free_counted(self.words, free))
        for each in free:
            rooms = (
                (self.words.place(cell.room), self.anchors.place(cell)) for cell, _ in each.cells
            )
            yield Ways(self.words.chapter(each.chapter), tuple(rooms))

    def _promises(self, told: Sequence[Promised]) -> Table:
        """Without a column that nobody filled: its width is the text's."""
        rows = [promises.row(self.words, each) for each in told]
        used = [at for at, column in enumerate(zip(*rows, strict=True)) if any(column)]
        spare = sum(width for at, width in enumerate(_ACTIONS) if at not in used)
        widths = [_ACTIONS[at] + (spare if at == _WHAT else 0) for at in used]
        heads = promises.heads(self.words)
        return Table(
            self.words.actions(),
            tuple(("fact_value", width) for width in widths),
            tuple(tuple(row[at] for at in used) for row in rows),
            tuple(heads[at] for at in used),
            tuple(self.anchors.place(each.cell) for each in told),
        )

    def outcomes(self) -> Iterator[Block]:
        """What the rooms say of the actions of the seminar before."""
        if self.words.outline.outcomes:
            yield Heading(1, outcomes.heading(self.words), anchor="outcomes")
            yield Paragraph("byline", outcomes.counted(self.words))
            yield Table(
                outcomes.heading(self.words),
                _OUTCOMES,
                tuple(outcomes.row(self.words, each) for each in self.words.outline.outcomes),
                outcomes.heads(self.words),
            )

    def figures(self) -> Iterator[Block]:
        """Nothing before anybody has answered."""
        if self.words.outline.coverage.answered:
            yield Heading(1, self.words.gettext("Coverage"), anchor="coverage")
            for figure in coverage_figures(self.words):
                yield Heading(2, figure.title)
                yield Picture(figure)


def _begun(quote: ReportQuote) -> ReportQuote:
    """As much of a quote as stands beside a message."""
    text = quote.line.text
    if len(text) <= _LONGEST_QUOTE:
        return quote
    begin = f"{text[:_LONGEST_QUOTE].rsplit(maxsplit=1)[0]} …"
    return replace(quote, line=replace(quote.line, runs=(Run(begin),)))
