"""Steps taken into a document, by whichever way is right: the short one for letters, or the long
one; with the repairs that they call for."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from msgspec.json import encode
from prosemirror.model import Node
from prosemirror.transform import Step

from app.documents.letters import Letters, are_letters, type_letters
from app.documents.steps import WRITTEN, Limit, apply, repairs

Steps = Sequence[Letters] | Sequence[Step]


class Made(NamedTuple):
    """The document after all, and the JSON of every step: first those that were asked for, then the
    repairs."""

    doc: Node
    steps: list[str]


def take(doc: Node, steps: Steps, *, members: Container[str], limit: Limit = WRITTEN) -> Made:
    """Raises RefusedSteps, and nothing happened. Every note in `doc` must have its own id."""
    if are_letters(steps) and limit is WRITTEN:
        typed = type_letters(doc, steps)
        if typed is not None:
            return Made(typed, [each.json for each in steps])
    asked = as_steps(steps)
    after = apply(doc, asked, members=members, limit=limit)
    mended = repairs(after)
    for step in mended:
        after = step.apply(after).doc or after
    return Made(after, [encode(step.to_json()).decode() for step in [*asked, *mended]])


def as_steps(steps: Steps) -> list[Step]:
    return [each.step if isinstance(each, Letters) else each for each in steps]
