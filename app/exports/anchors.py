"""Where things stand in a report, so that what is said of them elsewhere leads there: a room's
answer to a question, and notes that are quoted."""

from collections.abc import Sequence

from app.documents.text import Line
from app.exports.chapter import ChapterCell
from app.exports.chapters import by_question
from app.exports.outline import Outline


class Anchors:
    """An anchor stands once: where what it names stands for the first time."""

    def __init__(self, outline: Outline) -> None:
        self._questions = [each.about for each in by_question(outline)]
        quoted = [quote.line.id for theme in outline.themes for quote in theme.quotes]
        self._notes = {id: f"note{at}" for at, id in enumerate(dict.fromkeys(quoted), 1) if id}
        self._set: set[str] = set()

    def sets(self, anchor: str) -> bool:
        """Whether it stands here: nowhere before."""
        first = anchor not in self._set
        self._set.add(anchor)
        return first

    def note(self, line: Line) -> str:
        return self._notes.get(line.id or "", "")

    def of_notes(self, lines: Sequence[Line]) -> dict[str, str]:
        """Of those of them that are quoted and stand here first."""
        return {
            line.id: each
            for line in lines
            if line.id and (each := self.note(line)) and self.sets(each)
        }

    def place(self, cell: ChapterCell) -> str:
        at = next(at for at, each in enumerate(self._questions, 1) if each is cell.question)
        return f"room{cell.room.number}question{at}"

    def first_of(self, cell: ChapterCell) -> str:
        """Of a room with several members the place stands in the chapter of each."""
        anchor = self.place(cell)
        return anchor if self.sets(anchor) else ""
