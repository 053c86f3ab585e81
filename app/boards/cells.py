"""What stands in a seminar's cells: the one view of answers that room, grid, reading, search and
exports share, so that none of them can hold something else than the others do."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from app.boards.answer_view import AnswerView, stored_answers
from app.boards.doubles import Counted, doubles
from app.boards.origins import MovedNotes
from app.boards.settled import settled
from app.boards.state import State, of_prompt
from app.documents.text import Line
from app.people.rights import Stage
from app.rooms.models import Member, Room
from app.rooms.sitting import ByPlace, sitting
from app.seminars.models import Dialogue, Prompt, Seminar, dialogues, numbers, prompts
from app.seminars.room_stages import RoomStage, RoomStages, stages_in


@dataclass(frozen=True)
class Cell:
    """A room's answers to a prompt. `members` are those who sat there in that dialogue; `stored`
    holds every answer that there is, the room's own first, then by the members' names. With `only`
    it is read for one member: nothing that others of the room said. `brought` is what
    rooms that were merged into this one have answered, which stands in those rooms."""

    room: Room
    members: list[Member]
    stands: RoomStage
    prompt: Prompt
    number: int | None
    stored: list[AnswerView]
    only: str | None = None
    brought: tuple["Cell", ...] = ()

    @property
    def dialogue(self) -> Dialogue:
        return self.stands.dialogue

    @property
    def stage(self) -> Stage:
        """Where its dialogue stands for its room."""
        return self.stands.stage

    @property
    def counts_in(self) -> str:
        """The room that it counts for, by id: one that goes on elsewhere counts there."""
        return self.stands.merged.into_id if self.stands.merged else self.room.id

    @property
    def place(self) -> tuple[str, str]:
        """What it is counted as, where cells are counted."""
        return self.counts_in, self.prompt.id

    @property
    def void(self) -> bool:
        """Whether there is nothing to tell of it: a room that goes on elsewhere owes no answer."""
        return self.stands.merged is not None and not self.given

    @property
    def shared(self) -> AnswerView:
        """What the room wrote together."""
        return self.stored[0]

    @cached_property
    def each(self) -> list[AnswerView]:
        """Where the prompt is per member: one of each, as they sit. One who left the room keeps a
        place for as long as their text stands."""
        seats = {member.id: place for place, member in enumerate(self.members)}
        theirs = [one for one in self.stored[1:] if one.answer.member_id in seats or one.given]
        return sorted(theirs, key=lambda one: seats.get(one.answer.member_id or "", len(seats)))

    @cached_property
    def answers(self) -> list[AnswerView]:
        """As they stand on the page: where each member answers, what is shared comes last."""
        return [*self.each, self.shared]

    @cached_property
    def state(self) -> State:
        each = [one.state for one in self.each]
        return of_prompt(self.shared.answer.said, self.shared.state, each, over=self.over)

    @property
    def over(self) -> bool:
        return self.stands.over

    @cached_property
    def given(self) -> bool:
        return any(one.given for one in self.answers)

    @cached_property
    def counted(self) -> Counted:
        """What it counts for where rooms are counted."""
        each = [one.counted for one in self.answers]
        return Counted(any(one.given for one in each), sum(one.words for one in each))

    @property
    def also_in(self) -> list[int]:
        """The rooms in which something of it stands already, and is counted."""
        return sorted({each.number for one in self.answers for each in one.again.values()})

    @property
    def summarised(self) -> bool:
        return any(one.summary.readable for one in (*self.read_each, self.shared))

    @property
    def read_each(self) -> list[AnswerView]:
        """What members answered, as far as it is read here."""
        return [one for one in self.each if one.given and self.only in (None, one.answer.member_id)]

    @property
    def read_notes(self) -> list[Line]:
        """What was noted together, as far as it is read here."""
        some = self.shared.note_lines
        return [line for line in some if not self.only or line.member in (None, self.only)]

    @property
    def moves(self) -> list[MovedNotes]:
        """What those who lead moved to its answers or away from them, the newest first."""
        found = (move for one in self.answers for move in one.moves)
        return sorted(found, key=lambda move: move.at, reverse=True)

    @property
    def read_origins(self) -> list[tuple[MovedNotes, list[Line]]]:
        """Where notes that are read here came from."""
        read = [*self.read_notes, *self.shared.summary_lines]
        read += [line for one in self.read_each for line in one.note_lines]
        came = (
            (move, [line for line in read if line.id in move.notes])
            for move in self.moves
            if move.came
        )
        return [(move, notes) for move, notes in came if notes]

    @property
    def has_reading(self) -> bool:
        return bool(self.read_each or self.shared.summary.readable or self.read_notes)

    @property
    def unfinished(self) -> bool:
        """Whether some text in it breaks off."""
        return any(one.unfinished for one in self.answers)

    @property
    def version(self) -> int:
        """Grows with every change of its texts."""
        return sum(one.notes.version + one.summary.version for one in self.answers)

    @property
    def words(self) -> int:
        return sum(one.notes.words for one in self.answers)

    @property
    def written_at(self) -> datetime | None:
        return max(filter(None, (one.written_at for one in self.answers)), default=None)


def cells(
    session: Session,
    seminar_id: str,
    prompt_ids: Collection[str] | None = None,
    room_id: str | Collection[str] | None = None,
    *,
    seats: ByPlace | None = None,
    stages: RoomStages | None = None,
) -> list[Cell]:
    """All cells, the rooms by number, in each the prompts in the order of the programme. With
    `room_id` (one or several) or `prompt_ids` no other text is read at all; `seats` and
    `stages` (of all rooms) are for whoever knows who sits where, and where dialogues stand."""
    seminar = session.get_one(Seminar, seminar_id)
    in_order = prompts(session, seminar_id)
    number, place = numbers(in_order), {prompt.id: at for at, prompt in enumerate(in_order)}
    dialogue_of = {dialogue.id: dialogue for dialogue in dialogues(session, seminar_id)}
    wanted = room_ids = [room_id] if isinstance(room_id, str) else room_id
    one_room = room_id if isinstance(room_id, str) else None
    stages = stages or stages_in(session, seminar, one_room)
    into = {each.room_id: each.into_id for each in stages.merges.values()}
    if room_ids is not None:
        room_ids = {*room_ids, *(id for id, other in into.items() if other in room_ids)}
    if seats is None:
        seats = sitting(session, seminar_id, one_room, stages.merges.values())
    stored = list(stored_answers(session, seminar_id, prompt_ids, room_ids))
    told = settled(session, seminar_id)
    again = doubles(session, told, {one.answer.id for _, each in stored for one in each})
    found = []
    for room, answers in stored:
        prompt = in_order[place[answers[0].answer.prompt_id]]
        dialogue = dialogue_of[prompt.dialogue_id]
        stands = stages.of(dialogue, room.id)
        views = [
            one.found(
                over=stands.over,
                again=again.get(one.answer.id, {}),
                settled=told.breaks_off(one.answer.id, one.notes.text),
            )
            for one in answers
        ]
        members = seats.get((dialogue.id, room.id), [])
        found.append(Cell(room, members, stands, prompt, number[prompt.id], views))
    if into:
        found = [each for each in _with_brought(found) if wanted is None or each.room.id in wanted]
    return sorted(found, key=lambda cell: (cell.room.number, place[cell.prompt.id]))


def _with_brought(found: list[Cell]) -> list[Cell]:
    """Each with what rooms that go on in its own have answered to its question."""
    brought: dict[tuple[str, str], list[Cell]] = {}
    for cell in found:
        if cell.stands.merged and cell.given:
            brought.setdefault((cell.counts_in, cell.prompt.id), []).append(cell)
    return [
        replace(cell, brought=tuple(brought.get((cell.room.id, cell.prompt.id), ())))
        for cell in found
    ]


def by_prompt(
    session: Session,
    seminar_id: str,
    prompt_ids: Collection[str],
    room_id: str | Collection[str] | None = None,
) -> dict[str, list[Cell]]:
    """The cells of each of these prompts, the rooms by number; silent ones are among them."""
    columns: dict[str, list[Cell]] = {prompt_id: [] for prompt_id in prompt_ids}
    for cell in cells(session, seminar_id, prompt_ids, room_id):
        columns[cell.prompt.id].append(cell)
    return columns


def cell_of(session: Session, room: Room, answer_id: str) -> Cell | None:
    """The cell that an answer of this room stands in."""
    for cell in cells(session, room.seminar_id, room_id=room.id):
        if any(one.answer.id == answer_id for one in cell.stored):
            return cell
    return None
