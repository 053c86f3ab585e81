"""What rooms took for each phase of a block of questions, and how much of what stands they wrote in
it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from statistics import median

from sqlmodel import Session

from app.boards.answer_view import AnswerView
from app.boards.cells import Cell
from app.boards.doubles import counted
from app.boards.models import KINDS, NOTES
from app.boards.phase_words import by_clock, counts
from app.seminars.models import PHASES, Prompt, Seminar
from app.seminars.overview import DialogueView
from app.seminars.phase_changes import Counted, Shown, Span, changes, shown_in_rooms, spent_in_rooms
from app.seminars.phases import blocks
from app.seminars.room_stages import stages_in

Times = dict[tuple[str, str], tuple[datetime, datetime]]
"""When each text was begun and last changed, by answer and kind."""
OUTSIDE = ""


@dataclass(frozen=True)
class PhaseTime:
    """The minutes are the middle room's, of those that were in it; the words are of all rooms.
    What they wrote while no phase of the block was counted is `OUTSIDE`, and has no minutes."""

    phase: str
    minutes: int | None
    rooms: int
    planned: int
    words: int


@dataclass(frozen=True)
class WayThrough:
    """How rooms went through the blocks of a programme, each known by its first question: by phase
    the minutes of every room that was in it, and the words of all."""

    blocks: Mapping[str, tuple[Prompt, ...]]
    took: Mapping[Counted, list[float]]
    words: Mapping[Counted, int]

    def planned(self, prompt: Prompt) -> Mapping[str, int]:
        """Minutes by phase, where a block begins."""
        return prompt.minutes if prompt.id in self.blocks else {}

    def times(self, prompt: Prompt) -> list[PhaseTime]:
        found = [self._time(prompt, name) for name in (*PHASES, OUTSIDE)]
        return [each for each in found if each.rooms or each.planned or each.words]

    def _time(self, prompt: Prompt, name: str) -> PhaseTime:
        key, planned = (prompt.id, name), self.planned(prompt).get(name, 0)
        took = self.took.get(key, [])
        minutes = round(median(took)) if took else None
        return PhaseTime(name, minutes, len(took), planned, self.words.get(key, 0))


def way_through(
    session: Session,
    seminar: Seminar,
    programme: list[DialogueView],
    cells: list[Cell],
    times: Times,
) -> WayThrough:
    stages = stages_in(session, seminar)
    written: dict[str, Callable[[str], Sequence[Span]]] = {}
    in_order: dict[str, tuple[Prompt, ...]] = {}
    for work in programme:
        asked = [prompt for _, prompt in work.prompts]
        written |= {prompt.id: partial(stages.written, work.dialogue) for prompt in asked}
        in_order |= {block[0].id: block for block in blocks(asked)}
    made, room_ids = changes(session, seminar.id), {cell.room.id for cell in cells}
    took: dict[Counted, list[float]] = {}
    for spent in spent_in_rooms(made, stages.moment, written, room_ids).values():
        for phase, time in spent.items():
            took.setdefault(phase, []).append(time.total_seconds() / 60)
    first = {prompt.id: block[0].id for block in in_order.values() for prompt in block}
    words = _words(session, seminar, cells, times, shown_in_rooms(made, room_ids), first)
    return WayThrough(in_order, took, words)


def _words(
    session: Session,
    seminar: Seminar,
    cells: list[Cell],
    times: Times,
    shown: Mapping[str, list[Shown]],
    first: Mapping[str, str],
) -> Counter[Counted]:
    then, found = counts(session, seminar.id), Counter[Counted]()
    for cell in cells:
        block = first[cell.prompt.id]
        for key, words in _texts(cell):
            if not words or key not in times:
                continue
            began, counted_then = times[key][0], then.get(key, ())
            for clock, part in by_clock(words, began, counted_then, shown[cell.room.id]):
                inside = clock and first.get(clock.prompt_id or "") == block
                found[block, clock.phase if clock and inside else OUTSIDE] += part
    return found


def _texts(cell: Cell) -> Iterator[tuple[tuple[str, str], int]]:
    for one in cell.answers:
        for kind in KINDS:
            yield (one.answer.id, kind), words_of(one, kind)


def words_of(one: AnswerView, kind: str) -> int:
    """What an answer says that does not stand in another one already."""
    if kind == NOTES and one.again:
        return counted(one.note_lines, (), one.again).words
    return one.texts[kind].words
