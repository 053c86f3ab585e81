"""What is done to a programme, on its pages or by a program: each a verb with its way back, after
which the rooms follow."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from app.people.idempotency import UNNAMED, Call, once
from app.refusals import N_
from app.seminars import editing
from app.seminars.models import Seminar, dialogue_of
from app.seminars.setup import Setup
from app.seminars.wishes import HeadIn, PromptIn

DIALOGUE_SAVED, DIALOGUE_MOVED = N_("The dialogue is saved."), N_("The dialogue is moved.")
PROMPT_SAVED, PROMPT_MOVED = N_("The question is saved."), N_("The question is moved.")
Deed = Callable[[Session, Seminar], Any]


async def add_dialogue(setup: Setup, wish: HeadIn, call: Call = UNNAMED) -> str:
    """Its id; the same again for a call that comes again. Raises ProgrammeFull, NameTaken."""

    def deed(session: Session, seminar: Seminar) -> str:
        def add() -> str:
            return editing.new_dialogue(session, seminar, wish).id

        return once(session, setup.visit.asker, call, add)[0]

    return await setup.change(deed, N_("The dialogue is added."), "dialogue", "prompt")


async def add_prompt(setup: Setup, dialogue_id: str, wish: PromptIn, call: Call = UNNAMED) -> str:
    """The same of a question."""

    def deed(session: Session, seminar: Seminar) -> str:
        dialogue = dialogue_of(session, seminar.id, dialogue_id)

        def add() -> str:
            return editing.new_prompt(session, dialogue, wish).id

        return once(session, setup.visit.asker, call, add)[0]

    return await setup.change(deed, N_("The question is added."), "prompt")


async def change_prompt(setup: Setup, deed: Deed, said: str = PROMPT_SAVED) -> None:
    await setup.change(deed, said, "prompt")


async def remove_dialogue(setup: Setup, dialogue_id: str) -> None:
    """Raises HasText, LastDialogue."""

    def asked(session: Session) -> list[str]:
        found = dialogue_of(session, setup.seminar(session).id, dialogue_id)
        editing.refuse_last(session, setup.seminar_id)
        return [each.id for each in editing.prompts_in(session, found.id)]

    def deed(session: Session, seminar: Seminar) -> None:
        found = dialogue_of(session, seminar.id, dialogue_id)
        editing.remove_dialogue(session, seminar, found)

    tables = ("seating", "holder")
    await _remove(setup, asked, deed, N_("The dialogue is removed."), *tables)


async def remove_prompt(setup: Setup, prompt_id: str) -> None:
    """Raises HasText."""

    def asked(session: Session) -> list[str]:
        return [editing.prompt_of(session, setup.seminar(session).id, prompt_id).id]

    def deed(session: Session, seminar: Seminar) -> None:
        editing.remove_prompt(session, editing.prompt_of(session, seminar.id, prompt_id))

    await _remove(setup, asked, deed, N_("The question is removed."))


async def _remove(
    setup: Setup, asked: Callable[[Session], list[str]], deed: Deed, said: str, *tables: str
) -> None:
    """The questions leave the rooms first, some rooms at a time."""
    await setup.take_out(await setup.store.read(asked))
    await setup.change(deed, said, "dialogue", "prompt", "plan_step", *tables)
