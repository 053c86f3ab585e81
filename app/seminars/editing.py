"""Changing a seminar's programme and duties while it may be in use: nothing written is ever lost.

Each verb belongs in the writing transaction, as a deed of `Setup.change`, after which the rooms'
answers follow and their pages are told.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeVar

from sqlmodel import Session, col, select

from app.languages import Language
from app.refusals import N_, NotFound, Refusal
from app.seminars import presets
from app.seminars.models import Dialogue, Duty, Prompt, Seminar, dialogue_of, dialogues, duties
from app.seminars.programme import add_dialogue, add_prompt, set_prompt
from app.seminars.signals import prompts_leaving
from app.seminars.two_forms import Other, settle
from app.seminars.wishes import (
    MOST_DIALOGUES,
    MOST_PROMPTS,
    DialogueIn,
    DutyIn,
    HeadChange,
    HeadIn,
    MinutesIn,
    PromptChange,
    PromptIn,
)

MOST_DUTIES = 12
Way = Literal["up", "down"]


class HasText(Refusal):
    """A question under which somebody has written stays; so does the dialogue it belongs to."""

    type = "has_text"
    status = 409
    title = N_("Somebody has written under this question, so it stays. You may change its words.")


class LastDialogue(Refusal):
    type = "last_dialogue"
    status = 409
    title = N_("A seminar needs at least one dialogue, so this one stays.")


class ProgrammeFull(Refusal):
    """More dialogues than a seminar has, or more questions than a dialogue."""

    type = "programme_full"
    title = N_(
        "Nothing was added: a seminar has at most 10 dialogues, "
        "and a dialogue at most 30 questions."
    )


class _Placed(Protocol):
    id: str
    position: int


P = TypeVar("P", bound=_Placed)


def prompt_of(session: Session, seminar_id: str, prompt_id: str) -> Prompt:
    """Found through its seminar, so that an id of another seminar is not found."""
    prompt = session.get(Prompt, prompt_id)
    if prompt is None:
        raise NotFound
    dialogue_of(session, seminar_id, prompt.dialogue_id)
    return prompt


def prompts_in(session: Session, dialogue_id: str) -> list[Prompt]:
    query = select(Prompt).where(Prompt.dialogue_id == dialogue_id)
    return list(session.exec(query.order_by(col(Prompt.position))))


def new_dialogue(session: Session, seminar: Seminar, wish: HeadIn) -> Dialogue:
    """The last one; its prompts come with it where the wish has any. Raises ProgrammeFull."""
    standing = dialogues(session, seminar.id)
    if len(standing) >= MOST_DIALOGUES:
        raise ProgrammeFull
    return add_dialogue(session, seminar, DialogueIn(**wish.model_dump()), _after(standing))


def change_dialogue(session: Session, dialogue: Dialogue, wish: HeadIn) -> None:
    for name, value in wish.model_dump().items():
        setattr(dialogue, name, value)
    session.add(dialogue)


def patch_dialogue(session: Session, dialogue: Dialogue, change: HeadChange) -> None:
    """Only what is sent."""
    sent = change.model_dump(exclude_unset=True, exclude_none=True, exclude={"place"})
    change_dialogue(session, dialogue, HeadIn.model_validate({**dialogue.model_dump(), **sent}))
    if change.place is not None:
        put_at(session, dialogues(session, dialogue.seminar_id), dialogue.id, change.place)


def refuse_last(session: Session, seminar_id: str) -> None:
    """Raises LastDialogue when there is but one."""
    if len(dialogues(session, seminar_id)) == 1:
        raise LastDialogue


def remove_dialogue(session: Session, seminar: Seminar, dialogue: Dialogue) -> None:
    """Raises HasText, LastDialogue."""
    refuse_last(session, seminar.id)
    _leave(session, [prompt.id for prompt in prompts_in(session, dialogue.id)])
    session.delete(dialogue)
    session.flush()


def new_prompt(session: Session, dialogue: Dialogue, wish: PromptIn) -> Prompt:
    """The last one. Raises ProgrammeFull."""
    standing = prompts_in(session, dialogue.id)
    if len(standing) >= MOST_PROMPTS:
        raise ProgrammeFull
    return add_prompt(session, dialogue, wish, _after(standing))


def change_prompt(session: Session, prompt: Prompt, wish: PromptIn, other: Other = "") -> None:
    """`other` is what becomes of the written form that was not changed. Raises Outdated."""
    settle(prompt, wish, other)
    set_prompt(prompt, wish)
    session.add(prompt)
    session.flush()


def patch_prompt(session: Session, prompt: Prompt, change: PromptChange) -> None:
    """Only what is sent; a question that is sent in one form alone clears the other, or says that
    it is to be kept. Raises Outdated for nynorsk alone, since no question is without its own text;
    and for both of which one is as before: whoever sends all back has not read the other anew."""
    sent = change.model_dump(
        exclude_unset=True, exclude_none=True, exclude={"keep_other_form", "place"}
    )
    minutes = {name: getattr(prompt, f"{name}_minutes") for name in MinutesIn.model_fields}
    minutes |= sent.pop("minutes", {})
    wish = PromptIn.model_validate({**prompt.model_dump(), **sent, "minutes": minutes})
    alone: Other = "" if {"text", "text_nn"} <= sent.keys() else "clear"
    change_prompt(session, prompt, wish, "keep" if change.keep_other_form else alone)
    if change.place is not None:
        put_at(session, prompts_in(session, prompt.dialogue_id), prompt.id, change.place)


def remove_prompt(session: Session, prompt: Prompt) -> None:
    """Raises HasText."""
    _leave(session, [prompt.id])
    session.delete(prompt)
    session.flush()


def shift(session: Session, rows: Sequence[P], id: str, way: Way) -> None:
    """Move one row a place up or down among its likes; at the end it stays where it is."""
    at = next(place for place, row in enumerate(rows) if row.id == id)
    put_at(session, rows, id, max(0, at - 1) if way == "up" else at + 1)


def put_at(session: Session, rows: Sequence[P], id: str, place: int) -> None:
    """One row at a place among its likes, counted from 0; beyond the last it is the last."""
    order = [row for row in rows if row.id != id]
    order.insert(place, next(row for row in rows if row.id == id))
    for position, row in enumerate(order, 1):
        row.position = position
        session.add(row)
    session.flush()


def put_duties(session: Session, seminar: Seminar, wishes: Iterable[tuple[str, DutyIn]]) -> None:
    """The whole list, as (id or nothing, duty) each: rows keep their ids, so that holders stay."""
    standing = {duty.id: duty for duty in duties(session, seminar.id)}
    for position, (id, wish) in enumerate(wishes, 1):
        duty = standing.pop(id, None) or Duty(seminar_id=seminar.id, position=0, name="")
        duty.position, duty.name, duty.text = position, wish.name, wish.text
        duty.nudge = wish.nudge
        session.add(duty)
    for gone in standing.values():
        session.delete(gone)
    session.flush()


def preset_duties(name: str, language: Language) -> list[tuple[str, DutyIn]]:
    """A ready set of duties in the seminar's language. Raises presets.UnknownPreset."""
    return [("", duty) for duty in presets.duties(name, language)]


def _after(rows: Sequence[_Placed]) -> int:
    return max((row.position for row in rows), default=0) + 1


def _leave(session: Session, prompt_ids: list[str]) -> None:
    if prompt_ids:
        prompts_leaving.send(session, prompt_ids=prompt_ids)
