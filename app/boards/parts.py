"""The parts of a room's page that show answers; the other parts are the rooms' own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.boards.document_cache import Head, current
from app.boards.models import NOTES, Answer, Document
from app.boards.state import State, of_prompt, state
from app.live.hub import Hub
from app.refusals import NotFound
from app.rooms import parts
from app.rooms.models import Room, members_of
from app.seminars.models import Dialogue, Prompt, Seminar
from app.storage.store import now
from app.web.pages import fragment


class Word(NamedTuple):
    """What is told of an answer: its state, and whether writing is over."""

    state: State
    over: bool


def render(session: Session, hub: Hub, room: Room, name: str, language: str) -> str:
    """Raises NotFound for a part that is no more, or never was."""
    for _, html in render_all(session, hub, room, [name], language):
        return html
    raise NotFound


def render_all(
    session: Session, hub: Hub, room: Room, names: Iterable[str], language: str
) -> Iterator[tuple[str, str]]:
    """Each part that there is, with its name, and then the words of questions that change with
    those of these answers; all words of state are read at once."""
    answer_of = {name: name.removeprefix("state-") for name in names}
    words = _words(session, {id for name, id in answer_of.items() if id != name})[room.id]
    for name, answer_id in {**answer_of, **{f"state-{id}": id for id in words}}.items():
        if answer_id in words:
            yield name, _state(answer_id, words[answer_id], language)
        elif name in parts.PARTS:
            yield name, parts.render(session, hub, room, name, language)


@lru_cache(20_000)
def _state(answer_id: str, word: Word, language: str) -> str:
    """Kept, since whoever joins is sent one for each answer."""
    return fragment("boards/_state.html", language, answer_id=answer_id, **word._asdict())


def state_parts(
    session: Session, answer_ids: set[str], told: dict[str, Word] | None = None
) -> dict[str, list[str]]:
    """The words that change with these answers, as names of parts by room: their own, and those of
    their prompts.

    With `told`, the words last told by answer, only those that are others now: a room that writes
    on changes its text every second and its word hardly ever.
    """
    known = {} if told is None else told
    changed = {
        room_id: {id: word for id, word in words.items() if known.get(id) != word}
        for room_id, words in _words(session, answer_ids).items()
    }
    for words in changed.values():
        known |= words
    return {room_id: [f"state-{id}" for id in words] for room_id, words in changed.items() if words}


def _words(session: Session, answer_ids: set[str]) -> dict[str, dict[str, Word]]:
    """By room, the words of these answers and of the answers that stand for their prompts."""
    beside: defaultdict[tuple[str, str], dict[str, _Beside]] = defaultdict(dict)
    for row in session.connection().execute(_BESIDE, {"answers": list(answer_ids)}):
        one = _Beside(*row)
        beside[one.room_id, one.prompt_id][one.id] = one
    words: defaultdict[str, dict[str, Word]] = defaultdict(dict)
    for (room_id, _), answers in beside.items():
        found = _of_prompt(session, answers)
        shared = next(reversed(found))
        over = answers[shared].over(session)
        words[room_id] |= {
            id: Word(found[id], over) for id in found if id in answer_ids or id == shared
        }
    return words


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

    def over(self, session: Session) -> bool:
        """Its dialogue and seminar are in the session already."""
        dialogue = session.get_one(Dialogue, self.dialogue_id)
        archived = session.get_one(Seminar, dialogue.seminar_id).archived_at is not None
        return dialogue.is_over(dialogue.stage_at(now(session), archived=archived))

    def state(self, session: Session) -> State:
        head = Head(self.id, NOTES, self.room_id, self.version, self.doc_version, room_version=0)
        return state(self.said, current(session, head).text, over=self.over(session))


def _of_prompt(session: Session, answers: dict[str, _Beside]) -> dict[str, State]:
    """Where all answers to a room's prompt stand. The room's own comes last, and where members
    answer it tells of them all; a member that is not here any more counts when it has written."""
    states = {id: one.state(session) for id, one in answers.items()}
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
    over = shared.over(session)
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
