"""Steps on a document: taken as a whole or refused with a reason, and what the server adds."""

from collections.abc import Callable, Container, Iterator, Sequence
from typing import Any, NamedTuple, cast

from prosemirror.model import Fragment, Node
from prosemirror.transform import (
    AddMarkStep,
    AttrStep,
    RemoveMarkStep,
    ReplaceAroundStep,
    ReplaceStep,
    Step,
)

from app.documents.content import AnswerFull, RefusedSteps
from app.documents.parsing import parse_message, parse_steps
from app.documents.schema import LINK, MAX_CHARACTERS, MAX_CHILDREN, MAX_DEPTH, is_blank, paragraphs
from app.storage.ids import new_id

__all__ = ["RefusedSteps", "apply", "new_id", "parse_message", "parse_steps", "repairs"]

MAX_WORK = 10 * MAX_CHARACTERS
"""Positions that the steps of one message may touch. Two hundred steps of 70 bytes, each making the
whole of a long text bold, would keep the writer busy for seconds."""

_PUTTING = (ReplaceStep, ReplaceAroundStep)
_RANGED = (ReplaceStep, ReplaceAroundStep, AddMarkStep, RemoveMarkStep)
_HOLDER = {"id": "paragraph", "member": "paragraph", "order": "ordered_list"}


class Limit(NamedTuple):
    """What one text may hold. What it holds already it may keep, however much that is."""

    characters: int = MAX_CHARACTERS
    children: int = MAX_CHILDREN


WRITTEN = Limit()
LED = Limit(4 * MAX_CHARACTERS, 4 * MAX_CHILDREN)
"""Those who lead take in whole what came late, also where a text is as long as a room may write."""


def apply(
    doc: Node, steps: Sequence[Step], *, members: Container[str], limit: Limit = WRITTEN
) -> Node:
    """The document after all `steps`, or RefusedSteps and nothing happened.

    `steps` come from `parse_steps` or from this package. A paragraph may be tagged with one of
    `members`, or with a member that the document names already (it may have left the room since).
    Only places that a step touches are looked at: `doc` itself is taken to be sound.
    """
    before, work = doc, 0
    for step in steps:
        work += _work(step)
        if work > MAX_WORK:
            raise RefusedSteps("too_many", "steps that touch the whole text over and over")
        _check_members(step, doc, members)
        doc = _applied(step, doc, limit.children)
    if doc.content.size > max(before.content.size, limit.characters):
        raise AnswerFull("too_long", f"{doc.content.size} positions")
    if any(map(_links, steps)) and _addresses(doc) > limit.characters:
        raise AnswerFull("too_long", "addresses of links")
    return doc


def repairs(doc: Node, make_id: Callable[[], str] = new_id) -> list[Step]:
    """Steps that give every note an id of its own; they fit `doc` in any order.

    Of paragraphs with the same id the first note keeps it, an empty one only if there is no note:
    Enter at the beginning of a note leaves an empty one above, and the note's address must hold.
    """
    taken: set[str] = set()
    steps: list[Step] = []
    for node, pos in sorted(paragraphs(doc.content), key=lambda place: is_blank(place[0])):
        note = cast("str | None", node.attrs["id"])
        if note in taken or (note is None and not is_blank(node)):
            note = make_id()
            steps.append(AttrStep(pos, "id", note))
        if note is not None:
            taken.add(note)
    return steps


def _work(step: Step) -> int:
    """How many positions a step touches: what it costs in time."""
    piece = step.slice.size if isinstance(step, _PUTTING) else 0
    return step.to - step.from_ + piece if isinstance(step, _RANGED) else 1


def _links(step: Step) -> bool:
    """Whether a step brings a link."""
    if isinstance(step, AddMarkStep):
        return step.mark.type is LINK
    return isinstance(step, _PUTTING) and any(_hrefs(step.slice.content))


def _addresses(doc: Node) -> int:
    """Characters in the addresses of links. Every piece of text carries its own copy: one step of
    2,000 bytes over a text in a thousand pieces would make a board of megabytes."""
    return sum(map(len, _hrefs(doc.content)))


def _hrefs(content: Fragment) -> Iterator[str]:
    for node in content.content:
        yield from (str(mark.attrs["href"]) for mark in node.marks if mark.type is LINK)
        yield from _hrefs(node.content)


def _check_members(step: Step, doc: Node, members: Container[str]) -> None:
    for member in _members_named(step):
        if member is None or member in members:
            continue
        if all(node.attrs["member"] != member for node, _ in paragraphs(doc.content)):
            raise RefusedSteps("unknown_member", member)


def _members_named(step: Step) -> list[Any]:
    if isinstance(step, AttrStep):
        return [step.value] if step.attr == "member" else []
    if isinstance(step, _PUTTING):
        return [node.attrs["member"] for node, _ in paragraphs(step.slice.content)]
    return []


def _applied(step: Step, doc: Node, children: int) -> Node:
    try:
        if isinstance(step, AttrStep):
            _check_holder(step, doc)
        result = step.apply(doc)
    except RefusedSteps:
        raise
    except Exception as error:  # noqa: BLE001
        # What does not fit (half an emoji, a place beyond the end) fails with whatever the library
        # stumbles upon: ValueError, IndexError, AttributeError, AssertionError.
        raise RefusedSteps("does_not_fit", f"{type(error).__name__}: {error!s:.200}") from None
    if result.doc is None:
        raise RefusedSteps("does_not_fit", result.failed or "")
    if isinstance(step, _RANGED):
        grown = result.doc.content.size - doc.content.size
        end = step.to + grown
        try:
            _check_places(result.doc, step.from_, end, 0, children)
        except AnswerFull:  # it may be as wide as it was before
            _check_places(result.doc, step.from_, end, 0, max(children, _widest(doc)))
    return result.doc


def _check_holder(step: AttrStep, doc: Node) -> None:
    """The library drops an attribute that the node does not have, and says that all is well."""
    node = doc.node_at(step.pos)
    if node is None or node.type.name != _HOLDER[step.attr]:
        raise RefusedSteps("does_not_fit", f"no {step.attr} on {node!r:.40}")


def _widest(node: Node) -> int:
    """The most children that any node in it has."""
    return max(node.child_count, *map(_widest, node.children), 0)


def _check_places(node: Node, start: int, end: int, depth: int, most: int) -> None:
    """What a step did to `node` between two positions must be sound, as deep as it goes.

    The library checks the nodes that it joins; the whole ones inside of a slice it takes on trust.
    """
    if node.child_count > most:
        raise AnswerFull("too_many", f"{node.child_count} in one {node.type.name}")
    pos = 0
    for child in node.children:
        if pos > end:
            break
        after = pos + child.node_size
        if after >= start and not child.is_leaf:
            if depth == MAX_DEPTH:
                raise RefusedSteps("too_deep", f"more than {MAX_DEPTH} levels")
            if start <= pos and after <= end and not child.type.valid_content(child.content):
                raise RefusedSteps("does_not_fit", f"content of {child.type.name}")
            _check_places(child, start - pos - 1, end - pos - 1, depth + 1, most)
        pos = after
