"""Where squares and bars stand in the pictures: pure geometry, which the templates draw in the
colours of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from app.boards.amount import shade
from app.pictures.counts import KindWritten, PromptPicture
from app.pictures.curves import Curves, curves
from app.pictures.phases import PhaseTime
from app.seminars.models import Dialogue

ACROSS = 25
"""Rooms in one row of squares."""
_APART, _WHOLE = 18, 12  # from one square to the next, and a whole one
_SIDES = (0, 4, 8, 12)  # of the filled square: size tells it as well as ink
_WORDS_WIDE, _MINUTES_WIDE = 200, 170


@dataclass(frozen=True)
class Strip:
    """A question with a square for each room: `outlines` of all, `fills` by how much each wrote,
    `strokes` through those that say what another one says; `rows` are the first room of each row
    and its place."""

    asked: PromptPicture
    top: int
    outlines: str
    fills: str
    strokes: str
    rows: list[tuple[int, int]]


@dataclass(frozen=True)
class Squares:
    strips: list[Strip]
    height: int

    @property
    def legend(self) -> list[tuple[int, int]]:
        return [(1 + at * 112, side) for at, side in enumerate(_SIDES)]

    @property
    def struck(self) -> tuple[int, str] | None:
        """The place in the legend of what says again what another room says, where there is any."""
        left = 1 + len(_SIDES) * 112
        return (left, _struck(left, 1)) if any(each.strokes for each in self.strips) else None

    @property
    def everywhere(self) -> int:
        """Rooms that have answered each of the questions."""
        rows = zip(*(strip.asked.places for strip in self.strips), strict=True)
        return sum(all(place.given for place in row) for row in rows)


def squares(asked: Sequence[PromptPicture]) -> Squares:
    top, strips = 34, []
    for each in asked:
        strips.append(_strip(each, top))
        top += 30 + ceil(len(each.places) / ACROSS) * _APART + 8
    return Squares(strips, top)


def _strip(asked: PromptPicture, top: int) -> Strip:
    outlines, fills, strokes, rows = [], [], [], []
    for at, place in enumerate(asked.places):
        row, column = divmod(at, ACROSS)
        left, above = 34 + column * _APART + column // 5 * 8, top + 22 + row * _APART
        if column == 0:
            rows.append((place.room.number, above + 11))
        outlines.append(_square(left, above, _WHOLE))
        side = _SIDES[shade(place.words, given=place.given)]
        inset = (_WHOLE - side) // 2
        fills.append(_square(left + inset, above + inset, side))
        if place.again:
            strokes.append(_struck(left, above))
    return Strip(asked, top + 12, "".join(outlines), "".join(fills), "".join(strokes), rows)


def _square(left: int, top: int, side: int) -> str:
    return f"M{left} {top}h{side}v{side}h-{side}z" if side else ""


def _struck(left: int, top: int) -> str:
    """From corner to corner, and a line on either side."""
    half = _WHOLE // 2
    return (
        f"M{left} {top + _WHOLE}l{_WHOLE}-{_WHOLE}"
        f"M{left} {top + half}l{half}-{half}M{left + half} {top + _WHOLE}l{half}-{half}"
    )


@dataclass(frozen=True)
class Bar:
    """Words and minutes of one part, each on its own scale; `planned` is a mark in the minutes."""

    part: KindWritten
    top: int
    words: float
    minutes: float
    planned: float | None


@dataclass(frozen=True)
class Group:
    """A question with a bar for each of its parts."""

    asked: PromptPicture
    top: int
    bars: list[Bar]


@dataclass(frozen=True)
class Bars:
    groups: list[Group]
    height: int

    @property
    def most(self) -> PromptPicture:
        """Where all rooms together wrote most."""
        return max((group.asked for group in self.groups), key=lambda asked: asked.words)


def bars(asked: Sequence[PromptPicture]) -> Bars:
    parts = [part for each in asked for part in each.parts]
    words = _WORDS_WIDE / max([1, *(part.words for part in parts)])
    minutes = _MINUTES_WIDE / max([1, *(max(part.minutes or 0, part.planned) for part in parts)])
    top, groups = 22, []
    for each in asked:
        drawn = [
            Bar(
                part,
                top + 22 + row * 22,
                round(part.words * words, 1),
                round((part.minutes or 0) * minutes, 1),
                round(part.planned * minutes, 1) if part.planned else None,
            )
            for row, part in enumerate(each.parts)
        ]
        groups.append(Group(each, top + 14, drawn))
        top += 22 + len(drawn) * 22 + 10
    return Bars(groups, top)


@dataclass(frozen=True)
class PhaseBar:
    """Words and minutes of one phase, each on its own scale; `planned` is a mark in the minutes."""

    time: PhaseTime
    top: int
    words: float
    minutes: float
    planned: float | None


@dataclass(frozen=True)
class PhaseBars:
    """Each block of questions with a bar for each phase that rooms were in or that is planned."""

    groups: list[tuple[PromptPicture, int, list[PhaseBar]]]
    height: int

    @property
    def longest(self) -> tuple[PromptPicture, PhaseTime] | None:
        """Where the middle room was longest, if rooms went through any phase."""
        found = [(asked, bar.time) for asked, _, bars in self.groups for bar in bars if bar.minutes]
        return max(found, key=lambda each: each[1].minutes or 0, default=None)


def phase_bars(asked: Sequence[PromptPicture]) -> PhaseBars:
    times = [time for each in asked for time in each.phases]
    words = _WORDS_WIDE / max([1, *(time.words for time in times)])
    minutes = _MINUTES_WIDE / max([1, *(max(time.minutes or 0, time.planned) for time in times)])
    top, groups = 22, []
    for each in (one for one in asked if one.phases):
        drawn = [
            PhaseBar(
                time,
                top + 22 + row * 22,
                round(time.words * words, 1),
                round((time.minutes or 0) * minutes, 1),
                round(time.planned * minutes, 1) if time.planned else None,
            )
            for row, time in enumerate(each.phases)
        ]
        groups.append((each, top + 14, drawn))
        top += 22 + len(drawn) * 22 + 10
    return PhaseBars(groups, top)


@dataclass(frozen=True)
class Drawn:
    """The pictures of a dialogue."""

    dialogue: Dialogue
    curves: Curves
    squares: Squares
    bars: Bars
    phases: PhaseBars


def draw(dialogue: Dialogue, asked: Sequence[PromptPicture], moment: datetime) -> Drawn:
    return Drawn(
        dialogue, curves(dialogue, asked, moment), squares(asked), bars(asked), phase_bars(asked)
    )
