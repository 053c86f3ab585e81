"""The way through a dialogue: its questions, taken one by one or some together, each through its
phases. Pure; the clock advises, and nobody is held to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from app.seminars.models import PHASES, Prompt

UNPLANNED_MINUTES = 5  # for a phase that the programme gives no minutes


@dataclass(frozen=True)
class Phase:
    """One phase of a question, or of several that are taken together: the first one names it."""

    prompts: tuple[Prompt, ...]
    name: str
    minutes: int

    @property
    def prompt(self) -> Prompt:
        return self.prompts[0]

    @property
    def key(self) -> tuple[str, str]:
        """What a clock that counts it is known by."""
        return self.prompt.id, self.name


def blocks(prompts: Iterable[Prompt]) -> list[tuple[Prompt, ...]]:
    """A dialogue's questions in their order, those together that are taken together."""
    found: list[list[Prompt]] = []
    for prompt in prompts:
        if prompt.joined and found:
            found[-1].append(prompt)
        else:
            found.append([prompt])
    return [tuple(block) for block in found]


def taken_together(prompts: Iterable[Prompt]) -> dict[str, set[str]]:
    """The questions that each is worked on with, itself among them; all by id. Of any number of
    dialogues, in the order of the programme."""
    by_dialogue = groupby(prompts, lambda prompt: prompt.dialogue_id)
    found = chain.from_iterable(blocks(asked) for _, asked in by_dialogue)
    return {prompt.id: {each.id for each in block} for block in found for prompt in block}


def phases(prompts: Iterable[Prompt]) -> list[Phase]:
    """All phases of a dialogue. A block takes the time of its first question; one without any has
    a talk, so that no question is passed over."""
    return list(chain.from_iterable(map(_of_block, blocks(prompts))))


def minutes(prompts: Iterable[Prompt]) -> int:
    """What the programme has planned for a dialogue."""
    return sum(sum(block[0].minutes.values()) for block in blocks(prompts))


def place(all_phases: Sequence[Phase], prompt_id: str, name: str) -> int | None:
    """Where in the dialogue a clock is that counts this; None for a phase the programme has not.
    A question that is taken with others is at the phase of their block."""
    for at, phase in enumerate(all_phases):
        if phase.name == name and prompt_id in {prompt.id for prompt in phase.prompts}:
            return at
    return None


def _of_block(block: tuple[Prompt, ...]) -> list[Phase]:
    planned = block[0].minutes or {"talk": UNPLANNED_MINUTES}
    return [Phase(block, name, planned[name]) for name in PHASES if name in planned]
