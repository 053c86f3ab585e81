"""Taking a late contribution into its answer: planned outside of the writer, which long ledgers
would keep waiting, and applied in it to what stands there by then."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from prosemirror.model import Node
from prosemirror.transform import Step
from sqlmodel import Session

from app.boards import ledger
from app.boards.document_cache import Current, Key, current
from app.boards.ledger import TakenSteps
from app.boards.models import Answer, Deed, Document, Late
from app.documents import replacement
from app.documents.blocks import Block, assemble
from app.documents.content import parse_document
from app.documents.diff import difference
from app.documents.merging import merged, new_notes, tagged_only_with
from app.documents.schema import MAX_CHILDREN, empty_document, paragraphs
from app.documents.steps import repairs
from app.documents.text import plain
from app.history.story_cache import text_at
from app.late.contributions import LARGEST_LATE, put_back
from app.refusals import Invalid
from app.rooms.speakers import tags
from app.storage.store import now

MOST_LINES = MAX_CHILDREN // 2
"""Of one note: between two there is a break, a piece of it as well."""


@dataclass(frozen=True)
class TakingIn:
    """One late contribution, with the text it was made on."""

    late: Late
    base: Node

    @classmethod
    def plan(cls, session: Session, late: Late) -> "TakingIn":
        """Reads the ledger, so it belongs outside of the writer."""
        key = late.answer_id, late.kind
        try:
            return cls(late, text_at(session, key, late.version))
        except IndexError:  # a version that never was here: the device knew another server
            return cls(late, empty_document())

    def apart(self, stands: Node) -> Node:
        """As it was handed in, every note with an id: the same each time it is asked for."""
        doc = self._sent if self._sent is not None else self._of_words(stands)
        return _applied(doc, repairs(doc, Ids(self.late.id)))

    def notes(self, stands: Node) -> list[Block]:
        """What it would add to `stands`."""
        sent = self._sent if self._sent is not None else self.base
        named = {str(node.attrs["id"]) for node, _ in paragraphs(sent.content) if node.attrs["id"]}
        return new_notes(self.base, self.apart(stands), stands, named=named)

    def apply(self, session: Session, chosen: Collection[str] | None = None) -> TakenSteps | None:
        """Add its notes, or the chosen ones of them; None when all of it stands already.

        Stages do not matter: so text comes in after closing. Raises Invalid for other ids.
        """
        late = session.get_one(Late, self.late.id)
        document = session.get_one(Document, (late.answer_id, late.kind))
        room_id = session.get_one(Answer, late.answer_id).room_id
        stands = current(session, document)
        ids = [block.id for block in self.notes(stands.doc)]
        if chosen is not None and (not chosen or not set(chosen) <= set(ids)):
            raise Invalid(("notes", "ids of notes that this contribution would add"))
        late.taken_in_at, late.put_away_at, late.reason = now(session), None, None
        steps = self._steps(session, room_id, stands, ids if chosen is None else chosen)
        session.add(late)
        if not steps:
            return None
        taken = ledger.take(
            session,
            document,
            room_id=room_id,
            version=stands.version,
            deed=Deed.LATE,
            steps=steps,
            seat_id=late.seat_id,
            led=True,
        )
        late.first_version, late.last_version = stands.version, taken.last
        return taken

    def _steps(
        self, session: Session, room_id: str, stands: Current, chosen: Collection[str | None]
    ) -> list[Step]:
        """A note of a member who sits here no more comes in without its tag."""
        members = tags(session, room_id)
        members |= {str(node.attrs["member"]) for node, _ in paragraphs(stands.doc.content)}
        apart = assemble(tagged_only_with(self.apart(stands.doc), members))
        return difference(stands.doc, merged(self.base, apart, stands.doc, chosen))

    @cached_property
    def _sent(self) -> Node | None:
        return parse_document(self.late.doc) if self.late.doc else None

    def _of_words(self, stands: Node) -> Node:
        """Words alone are one note, verbatim; but where some of the lines stood in the answer, or
        stand there, it is the whole of it that came, and a line is a note as it is when a text is
        put. Ids tell the two apart: what was chosen of one must not be taken of the other."""
        words, known = self.late.text, f"{plain(self.base)}\n{plain(stands)}"
        lines = words.splitlines()
        if len(lines) <= MAX_CHILDREN and set(lines) & set(known.splitlines()) - {""}:
            steps = replacement.rewrite(
                self.base, words, Ids(f"{self.late.id}-line"), most=LARGEST_LATE
            )
            return _applied(self.base, steps)
        return _alone(words, Ids(self.late.id))


class Ids:
    """Ids made of one: the same in each preview, so that a choice of notes means the same later."""

    def __init__(self, id: str) -> None:
        self._id, self._numbers = id, count(1)

    def __call__(self) -> str:
        return f"{self._id}-{next(self._numbers)}"


def _alone(words: str, ids: Ids) -> Node:
    """One note, or as many as its lines and their breaks need."""
    doc, lines = empty_document(), words.splitlines()
    for piece in (lines[at : at + MOST_LINES] for at in range(0, len(lines), MOST_LINES)):
        if any(line.strip() for line in piece):
            doc = _applied(doc, replacement.append_note(doc, "\n".join(piece), id=ids()))
    return doc


def taken_out(session: Session, late: Late) -> tuple[Key, int, int] | None:
    """Let it wait again; which steps are to be taken out of which document for that, if any."""
    first, last = late.first_version, late.last_version
    put_back(session, late)
    if first is None or last is None:
        return None
    return (late.answer_id, late.kind), first, last


def _applied(doc: Node, steps: list[Step]) -> Node:
    for step in steps:
        doc = step.apply(doc).doc or doc
    return doc
