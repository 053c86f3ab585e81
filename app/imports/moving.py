"""Our own JSON with its rows becomes the seminar that it was, history and all: row by row under new
ids, some at a time. What a person corrected in the proposal is one more step of the texts."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.boards import ledger
from app.boards.document_cache import current
from app.boards.models import NOTES, Answer, Document, Finding
from app.boards.places import fill
from app.carried.rows import NewId, new_ids, renamed
from app.carried.tables import carriers
from app.documents import replacement
from app.imports.models import Import, ImportPiece
from app.imports.placing import Placed, numbered, placed
from app.published.models import Publication
from app.quality.moving import moved
from app.rooms.models import Room
from app.seminars.models import Seminar, dialogues, prompts
from app.storage.ids import new_id
from app.storage.store import now

Place = tuple[int, int, int]


def begin(session: Session, found: Import, title: str) -> Seminar:
    """The seminar itself, without anything in it."""
    piece = _pieces(session, found.id, "seminar")[0]
    made = renamed(_carrier("seminar"), piece.rows[0], _new(found, new_id()))
    made |= {"organiser_id": found.organiser_id, "title": title or found.title}
    seminar = Seminar(**made)
    session.add(seminar)
    piece.written = True
    session.add(piece)
    session.flush()
    return seminar


def left(session: Session, import_id: str) -> list[int]:
    """The pieces that are still to be written, in their order."""
    query = select(ImportPiece.position).where(ImportPiece.import_id == import_id)
    query = query.where(~col(ImportPiece.written))
    return list(session.exec(query.order_by(col(ImportPiece.position))))


def write(session: Session, import_id: str, position: int) -> None:
    found = session.get_one(Import, import_id)
    piece = session.get_one(ImportPiece, (import_id, position))
    if piece.written:
        return
    carrier, new = _carrier(piece.name), _new(found, found.seminar_id or "")
    rows = [renamed(carrier, row, new) for row in piece.rows]
    session.execute(sa.insert(carrier.model), rows)
    piece.written = True
    session.add(piece)


def end(session: Session, found: Import) -> None:
    """What hangs on more than its own row, and what was corrected."""
    assert found.seminar_id
    new = _new(found, found.seminar_id)
    _keep_decisions(session, found, new)
    for each in session.exec(select(Publication).where(Publication.seminar_id == found.seminar_id)):
        each.withdrawn_at = each.withdrawn_at or now(session)
        session.add(each)
    of_post = {f"p{at}": new(id) for at, id in enumerate((found.archive or {})["answers"], 1)}
    found.made = {post.id: [of_post[post.id]] for post in found.understood.posts}
    if found.version:
        _correct(session, found, of_post)


def _keep_decisions(session: Session, found: Import, new: NewId) -> None:
    """What was decided belongs to a text by ids, which are others now."""
    old = [row for piece in _pieces(session, found.id, "finding") for row in piece.rows]
    if not old:
        return
    back = {
        new(row["id"]): row["id"]
        for name in ("answer", "prompt", "room")
        for piece in _pieces(session, found.id, name)
        for row in piece.rows
    }
    here = moved(session, found.seminar_id or "", old, back)
    for row in old:
        finding = session.get(Finding, new(row["id"]))
        if finding and row["id"] in here:
            finding.id = here[row["id"]]
            session.add(finding)


def _correct(session: Session, found: Import, of_post: dict[str, str]) -> None:
    proposal = numbered(found.understood)
    works = dialogues(session, found.seminar_id or "")
    told: dict[str, list[str]] = {id: [] for id in of_post.values()}
    for text in placed(proposal, len(works)):
        answer = _answer(session, found.seminar_id or "", text, of_post)
        told.setdefault(answer.id, []).append(text.text)
        found.made = found.made | {text.post: [*found.made.get(text.post, []), answer.id]}
    for answer_id, texts in told.items():
        _rewrite(session, answer_id, "\n".join(texts))


def _answer(session: Session, seminar_id: str, text: Placed, of_post: dict[str, str]) -> Answer:
    """Where a text goes: back where it was as long as nobody has moved it, which also is how a
    member's own answer stays that member's."""
    room, prompt_id = _room(session, seminar_id, text.room), _prompt(session, seminar_id, text)
    own = session.get(Answer, of_post.get(text.post, ""))
    if own and (own.room_id, own.prompt_id) == (room.id, prompt_id):
        return own
    query = select(Answer).where(Answer.room_id == room.id, Answer.prompt_id == prompt_id)
    return session.exec(query.where(col(Answer.member_id).is_(None))).one()


def _room(session: Session, seminar_id: str, number: int) -> Room:
    query = select(Room).where(Room.seminar_id == seminar_id, Room.number == number)
    found = session.exec(query).first()
    if found is None:
        found = Room(seminar_id=seminar_id, number=number)
        session.add(found)
        session.flush()
        fill(session, seminar_id, [found.id])
    return found


def _prompt(session: Session, seminar_id: str, text: Placed) -> str:
    """What was not divided goes to the first question: the programme is the archive's own."""
    dialogue = dialogues(session, seminar_id)[text.dialogue - 1]
    asked = [each for each in prompts(session, seminar_id) if each.dialogue_id == dialogue.id]
    return asked[max(text.prompt, 1) - 1].id


def _rewrite(session: Session, answer_id: str, words: str) -> None:
    document = session.get_one(Document, (answer_id, NOTES))
    stands = current(session, document)
    if _stripped_lines(stands.text) == _stripped_lines(words):
        return
    answer = session.get_one(Answer, answer_id)
    steps = replacement.rewrite(stands.doc, words, new_id)
    version = document.version
    ledger.take(session, document, room_id=answer.room_id, version=version, steps=steps, led=True)


def _stripped_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _pieces(session: Session, import_id: str, name: str) -> Sequence[ImportPiece]:
    query = select(ImportPiece).where(ImportPiece.import_id == import_id, ImportPiece.name == name)
    return session.exec(query.order_by(col(ImportPiece.position))).all()


def _new(found: Import, seminar_id: str) -> NewId:
    """The ids of everything in the seminar that this import becomes."""
    made, old = new_ids(seminar_id), (found.archive or {})["seminar"]
    return lambda id: seminar_id if id == old else made(id)


def _carrier(name: str) -> Any:
    return next(each for each in carriers() if each.name == name)


def cut(rows: dict[str, list[dict[str, Any]]], most: int = 500) -> Iterable[tuple[str, list[Any]]]:
    """Pieces of one table each, none larger than is written in one go."""
    for carrier in carriers():
        some = rows[carrier.name]
        for at in range(0, len(some), most):
            yield carrier.name, some[at : at + most]
