"""Taking notes out of one answer and putting them into another: one deed of whoever leads both
rooms, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass, field

from prosemirror.transform import Step
from sqlmodel import Session, col, select

from app.boards import ledger
from app.boards.access import place
from app.boards.answers import answer_at
from app.boards.document_cache import Current, current
from app.boards.ledger import Published
from app.boards.models import KINDS, NOTES, Answer, Deed, Document, document_name
from app.boards.moved import Move, MovedText
from app.boards.parts import ASKS
from app.documents.moving import carried, note_ids, put_last, take_out
from app.documents.schema import paragraphs
from app.people.access import Asker
from app.people.rights import Act, Closed
from app.refusals import N_, Invalid, NotFound, Refusal
from app.rooms.access import led_room
from app.rooms.models import Room, members_by_id, touch
from app.rooms.speakers import tags
from app.storage.store import now

MOST_NOTES = 500
"""That are chosen one by one; a whole answer may hold more."""


class NoteGone(Refusal):
    """What was chosen is not in the answer any more, or nothing was written there."""

    type = "note_gone"
    status = 409
    title = N_("This does not stand there any more. Nothing was moved.")


@dataclass(frozen=True)
class MoveWish:
    """Without `notes` the whole answer goes, its summary too."""

    answer: str
    room: str
    prompt: str
    notes: Collection[str] | None = None


@dataclass
class MoveResult:
    """What a deed did, to be told after its commit."""

    move: Move
    published: Published = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)


def move(session: Session, asker: Asker, seminar_id: str, wish: MoveWish) -> MoveResult:
    """To the end of the answer there: a member's own where it was one and the question has one of
    them there, else the room's.

    Raises NotFound, Closed in an archive and for a dialogue that was never opened, Invalid for the
    place where it stands, NoteGone, and RefusedSteps where there is no space for it.
    """
    source = session.get(Answer, wish.answer)
    if source is None:
        raise NotFound
    led_room(session, asker, seminar_id, source.room_id, Act.MOVE)
    room = led_room(session, asker, seminar_id, wish.room, Act.MOVE)
    target = answer_at(session, room, wish.prompt, source.member_id)
    there = place(session, asker, target.id)
    if not there.was_opened:
        raise Closed(there.stage)
    if target.id == source.id:
        raise Invalid(("prompt", "another place than where it stands"))
    made = Move(
        seminar_id=seminar_id,
        from_answer_id=source.id,
        to_answer_id=target.id,
        whole=wish.notes is None,
        at=now(session),
    )
    done, voices = MoveResult(made), _voices(session, source, room)
    session.add(made)
    session.flush()
    for kind, notes in _chosen(session, source, wish.notes):
        _carry(session, done, kind, notes, (source, target), voices)
    touch_both_places(session, done)
    return done


def _chosen(
    session: Session, source: Answer, notes: Collection[str] | None
) -> list[tuple[str, Collection[str]]]:
    """What goes of each text. Raises NoteGone."""
    stands = {kind: note_ids(_current_text(session, source, kind).doc) for kind in KINDS}
    if notes is None:
        chosen: list[tuple[str, Collection[str]]] = list(stands.items())
    else:
        chosen = [(NOTES, notes)] if set(notes) <= set(stands[NOTES]) else []
    if not any(ids for _, ids in chosen):
        raise NoteGone
    return [(kind, ids) for kind, ids in chosen if ids]


def _voices(session: Session, source: Answer, room: Room) -> set[str]:
    """Whom the notes may say they are from. A person who had the floor is named in their own room
    only (decision 19); a member everywhere."""
    members = set(members_by_id(session, room.seminar_id))
    return members | (tags(session, room.id) if room.id == source.room_id else set())


def _carry(
    session: Session,
    done: MoveResult,
    kind: str,
    notes: Collection[str],
    answers: tuple[Answer, Answer],
    voices: set[str],
) -> None:
    """Out of one document and into the other, in one transaction: no letter is in both or none."""
    source, target = answers
    here, there = (_current_text(session, each, kind) for each in answers)
    chosen = set(notes)
    taken = {str(node.attrs["id"]) for node, _ in paragraphs(there.doc.content)}
    own = source.member_id if source.member_id != target.member_id else None
    row = carried(here.doc, chosen, taken, voices, own)
    _take(session, done, source, kind, here, take_out(here.doc, chosen), voices)
    last = _take(session, done, target, kind, there, [put_last(there.doc, row)], voices)
    text = MovedText(
        move_id=done.move.id,
        kind=kind,
        notes=" ".join(note for note in note_ids(here.doc) if note in chosen),
        became=" ".join(str(block.id) for block in row),
        from_version=here.version,
        first_version=there.version,
        last_version=last,
    )
    session.add(text)


def _take(
    session: Session,
    done: MoveResult,
    answer: Answer,
    kind: str,
    stands: Current,
    steps: list[Step],
    voices: set[str],
) -> int:
    """The version after them."""
    taken = ledger.take(
        session,
        session.get_one(Document, (answer.id, kind)),
        room_id=answer.room_id,
        version=stands.version,
        steps=steps,
        deed=Deed.MOVE,
        members=voices,
        led=True,
    )
    done.published.append((document_name(answer.id, kind), taken))
    return taken.last


def _current_text(session: Session, answer: Answer, kind: str) -> Current:
    return current(session, session.get_one(Document, (answer.id, kind)))


def touch_both_places(session: Session, done: MoveResult) -> None:
    """Both places say below their answer what was done."""
    for answer_id in (done.move.from_answer_id, done.move.to_answer_id):
        answer = session.get_one(Answer, answer_id)
        shared = select(Answer.id).where(
            Answer.room_id == answer.room_id,
            Answer.prompt_id == answer.prompt_id,
            col(Answer.member_id).is_(None),
        )
        part = ASKS + session.exec(shared).one()
        touch(session, answer.room_id, part)
        done.parts.append((answer.room_id, part))
