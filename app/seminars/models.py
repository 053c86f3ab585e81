"""Tables of a seminar and its programme, and the verbs on them."""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlmodel import Column, Field, Session, SQLModel, String, col, select

from app.people.rights import Stage, WayIn
from app.refusals import Invalid, NotFound
from app.storage.ids import new_code, new_id
from app.storage.store import Moment, now

CLOSING_MINUTES = 15
PHASES = ("think", "round", "talk", "summary")
"""In their order. A programme gives each as many minutes as it likes, or none."""


def owned_by(table: str) -> "Column[str]":
    """A key to the row this one belongs to, and goes with."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(String, key, nullable=False, index=True)


class Seminar(SQLModel, table=True):
    """One gathering."""

    id: str = Field(default_factory=new_id, primary_key=True)
    organiser_id: str = Field(foreign_key="organiser.id", index=True)
    title: str
    code: str = Field(default_factory=new_code, unique=True)
    entry: str = WayIn.CODE
    language: str
    member_noun: str = ""
    how_used: str = ""
    retain_until: date | None = None
    created_at: datetime = Field(sa_type=Moment)
    archived_at: datetime | None = Field(default=None, sa_type=Moment)
    facilitator_generation: int = 1
    rehearses: str | None = Field(default=None, index=True)
    """The seminar that this one is a rehearsal of. No key: a rehearsal stays one, whatever goes."""
    stepped_at: datetime | None = Field(default=None, sa_type=Moment)
    """When somebody took a step of the plan last."""


class Dialogue(SQLModel, table=True):
    """One work session of a seminar, with a stage of its own. `minutes` is the time there is for it
    in the programme of the day; 0 where nobody has said."""

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    position: int
    title: str
    instructions: str = ""
    background: str = ""
    minutes: int = 0
    stage: str = Stage.DRAFT
    until: datetime | None = Field(default=None, sa_type=Moment)
    opened_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    own_seating: bool = False

    def stage_at(self, moment: datetime, *, archived: bool = False) -> Stage:
        return stage_at(self.stage, self.until, moment, archived=archived)

    def is_over(self, stage: Stage) -> bool:
        """Whether writing has ended, in a stage of this dialogue. One that was never opened has not
        ended, not even in an archive."""
        return stage in _OVER and self.stage != Stage.DRAFT

    def ended_at(self, moment: datetime) -> datetime | None:
        """When writing ended, as far as it has: by somebody's hand or by its own time."""
        if self.stage == Stage.CLOSING:
            return self.until if self.until and self.until <= moment else None
        return self.closed_at


OPEN, ACTIONS = "open", "actions"
"""Kinds of prompts: notes of any sort, or who does what, and when."""


class Prompt(SQLModel, table=True):
    """One question of a dialogue. Minutes are advice; phases never gate writing. One that is
    `joined` is worked on together with the question before it, in the time of that one."""

    id: str = Field(default_factory=new_id, primary_key=True)
    dialogue_id: str = Field(sa_column=owned_by("dialogue"))
    position: int
    text: str
    text_nn: str = ""
    label: str = ""
    help: str = ""
    think_minutes: int = 0
    round_minutes: int = 0
    talk_minutes: int = 0
    summary_minutes: int = 0
    kind: str = OPEN
    addressee: str = ""
    numbered: bool = True
    per_member: bool = False
    joined: bool = False

    @property
    def minutes(self) -> dict[str, int]:
        """Minutes by phase, in the order of the phases; phases without minutes are left out."""
        all_minutes = {phase: getattr(self, f"{phase}_minutes") for phase in PHASES}
        return {phase: minutes for phase, minutes in all_minutes.items() if minutes}

    def text_in(self, language: str) -> str:
        return self.text_nn if language == "nn" and self.text_nn else self.text


class Duty(SQLModel, table=True):
    """A role in the rooms: a row that the facilitator may change, not code. `nudge` says what its
    holder is told of (`boards/nudges.py`)."""

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    position: int
    name: str
    text: str = ""
    nudge: str = ""


