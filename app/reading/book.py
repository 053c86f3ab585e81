"""What a reader sees: what the rooms wrote, by question, by room or by member.

Everything is asked of the database by the prompts of the reader's view, so nothing of a dialogue
that is not open to them is ever read.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from app.boards.access import View
from app.boards.board import Written
from app.boards.contributions import Contribution, contributions
from app.boards.state import State
from app.documents.text import Line, lines
from app.rooms.models import Member, Room
from app.seminars.models import Dialogue, Prompt


@dataclass(frozen=True)
class Own:
    """The reader's own rooms and members, by id: what comes first."""

    rooms: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wish:
    """What a reader has chosen to see: one room, one member, only what was summarised."""

    room: int | None = None
    member: str | None = None
    summarised: bool = False

    def __bool__(self) -> bool:
        return bool(self.room or self.member or self.summarised)


@dataclass(frozen=True)
class Passage:
    """One answer: a member's own, or (without member) what the room wrote together."""

    member: Member | None
    summary: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)

    @property
    def given(self) -> bool:
        return bool(self.summary or self.notes)


@dataclass(frozen=True)
class Extract:
    """One room's contribution to one question. `unfinished` says that some text in it breaks off;
    `version` grows with every change."""

    room: Room
    members: list[Member]
    dialogue: Dialogue
    prompt: Prompt
    number: int | None
    state: State
    unfinished: bool
    version: int
    own: bool
    together: Passage
    each: list[Passage]

    @property
    def given(self) -> bool:
        return self.together.given or bool(self.each)

    @property
    def summarised(self) -> bool:
        return bool(self.together.summary or any(passage.summary for passage in self.each))

    @property
    def note_count(self) -> int:
        return len(self.together.notes) + sum(len(passage.notes) for passage in self.each)


@dataclass(frozen=True)
class Leaf:
    """One page of the book: what was written, and who wrote nothing. `answered` of `rooms` counts
    before any choice of the reader's."""

    extracts: list[Extract]
    silent: list[Extract]
    answered: int
    rooms: int


def question(session: Session, view: View, own: Own, prompt: Prompt, wish: Wish) -> Leaf:
    """One question across the rooms, the reader's own room first."""
    found = contributions(session, view.seminar.id, [prompt.id])[prompt.id]
    return _leaf(found, own, wish)


def room(session: Session, view: View, about: Room) -> Leaf:
    """One room through all questions."""
    found = contributions(session, view.seminar.id, view.prompt_ids, about.id)
    return _leaf([one for each in found.values() for one in each], Own(), Wish())


def member(session: Session, view: View, about: Member) -> Leaf:
    """One member through all questions: its own answers and notes, and what its rooms wrote
    together; what others in the room said is left out."""
    found = contributions(session, view.seminar.id, view.prompt_ids)
    every = [one for each in found.values() for one in each]
    return _leaf(every, Own(), Wish(member=about.id))


def index(session: Session, view: View) -> dict[str, int]:
    """How many questions each room has written to, by room id; silent rooms are not in it."""
    counts: Counter[str] = Counter()
    for each in contributions(session, view.seminar.id, view.prompt_ids).values():
        counts.update(one.room.id for one in each if one.given)
    return counts


def place_of(session: Session, view: View, note_id: str) -> str | None:
    """The prompt to which a note (or a paragraph of a summary) with this id was written."""
    for prompt_id, each in contributions(session, view.seminar.id, view.prompt_ids).items():
        texts = (
            text for one in each for answer in one.asked.answers for text in answer.texts.values()
        )
        if any(line.id == note_id for text in texts for line in lines(text.doc)):
            return prompt_id
    return None


def _leaf(found: Sequence[Contribution], own: Own, wish: Wish) -> Leaf:
    chosen = [_extract(one, own, wish.member) for one in found if _wanted(one, wish)]
    extracts = [extract for extract in chosen if extract.given]
    if wish.summarised:
        extracts = [extract for extract in extracts if extract.summarised]
    extracts.sort(key=lambda extract: not extract.own)
    silent = [extract for extract in chosen if not extract.given]
    return Leaf(extracts, silent, sum(one.given for one in found), len(found))


def _wanted(one: Contribution, wish: Wish) -> bool:
    if wish.room and one.room.number != wish.room:
        return False
    return not wish.member or wish.member in _members(one)


def _members(one: Contribution) -> set[str]:
    """Who sat there, and whoever left and has an answer that stands."""
    answered = {each.answer.member_id or "" for each in one.asked.members}
    return answered | {member.id for member in one.members}


def _extract(one: Contribution, own: Own, member_id: str | None) -> Extract:
    answers = [each for each in one.asked.members if member_id in (None, each.answer.member_id)]
    passages = [_passage(each, None) for each in answers]
    return Extract(
        one.room,
        one.members,
        one.asked.room.dialogue,
        one.asked.prompt,
        one.asked.number,
        one.asked.state,
        any(each.state is State.IN_PROGRESS for each in one.asked.answers),
        sum(each.notes.version + each.summary.version for each in one.asked.answers),
        one.room.id in own.rooms,
        _passage(one.asked.room, member_id),
        [passage for passage in passages if passage.given],
    )


def _passage(one: Written, member_id: str | None) -> Passage:
    """With a member, without what is said to be from another."""
    notes = [line for line in lines(one.notes.doc) if not (member_id and _others(line, member_id))]
    return Passage(one.member, lines(one.summary.doc), notes)


def _others(line: Line, member_id: str) -> bool:
    return line.member not in (None, member_id)
