"""What an asker is to an answer or to all of them, and the stage that counts, read where the deed
is done."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from app.boards.models import Answer, document_name, late_address
from app.people.access import Asker
from app.people.rights import Act, Actor, Closed, Stage, TooLate, may, require
from app.refusals import N_, NotFound
from app.rooms.access import Standing, actor_or_neighbour, as_leader, standing
from app.seminars.access import (
    ALL_ROOMS,
    Scope,
    actor_in,
    require_real,
    scope_of,
    seminar_for,
    seminar_stage,
)
from app.seminars.models import Dialogue, Prompt, Seminar
from app.seminars.overview import DialogueView, works
from app.seminars.room_stages import RoomStage, stages_in


@dataclass(frozen=True)
class AnswerPlace:
    """An answer with all that decides over it."""

    answer: Answer
    prompt: Prompt
    stands: RoomStage
    standing: Standing

    @property
    def dialogue(self) -> Dialogue:
        return self.stands.dialogue

    @property
    def stage(self) -> Stage:
        """Where its dialogue stands for its room."""
        return self.stands.stage

    @property
    def was_opened(self) -> bool:
        return self.stage is not Stage.DRAFT or self.dialogue.opened_at is not None

    @property
    def actor(self) -> Actor:
        return self.standing.actor

    @property
    def seat_id(self) -> str | None:
        return self.standing.seat.id if self.standing.seat else None


def place(session: Session, asker: Asker, answer_id: str) -> AnswerPlace:
    """Raises NotFound for an answer that does not exist."""
    answer = session.get(Answer, answer_id)
    if answer is None:
        raise NotFound
    prompt = session.get_one(Prompt, answer.prompt_id)
    dialogue = session.get_one(Dialogue, prompt.dialogue_id)
    asks = standing(session, asker, answer.room_id)
    stages = stages_in(session, asks.seminar, answer.room_id)
    return AnswerPlace(answer, prompt, stages.of(dialogue, answer.room_id), asks)


def place_for(session: Session, asker: Asker, answer_id: str, act: Act) -> AnswerPlace:
    """The place, when `act` is the asker's in this stage; else NotFound or Closed."""
    found = place(session, asker, answer_id)
    require(found.actor, act, found.stage)
    return found


def place_to_write(session: Session, asker: Asker, answer_id: str, kind: str) -> AnswerPlace:
    """The place, when the asker may write in it; else NotFound, or Closed with the way to hand the
    text in, unless nobody can have written anything yet."""
    found = place(session, asker, answer_id)
    try:
        require(found.actor, Act.WRITE, found.stage)
    except Closed as closed:
        if not found.was_opened:
            raise
        late = late_address(document_name(answer_id, kind))
        raise TooLate(closed.stage, late) from None
    return found


class Locked(Closed):
    """What stood once cannot be brought back by the room any more."""

    title = N_(
        "Writing is closed here, so nothing was changed. Whoever leads the seminar can do it."
    )


def place_to_bring_back(session: Session, asker: Asker, answer_id: str) -> AnswerPlace:
    """The place, when the asker may bring back what stood there: as its seat or as one who leads,
    whichever gives the right. Raises NotFound or Locked."""
    found = place(session, asker, answer_id)
    if may(found.actor, Act.BRING_BACK, found.stage):
        return found
    leading = as_leader(session, asker, found.standing)
    if may(leading.actor, Act.BRING_BACK, found.stage):
        return replace(found, standing=leading)
    try:
        require(found.actor, Act.BRING_BACK, found.stage)
    except Closed as closed:
        raise Locked(closed.stage) from None
    return found


@dataclass(frozen=True)
class View:
    """What an asker may see across all rooms of a seminar: these dialogues and nothing of any
    other, and of a `scope` nothing of other rooms. Lists, searches, counts and exports ask the
    database for no more."""

    actor: Actor
    seminar: Seminar
    works: list[DialogueView]
    scope: Scope = ALL_ROOMS

    @property
    def leads(self) -> bool:
        """Whether it is one of those who lead the whole seminar that sees."""
        return may(self.actor, Act.LEAD, Stage.OPEN)

    @property
    def prompt_ids(self) -> list[str]:
        return [prompt.id for work in self.works for _, prompt in work.prompts]


def view_for(session: Session, asker: Asker, seminar_id: str, act: Act) -> View:
    """The dialogues in which `act` is the asker's now. Where there are none it is NotFound, for
    seats too, unless the act is theirs in the seminar as a whole: nothing tells what is to come."""
    seminar = session.get(Seminar, seminar_id)
    if seminar is None:
        raise NotFound
    actor = actor_or_neighbour(session, asker, seminar)
    open_ones = [work for work in works(session, seminar) if may(actor, act, work.stage)]
    if not open_ones and not may(actor, act, seminar_stage(seminar)):
        raise NotFound
    if act is Act.EXPORT:
        require_real(seminar)
    return View(actor, seminar, open_ones)


def led_view(session: Session, asker: Asker, seminar_id: str) -> View:
    """All dialogues, of the rooms that the asker leads and of no other. Only what is told of the
    `scope` alone may be given it: the search and the report. Raises NotFound."""
    seminar = seminar_for(session, asker, seminar_id, Act.LOOK_THROUGH)
    scope = scope_of(session, asker, seminar)
    return View(actor_in(session, asker, seminar), seminar, works(session, seminar), scope)
