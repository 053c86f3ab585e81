"""One client's copy of a document: own steps wait, others' come first (docs/api.md, section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prosemirror.model import Node
from prosemirror.transform import AttrStep, Mapping, ReplaceStep, Step
from prosemirror.utils import JSONDict, text_length

MOST_STEPS = 200
"""Steps in one message, a limit of docs/api.md."""
MANY_WAITING = 12
"""So many steps of ours may wait one by one; then keys are gathered, or rebasing would cost more
and more the slower the server is."""


# The library remembers the places found in a document, and each remembers the document: none would
# ever be given back, and after some thousand keys the collector of garbage alone takes seconds.
Node.resolve = Node.resolve_no_cache  # type: ignore[method-assign]


class Gap(Exception):
    """Steps are missing between the copy's version and those that came."""


class Doubled(Exception):
    """The server says that it took more of our steps than we had sent."""


@dataclass(frozen=True, slots=True)
class Own:
    """A step of ours that is not confirmed, with the document it was made on."""

    step: Step
    before: Node
    sent: bool = False


@dataclass(eq=False, slots=True)
class Spot:
    """A position (UTF-16 units) that follows the text: behind what is inserted on it."""

    pos: int


class Copy:
    """A document as one client sees it, edited at once and rebased when others came first.

    The rules are those of prosemirror-collab, so that this client ends with the same text as
    the browser's. It does no input or output.
    """

    def __init__(
        self, doc: Node, version: int, client: str, gather_after: int = MANY_WAITING
    ) -> None:
        self.doc = doc
        self.version = version
        self.client = client
        self.unconfirmed: list[Own] = []
        self.spots: list[Spot] = []
        self._gather_after = gather_after

    def spot(self, pos: int) -> Spot:
        """A new spot; hand it to `forget` when it is no longer needed."""
        spot = Spot(pos)
        self.spots.append(spot)
        return spot

    def forget(self, spot: Spot) -> None:
        self.spots.remove(spot)

    def step(self, step: Step) -> None:
        """Do `step` here and now; it is unconfirmed until the server has taken it."""
        after = applied(step, self.doc)
        if not self._gathered(step):
            self.unconfirmed.append(Own(step, self.doc))
        self.doc = after
        changed = step.get_map()
        for spot in self.spots:
            spot.pos = changed.map(spot.pos)

    def sendable(self) -> list[JSONDict]:
        """The oldest unconfirmed steps as JSON, at most as many as one message may hold.

        They count as sent: they stay as they are, since the server may have them already.
        """
        oldest = self.unconfirmed[:MOST_STEPS]
        self.unconfirmed[:MOST_STEPS] = [replace(own, sent=True) for own in oldest]
        return [own.step.to_json() for own in oldest]

    def taken(self, version: int) -> None:
        """The server took our oldest steps; `version` is the one after them."""
        self._confirm(max(0, version - self.version))

    def receive(self, version: int, steps: Sequence[Step], clients: Sequence[str]) -> list[Step]:
        """Take in committed steps that end at `version`; what is known already is skipped.

        Returns the steps of ours that found nowhere to go, because somebody deleted the place.
        """
        known = self.version - (version - len(steps))
        if known < 0:
            raise Gap(f"at {self.version}, steps start at {version - len(steps)}")
        own = _leading(clients[known:], self.client)
        self._confirm(own)
        others = steps[known + own :]
        self.version += len(others)
        return self._rebase(others) if others else []

    def _gathered(self, step: Step) -> bool:
        """Whether `step` became part of the last one, which nobody has seen yet."""
        last = self.unconfirmed[-1] if len(self.unconfirmed) >= self._gather_after else None
        both = last.step.merge(step) if last and not last.sent else None
        if last is None or both is None:
            return False
        self.unconfirmed[-1] = Own(both, last.before)
        return True

    def _confirm(self, count: int) -> None:
        if count > len(self.unconfirmed):
            raise Doubled(f"{count} steps confirmed, {len(self.unconfirmed)} sent")
        del self.unconfirmed[:count]
        self.version += count

    def _rebase(self, others: Sequence[Step]) -> list[Step]:
        """Our steps again after the others', on the document as it was before ours.

        Each is the mirror of its own undoing, so that a later step of ours still finds text that
        an earlier one put in.
        """
        undone, self.unconfirmed = self.unconfirmed, []
        self.doc = undone[0].before if undone else self.doc
        mapping = Mapping([own.step.get_map().invert() for own in reversed(undone)])
        for step in others:
            self.doc = applied(step, self.doc)
            mapping.append_map(step.get_map())
        lost = [
            own.step
            for number, own in enumerate(undone)
            if not self._again(own, mapping, len(undone) - number)
        ]
        for spot in self.spots:
            spot.pos = mapping.map(spot.pos)
        return lost

    def _again(self, own: Own, mapping: Mapping, since: int) -> bool:
        moved = mapped(own.step, mapping.slice(since))
        try:
            doc = applied(moved, self.doc) if moved else None
        except ValueError:
            return False
        if moved is None or doc is None:
            return False
        self.unconfirmed.append(Own(moved, self.doc, own.sent))
        self.doc = doc
        mapping.append_map(moved.get_map(), since - 1)
        return True


def applied(step: Step, doc: Node) -> Node:
    """The document after `step`; ValueError when it does not fit."""
    result = step.apply(doc)
    if result.doc is None:
        raise ValueError(result.failed)
    return result.doc


def mapped(step: Step, mapping: Mapping) -> Step | None:
    """The step where the text is now, or None when its place was deleted.

    As prosemirror-transform 1.12 does it in the browser. prosemirror-py 0.6 follows an older one,
    which drops a new attribute when somebody writes just before, and a word put in the place of
    one that somebody else deleted.
    """
    match step:
        case AttrStep():
            gone = mapping.map_result(step.pos + 1, -1).deleted_before
            return None if gone else AttrStep(mapping.map(step.pos), step.attr, step.value)
        case ReplaceStep():
            start, end = mapping.map_result(step.from_), mapping.map_result(step.to, -1)
            if start.deleted_across and end.deleted_across:
                return None
            return ReplaceStep(start.pos, max(start.pos, end.pos), step.slice, step.structure)
        case _:
            return step.map(mapping)


def units(text: str) -> int:
    """The length of `text` as positions count it: an emoji is two."""
    return text_length(text)


def _leading(clients: Sequence[str], client: str) -> int:
    for count, name in enumerate(clients):
        if name != client:
            return count
    return len(clients)
