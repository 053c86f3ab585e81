"""What a document is to become, and the steps there from where it stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from prosemirror.model import Node
from prosemirror.transform import Step
from sqlmodel import Session

from app.boards.document_cache import Current, Key
from app.documents.diff import difference
from app.history.attribution import Weave
from app.history.moments import Row
from app.history.story_cache import step_of, steps_after
from app.history.undelete import undeleted
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
    """The text without some of its steps: woven before, and again for what came meanwhile."""

    chosen: Callable[[Row], bool]
    weave: Weave = field(default_factory=Weave)
    ready: list[Step] = field(default_factory=list)

    def steps(self, session: Session, key: Key, stands: Current) -> list[Step]:
        if self.weave.version != stands.version:
            self.follow(session, key)
        return self.ready

    def follow(self, session: Session, key: Key) -> None:
        for row in steps_after(session, key, self.weave.version):
            self.weave.add(row.version, step_of(row), chosen=self.chosen(row))
        self.ready = self.weave.steps()


@dataclass
class With:
    """The text with one note more, that stood in `then`; `note` becomes the id that it gets."""

    then: Node
    note: str

    def steps(self, session: Session, key: Key, stands: Current) -> list[Step]:
        doc, self.note = undeleted(stands.doc, self.then, self.note, new_id())
        return difference(stands.doc, doc)
