"""What the pictures of a seminar say, in numbers: who has answered, since when, with how many words
and in which time. Read in a handful of queries, however many rooms there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from sqlalchemy import and_
from sqlmodel import Session, col, select

from app.boards.cells import Cell, cells
from app.boards.models import KINDS, SUMMARY, Answer, Document, LedgerStep
from app.pictures.phases import PhaseTime, Times, WayThrough, way_through, words_of
from app.rooms.models import Room, rooms
from app.seminars.access import Scope
from app.seminars.models import Dialogue, Prompt, Seminar
from app.seminars.overview import DialogueView, works
from app.storage.store import now
from app.wording import readable


@dataclass(frozen=True)
class KindWritten:
    """What all rooms wrote of one kind to a question: their notes, in which the round and the talk
    are, or their summaries. `minutes` is the middle room's, from its first word to its last change;
    `planned` is for the whole block where questions are taken together, and stands at its first."""

    kind: str
    words: int
    rooms: int
    minutes: int | None
    planned: int


@dataclass(frozen=True)
class PictureCell:
    """A room at a question. What says again what stands in another answer does not count: it is in
    `doubles`, and `again` holds the rooms where all of it stands, if there is nothing else. `began`
    is when what stands there was begun."""

    room: Room
    given: bool
    words: int
    doubles: int
    began: datetime | None
    again: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class PromptPicture:
    """A question with every room that is looked at, by number."""

    dialogue: Dialogue
    prompt: Prompt
    number: int | None
    places: list[PictureCell]
    parts: list[KindWritten]
    phases: list[PhaseTime] = field(default_factory=list)

    @property
    def began(self) -> list[datetime]:
        """When each room that has answered began to, in order."""
        return sorted(place.began for place in self.places if place.given and place.began)

    @property
    def answered(self) -> int:
        return sum(place.given for place in self.places)

    @property
    def words(self) -> int:
        return sum(place.words for place in self.places)

    @property
    def again(self) -> list[PictureCell]:
        """Rooms that wrote what stands in another one, and nothing else."""
        return [place for place in self.places if place.again]


@dataclass(frozen=True)
class Pictures:
    """`scope` is the rooms that are looked at: of no other anything is in it."""

    at: datetime
    scope: Scope
    rooms: list[Room]
    works: list[DialogueView]
    asked: list[PromptPicture]

    @property
    def answered(self) -> int:
        """Rooms that have answered anything."""
        given = (place.room.id for each in self.asked for place in each.places if place.given)
        return len(set(given))

    @property
    def doubles(self) -> int:
        return sum(place.doubles for each in self.asked for place in each.places)

    @property
    def begun(self) -> list[tuple[DialogueView, list[PromptPicture]]]:
        """Dialogues that were opened or written in, with their questions."""
        found = [
            (work, [each for each in self.asked if each.dialogue.id == work.dialogue.id])
            for work in self.works
        ]
        return [
            (work, asked)
            for work, asked in found
            if asked and (work.dialogue.opened_at or any(each.answered for each in asked))
        ]


def pictures(session: Session, seminar: Seminar, scope: Scope) -> Pictures:
    programme = works(session, seminar)
    times = _times(session, seminar.id)
    by_prompt: dict[str, list[Cell]] = {}
    found = cells(session, seminar.id, room_id=scope.rooms)
    for cell in found:
        by_prompt.setdefault(cell.prompt.id, []).append(cell)
    seen = [room for room in rooms(session, seminar.id) if room.id in scope]
    way = way_through(session, seminar, programme, found, times)
    asked = [
        _prompt_picture(work, number, prompt, by_prompt.get(prompt.id, []), times, way)
        for work in programme
        for number, prompt in work.prompts
    ]
    return Pictures(now(session), scope, seen, programme, asked)


def _times(session: Session, seminar_id: str) -> Times:
    """A ledger begins at 1: one row a text tells since when, whatever came after it."""
    query = (
        select(LedgerStep.answer_id, LedgerStep.kind, LedgerStep.at, Document.written_at)
        .join(
            Document,
            and_(
                col(Document.answer_id) == col(LedgerStep.answer_id),
                col(Document.kind) == col(LedgerStep.kind),
            ),
        )
        .join(Answer, col(Answer.id) == col(LedgerStep.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(Room.seminar_id == seminar_id, LedgerStep.version == 1)
    )
    return {(id, kind): (first, last or first) for id, kind, first, last in session.exec(query)}


def _prompt_picture(
    work: DialogueView,
    number: int | None,
    prompt: Prompt,
    found: list[Cell],
    times: Times,
    way: WayThrough,
) -> PromptPicture:
    planned = way.planned(prompt)
    places = [_place(cell, times) for cell in found]
    parts = [_part(found, kind, times, planned) for kind in KINDS]
    return PromptPicture(work.dialogue, prompt, number, places, parts, way.times(prompt))


def _place(cell: Cell, times: Times) -> PictureCell:
    counts, doubles = cell.counted, sum(bool(one.again) for one in cell.answers)
    spans = [span for kind in KINDS for span in _spans(cell, kind, times)]
    began = min((first for first, _ in spans), default=None)
    again = cell.also_in if cell.given and not counts.given else []
    return PictureCell(cell.room, counts.given, counts.words, doubles, began, again)


def _part(found: list[Cell], kind: str, times: Times, planned: Mapping[str, int]) -> KindWritten:
    words = [sum(words_of(one, kind) for one in cell.answers) for cell in found]
    took = [_minutes(spans) for cell in found if (spans := _spans(cell, kind, times))]
    time = sum(n for phase, n in planned.items() if (phase == SUMMARY) == (kind == SUMMARY))
    return KindWritten(kind, sum(words), len(took), round(median(took)) if took else None, time)


def _minutes(spans: list[tuple[datetime, datetime]]) -> float:
    begun, ended = min(first for first, _ in spans), max(last for _, last in spans)
    return (ended - begun).total_seconds() / 60


def _spans(cell: Cell, kind: str, times: Times) -> list[tuple[datetime, datetime]]:
    """Of a room's texts of one kind in which something stands."""
    return [
        times[key]
        for one in cell.answers
        if readable(one.texts[kind].text) and (key := (one.answer.id, kind)) in times
    ]
