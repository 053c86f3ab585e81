"""What a harvest holds as it stands: each theme with its quotes, how many rooms it is from, and
what became of the notes since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sqlmodel import Session

from app.boards.answer_view import AnswerView
from app.boards.cells import Cell
from app.boards.doubles import Original
from app.boards.models import NOTES
from app.documents.text import Line
from app.harvest.models import Quote, Theme, quotes, themes
from app.rooms.models import Member

Fate = Literal["same", "changed", "removed"]


@dataclass(frozen=True)
class QuoteCount:
    """From how many rooms, of those that answered; and how many members sat in them, or said it
    themselves where that is known. What was removed in the room since is not counted, and what
    stands in another room too, as somebody has settled, counts there: `doubles` are such quotes."""

    rooms: int = 0
    of_rooms: int = 0
    members: int = 0
    of_members: int = 0
    doubles: int = 0


@dataclass(frozen=True)
class Reaped:
    """A quote where it stands; `now` is the whole note as it is now, None where it is gone, and
    `first` where it stands too and counts."""

    quote: Quote
    cell: Cell
    answer: AnswerView
    now: Line | None
    first: Original | None = None

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
    def room_id(self) -> str:
        """The room that it counts for."""
        return self.first.room_id if self.first else self.cell.room.id

    def member_ids(self, sitting: Mapping[tuple[str, str], set[str]]) -> set[str]:
        """Who says it: one member where that is known, else all who sat in the room that it counts
        for; `sitting` tells by dialogue and room who did."""
        own = self.answer.answer.member_id or self.quote.member_id
        said_by = self.first.member_id if self.first else own
        return {said_by} if said_by else sitting.get((self.cell.dialogue.id, self.room_id), set())


@dataclass(frozen=True)
class ThemeView:
    """Picked quotes first, then by room, and in a room as they stand there."""

    theme: Theme
    quotes: list[Reaped]
    tally: QuoteCount

    @property
    def standing(self) -> list[Reaped]:
        """Without those whose note the room has removed."""
        return [each for each in self.quotes if each.now]


@dataclass(frozen=True)
class Among:
    """Of whom the quotes of a theme are told: those who answered, by id."""

    rooms: frozenset[str]
    members: frozenset[str]


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
    answered = [cell for cell in found if cell.counted.given]
    sitting = {(cell.dialogue.id, cell.room.id): _ids(cell.members) for cell in found}
    counts_in = {cell.room.id: cell.counts_in for cell in answered}

    @cache
    def among(prompt_id: str | None) -> Among:
        some = [cell for cell in answered if prompt_id in (None, cell.prompt.id)]
        members = frozenset().union(*(_ids(cell.members) for cell in some))
        return Among(frozenset(cell.counts_in for cell in some), members)

    views = [
        _view(theme, by_theme.get(theme.id, ()), among(theme.prompt_id), counts_in, sitting)
        for theme in wanted
    ]
    return Reaping(views, found)


def _view(
    theme: Theme,
    some: Sequence[Reaped],
    among: Among,
    counts_in: Mapping[str, str],
    sitting: Mapping[tuple[str, str], set[str]],
) -> ThemeView:
    counted = [each for each in some if each.now]
    rooms = {counts_in.get(each.room_id, each.room_id) for each in counted}
    who = {id for each in counted for id in each.member_ids(sitting)}
    tally = QuoteCount(
        len(rooms),
        len(rooms | among.rooms),
        len(who),
        len(who | among.members),
        sum(bool(each.first) for each in counted),
    )
    return ThemeView(theme, sorted(some, key=lambda each: not each.quote.picked), tally)


def _ids(members: Iterable[Member]) -> set[str]:
    return {member.id for member in members}


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
        first = one.again.get(quote.note_id) if quote.kind == NOTES else None
        placed[quote.theme_id].append(((place, order), Reaped(quote, cell, one, now, first)))
    return {
        theme_id: [each for _, each in sorted(group, key=lambda pair: pair[0])]
        for theme_id, group in placed.items()
    }


def _lines(one: AnswerView, kind: str) -> dict[str, tuple[int, Line]]:
    """By id, each with its place in the text."""
    some = one.note_lines if kind == NOTES else one.summary_lines
    return {line.id: (at, line) for at, line in enumerate(some) if line.id}
