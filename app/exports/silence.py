"""What a report says of those who wrote nothing, or nothing that it shows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from app.boards.state import State
from app.exports.chapter import Chapter, ChapterCell
from app.exports.chapters import by_room
from app.exports.outline import ReportRoom
from app.exports.wording import Wording


def throughout(words: Wording) -> str:
    """The rooms that wrote nothing to any question; empty when there are none."""
    silent = [chapter.about for chapter in by_room(words.outline) if not chapter.coverage.answered]
    return _rooms(words, [(each.number, "") for each in silent if isinstance(each, ReportRoom)])


def of_rooms(words: Wording, chapter: Chapter) -> Iterator[str]:
    """Of a question the rooms of which a report shows no text."""
    if chapter.unshown:
        yield unshown_rooms(words, chapter.unshown)
    if chapter.silent:
        yield rooms(words, chapter.silent)


def of_questions(words: Wording, chapter: Chapter) -> Iterator[str]:
    """The same of a room or a member."""
    if chapter.unshown:
        yield unshown_questions(words, chapter.unshown)
    if chapter.silent:
        yield questions(words, chapter.silent)


def rooms(words: Wording, cells: Sequence[ChapterCell]) -> str:
    """The rooms without text by number, with the reason where the room gave one."""
    return _rooms(words, [(cell.room.number, _reason(words, cell)) for cell in cells])


def questions(words: Wording, cells: Sequence[ChapterCell]) -> str:
    questions = "; ".join(
        words.question(cell.question, cell.dialogue) + _reason(words, cell) for cell in cells
    )
    return words.gettext("Without text: %(questions)s") % {"questions": questions}


def unshown_rooms(words: Wording, cells: Sequence[ChapterCell]) -> str:
    """Which rooms answered without a summary, where a report holds nothing else."""
    rooms = ", ".join(_spans([(cell.room.number, "") for cell in cells]))
    return words.gettext("Answered without a summary: room %(rooms)s") % {"rooms": rooms}


def unshown_questions(words: Wording, cells: Sequence[ChapterCell]) -> str:
    questions = "; ".join(words.question(cell.question, cell.dialogue) for cell in cells)
    return words.gettext("Answered without a summary: %(questions)s") % {"questions": questions}


def _rooms(words: Wording, rooms: Sequence[tuple[int, str]]) -> str:
    """`Rom uten tekst: 2–5, 7 (rakk ikke)`; nothing for no rooms."""
    sentence = words.ngettext(
        "Room without text: %(rooms)s", "Rooms without text: %(rooms)s", len(rooms)
    )
    return sentence % {"rooms": ", ".join(_spans(rooms))} if rooms else ""


def _reason(words: Wording, cell: ChapterCell) -> str:
    said = cell.state in (State.NOTHING_TO_ADD, State.OUT_OF_TIME)
    return f" ({words.state(cell.state).lower()})" if said else ""


def _spans(rooms: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Numbers with their reasons; three or more in a row that gave none are one span."""
    by_run = groupby(enumerate(rooms), lambda each: (each[1][0] - each[0], each[1][1]))
    for _, group in by_run:
        found = [f"{number}{reason}" for _, (number, reason) in group]
        if len(found) > 2 and found[0].isdigit():
            yield f"{found[0]}–{found[-1]}"
        else:
            yield from found
