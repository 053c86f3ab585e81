"""What the pictures of a seminar say, in numbers: who has answered, since when, with how many words
and in which time. Read in a handful of queries, however many rooms there are."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import and_
from sqlmodel import Session, col, select

from app.boards.cells import Cell, cells
from app.boards.models import KINDS, SUMMARY, Answer, Document, LedgerStep
from app.rooms.models import Room, rooms
from app.seminars.access import Scope
from app.seminars.models import Dialogue, Prompt, Seminar
from app.seminars.overview import Work, works
from app.seminars.phases import blocks
from app.storage.store import now

Times = dict[tuple[str, str], tuple[datetime, datetime]]
"""When each text was begun and last changed, by answer and kind."""


@dataclass(frozen=True)
class Part:
    """What all rooms wrote of one kind to a question: their notes, in which the round and the talk
    are, or their summaries. `minutes` is the middle room's, from its first word to its last change;
    `planned` is for the whole block where questions are taken together, and stands at its first."""

    kind: str
    words: int
    rooms: int
    minutes: int | None
    planned: int


@dataclass(frozen=True)
class Place:
    """A room at a question. `began` is when what stands there was begun."""

    room: Room
    given: bool
    words: int
    began: datetime | None


@dataclass(frozen=True)
class Asked:
    """A question with every room that is looked at, by number."""

    dialogue: Dialogue
    prompt: Prompt
    number: int | None
    places: list[Place]
    parts: list[Part]

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


@dataclass(frozen=True)
class Pictures:
    """`scope` is the rooms that are looked at: of no other anything is in it."""

    at: datetime
    scope: Scope
    rooms: list[Room]
    works: list[Work]
    asked: list[Asked]

    @property
    def answered(self) -> int:
        """Rooms that have answered anything."""
        given = (place.room.id for each in self.asked for place in each.places if place.given)
        return len(set(given))

    @property
    def begun(self) -> list[tuple[Work, list[Asked]]]:
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
    for cell in cells(session, seminar.id, room_id=scope.rooms):
        by_prompt.setdefault(cell.prompt.id, []).append(cell)
    asked = [
        _asked(work, number, prompt, by_prompt.get(prompt.id, []), times)
        for work in programme
        for number, prompt in work.prompts
    ]
    seen = [room for room in rooms(session, seminar.id) if room.id in scope]
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


def _asked(
    work: Work, number: int | None, prompt: Prompt, found: list[Cell], times: Times
) -> Asked:
    planned = _planned(work).get(prompt.id, {})
    places = [_place(cell, times) for cell in found]
    parts = [_part(found, kind, times, planned) for kind in KINDS]
    return Asked(work.dialogue, prompt, number, places, parts)


def _planned(work: Work) -> dict[str, dict[str, int]]:
    """Minutes by phase, of the first question of each block."""
    return {block[0].id: block[0].minutes for block in blocks(prompt for _, prompt in work.prompts)}


def _place(cell: Cell, times: Times) -> Place:
    words = sum(text.words for one in cell.answers for text in one.texts.values())
    spans = [span for kind in KINDS for span in _spans(cell, kind, times)]
    return Place(cell.room, cell.given, words, min((first for first, _ in spans), default=None))


def _part(found: list[Cell], kind: str, times: Times, planned: dict[str, int]) -> Part:
    words = [sum(one.texts[kind].words for one in cell.answers) for cell in found]
    took = [_minutes(spans) for cell in found if (spans := _spans(cell, kind, times))]
    time = sum(n for phase, n in planned.items() if (phase == SUMMARY) == (kind == SUMMARY))
    return Part(kind, sum(words), len(took), round(median(took)) if took else None, time)


def _minutes(spans: list[tuple[datetime, datetime]]) -> float:
    begun, ended = min(first for first, _ in spans), max(last for _, last in spans)
    return (ended - begun).total_seconds() / 60


def _spans(cell: Cell, kind: str, times: Times) -> list[tuple[datetime, datetime]]:
    """Of a room's texts of one kind in which something stands."""
    return [
        times[key]
        for one in cell.answers
        if one.texts[kind].text.strip() and (key := (one.answer.id, kind)) in times
    ]
