"""Making a seminar: from a preset, or with dialogues of one's own."""

from datetime import timedelta

from sqlmodel import Session

from app.seminars import presets
from app.seminars.models import Dialogue, Duty, Prompt, Seminar
from app.seminars.wishes import DialogueIn, PromptIn, SeminarIn
from app.storage.store import now

RETENTION_DAYS = 365
KEPT = {"title", "language", "how_used", "entry", "new_members", "held_on", "place", "region"}


def make(session: Session, organiser_id: str, wish: SeminarIn) -> Seminar:
    """A new seminar with its dialogues, prompts and duties. Raises UnknownPreset."""
    preset = presets.preset(wish.preset, wish.language)
    moment = now(session)
    seminar = Seminar(
        organiser_id=organiser_id,
        created_at=moment,
        kind=wish.kind or preset.kind,
        member_noun=wish.member_noun or preset.member_noun,
        **wish.model_dump(include=KEPT),
        retain_until=wish.retain_until or moment.date() + timedelta(days=RETENTION_DAYS),
    )
    session.add(seminar)
    session.flush()
    wanted = wish.dialogues if wish.dialogues is not None else preset.dialogues
    for position, dialogue in enumerate(wanted, start=1):
        add_dialogue(session, seminar, dialogue, position)
    for position, duty in enumerate(preset.duties, start=1):
        session.add(Duty(seminar_id=seminar.id, position=position, **duty.model_dump()))
    session.flush()
    return seminar


def add_dialogue(session: Session, seminar: Seminar, wish: DialogueIn, position: int) -> Dialogue:
    head = wish.model_dump(exclude={"prompts"})
    dialogue = Dialogue(seminar_id=seminar.id, position=position, **head)
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
    """Give a prompt what the form says, whole. A label made of the question follows it."""
    made = wish.label in ("", short(prompt.text))
    for name in PromptIn.model_fields.keys() - {"minutes"}:
        setattr(prompt, name, getattr(wish, name))
    for phase, minutes in wish.minutes.model_dump().items():
        setattr(prompt, f"{phase}_minutes", minutes)
    prompt.label = short(wish.text) if made else wish.label
    prompt.addressee = wish.addressee or ""


def short(text: str) -> str:
    """A label for narrow columns when the author gave none: the question's first words."""
    words = text.split()
    label = " ".join(words[:4])
    return label if len(words) <= 4 else f"{label} …"