class Countdown(SQLModel, table=True):
    """The clock of a phase: for all rooms (`room_id` None) or for one. It advises only; while it is
    paused, what is left at `paused_at` stays left."""

    __table_args__ = (UniqueConstraint("seminar_id", "room_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    room_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("room.id", ondelete="CASCADE"), nullable=True, index=True
        ),
    )
    prompt_id: str = Field(sa_column=owned_by("prompt"))
    phase: str
    ends_at: datetime = Field(sa_type=Moment)
    started_at: datetime = Field(sa_type=Moment)
    paused_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def key(self) -> tuple[str, str]:
        """Which phase it counts."""
        return self.prompt_id, self.phase

    def left_at(self, moment: datetime) -> timedelta:
        """What is left of the phase, below 0 when it is over; a clock that is paused stands."""
        return self.ends_at - (self.paused_at or moment)


_OVER = frozenset({Stage.CLOSED, Stage.READING, Stage.ARCHIVED})


def stage_at(said: str, until: datetime | None, moment: datetime, *, archived: bool) -> Stage:
    """The stage that counts at a moment: a closing whose time has come is closed, by the server's
    clock and without any timer; in an archived seminar only reading stays open."""
    stage = Stage(said)
    if archived:
        return stage if stage is Stage.READING else Stage.ARCHIVED
    if stage is Stage.CLOSING and until is not None and moment >= until:
        return Stage.CLOSED
    return stage


def dialogues(session: Session, seminar_id: str) -> list[Dialogue]:
    query = select(Dialogue).where(Dialogue.seminar_id == seminar_id)
    return list(session.exec(query.order_by(col(Dialogue.position))))


def prompts(session: Session, seminar_id: str) -> list[Prompt]:
    """All prompts of a seminar, in the order of its programme."""
    query = (
        select(Prompt)
        .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
        .where(Dialogue.seminar_id == seminar_id)
        .order_by(col(Dialogue.position), col(Prompt.position))
    )
    return list(session.exec(query))


def duties(session: Session, seminar_id: str) -> list[Duty]:
    query = select(Duty).where(Duty.seminar_id == seminar_id).order_by(col(Duty.position))
    return list(session.exec(query))


def rehearsal_of(session: Session, seminar_id: str) -> Seminar | None:
    return session.exec(select(Seminar).where(Seminar.rehearses == seminar_id)).first()


def dialogue_of(session: Session, seminar_id: str, dialogue_id: str) -> Dialogue:
    """Found through its seminar, so that an id of another seminar is not found."""
    dialogue = session.get(Dialogue, dialogue_id)
    if dialogue is None or dialogue.seminar_id != seminar_id:
        raise NotFound
    return dialogue


def numbers(prompts: list[Prompt]) -> dict[str, int | None]:
    """Each prompt's number within its dialogue; prompts that are not numbered have none."""
    counted: dict[str, int] = {}
    given: dict[str, int | None] = {}
    for prompt in prompts:
        if prompt.numbered:
            counted[prompt.dialogue_id] = counted.get(prompt.dialogue_id, 0) + 1
        given[prompt.id] = counted.get(prompt.dialogue_id) if prompt.numbered else None
    return given


def move(session: Session, dialogue: Dialogue, stage: Stage, until: datetime | None) -> None:
    """Set a dialogue's stage; any stage may follow any other, and twice the same is once.

    Raises Invalid for `archived`, which only a whole seminar is.
    """
    if stage is Stage.ARCHIVED:
        raise Invalid(("stage", "draft, open, closing, closed or reading"))
    if stage is Stage.CLOSING and until is None:
        until = now(session) + timedelta(minutes=CLOSING_MINUTES)
    dialogue.closed_at = (
        (dialogue.ended_at(now(session)) or now(session)) if stage in _OVER else None
    )
    if stage is Stage.OPEN and (dialogue.stage is Stage.DRAFT or dialogue.opened_at is None):
        dialogue.opened_at = now(session)
    dialogue.stage = stage
    dialogue.until = until if stage is Stage.CLOSING else None
    session.add(dialogue)


def archive(session: Session, seminar: Seminar, *, archived: bool) -> None:
    if archived != (seminar.archived_at is not None):
        seminar.archived_at = now(session) if archived else None
        session.add(seminar)
