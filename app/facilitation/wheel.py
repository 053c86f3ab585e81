"""Who speaks next: drawn among the rooms that have answered a question and have not had the floor
on it yet. Pure; what was drawn is kept with what the projector shows."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from app.facilitation.grid_rows import RoomRow
from app.refusals import N_, Refusal

Turn = list[str]
"""Question and room by id, and whether the room spoke or was passed over."""
Floor = Literal["waits", "now", "spoke", "skipped"]
SPOKE, SKIPPED = "spoke", "skipped"
RADIUS = 88
LARGEST_DOT = 7.0


class EverybodyHeard(Refusal):
    """No room is left to draw for this question."""

    type = "everybody_heard"
    status = 409
    title = N_("Every room that has answered has had the floor on this question.")


@dataclass(frozen=True)
class Dot:
    """A room on the wheel: where it stands, in a square of ±100 around the middle; `angle` is in
    degrees from the top, by the clock."""

    row: RoomRow
    floor: Floor
    angle: float
    x: float
    y: float


@dataclass(frozen=True)
class Wheel:
    """`among` are the rooms that take part; `turns` counts what was drawn for all questions, so
    that of two who press at once, one draws."""

    among: list[RoomRow]
    mine: list[Turn]
    turns: int

    @property
    def now(self) -> RoomRow | None:
        """Who has the floor."""
        last = self.mine[-1] if self.mine else None
        id = last[1] if last and last[2] == SPOKE else None
        return next((row for row in self.among if row.room.id == id), None)

    @property
    def waiting(self) -> list[RoomRow]:
        had = {room for _, room, _ in self.mine}
        return [row for row in self.among if row.room.id not in had]

    @property
    def heard(self) -> list[RoomRow]:
        """Those who had the floor before, in that order."""
        by_id = {row.room.id: row for row in self.among}
        before = [room for _, room, how in self.mine if how == SPOKE and room in by_id]
        return [by_id[room] for room in before if by_id[room] is not self.now]

    @property
    def dot(self) -> float:
        """How large a dot is, so that none lies on another."""
        return round(min(LARGEST_DOT, 0.8 * pi * RADIUS / max(1, len(self.among))), 2)

    @property
    def dots(self) -> list[Dot]:
        return [self._dot(at, row) for at, row in enumerate(self.among)]

    @property
    def angle(self) -> float:
        """Where the hand points: at whoever has the floor, else straight up."""
        return next((dot.angle for dot in self.dots if dot.floor == "now"), 0.0)

    def _dot(self, at: int, row: RoomRow) -> Dot:
        turn = 2 * pi * at / len(self.among)
        how = next((how for _, room, how in self.mine if room == row.room.id), None)
        floor: Floor = "waits" if how is None else "skipped" if how == SKIPPED else "spoke"
        x, y = round(RADIUS * sin(turn), 2), round(-RADIUS * cos(turn), 2)
        return Dot(row, "now" if row is self.now else floor, round(turn * 180 / pi, 2), x, y)


def wheel(rows: Sequence[RoomRow], prompt_id: str, turns: Sequence[Turn]) -> Wheel:
    """Of rooms that have answered; of all for as long as none has."""
    answered = [row for row in rows if _answered(row, prompt_id)]
    mine = [turn for turn in turns if turn[0] == prompt_id]
    return Wheel(answered or list(rows), mine, len(turns))


def draw(
    found: Wheel, prompt_id: str, turns: list[Turn], choose: Callable[[Sequence[RoomRow]], RoomRow]
) -> list[Turn]:
    """With one more turn: of those who wait, one of those who have had the floor least often in
    the whole seminar. Raises EverybodyHeard."""
    if not found.waiting:
        raise EverybodyHeard
    spoken = Counter(room for _, room, how in turns if how == SPOKE)
    fewest = min(spoken[row.room.id] for row in found.waiting)
    least = [row for row in found.waiting if spoken[row.room.id] == fewest]
    return [*turns, [prompt_id, choose(least).room.id, SPOKE]]


def skipped(turns: list[Turn], prompt_id: str) -> list[Turn]:
    """With the last turn of this question passed over."""
    at = _last(turns, prompt_id)
    return turns if at is None else [*turns[:at], [*turns[at][:2], SKIPPED], *turns[at + 1 :]]


def undone(turns: list[Turn], prompt_id: str) -> list[Turn]:
    """Without the last turn of this question; who was passed over for it has the floor again."""
    at = _last(turns, prompt_id)
    if at is None:
        return turns
    if turns[at][2] == SPOKE:
        turns = [*turns[:at], *turns[at + 1 :]]
        at = _last(turns, prompt_id)
    if at is not None and turns[at][2] == SKIPPED:
        turns = [*turns[:at], [*turns[at][:2], SPOKE], *turns[at + 1 :]]
    return turns


def _last(turns: Sequence[Turn], prompt_id: str) -> int | None:
    return next((at for at in reversed(range(len(turns))) if turns[at][0] == prompt_id), None)


def _answered(row: RoomRow, prompt_id: str) -> bool:
    return any(cell.given or cell.brought for cell in row.cells if cell.prompt.id == prompt_id)
