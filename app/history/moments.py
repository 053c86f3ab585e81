"""What happened to a document, told in moments: who, when, and what became of which note.

Pure: steps of the ledger go in, in their order. A moment is what one person did without a pause;
others may have written meanwhile, so moments may overlap. They are numbered by their beginning, so
a number holds for ever.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from prosemirror.model import Node
from prosemirror.transform import Step

from app.boards.models import Deed
from app.documents.blocks import Block
from app.documents.schema import empty_document, paragraphs, schema
from app.history.note_changes import NoteChange, compared, notes_touched

PAUSE = timedelta(minutes=2)
COPY_EVERY = 100
"""Steps between two kept copies: so many at most are replayed for a text as it once stood."""


class Role(StrEnum):
    SEAT = "seat"
    FACILITATOR = "facilitator"  # whoever led the seminar, organisers too
    SERVER = "server"


class StoryRow(NamedTuple):
    """A step of the ledger, or with `said` what a room said of its answer."""

    version: int
    step: dict[str, Any] | None
    deed: str
    seat_id: str | None
    at: datetime
    room_version: int
    said: str | None = None

    @property
    def role(self) -> Role:
        if self.seat_id:
            return Role.SEAT
        return Role.FACILITATOR if self.deed in LEADERS else Role.SERVER


LEADERS = {Deed.RESTORE, Deed.UNDELETE, Deed.UNDO, Deed.SAY, Deed.MOVE, Deed.UNMOVE}
MOVING = {Deed.MOVE, Deed.UNMOVE}
"""Has an undo of its own: taken out of one text alone, a note would stand twice or nowhere."""


@dataclass
class Moment:
    """`first` and `last` are versions of the document; for words on the state, where it stood."""

    number: int
    seat_id: str | None
    role: Role
    deed: Deed
    began_at: datetime
    ended_at: datetime
    first: int
    last: int
    said: str | None = None
    before: dict[str, Node | None] = field(default_factory=dict)
    after: dict[str, Node | None] = field(default_factory=dict)
    fullest: dict[str, tuple[int, Node]] = field(default_factory=dict)

    @property
    def changes(self) -> list[NoteChange]:
        return list(compared(self.before, self.after))


@dataclass(frozen=True)
class Removed:
    """A note that is no more: its text was fullest at `version`, and went in that moment. One that
    was moved is none: it stands elsewhere."""

    note: str
    version: int
    text: str
    member: str | None
    moment: Moment


class Story:
    """One document's moments, and copies of its text on the way."""

    def __init__(self) -> None:
        self.doc, self.version, self.heard = empty_document(), 0, 0
        self.moments: list[Moment] = []
        self.copies: dict[int, Node] = {0: self.doc}
        self._removed: dict[str, Removed] = {}
        self._open: dict[tuple[str | None, int | None], Moment] = {}

    def add(self, row: StoryRow) -> None:
        """Raises ValueError for a step that does not apply."""
        moment = self._moment(row)
        self.heard = row.room_version
        if row.step is None:
            moment.said = row.said
            return
        made = Step.from_json(schema, row.step).apply(self.doc).doc
        if made is None:
            raise ValueError(f"the ledger does not apply at {row.version}")
        self._note(moment, row.version, *notes_touched(self.doc, made))
        self.doc, self.version = made, row.version
        if row.version % COPY_EVERY == 0:
            self.copies[row.version] = made

    def removed(self) -> list[Removed]:
        """Notes that can be brought back, the last one to go first. One whose words stand in some
        other note was only joined to it, or sent elsewhere."""
        texts = [Block(node).text for node, _ in paragraphs(self.doc.content)]
        gone = [each for each in self._removed.values() if not any(each.text in t for t in texts)]
        return sorted(gone, key=lambda each: each.moment.ended_at, reverse=True)

    def fate(self, note: str) -> Removed | None:
        """How a note went, if it is no more."""
        return self._removed.get(note)

    def _moment(self, row: StoryRow) -> Moment:
        # A deed is one transaction; whoever writes goes on.
        key = row.seat_id, row.room_version if row.deed != Deed.WRITE else None
        found = self._open.get(key)
        if found and row.at - found.ended_at <= PAUSE and row.deed != Deed.SAY:
            found.ended_at, found.last = row.at, row.version
            return found
        made = Moment(
            len(self.moments),
            row.seat_id,
            row.role,
            Deed(row.deed),
            row.at,
            row.at,
            row.version,
            row.version,
        )
        self._open[key] = made
        self.moments.append(made)
        return made

    def _note(
        self, moment: Moment, version: int, old: dict[str, Node], new: dict[str, Node]
    ) -> None:
        for note in old.keys() | new.keys():
            was, became = old.get(note), new.get(note)
            moment.before.setdefault(note, was)
            moment.after[note] = became
            if was is not None:
                moment.fullest.setdefault(note, (version - 1, was))
            if became is not None:
                self._removed.pop(note, None)
                fullest = moment.fullest.get(note)
                if fullest is None or became.content.size >= fullest[1].content.size:
                    moment.fullest[note] = version, became
            elif was is not None and moment.deed not in MOVING:
                at, node = moment.fullest[note]
                block = Block(node)
                self._removed[note] = Removed(note, at, block.text, block.member, moment)
