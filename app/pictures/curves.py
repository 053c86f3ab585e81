"""How many rooms had begun to answer, over time: pure geometry, as in `picture_shapes.py`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from app.pictures.counts import PromptPicture
from app.seminars.models import Dialogue
from app.seminars.phases import minutes

WIDTH = 640
_LEFT, _RIGHT = 1, 90  # what stands beside a curve: its count
_CURVE, _STRIP = 40, 76  # a curve's height, and that of its strip with the label above it
_BEFORE = timedelta(minutes=10)
_SHORTEST = timedelta(minutes=1)
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440)  # minutes between two times
_MOST_TICKS = 6


@dataclass(frozen=True)
class Curve:
    """Rooms that have answered a question, over time: `line` is its edge, `area` what is below."""

    asked: PromptPicture
    top: int
    line: str
    area: str

    @property
    def floor(self) -> int:
        return self.top + _CURVE


@dataclass(frozen=True)
class Curves:
    """All questions of a dialogue over the same time. `ticks` are times and where they stand."""

    curves: list[Curve]
    ticks: list[tuple[float, datetime]]
    begin: datetime
    end: datetime

    @property
    def answered(self) -> int:
        return sum(curve.asked.answered for curve in self.curves)

    @property
    def most(self) -> PromptPicture:
        return max((curve.asked for curve in self.curves), key=lambda asked: asked.answered)

    @property
    def fewest(self) -> PromptPicture:
        return min((curve.asked for curve in self.curves), key=lambda asked: asked.answered)

    @property
    def table(self) -> list[tuple[datetime, list[int]]]:
        """How many rooms had begun on each question by each of the times."""
        apart = (at for _, at in self.ticks if self.begin < at <= self.end - _SHORTEST)
        times = [self.begin, *apart, self.end]
        each = [curve.asked.began for curve in self.curves]
        return [(at, [sum(one <= at for one in began) for began in each]) for at in times]

    @property
    def height(self) -> int:
        return len(self.curves) * _STRIP + 24

    @property
    def right(self) -> int:
        return WIDTH - _RIGHT


def curves(dialogue: Dialogue, asked: Sequence[PromptPicture], moment: datetime) -> Curves:
    begin, end = _span(dialogue, asked, moment)

    def across(at: datetime) -> float:
        share = (min(max(at, begin), end) - begin) / (end - begin)
        return round(_LEFT + share * (WIDTH - _RIGHT - _LEFT), 1)

    drawn = [
        Curve(each, row * _STRIP + 28, *_steps(each, row * _STRIP + 28, across(end), across))
        for row, each in enumerate(asked)
    ]
    return Curves(drawn, [(across(at), at) for at in _times(begin, end)], begin, end)


def _span(
    dialogue: Dialogue, asked: Sequence[PromptPicture], moment: datetime
) -> tuple[datetime, datetime]:
    """From when it was opened, or shortly before the first answer, to the last one within the time
    that there was for it. What came after writing had ended is counted at the end."""
    began = sorted(at for each in asked for at in each.began)
    over = dialogue.ended_at(moment)
    first = began[0] if began else dialogue.opened_at or moment
    begin = min(first, max(dialogue.opened_at or first, first - _BEFORE))
    planned = begin + timedelta(minutes=dialogue.minutes or minutes(each.prompt for each in asked))
    last = max(began[-1] if began else begin, min(planned, over or moment))
    if over and over > begin:
        last = min(last, over)
    return begin, max(last, begin + _SHORTEST)


def _steps(
    asked: PromptPicture, top: int, right: float, across: Callable[[datetime], float]
) -> tuple[str, str]:
    """A stair: one step up for each room when it began."""
    floor, count = top + _CURVE, max(len(asked.places), 1)
    path = [f"M{_LEFT} {floor}"]
    for number, at in enumerate(asked.began, 1):
        path.append(f"H{across(at)}V{round(floor - _CURVE * number / count, 1)}")
    line = "".join(path) + f"H{right}"
    return line, f"{line}V{floor}Z"


def _times(begin: datetime, end: datetime) -> Iterator[datetime]:
    """Whole times by the clock, as many as have room."""
    length = (end - begin).total_seconds() / 60
    apart = next((each for each in _TICKS if length / each <= _MOST_TICKS), ceil(length / 6))
    step = timedelta(minutes=apart)
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + step * ceil((begin - midnight) / step)
    while at <= end:
        yield at
        at += step
