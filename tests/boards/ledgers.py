"""Ledgers of several writers for hypothesis: each letter is there once and has a writer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st
from prosemirror.model import Node
from prosemirror.transform import Step, Transform

from app.documents.schema import empty_document, schema
from app.documents.steps import repairs
from app.history.attribution import Weave
from tests.boards.strategies import SHAPING, edits, spots

WRITERS = ("kari", "ola", "per")


@dataclass
class Written:
    """Who did each step, and the text after it. `taken` says who took a letter away."""

    doc: Node = field(default_factory=empty_document)
    steps: list[tuple[str, Step]] = field(default_factory=list)
    writer: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)

    def add(self, who: str, steps: list[Step]) -> None:
        for step in steps:
            before = letters(self.doc)
            made = step.apply(self.doc).doc
            assert made is not None
            self.doc = made
            self.notes |= ids(made)
            self.steps.append((who, step))
            for letter in letters(made):
                self.writer.setdefault(letter, who)
            after = set(letters(made))
            self.taken |= {letter: who for letter in before if letter not in after}

    def has_gone(self, steps: list[Step]) -> bool:
        """Whether a note that `steps` make has the id of one that stood here once."""
        made = Written(self.doc)
        made.add("", steps)
        return bool((made.notes - ids(self.doc)) & self.notes)

    def woven(self, *chosen: str, since: int = 0) -> Weave:
        weave = Weave()
        for version, (who, step) in enumerate(self.steps, 1):
            weave.add(version, step, chosen=who in chosen and version > since)
        return weave


@st.composite
def ledgers(
    draw: st.DrawFn, writers: tuple[str, ...] = WRITERS, most: int = 14, first: int = 0
) -> Written:
    """Typing, deleting, dividing, joining, lists, marks and tags by several in turn; the server's
    repairs count as theirs whose steps they follow. Two with a `first` far apart share no letter
    and no note's id."""
    written = Written()
    go_on(draw, written, writers, most, first)
    return written


def go_on(
    draw: st.DrawFn,
    written: Written,
    writers: tuple[str, ...] = WRITERS,
    most: int = 14,
    first: int = 0,
) -> None:
    """They write on in a text."""
    fresh, numbers = _letters(first), count(first)

    def types(draw: st.DrawFn, change: Transform) -> None:
        text = "".join(next(fresh) for _ in range(draw(st.integers(1, 4))))
        at = draw(st.sampled_from(spots(change.doc)))
        change.replace_with(at, at, schema.text(text))

    acts = [types, types, types, *SHAPING]
    for _ in range(draw(st.integers(1, most))):
        who = draw(st.sampled_from(writers))
        steps = draw(edits(written.doc, acts))
        if not written.has_gone(steps):  # a device makes up ids of its own, none of them twice
            written.add(who, steps)
        written.add(who, repairs(written.doc, lambda: f"r{next(numbers)}"))


def ids(doc: Node) -> set[str]:
    """Of the notes that stand in it."""
    nodes: list[Node] = []
    doc.descendants(lambda node, *_: nodes.append(node))
    return {str(id) for node in nodes if (id := node.attrs.get("id"))}


def letters(doc: Node) -> str:
    return doc.text_content


def _letters(first: int) -> Iterator[str]:
    """Letters of one unit and of two, none of them twice."""
    for number in count(first):
        yield chr((0x4E00 if number % 3 else 0x20000) + number)
