"""What a hall may see on the projector: the slides of one question, one after the other, and which
of them is shown. Nothing unfinished is ever among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from app.boards.coverage import Coverage
from app.boards.state import SAID, State
from app.documents.text import Line
from app.facilitation.grid import Grid
from app.facilitation.grid_cells import GridCell
from app.facilitation.plenum_text import Said, pages
from app.facilitation.projector import QUESTION, ROOMS, TEXT, WHEEL, Kind, Plenum
from app.facilitation.wheel import Wheel, wheel
from app.harvest.reaped import Reaped
from app.people.rights import Stage
from app.rooms.models import Room
from app.seminars.models import Prompt
from app.seminars.overview import DialogueView
from app.wording import readable

Look = Literal["done", "answered", "begun", ""]
_WRITTEN = frozenset({Stage.CLOSED, Stage.READING, Stage.ARCHIVED})
_BEGUN: dict[State, Look] = {State.ANSWERED: "answered", State.IN_PROGRESS: "begun"}


@dataclass(frozen=True)
class Text:
    """What one room has answered, or a quote of it, by `key`."""

    key: str
    cell: GridCell
    notes: list[Said]
    quote: Reaped | None = None

    @cached_property
    def pages(self) -> list[list[Said]]:
        """Worked out where it is shown only: many more are offered."""
        return pages(self.notes)

    @property
    def changed(self) -> bool:
        """Whether the room has written on since it was quoted."""
        return self.quote is not None and self.quote.fate != "same"


@dataclass(frozen=True)
class Slide:
    kind: Kind
    text: Text | None = None
    page: int = 1

    @property
    def said(self) -> list[Said]:
        return self.text.pages[self.page - 1] if self.text else []


@dataclass(frozen=True)
class Spot:
    """A room in the field of rooms, and how full it is."""

    room: Room
    look: Look


@dataclass(frozen=True)
class Show:
    """`offered` are the texts that may be shown, `chosen` those of them that are."""

    grid: Grid
    stands: Plenum
    work: DialogueView
    number: int | None
    prompt: Prompt
    offered: list[Text]
    chosen: list[Text] = field(default_factory=list)

    @cached_property
    def slides(self) -> list[Slide]:
        """Question, rooms, each chosen text page by page, and the wheel."""
        texts = [
            Slide(TEXT, text, page + 1) for text in self.chosen for page in range(len(text.pages))
        ]
        return [Slide(QUESTION), Slide(ROOMS), *texts, Slide(WHEEL)]

    @cached_property
    def at(self) -> int:
        """The slide that is shown: what is gone meanwhile gives way to the field of rooms."""
        if self.stands.slide == WHEEL:
            return len(self.slides) - 1
        if self.stands.slide == TEXT:
            wanted = (self.stands.text, self.stands.page)
            mine = [
                (at, slide.page)
                for at, slide in enumerate(self.slides)
                if slide.text and slide.text.key == wanted[0]
            ]
            near = [at for at, page in mine if page <= wanted[1]]
            return near[-1] if near else 1
        return int(self.stands.slide == ROOMS)

    @property
    def slide(self) -> Slide:
        return self.slides[self.at]

    @cached_property
    def coverage(self) -> Coverage:
        return self.grid.covered(self.prompt)

    @cached_property
    def column(self) -> list[GridCell]:
        rows = self.grid.by_themselves
        return [cell for row in rows for cell in row.cells if cell.prompt.id == self.prompt.id]

    @cached_property
    def rooms(self) -> list[Spot]:
        return [Spot(cell.room, look(cell)) for cell in self.column]

    @cached_property
    def wheel(self) -> Wheel:
        return wheel(self.grid.by_themselves, self.prompt.id, self.stands.turns)

    def count(self, wanted: Look) -> int:
        return sum(spot.look == wanted for spot in self.rooms)


def may_show(cell: GridCell) -> bool:
    """A room that has said it is done allows it; after closing, what does not seem to break off
    is finished as well."""
    if not cell.given:
        return False
    if cell.stage in _WRITTEN and cell.state is State.ANSWERED:
        return not cell.unfinished
    return cell.state is State.DONE


def look(cell: GridCell) -> Look:
    """What others brought to a room is an answer of it, too."""
    if cell.state in SAID:
        return "done"
    return _BEGUN.get(cell.state, "answered" if cell.brought else "")


def show(grid: Grid, stands: Plenum, quotes: Sequence[Reaped] = ()) -> Show | None:
    """As the projector stands; where no question was asked for, the first that has something to
    show, else the first. None where there are no questions."""
    columns = {prompt.id: (work, number, prompt) for work, number, prompt in grid.prompts}
    if not columns:
        return None
    if stands.prompt_id in columns:
        return _show(grid, stands, *columns[stands.prompt_id], quotes)
    allowed = {cell.prompt.id for row in grid.rows for cell in row.cells if may_show(cell)}
    first = next((id for id in columns if id in allowed), next(iter(columns)))
    return _show(grid, stands, *columns[first], quotes)


def _show(
    grid: Grid,
    stands: Plenum,
    work: DialogueView,
    number: int | None,
    prompt: Prompt,
    quotes: Sequence[Reaped],
) -> Show:
    column = grid.by_prompt[prompt.id]
    offered = [*_answers(column), *_quotes(column, quotes)]
    by_key = {text.key: text for text in offered}
    wanted = stands.chosen.get(prompt.id, [])
    chosen = [by_key[key] for key in wanted if key in by_key]
    return Show(grid, stands, work, number, prompt, offered, chosen)


def _answers(column: Iterable[GridCell]) -> Iterable[Text]:
    return (
        Text(f"room:{cell.room.id}", cell, list(_quoted(cell))) for cell in column if may_show(cell)
    )


def _quotes(column: Iterable[GridCell], quotes: Sequence[Reaped]) -> Iterable[Text]:
    """What the harvest quotes, for as long as it stands in the room; those that speak for their
    theme first, and what is in two themes once."""
    by_room = {cell.room.id: cell for cell in column if may_show(cell)}
    seen = set()
    for one in sorted(quotes, key=lambda each: not each.quote.picked):
        cell, quote = by_room.get(one.cell.room.id), one.quote
        place = (quote.answer_id, quote.kind, quote.note_id, quote.text)
        if cell is None or cell.prompt.id != one.cell.prompt.id or not one.now or place in seen:
            continue
        seen.add(place)
        names = {member.id: member.name for member in cell.members}
        by = names.get(quote.member_id or one.answer.answer.member_id or "", "")
        yield Text(f"quote:{quote.id}", cell, [Said(quote.text, by=by)], one)


def _quoted(cell: GridCell) -> Iterable[Said]:
    """Where there is a summary, it stands for its notes."""
    names = {member.id: member.name for member in cell.members}
    for one in cell.answers:
        own = one.member.name if one.member else ""
        lines: list[Line] = one.note_lines
        if readable(one.summary.text):
            lines = one.summary_lines
        for line in lines:
            yield Said(line.text, line.marker, names.get(line.member or "", own))
