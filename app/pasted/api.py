"""The JSON API of texts that are divided over the prompts (docs/api.md, section 3)."""

from collections.abc import Sequence

from fastapi import Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.boards.live import LiveBoards, Published
from app.documents.content import RefusedSteps
from app.documents.schema import MAX_CHILDREN
from app.documents.wire import DocIn
from app.history.restore import Turned
from app.pasted import undoing
from app.pasted.division import Dividing, Moving, NotAsPasted, Proposed, propose
from app.pasted.wire import Divided, DividedDocument, DivisionOut
from app.people.idempotency import ClientId, Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Closed
from app.refusals import Invalid, MovedOn, NameTaken
from app.runtime import runtime
from app.web.api import api_router, operation

router = api_router("pasted texts")
MOST_LINES = 20 * MAX_CHILDREN


class PastedIn(BaseModel):
    """A text as it was pasted: a document of its own."""

    doc: DocIn


class PieceIn(BaseModel):
    """Lines that go to a prompt. With `numbered` the number before the first of them, by which it
    was known, stays behind."""

    first: int = Field(ge=1, le=MOST_LINES)
    last: int = Field(ge=1, le=MOST_LINES)
    prompt: str = Field(max_length=40)
    numbered: bool = False


class DivideIn(PastedIn, Named):
    """Lines count from 1. Those of `headings` go away, what is in no piece stays."""

    client_id: ClientId
    pieces: list[PieceIn] = Field(min_length=1, max_length=500)
    headings: list[int] = Field(default_factory=list, max_length=1_000)

    def dividing(self, answer_id: str) -> Dividing:
        movings = [Moving(**each.model_dump()) for each in self.pieces]
        return Dividing(answer_id, self.doc, movings, self.headings)


@router.post("/answers/{answer_id}/division")
@operation(Closed, RefusedSteps, stores=False)
def propose_division(
    answer_id: str, wish: PastedIn, visit: CallerOf, store: StoreOf
) -> DivisionOut:
    """Nothing is written, and the text need not stand there yet."""
    with store.reading() as session:
        return division_json(propose(session, visit.asker, answer_id, wish.doc))


@router.post("/answers/{answer_id}/divide", status_code=201)
@operation(Closed, Invalid, NameTaken, NotAsPasted, RefusedSteps)
async def divide(
    answer_id: str, wish: DivideIn, request: Request, naming: NamingOf, store: StoreOf
) -> Divided:
    dividing = wish.dividing(answer_id)

    def plan(session: Session) -> None:
        if not naming.repeats(session, wish):
            dividing.plan(session, naming.asker)

    await store.read(plan)

    def verb(session: Session) -> tuple[Divided, list[Published]]:
        taken: list[Published] = []  # of this try: one that was overtaken has told nobody

        def do() -> Divided:
            made, steps = dividing.apply(session, naming.asker)
            taken.extend(steps)
            return divided_json(made.id, steps)

        return naming.once(session, wish, do), taken

    answer, taken = await store.write(verb)
    runtime(request)[LiveBoards].publish_steps(taken)
    return answer


@router.post("/divisions/{division_id}/undo")
@operation(Closed, MovedOn, RefusedSteps)
async def undo_division(
    division_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> Divided:
    """The whole of it back, whatever others have written since. A second time it is no change."""
    planned = await store.read(lambda session: undoing.plan(session, visit.asker, division_id))

    def verb(session: Session) -> list[Turned]:
        return undoing.apply(session, visit.asker, division_id, planned)

    turned = await store.write(verb)
    taken = [(one.name, one.taken) for one in turned if one.taken]
    runtime(request)[LiveBoards].publish_steps(taken)
    return divided_json(division_id, taken)


def divided_json(division_id: str, taken: Sequence[Published]) -> Divided:
    documents: list[DividedDocument] = [
        {"document": name, "version": one.last} for name, one in taken
    ]
    return {"id": division_id, "documents": documents}


def division_json(proposed: Proposed) -> DivisionOut:
    texts = [line.text for line in proposed.lines]
    return {
        "divides": proposed.divides,
        "lines": texts,
        "pieces": [
            {
                "first": piece.first + 1,
                "last": piece.last + 1,
                "prompt": prompt.id if prompt else None,
                "certainty": piece.certainty if prompt else "unknown",
                "headings": [at + 1 for at in piece.headings] if prompt else [],
                "numbered": piece.numbered and prompt is not None,
                "text": proposed.text_of(piece),
            }
            for piece, prompt in proposed.pieces
        ],
    }
