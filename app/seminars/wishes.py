"""What somebody may ask for when a seminar is made or changed: the same for API, forms and presets.

A wish is read from JSON, from a form, from a preset's file or from a row that is to be copied, and
its fields stand here once.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.languages import Language
from app.people.rights import WayIn
from app.wording import Line, Lines, required

LONGEST_LINE, LONGEST_TEXT = 300, 5_000
MOST_DIALOGUES, MOST_PROMPTS = 10, 30
"""In a seminar, and in a dialogue; what has more could be neither copied nor brought in again."""
Kind = Literal["open", "actions"]
SeminarKind = Literal["gathering", "visit"]
Nudged = Literal["", "chair", "time", "focus", "notes"]
"""What a duty is for, so that its holder is told at the right moment."""

OneLine = Annotated[Line, Field(max_length=LONGEST_LINE)]
Title = Annotated[Line, required(LONGEST_LINE)]
Text = Annotated[Lines, Field(max_length=LONGEST_TEXT)]
Question = Annotated[Lines, required(LONGEST_TEXT)]
Background = Annotated[Lines, Field(max_length=4 * LONGEST_TEXT)]
Noun = Annotated[Line, Field(max_length=60)]
Minutes = Annotated[int, Field(ge=0, le=600)]
At = Annotated[int, Field(ge=0, le=1_000)]
"""A place among one's likes, counted from 0."""


class Wish(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class MinutesIn(Wish):
    """Advised minutes by phase; 0 skips the phase."""

    think: Minutes = 0
    round: Minutes = 0
    talk: Minutes = 0
    summary: Minutes = 0


class MinutesChange(Wish):
    think: Minutes | None = None
    round: Minutes | None = None
    talk: Minutes | None = None
    summary: Minutes | None = None


class PromptIn(Wish):
    text: Question
    text_nn: Text = ""
    label: OneLine = ""
    help: Text = ""
    minutes: MinutesIn = MinutesIn()
    kind: Kind = "open"
    addressee: OneLine | None = None
    numbered: bool = True
    per_member: bool = False
    joined: bool = False


class PromptChange(Wish):
    """Only the fields that are sent change; a form of the question that is not sent goes with the
    other one that is, unless it is to be kept."""

    text: Question | None = None
    text_nn: Text | None = None
    keep_other_form: bool = False
    label: OneLine | None = None
    help: Text | None = None
    minutes: MinutesChange | None = None
    kind: Kind | None = None
    addressee: OneLine | None = None
    numbered: bool | None = None
    per_member: bool | None = None
    joined: bool | None = None
    place: At | None = None


class HeadIn(Wish):
    """A dialogue without its prompts."""

    title: Title
    instructions: Text = ""
    background: Background = ""
    minutes: Minutes = 0


class HeadChange(Wish):
    """Only the fields that are sent change."""

    title: Title | None = None
    instructions: Text | None = None
    background: Background | None = None
    minutes: Minutes | None = None
    place: At | None = None


class DialogueIn(HeadIn):
    prompts: list[PromptIn] = Field(default_factory=list, max_length=MOST_PROMPTS)


class DutyIn(Wish):
    name: Annotated[Line, required(60)]
    text: Text = ""
    nudge: Nudged = ""


TimeOfDay = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
PhaseName = Literal["", "think", "round", "talk", "summary"]


class StepIn(Wish):
    """A step of the plan of the day (`seminars/plan.py`). Without `minutes`: five of grace for what
    closes, the programme's for a clock, ten for a line."""

    id: str = Field("", max_length=40)
    at: TimeOfDay | None = None
    kind: Literal["open", "clock", "close", "read", "tell", "point"]
    dialogue: str | None = Field(None, max_length=40)
    prompt: str | None = Field(None, max_length=40)
    phase: PhaseName = ""
    minutes: Minutes | None = None
    text: Annotated[Line, Field(max_length=500)] = ""

    @property
    def lacks(self) -> str:
        """What its kind needs and is not there; empty when it says what it is about."""
        if self.kind in ("open", "close") and not self.dialogue:
            return "a dialogue to open or close"
        if self.kind == "clock" and not (self.prompt and self.phase):
            return "the prompt and phase of the clock"
        if self.kind in ("tell", "point") and not self.text:
            return "a text for the line or the point"
        return ""

    @property
    def minute(self) -> int | None:
        """Of the day."""
        return None if self.at is None else int(self.at[:2]) * 60 + int(self.at[3:])


Place = Annotated[Line, Field(max_length=120)]
"""Where a seminar is held, or the region that it is for."""


class SeminarIn(Wish):
    """Without `kind` it is of its preset's, and has its word for members where none is sent."""

    title: Title
    language: Language = "nb"
    preset: str = Field("dialog-1-2", max_length=60)
    member_noun: Noun = ""
    how_used: Text = ""
    retain_until: date | None = None
    entry: WayIn = WayIn.CODE
    held_on: date | None = None
    place: Place = ""
    region: Place = ""
    kind: SeminarKind | None = None
    new_members: bool = True
    dialogues: list[DialogueIn] | None = Field(None, max_length=MOST_DIALOGUES)


class SeminarChange(Wish):
    """Only the fields that are sent change; a day may be sent as none."""

    title: Title | None = None
    language: Language | None = None
    member_noun: Noun | None = None
    how_used: Text | None = None
    retain_until: date | None = None
    entry: WayIn | None = None
    held_on: date | None = None
    place: Place | None = None
    region: Place | None = None
    kind: SeminarKind | None = None
    new_members: bool | None = None
