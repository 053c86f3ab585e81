"""The JSON API of a seminar's programme: its dialogues, its questions and their order (docs/api.md,
section 2)."""

from sqlmodel import Session

from app.people.idempotency import Named
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.seminars import editing, programme_changes
from app.seminars.api import dialogues_json
from app.seminars.editing import HasText, LastDialogue, ProgrammeFull
from app.seminars.models import Seminar, dialogue_of
from app.seminars.programme_changes import (
    DIALOGUE_MOVED,
    DIALOGUE_SAVED,
    PROMPT_MOVED,
    PROMPT_SAVED,
)
from app.seminars.setup import Setup, SetupCallOf
from app.seminars.two_forms import Outdated
from app.seminars.wire import DialogueOut, PromptOut
from app.seminars.wishes import DialogueIn, HeadChange, PromptChange, PromptIn
from app.web.api import api_router, operation

router = api_router("seminars", "/seminars/{seminar_id}")
PLACE = {"place"}


class NewDialogue(Named, DialogueIn):
    pass


class NewPrompt(Named, PromptIn):
    pass


@router.post("/dialogues", status_code=201)
@operation(Closed, NameTaken, ProgrammeFull)
async def add_dialogue(setup: SetupCallOf, wish: NewDialogue, naming: NamingOf) -> DialogueOut:
    """After those that stand."""
    made = await programme_changes.add_dialogue(setup, wish, naming.call(wish))
    return await _dialogue(setup, made)


@router.patch("/dialogues/{dialogue_id}")
@operation(Closed)
async def change_dialogue(setup: SetupCallOf, dialogue_id: str, change: HeadChange) -> DialogueOut:
    def deed(session: Session, seminar: Seminar) -> None:
        editing.patch_dialogue(session, dialogue_of(session, seminar.id, dialogue_id), change)

    said = DIALOGUE_MOVED if change.model_fields_set == PLACE else DIALOGUE_SAVED
    await setup.change(deed, said, "dialogue", "prompt")
    return await _dialogue(setup, dialogue_id)


@router.delete("/dialogues/{dialogue_id}", status_code=204)
@operation(Closed, HasText, LastDialogue)
async def remove_dialogue(setup: SetupCallOf, dialogue_id: str) -> None:
    await programme_changes.remove_dialogue(setup, dialogue_id)


@router.post("/dialogues/{dialogue_id}/prompts", status_code=201)
@operation(Closed, NameTaken, ProgrammeFull)
async def add_prompt(
    setup: SetupCallOf, dialogue_id: str, wish: NewPrompt, naming: NamingOf
) -> PromptOut:
    """After those that stand in the dialogue."""
    made = await programme_changes.add_prompt(setup, dialogue_id, wish, naming.call(wish))
    return await _prompt(setup, made)


@router.patch("/prompts/{prompt_id}")
@operation(Closed, Outdated)
async def change_prompt(setup: SetupCallOf, prompt_id: str, change: PromptChange) -> PromptOut:
    def deed(session: Session, seminar: Seminar) -> None:
        editing.patch_prompt(session, editing.prompt_of(session, seminar.id, prompt_id), change)

    said = PROMPT_MOVED if change.model_fields_set == PLACE else PROMPT_SAVED
    await programme_changes.change_prompt(setup, deed, said)
    return await _prompt(setup, prompt_id)


@router.delete("/prompts/{prompt_id}", status_code=204)
@operation(Closed, HasText)
async def remove_prompt(setup: SetupCallOf, prompt_id: str) -> None:
    await programme_changes.remove_prompt(setup, prompt_id)


async def _dialogue(setup: Setup, dialogue_id: str) -> DialogueOut:
    """As it stands. Raises NotFound where another one has removed it since."""

    def query(session: Session) -> DialogueOut:
        seminar = setup.seminar(session, Act.SEE_SETUP)
        dialogue_of(session, seminar.id, dialogue_id)
        return next(each for each in dialogues_json(session, seminar) if each["id"] == dialogue_id)

    return await setup.store.read(query)


async def _prompt(setup: Setup, prompt_id: str) -> PromptOut:
    """The same of a question."""

    def query(session: Session) -> PromptOut:
        seminar = setup.seminar(session, Act.SEE_SETUP)
        editing.prompt_of(session, seminar.id, prompt_id)
        asked = (each for work in dialogues_json(session, seminar) for each in work["prompts"])
        return next(each for each in asked if each["id"] == prompt_id)

    return await setup.store.read(query)
