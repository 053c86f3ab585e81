"""A new seminar after an earlier one: programme, duties and plan at once, its roster in turns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from sqlmodel import Session

from app.languages import Language
from app.people.rights import WayIn
from app.seminars import plan, work
from app.seminars.editing import prompts_in
from app.seminars.models import Dialogue, Duty, Prompt, Seminar, dialogues, duties, prompts
from app.seminars.plan import PlanStep
from app.seminars.programme import make
from app.seminars.wishes import DialogueIn, DutyIn, HeadIn, PromptIn, SeminarIn, SeminarKind


@dataclass(frozen=True)
class Copied:
    """`work_id` is that of the roster, which follows."""

    seminar_id: str
    work_id: str


def copy(session: Session, organiser_id: str, earlier: Seminar, title: str) -> Copied:
    """Raises nothing: whoever calls has found `earlier` through its organiser."""
    sources = dialogues(session, earlier.id)
    wish = SeminarIn(
        title=title,
        language=cast(Language, earlier.language),
        preset="blank",
        member_noun=earlier.member_noun,
        how_used=earlier.how_used,
        entry=WayIn(earlier.entry),
        kind=cast(SeminarKind, earlier.kind),
        new_members=earlier.new_members,
        dialogues=[_dialogue(session, dialogue) for dialogue in sources],
    )
    seminar = make(session, organiser_id, wish)
    for duty in duties(session, earlier.id):
        kept = DutyIn.model_validate(duty).model_dump()
        session.add(Duty(seminar_id=seminar.id, position=duty.position, **kept))
    session.flush()
    copies = dialogues(session, seminar.id)
    for source, copy in zip(sources, copies, strict=True):
        copy.own_seating = source.own_seating
        session.add(copy)
    followed = {source.id: copy.id for source, copy in zip(sources, copies, strict=True)}
    _copy_plan(session, earlier, seminar)
    facts = {"earlier_id": earlier.id, "dialogues": followed}
    return Copied(seminar.id, work.begin(session, seminar.id, [("copy", facts)]))


def _copy_plan(session: Session, earlier: Seminar, seminar: Seminar) -> None:
    """The same steps at the same times of another day; none of them is taken yet."""
    new = {
        source.id: copy.id
        for source, copy in zip(_parts(session, earlier), _parts(session, seminar), strict=True)
    }
    for step in plan.steps(session, earlier.id):
        kept = step.model_dump(include={"position", "at", "kind", "phase", "minutes", "text"})
        kept |= {"dialogue_id": new.get(step.dialogue_id or "")}
        kept |= {"prompt_id": new.get(step.prompt_id or "")}
        session.add(PlanStep(seminar_id=seminar.id, **kept))
    session.flush()


def _parts(session: Session, seminar: Seminar) -> Iterator[Dialogue | Prompt]:
    yield from dialogues(session, seminar.id)
    yield from prompts(session, seminar.id)


def _dialogue(session: Session, source: Dialogue) -> DialogueIn:
    asked = [PromptIn.model_validate(prompt) for prompt in prompts_in(session, source.id)]
    return DialogueIn(**HeadIn.model_validate(source).model_dump(), prompts=asked)
