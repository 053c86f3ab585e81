"""The steps from one document to another, as few and as small as keep every note in its place."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import AttrStep, ReplaceStep, Step
from prosemirror.utils import text_length

from app.documents.schema import PARAGRAPH

Exchange = tuple[int, int, Fragment]
"""From where to where in a paragraph's content, and what comes there instead."""
Inside = Callable[[Node, Node, int], Iterator[Exchange]]
"""Exchanges for two paragraphs, the last place first; the old content begins at that position."""


def difference(old: Node, new: Node, inside: Inside | None = None) -> list[Step]:
    """Steps that turn `old` into `new`, to be applied in this order: the last place comes first, so
    that what others write before it stays where it was. A paragraph is known again by its id.

    `inside` says what of a paragraph's content stays, for those who know more than its letters.
    """
    return list(_changes(old, new, 0, inside or _middle))


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of equal elements in rising order on both sides: the common beginning and end, then
    what occurs once on each side, then its neighbours. At most n log n, whatever is sent.

    (difflib is quadratic on rows of equal elements.)
    """
    head, tail = common_ends(old, new)
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pairs = [(i, i) for i in range(head)]
    last_i = last_j = 0
    for i, j in [*_rising(_unique(middle_old, middle_new)), (len(middle_old), len(middle_new))]:
        begin, end = common_ends(middle_old[last_i:i], middle_new[last_j:j])
        pairs += [(head + last_i + n, head + last_j + n) for n in range(begin)]
        pairs += [(head + i - n, head + j - n) for n in range(end, 0, -1)]
        if i < len(middle_old):
            pairs.append((head + i, head + j))
        last_i, last_j = i + 1, j + 1
    return pairs + [(len(old) - n, len(new) - n) for n in range(tail, 0, -1)]


def common_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many elements are equal from the beginning, and of the others from the end."""
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    most -= head
    tail = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    return head, tail


def _unique(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    often, where = Counter(old), {key: j for j, key in enumerate(new)}
    once = {key for key, count in Counter(new).items() if count == 1 == often[key]}
    return [(i, where[key]) for i, key in enumerate(old) if key in once]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers rise as the first do."""
    lasts: list[int] = []
    chains: list[int] = []
    before: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(lasts, j)
        before.append(chains[length - 1] if length else None)
        lasts[length : length + 1] = [j]
        chains[length : length + 1] = [index]
    chosen: list[tuple[int, int]] = []
    at = chains[-1] if chains else None
    while at is not None:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _changes(old: Node, new: Node, start: int, inside: Inside) -> Iterator[Step]:
    """Steps for the content of `old`, which begins at position `start`."""
    if old.inline_content:
        for begin, end, content in inside(old, new, start):
            yield ReplaceStep(start + begin, start + end, Slice(content, 0, 0))
        return
    starts = _starts(old, start)
    last_i, last_j = old.child_count, new.child_count
    pairs = matches([_key(node) for node in old.children], [_key(node) for node in new.children])
    for i, j in [*pairs[::-1], (-1, -1)]:
        if i + 1 < last_i or j + 1 < last_j:
            piece = Slice(Fragment.from_(new.children[j + 1 : last_j]), 0, 0)
            yield ReplaceStep(starts[i + 1], starts[last_i], piece)
        if i >= 0:
            yield from _changes(old.child(i), new.child(j), starts[i] + 1, inside)
            yield from _attrs(old.child(i), new.child(j), starts[i])
        last_i, last_j = i, j


def _starts(node: Node, start: int) -> list[int]:
    starts = [start]
    for child in node.children:
        starts.append(starts[-1] + child.node_size)
    return starts


def _key(node: Node) -> Hashable:
    """By what a node is known again on the other side; the rest of it may differ."""
    if node.type is PARAGRAPH:
        return node.attrs["id"] or ("", node.text_content)
    return _key(node.child(0)) if node.type.name == "list_item" else node.type.name


def _attrs(old: Node, new: Node, pos: int) -> Iterator[Step]:
    for name, value in new.attrs.items():
        if old.attrs[name] != value:
            yield AttrStep(pos, name, value)


def _middle(old: Node, new: Node, start: int) -> Iterator[Exchange]:
    """What lies between a common beginning and a common end."""
    old_signs, new_signs = _signs(old.content), _signs(new.content)
    head, tail = common_ends(old_signs, new_signs)
    if head == len(old_signs) == len(new_signs):
        return
    begin, end = _units(new_signs[:head]), _units(new_signs[len(new_signs) - tail :])
    yield begin, old.content.size - end, new.content.cut(begin, new.content.size - end)


def _signs(content: Fragment) -> list[tuple[str, Hashable]]:
    """Character by character, each with its marks: no change can fall inside an emoji, as it can
    in the library's find_diff_start, which compares UTF-16 units."""
    signs: list[tuple[str, Hashable]] = []
    for node in content.content:
        marks = tuple((mark.type.name, mark.attrs.get("href", "")) for mark in node.marks)
        signs += [(sign, marks) for sign in node.text or "\n"]
    return signs


def _units(signs: Sequence[tuple[str, Hashable]]) -> int:
    return text_length("".join(sign for sign, _ in signs))
