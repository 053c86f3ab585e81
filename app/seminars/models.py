"""Tables of a seminar and its programme, and the verbs on them."""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlmodel import Column, Field, Session, SQLModel, String, col, select

from app.people.rights import Stage, WayIn
from app.refusals import NotFound
from app.seminars.stages import OVER, stage_at
from app.storage.ids import new_code, new_id
from app.storage.store import UtcDateTime, now

GATHERING, VISIT = "gathering", "visit"
"""Kinds of seminars: rooms that write together, or devices that many short contributions are made
on, each on behalf of a member."""
PHASES = ("think", "round", "talk", "summary")
"""In their order. A programme gives each as many minutes as it likes, or none."""


def owned_by(table: str) -> "Column[str]":
    """A key to the row this one belongs to, and goes with."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(String, key, nullable=False, index=True)


class Seminar(SQLModel, table=True):
    """One gathering. In a visit `new_members` is whether its devices may add members that are not
    in the roster."""

    id: str = Field(default_factory=new_id, primary_key=True)
    organiser_id: str = Field(foreign_key="organiser.id", index=True)
    title: str
    code: str = Field(default_factory=new_code, unique=True)
    entry: str = WayIn.CODE
    kind: str = GATHERING
    new_members: bool = True
    language: str
    member_noun: str = ""
    how_used: str = ""
    retain_until: date | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    facilitator_generation: int = 1
    rehearses: str | None = Field(default=None, index=True)
    """The seminar that this one is a rehearsal of. No key: a rehearsal stays one, whatever goes."""
    stepped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When somebody took a step of the plan last."""
    series_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("series.id", ondelete="SET NULL"), nullable=True, index=True
        ),
    )
    held_on: date | None = None
    place: str = ""
    region: str = ""


class Series(SQLModel, table=True):
    """Seminars that belong together. They point to it, and none goes with it."""

    id: str = Field(default_factory=new_id, primary_key=True)
    organiser_id: str = Field(foreign_key="organiser.id", index=True)
    title: str
    created_at: datetime = Field(sa_type=UtcDateTime)


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
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    own_seating: bool = False

    def stage_at(self, moment: datetime, *, archived: bool = False) -> Stage:
        return stage_at(self.stage, self.until, moment, archived=archived)

    def is_over(self, stage: Stage) -> bool:
        """Whether writing has ended, in a stage of this dialogue. One that was never opened has not
        ended, not even in an archive."""
        return stage in OVER and self.stage != Stage.DRAFT

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
    ends_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime = Field(sa_type=UtcDateTime)
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def key(self) -> tuple[str, str]:
        """Which phase it counts."""
        return self.prompt_id, self.phase

    def left_at(self, moment: datetime) -> timedelta:
        """What is left of the phase, below 0 when it is over; a clock that is paused stands."""
        return self.ends_at - (self.paused_at or moment)


class Reopening(SQLModel, table=True):
    """A dialogue that was opened anew for one room alone, from `at` until `until`. What is said of
    it to all rooms after that takes this away."""

    room_id: str = Field(
        sa_column=Column(String, ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    )
    dialogue_id: str = Field(
        sa_column=Column(
            String, ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True, index=True
        )
    )
    at: datetime = Field(sa_type=UtcDateTime)
    until: datetime = Field(sa_type=UtcDateTime)


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


def reopenings(session: Session, seminar_id: str) -> list[Reopening]:
    """What was said of dialogues to one room alone, also where its time is over."""
    query = select(Reopening).join(Dialogue, col(Dialogue.id) == col(Reopening.dialogue_id))
    return list(session.exec(query.where(Dialogue.seminar_id == seminar_id)))


def duties(session: Session, seminar_id: str) -> list[Duty]:
    query = select(Duty).where(Duty.seminar_id == seminar_id).order_by(col(Duty.position))
    return list(session.exec(query))


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


def archive(session: Session, seminar: Seminar, *, archived: bool) -> None:
    if archived != (seminar.archived_at is not None):
        seminar.archived_at = now(session) if archived else None
        session.add(seminar)
