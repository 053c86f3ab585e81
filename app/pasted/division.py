"""A pasted text divided over its room's prompts: proposed from what it says, done when somebody
said yes. Planned outside of the writer, and planned again in it for what came meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from prosemirror.model import Node
from prosemirror.transform import Step
from sqlmodel import Session, select

from app.boards import ledger
from app.boards.access import AnswerPlace, place_to_write
from app.boards.document_cache import Current, current
from app.boards.ledger import Published, TakenSteps
from app.boards.models import NOTES, Answer, Deed, Document
from app.dividing.marks import number_at
from app.dividing.pieces import Piece, pieces_of
from app.documents.blocks import Block
from app.documents.content import parse_document
from app.documents.diff import difference
from app.documents.schema import PARAGRAPH, paragraphs
from app.pasted.models import Division
from app.pasted.programme import Programme
from app.pasted.text import PastedLine, Taking, appended, find, lines_of
from app.people.access import Asker
from app.refusals import N_, Invalid, Refusal
from app.seminars.models import Prompt
from app.storage.store import now

FEWEST = 2
"""Prompts that a text must answer before there is anything to divide."""


class NotAsPasted(Refusal):
    """Somebody has written in it since, or moved it: whose it is now only people can say."""

    type = "not_as_pasted"
    status = 409
    title = N_("Somebody has changed the text that was to be divided. Nothing was moved.")


@dataclass(frozen=True)
class Moving:
    """Lines that go to a prompt, both counted from 1. Lines of no moving stay where they are."""

    first: int
    last: int
    prompt: str
    numbered: bool = False


@dataclass(frozen=True)
class Proposed:
    """`pieces` together hold all `lines`; `prompts` are those of pieces that can be moved."""

    lines: list[PastedLine]
    pieces: list[tuple[Piece, Prompt | None]]
    programme: Programme

    @property
    def prompts(self) -> list[str]:
        return list(dict.fromkeys(prompt.id for _, prompt in self.pieces if prompt))

    def text_of(self, piece: Piece) -> str:
        """What would come under the prompt."""
        own = (at for at in range(piece.first, piece.last + 1) if at not in piece.headings)
        return "\n".join(self.lines[at].text for at in own).strip("\n")

    def heading_of(self, piece: Piece) -> str:
        return " ".join(self.lines[at].text.strip() for at in piece.headings)

    def heading_numbers(self, piece: Piece) -> list[int]:
        return [at + 1 for at in piece.headings]

    @property
    def divides(self) -> bool:
        return len(self.prompts) >= FEWEST


def propose(session: Session, asker: Asker, answer_id: str, raw: object) -> Proposed:
    """What a text that was pasted there answers. Nothing is written. Raises NotFound, Closed or
    RefusedSteps."""
    here = place_to_write(session, asker, answer_id, NOTES)
    lines = lines_of(parse_document(raw))
    programme = Programme.of(session, here)
    texts = [line.text for line in lines]
    pieces = pieces_of(texts, programme.wordings, dialogue=programme.dialogue)
    placed = [(each, programme.prompt(each.prompt)) for each in pieces]
    return Proposed(lines, placed, programme)


class _Planned(NamedTuple):
    """What a document becomes, from a version on. `named` are those whom its notes may be from:
    that stays with a note, whoever sits in the room by now."""

    version: int
    steps: list[Step]
    named: set[str]


class Dividing:
    """A text, and where each line of it goes. Raises Invalid for lines that are not there."""

    def __init__(
        self, answer_id: str, raw: object, movings: Sequence[Moving], headings: Sequence[int]
    ) -> None:
        self._answer_id, self._pasted = answer_id, parse_document(raw)
        self._lines = lines_of(self._pasted)
        self._movings = sorted(movings, key=lambda each: each.first)
        self._headings = set(headings)
        self._planned: dict[str, _Planned] = {}
        self._check()

    def plan(self, session: Session, asker: Asker) -> None:
        """Outside of the writer, where a long text is found and taken apart. Raises as `apply`."""
        self._planned = self._steps(session, asker)

    def apply(self, session: Session, asker: Asker) -> tuple[Division, Published]:
        """All of it or nothing. Raises NotFound, Closed, NotAsPasted or RefusedSteps."""
        planned = self._planned
        if any(_current_notes(session, id).version != each.version for id, each in planned.items()):
            planned = self._steps(session, asker)
        here = place_to_write(session, asker, self._answer_id, NOTES)
        taken = [
            (answer_id, _take(session, asker, answer_id, each))
            for answer_id, each in planned.items()
        ]
        made = Division(
            room_id=here.answer.room_id,
            seat_id=here.seat_id,
            at=now(session),
            steps={id: (planned[id].version, one.last) for id, one in taken},
        )
        session.add(made)
        session.flush()
        return made, taken

    def _steps(self, session: Session, asker: Asker) -> "dict[str, _Planned]":
        here = place_to_write(session, asker, self._answer_id, NOTES)
        stands = _current_notes(session, self._answer_id)
        taking = self._taking(session, here, stands.doc)
        named = {str(node.attrs["member"]) for node, _ in paragraphs(stands.doc.content)}
        named |= {str(here.answer.member_id)}
        left = difference(stands.doc, taking.rest())
        planned = {self._answer_id: _Planned(stands.version, left, named)}
        for answer_id, row in taking.pieces().items():
            target = place_to_write(session, asker, answer_id, NOTES).answer
            there = _current_notes(session, answer_id)
            moved = [_tagged(each, here.answer, target) for each in row]
            steps = difference(there.doc, appended(there.doc, moved))
            planned[answer_id] = _Planned(there.version, steps, named)
        if not left:
            raise Invalid(("pieces", "lines that go somewhere else"))
        return planned

    def _check(self) -> None:
        last = 0
        for each in self._movings:
            if not last < each.first <= each.last <= len(self._lines):
                raise Invalid(("pieces", "lines of the text, each at most once"))
            last = each.last
        if not self._headings <= set(range(1, len(self._lines) + 1)):
            raise Invalid(("headings", "lines of the text"))

    def _taking(self, session: Session, here: AnswerPlace, doc: Node) -> Taking:
        standing = find(doc, self._pasted)
        if standing is None:
            raise NotAsPasted
        taking = Taking(standing)
        targets = _Targets(session, here)
        for at, (line, moving) in enumerate(zip(self._lines, self._goals(), strict=True), 1):
            if at in self._headings:
                taking.move(line, None)
            elif moving:
                member = standing.pasted[line.block].member
                target = targets.answer(moving.prompt, member)
                if target != self._answer_id:
                    taking.move(line, target)
        for each in self._movings:
            self._unnumber(taking, each)
        return taking

    def _goals(self) -> list[Moving | None]:
        goals: list[Moving | None] = [None] * len(self._lines)
        for each in self._movings:
            goals[each.first - 1 : each.last] = [each] * (each.last - each.first + 1)
        return goals

    def _unnumber(self, taking: Taking, moving: Moving) -> None:
        own = (
            self._lines[at - 1]
            for at in range(moving.first, moving.last + 1)
            if at not in self._headings and self._lines[at - 1].text.strip()
        )
        line = next(own, None)
        number = number_at(line.text) if line and moving.numbered else None
        if line and number:
            taking.unnumber(line, len(line.text) - len(number.rest))


class _Targets:
    """Which answer of the room is meant by a prompt and by whom a note is from."""

    def __init__(self, session: Session, here: AnswerPlace) -> None:
        self._here = here
        query = select(Answer).where(Answer.room_id == here.answer.room_id)
        self._answers = {(one.prompt_id, one.member_id): one.id for one in session.exec(query)}

    def answer(self, prompt_id: str, member: str | None) -> str:
        """That of the member in whose own answer it was pasted, else of whom the note is from, else
        the one that the room shares. Raises Invalid."""
        here = self._here.answer
        if prompt_id == here.prompt_id:
            return here.id
        found = self._answers.get((prompt_id, here.member_id or member))
        found = found or self._answers.get((prompt_id, None))
        if found is None:
            raise Invalid(("pieces", "prompts of the room"))
        return found


def _tagged(block: Block, here: Answer, there: Answer) -> Block:
    """In a member's own answer nothing need say whom it is from; elsewhere it does."""
    member = block.member
    if there.member_id:
        member = None if member == there.member_id else member
    elif here.member_id:
        member = member or here.member_id
    attrs = {**block.node.attrs, "member": member}
    return Block(PARAGRAPH.create(attrs, block.node.content), block.path, block.first)


def _current_notes(session: Session, answer_id: str) -> Current:
    return current(session, session.get_one(Document, (answer_id, NOTES)))


def _take(session: Session, asker: Asker, answer_id: str, planned: _Planned) -> TakenSteps:
    found = place_to_write(session, asker, answer_id, NOTES)
    return ledger.take(
        session,
        session.get_one(Document, (answer_id, NOTES)),
        room_id=found.answer.room_id,
        version=planned.version,
        deed=Deed.DIVIDE,
        steps=planned.steps,
        seat_id=found.seat_id,
        members=planned.named,
    )
