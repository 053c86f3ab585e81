"""The parts of a room's page that show answers; the other parts are the rooms' own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.boards import asking
from app.boards.cells import cell_of
from app.boards.document_cache import Head, RoomHead, current
from app.boards.models import NOTES, Answer, Document
from app.boards.state import State, of_prompt, state
from app.boards.tags import Tags
from app.boards.told_words import StateWord, ToldWords
from app.live.hub import Hub
from app.refusals import NotFound
from app.rooms import parts
from app.rooms.models import Room
from app.rooms.sitting import members_of
from app.rooms.speakers import voices
from app.seminars.models import Dialogue, Prompt, Seminar
from app.seminars.room_stages import RoomStage, RoomStages, stages_in
from app.web.pages import catalogue, fragment


def render(
    session: Session,
    hub: Hub,
    room: Room,
    name: str,
    language: str,
    opener: parts.Opener = parts.NOBODY,
) -> str:
    """Raises NotFound for a part that is no more, or never was."""
    for _, html in render_all(session, hub, room, [name], language, opener):
        return html
    raise NotFound


def render_all(
    session: Session,
    hub: Hub,
    room: Room,
    names: Iterable[str],
    language: str,
    opener: parts.Opener = parts.NOBODY,
) -> Iterator[tuple[str, str]]:
    """Each part that there is, with its name, and then the words of questions that change with
    those of these answers; all words of state are read at once."""
    answer_of = {name: name.removeprefix("state-") for name in names}
    words = _words(session, {id for name, id in answer_of.items() if id != name})[room.id]
    for name, answer_id in {**answer_of, **{f"state-{id}": id for id in words}}.items():
        if answer_id in words:
            yield name, _state(answer_id, words[answer_id], language)
        elif name.startswith(ASKS):
            yield name, _asks(session, hub, room, name.removeprefix(ASKS), language)
        elif name == "aloud" or name.startswith(DISAGREEMENTS):
            yield name, _aloud(session, room, name, language)
        elif name in parts.PARTS:
            yield name, parts.render(session, hub, room, name, language, opener)


def _asks(session: Session, hub: Hub, room: Room, answer_id: str, language: str) -> str:
    """What the room is asked of a text, in place below it, where notes of it came from or went to,
    and what rooms that were merged into this one have answered."""
    asked = asking.questions(session, room, people=parts.count_here(hub, room.id) > 0)
    question, cell = asked.get(answer_id), cell_of(session, room, answer_id)
    said_by = catalogue(language).gettext("From %(name)s")
    facts = {"room": room, "answer_id": answer_id, "question": question, "cell": cell}
    html = Tags(voices(session, room).values(), said_by).document
    return fragment("boards/_asks.html", language, html=html, **facts)


def _aloud(session: Session, room: Room, name: str, language: str) -> str:
    """The summary that is read aloud now; or the lines of those who disagree with one."""
    answer_id = name.removeprefix(DISAGREEMENTS) if name != "aloud" else room.aloud_answer_id
    cell = cell_of(session, room, answer_id) if answer_id else None
    template = "boards/_aloud.html" if name == "aloud" else "boards/_disagreements.html"
    one = cell and next(each for each in cell.stored if each.answer.id == answer_id)
    if name == "aloud" and cell and cell.over:  # nobody could put it away any more
        one = None
    if name != "aloud" and one is None:
        raise NotFound
    return fragment(template, language, room=room, cell=cell, one=one, told=one)


@lru_cache(20_000)
def _state(answer_id: str, word: StateWord, language: str) -> str:
    """Kept, since whoever joins is sent one for each answer."""
    return fragment("boards/_state.html", language, answer_id=answer_id, **word._asdict())


def state_parts(
    session: Session, answer_ids: set[str], told: ToldWords | None = None
) -> dict[str, list[str]]:
    """The words that change with these answers, as names of parts by room: their own, and those of
    their prompts. With `told`, only those that are others now than were told last."""
    known, seen = (told.words, told.seen()) if told else ({}, 0)
    changed = {
        room_id: {id: word for id, word in words.items() if known.get(id) != word}
        for room_id, words in _words(session, answer_ids, told).items()
    }
    for room_id, words in changed.items():
        if told:
            told.learn(room_id, words, seen)
    return {room_id: [f"state-{id}" for id in words] for room_id, words in changed.items() if words}


def _words(
    session: Session, answer_ids: set[str], told: ToldWords | None = None
) -> dict[str, dict[str, StateWord]]:
    """By room, the words of these answers and of the answers that stand for their prompts."""
    seen = told.seen() if told else 0
    beside: defaultdict[tuple[str, str], dict[str, _Beside]] = defaultdict(dict)
    for row in session.connection().execute(_BESIDE, {"answers": list(answer_ids)}):
        one = _Beside(*row)
        beside[one.room_id, one.prompt_id][one.id] = one
    words: defaultdict[str, dict[str, StateWord]] = defaultdict(dict)
    stages: dict[str, RoomStages] = {}
    for (room_id, _), answers in beside.items():
        stands = _stage_of(session, next(iter(answers.values())), stages)
        found = _of_prompt(session, answers, over=stands.over)
        shared = next(reversed(found))
        words[room_id] |= {
            id: StateWord(found[id], stands.over)
            for id in found
            if id in answer_ids or id == shared
        }
        if told and len(answers) == 1 and not stands.closes_by_itself:
            told.learn_alone(shared, answers[shared].said, over=stands.over, seen=seen)
    return words


ASKS = "asks-"
DISAGREEMENTS = "disagreements-"


class _Beside(NamedTuple):
    """An answer and what its word is made of; its text is in memory as a rule."""

    id: str
    room_id: str
    prompt_id: str
    dialogue_id: str
    member_id: str | None
    said: str | None
    version: int
    doc_version: int

    def state(self, session: Session, *, over: bool) -> State:
        here = RoomHead(self.room_id, version=0)
        head = Head(self.id, NOTES, here, self.version, self.doc_version)
        return state(self.said, current(session, head).shown, over=over)


def _stage_of(session: Session, one: _Beside, stages: dict[str, RoomStages]) -> RoomStage:
    """Where its dialogue stands for its room; `stages` are those of the seminars read already."""
    dialogue = session.get_one(Dialogue, one.dialogue_id)
    id = dialogue.seminar_id
    stages[id] = stages.get(id) or stages_in(session, session.get_one(Seminar, id))
    return stages[id].of(dialogue, one.room_id)


def _of_prompt(session: Session, answers: dict[str, _Beside], *, over: bool) -> dict[str, State]:
    """Where all answers to a room's prompt stand. The room's own comes last, and where members
    answer it tells of them all; a member that is not here any more counts when it has written."""
    states = {id: one.state(session, over=over) for id, one in answers.items()}
    shared = next(one for one in answers.values() if one.member_id is None)
    own = states.pop(shared.id)
    sitting: set[str] = set()
    if State.EMPTY in states.values():
        sitting = {each.id for each in members_of(session, shared.room_id, shared.dialogue_id)}
    members = [
        word
        for id, word in states.items()
        if word is not State.EMPTY or answers[id].member_id in sitting
    ]
    return {**states, shared.id: of_prompt(shared.said, own, members, over=over)}


_named = aliased(Answer)
# Answers to the same prompts as the named ones. Without their documents, which are long.
_BESIDE = (
    select(
        col(Answer.id),
        col(Answer.room_id),
        col(Answer.prompt_id),
        col(Prompt.dialogue_id),
        col(Answer.member_id),
        col(Answer.said),
        col(Document.version),
        col(Document.doc_version),
    )
    .join(
        _named,
        and_(
            col(_named.room_id) == col(Answer.room_id),
            col(_named.prompt_id) == col(Answer.prompt_id),
        ),
    )
    .join(Prompt, col(Prompt.id) == col(Answer.prompt_id))
    .join(Document, col(Document.answer_id) == col(Answer.id))
    .where(col(Document.kind) == NOTES, col(_named.id).in_(bindparam("answers", expanding=True)))
)
