"""Making a seminar: from a preset, or with dialogues of one's own."""

from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, Field
from sqlmodel import Session

from app.refusals import N_, Refusal
from app.seminars import presets
from app.seminars.models import Dialogue, Duty, Prompt, Seminar
from app.storage.store import now

RETENTION_DAYS = 365
LONGEST_LINE, LONGEST_TEXT = 300, 5_000

Line = Field(default="", max_length=LONGEST_LINE)
Text = Field(default="", max_length=LONGEST_TEXT)


class UnknownPreset(Refusal):
    type = "unknown_preset"
    title = N_("There is no programme of that name.")

    def __init__(self, error: presets.UnknownPreset) -> None:
        super().__init__(error.name)
        self.name, self.known = error.name, error.known

    def facts(self) -> dict[str, object]:
        return {"name": self.name, "known": list(self.known)}


class MinutesIn(BaseModel):
    """Advised minutes by phase; 0 skips the phase."""

    round: int = Field(0, ge=0, le=600)
    talk: int = Field(0, ge=0, le=600)
    summary: int = Field(0, ge=0, le=600)


class PromptIn(BaseModel):
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    text_nn: str = Text
    label: str = Line
    help: str = Text
    minutes: MinutesIn = MinutesIn()
    kind: Literal["open", "actions"] = "open"
    addressee: str | None = Field(None, max_length=LONGEST_LINE)
    numbered: bool = True
    per_member: bool = False


class DialogueIn(BaseModel):
    title: str = Field(min_length=1, max_length=LONGEST_LINE)
    instructions: str = Text
    background: str = Field("", max_length=4 * LONGEST_TEXT)
    prompts: list[PromptIn] = Field(default_factory=list, max_length=30)


class SeminarIn(BaseModel):
    title: str = Field(min_length=1, max_length=LONGEST_LINE)
    language: Literal["nb", "nn", "en"] = "nb"
    preset: str = Field("dialog-1-2", max_length=60)
    member_noun: str = Field("", max_length=60)
    how_used: str = Text
    retain_until: date | None = None
    dialogues: list[DialogueIn] | None = Field(None, max_length=10)


def make(session: Session, organiser_id: str, wish: SeminarIn) -> Seminar:
    """A new seminar with its dialogues, prompts and duties. Raises UnknownPreset."""
    try:
        preset = presets.preset(wish.preset, wish.language)
    except presets.UnknownPreset as error:
        raise UnknownPreset(error) from None
    moment = now(session)
    seminar = Seminar(
        organiser_id=organiser_id,
        title=wish.title.strip(),
        language=wish.language,
        member_noun=wish.member_noun.strip(),
        how_used=wish.how_used.strip(),
        retain_until=wish.retain_until or moment.date() + timedelta(days=RETENTION_DAYS),
        created_at=moment,
    )
    session.add(seminar)
    session.flush()
    wanted = wish.dialogues if wish.dialogues is not None else _from_preset(preset)
    for position, dialogue in enumerate(wanted, start=1):
        add_dialogue(session, seminar, dialogue, position)
    for position, duty in enumerate(preset.duties, start=1):
        session.add(Duty(seminar_id=seminar.id, position=position, name=duty.name, text=duty.text))
    session.flush()
    return seminar


def _from_preset(preset: presets.Preset) -> list[DialogueIn]:
    return [
        DialogueIn(
            title=dialogue.title,
            instructions=dialogue.instructions,
            background=dialogue.background,
            prompts=[
                PromptIn(
                    text=prompt.text,
                    text_nn=prompt.text_nn,
                    label=prompt.label,
                    help=prompt.help,
                    minutes=MinutesIn(**vars(prompt.minutes)),
                    kind=prompt.kind,
                    addressee=prompt.addressee,
                    numbered=prompt.numbered,
                    per_member=prompt.per_member,
                )
                for prompt in dialogue.prompts
            ],
        )
        for dialogue in preset.dialogues
    ]


def add_dialogue(session: Session, seminar: Seminar, wish: DialogueIn, position: int) -> Dialogue:
    dialogue = Dialogue(
        seminar_id=seminar.id,
        position=position,
        title=wish.title.strip(),
        instructions=wish.instructions.strip(),
        background=wish.background.strip(),
    )
    session.add(dialogue)
    session.flush()
    for place, prompt in enumerate(wish.prompts, start=1):
        add_prompt(session, dialogue, prompt, place)
    return dialogue


def add_prompt(session: Session, dialogue: Dialogue, wish: PromptIn, position: int) -> Prompt:
    prompt = Prompt(dialogue_id=dialogue.id, position=position, text="")
    set_prompt(prompt, wish)
    session.add(prompt)
    session.flush()
    return prompt


def set_prompt(prompt: Prompt, wish: PromptIn) -> None:
    """Give a prompt what the form says, whole."""
    prompt.text = wish.text.strip()
    prompt.text_nn = wish.text_nn.strip()
    prompt.label = wish.label.strip() or _short(wish.text)
    prompt.help = wish.help.strip()
    prompt.round_minutes = wish.minutes.round
    prompt.talk_minutes = wish.minutes.talk
    prompt.summary_minutes = wish.minutes.summary
    prompt.kind = wish.kind
    prompt.addressee = (wish.addressee or "").strip()
    prompt.numbered = wish.numbered
    prompt.per_member = wish.per_member


def _short(text: str) -> str:
    """A label for narrow columns when the author gave none: the question's first words."""
    words = text.split()
    label = " ".join(words[:4])
    return label if len(words) <= 4 else f"{label} …"
