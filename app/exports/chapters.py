"""How an outline is arranged: in chapters by question, room, member or addressee."""

from collections.abc import Callable
from dataclasses import replace

from app.collation import order_of
from app.exports.chapter import Chapter, ChapterCell, NamedMember
from app.exports.outline import (
    Order,
    Outline,
    ReportDialogue,
    ReportEntry,
    ReportQuestion,
    ReportRoom,
    ReportTheme,
)


def chapters(outline: Outline) -> tuple[Chapter, ...]:
    """The outline in its own order."""
    return _ORDERS.get(outline.order, by_question)(outline)


def by_question(outline: Outline) -> tuple[Chapter, ...]:
    """A chapter per question, in the order they were asked, its rooms by number."""
    return tuple(
        replace(
            _chapter(question, dialogue, _cells(dialogue, question)),
            themes=_quoting(outline, (at, where)),
        )
        for at, dialogue in enumerate(outline.dialogues)
        for where, question in enumerate(dialogue.questions)
    )


def _quoting(outline: Outline, place: tuple[int, int]) -> tuple[ReportTheme, ...]:
    """The themes in which answers to a question are quoted, with these quotes alone."""
    if outline.extent != "themes":
        return ()
    found = (
        replace(theme, quotes=tuple(each for each in theme.quotes if each.place == place))
        for theme in outline.themes
    )
    return tuple(theme for theme in found if theme.quotes)


def by_theme(outline: Outline) -> tuple[Chapter, ...]:
    """A chapter per theme in the organiser's order, then all that the rooms wrote, by question,
    unless the report holds themes alone."""
    themes = tuple(_of_theme(outline, theme) for theme in outline.themes if theme.quotes)
    return themes if outline.extent == "themes" else (*themes, *by_question(outline))


def _of_theme(outline: Outline, theme: ReportTheme) -> Chapter:
    return Chapter(theme, outline.question_at(theme.place)[0] if theme.place else None, ())


def by_addressee(outline: Outline) -> tuple[Chapter, ...]:
    """The same, those first that ask somebody for something, each addressee's together: what the
    rooms were asked to say to them, and what the organiser found them to ask."""
    asks = [
        _of_theme(outline, each) for each in outline.themes if each.kind == "ask" and each.quotes
    ]
    found = (*by_question(outline), *asks)
    addressees = [addressee(each) for each in found]
    asked = [who for who in dict.fromkeys(addressees) if who]
    return tuple(
        each
        for who in (*asked, None)
        for each, whose in zip(found, addressees, strict=True)
        if whose == who
    )


def addressee(chapter: Chapter) -> str | None:
    """Small and capital letters make no other addressee."""
    about = chapter.about
    whom = about.addressee if isinstance(about, ReportQuestion | ReportTheme) else None
    return whom.casefold() if whom else None


def by_room(outline: Outline) -> tuple[Chapter, ...]:
    """A chapter per room by number, its questions as they were asked.

    The chapter is about the room as it was in its first dialogue; a cell knows who sat there then.
    """
    rooms: dict[int, ReportRoom] = {}
    cells: dict[int, list[ChapterCell]] = {}
    for dialogue in outline.dialogues:
        answered = [cell for question in dialogue.questions for cell in _cells(dialogue, question)]
        for room in (*dialogue.rooms, *(cell.room for cell in answered)):
            rooms.setdefault(room.number, room)
        for cell in answered:
            cells.setdefault(cell.room.number, []).append(cell)
    return tuple(_chapter(rooms[at], None, cells.get(at, [])) for at in sorted(rooms))


def by_member(outline: Outline) -> tuple[Chapter, ...]:
    """A chapter per member by name: its own answers and notes, and what its rooms wrote together;
    not what is tagged as somebody else's there."""
    cells: dict[str, list[ChapterCell]] = {}
    for dialogue in outline.dialogues:
        for question in dialogue.questions:
            for cell in _cells(dialogue, question):
                answering = (entry.member for entry in cell.entries if entry.member)
                for name in dict.fromkeys((*cell.room.members, *answering)):
                    cells.setdefault(name, []).append(_of_member(cell, name))
    by_name = sorted(cells, key=order_of)
    return tuple(_chapter(NamedMember(name), None, cells[name]) for name in by_name)


def _of_member(cell: ChapterCell, name: str) -> ChapterCell:
    entries = tuple(
        replace(entry, lines=tuple(line for line in entry.lines if line.member in (None, name)))
        for entry in cell.entries
        if entry.member in (None, name)
    )
    return replace(cell, entries=entries)


def digest(outline: Outline) -> list[Chapter]:
    """Of each question the rooms that have written a summary; nothing where none has."""
    found = []
    for each in by_question(outline):
        cells = [*each.cells, *each.unshown, *each.silent]
        some = tuple(cell for cell in cells if cell.summarised)
        rest = tuple(cell for cell in cells if not cell.summarised)
        if some:
            found.append(Chapter(each.about, each.dialogue, some, rest))
    return found


_ORDERS: dict[Order, Callable[[Outline], tuple[Chapter, ...]]] = {
    "question": by_question,
    "room": by_room,
    "member": by_member,
    "addressee": by_addressee,
    "theme": by_theme,
}


def _chapter(
    about: ReportQuestion | ReportRoom | NamedMember,
    dialogue: ReportDialogue | None,
    cells: list[ChapterCell],
) -> Chapter:
    return Chapter(
        about,
        dialogue,
        tuple(cell for cell in cells if cell.readable),
        tuple(cell for cell in cells if not cell.given),
        tuple(cell for cell in cells if cell.given and not cell.readable),
    )


def _cells(dialogue: ReportDialogue, question: ReportQuestion) -> list[ChapterCell]:
    """One for each room by number, also for a room that has text and is in no list; of one that
    went on in another one only where it has."""
    rooms = {entry.room.number: entry.room for entry in question.entries}
    rooms.update((room.number, room) for room in dialogue.rooms if not room.into)
    entries: dict[int, list[ReportEntry]] = {number: [] for number in rooms}
    for entry in question.entries:
        entries[entry.room.number].append(entry)
    return [
        ChapterCell(dialogue, question, rooms[number], tuple(entries[number]))
        for number in sorted(rooms)
    ]
