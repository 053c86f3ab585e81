"""What a harvest holds as it stands: each theme with its quotes, how many rooms it is from, and
what became of the notes since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from app.boards.cells import AnswerView, Cell
from app.documents.text import Line
from app.harvest.models import Quote, Theme, quotes, themes
from app.rooms.models import Member

Fate = Literal["same", "changed", "removed"]


@dataclass(frozen=True)
class Tally:
    """From how many rooms, of those that answered; and how many members sat in them, or said it
    themselves where that is known. What was removed in the room since is not counted."""

    rooms: int = 0
    of_rooms: int = 0
    members: int = 0
    of_members: int = 0


@dataclass(frozen=True)
class Reaped:
    """A quote where it stands; `now` is the whole note as it is now, None where it is gone."""

    quote: Quote
    cell: Cell
    answer: AnswerView
    now: Line | None

    @property
    def fate(self) -> Fate:
        """What became of the note since it was quoted. A part is the same for as long as its words
        are in it."""
        if self.now is None:
            return "removed"
        part = self.quote.start is not None
        stands = self.quote.text in self.now.text if part else self.quote.text == self.now.text
        return "same" if stands else "changed"

    @property
    def member_ids(self) -> set[str]:
        """Who says it: one member where that is known, else all who sat there."""
        said_by = self.answer.answer.member_id or self.quote.member_id
        return {said_by} if said_by else {member.id for member in self.cell.members}


@dataclass(frozen=True)
class ThemeView:
    """Picked quotes first, then by room, and in a room as they stand there."""

    theme: Theme
    quotes: list[Reaped]
    tally: Tally

    @property
    def standing(self) -> list[Reaped]:
        """Without those whose note the room has removed."""
        return [each for each in self.quotes if each.now]


@dataclass(frozen=True)
class Reaping:
    """A harvest with the cells that it was read from."""

    themes: list[ThemeView]
    cells: list[Cell]

    def of_notes(self) -> Mapping[tuple[str, str, str], list[tuple[ThemeView, Reaped]]]:
        """What each note is in, by answer, kind of text and note."""
        found = defaultdict(list)
        for view in self.themes:
            for each in view.quotes:
                quote = each.quote
                found[quote.answer_id, quote.kind, quote.note_id].append((view, each))
        return found


def reaped(session: Session, seminar_id: str, found: list[Cell]) -> Reaping:
    """All themes, with what is quoted in them of these cells; nothing of others is read."""
    wanted = themes(session, seminar_id)
    by_theme = _by_theme(found, quotes(session, seminar_id))
    answered = [cell for cell in found if cell.given]
    views = [_view(theme, by_theme.get(theme.id, ()), answered) for theme in wanted]
    return Reaping(views, found)


def _view(theme: Theme, some: Sequence[Reaped], answered: Iterable[Cell]) -> ThemeView:
    counted = [each for each in some if each.now]
    among = [cell for cell in answered if theme.prompt_id in (None, cell.prompt.id)]
    who = {id for each in counted for id in each.member_ids}
    all_of_them = {id for cell in among for id in _ids(cell.members)}
    tally = Tally(
        len({each.cell.room.id for each in counted}),
        len({cell.room.id for cell in among}),
        len(who),
        len(who | all_of_them),
    )
    return ThemeView(theme, sorted(some, key=lambda each: not each.quote.picked), tally)


def _ids(members: Iterable[Member]) -> Iterator[str]:
    return (member.id for member in members)


def _by_theme(found: Iterable[Cell], some: Iterable[Quote]) -> dict[str, list[Reaped]]:
    """The quotes of each theme as they stand in the rooms."""
    at: dict[str, tuple[int, Cell, AnswerView]] = {}
    for cell in found:
        for one in cell.answers:
            at[one.answer.id] = len(at), cell, one
    lines: dict[tuple[str, str], dict[str, tuple[int, Line]]] = {}
    placed: dict[str, list[tuple[tuple[int, int], Reaped]]] = defaultdict(list)
    for quote in some:
        if quote.answer_id not in at:
            continue
        place, cell, one = at[quote.answer_id]
        key = (quote.answer_id, quote.kind)
        if key not in lines:
            lines[key] = _lines(one, quote.kind)
        order, now = lines[key].get(quote.note_id, (len(lines[key]), None))
        placed[quote.theme_id].append(((place, order), Reaped(quote, cell, one, now)))
    return {
        theme_id: [each for _, each in sorted(group, key=lambda pair: pair[0])]
        for theme_id, group in placed.items()
    }


def _lines(one: AnswerView, kind: str) -> dict[str, tuple[int, Line]]:
    """By id, each with its place in the text."""
    some = one.note_lines if kind == "notes" else one.summary_lines
    return {line.id: (at, line) for at, line in enumerate(some) if line.id}
