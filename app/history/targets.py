"""What a document is to become, and the steps there from where it stands."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from prosemirror.model import Node
from prosemirror.transform import Step
from sqlmodel import Session

from app.boards.document_cache import Current, Key
from app.boards.models import Deed
from app.documents.blocks import Block
from app.documents.diff import difference
from app.history.attribution import Weave
from app.history.moments import StoryRow
from app.history.note_changes import notes_of
from app.history.story_cache import step_of, steps_after
from app.history.undelete import all_undeleted, undeleted
from app.storage.ids import new_id


class Target(Protocol):
    """What a document is to become."""

    def steps(self, session: Session, key: Key, stands: Current) -> list[Step]: ...


@dataclass
class Then:
    """A text as it once stood."""

    doc: Node

    def steps(self, session: Session, key: Key, stands: Current) -> list[Step]:
        return difference(stands.doc, self.doc)


@dataclass
class Without:
    """The text without some of its steps: woven before, and again for what came meanwhile. What an
    undo has brought back of these `notes` goes as well: they came by the steps in question."""

    chosen: Callable[[StoryRow], bool]
    notes: Collection[str] = ()
    weave: Weave = field(default_factory=Weave)
    ready: list[Step] = field(default_factory=list)

    @classmethod
    def between(cls, first: int, last: int) -> "Without":
        """Without the steps after one version, up to another."""
        return cls(partial(_between, first, last))

    def steps(self, session: Session, key: Key, stands: Current) -> list[Step]:
        if self.weave.version != stands.version:
            self.follow(session, key)
        return self.ready

    def follow(self, session: Session, key: Key) -> None:
        for row in steps_after(session, key, self.weave.version):
            notes = self.notes if row.deed == Deed.UNMOVE else ()
            self.weave.add(row.version, step_of(row), chosen=self.chosen(row), notes=notes)
        self.ready = self.weave.steps()


@dataclass
class With:
    """The text with one note more, that stood in `then`; `note` becomes the id that it gets."""

    then: Node
    note: str

    def steps(self, session: Session, key: Key, stands: Current) -> list[Step]:
        doc, self.note = undeleted(stands.doc, self.then, self.note, new_id())
        return difference(stands.doc, doc)


@dataclass
class Back:
    """The text with these notes of `then` again, in its order. What stands already is not doubled;
    one that says something else by now keeps its place, and the note comes back under a new id."""

    then: Node
    notes: Sequence[str]

    def steps(self, session: Session, key: Key, stands: Current) -> list[Step]:
        here, were = notes_of(stands.doc), notes_of(self.then)
        gone = [
            note
            for note in self.notes
            if note not in here or Block(were[note]).text not in Block(here[note]).text
        ]
        return difference(stands.doc, all_undeleted(stands.doc, self.then, gone, new_id))


def _between(first: int, last: int, row: StoryRow) -> bool:
    return first < row.version <= last
