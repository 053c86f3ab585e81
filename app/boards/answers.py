"""What can be done to an answer: write in it, say how it stands."""

from typing import Any

from sqlmodel import Session, select
from typing_extensions import TypedDict

from app.boards import asking, ledger
from app.boards.access import AnswerPlace, place_for, place_to_write
from app.boards.document_cache import Current, current
from app.boards.ledger import TakenSteps
from app.boards.models import NOTES, SUMMARY, Answer, Document, Saying
from app.boards.state import SAID
from app.documents import replacement, text
from app.documents.content import RefusedSteps, parse_document
from app.documents.steps import new_id
from app.people.access import Asker
from app.people.rights import Act
from app.refusals import N_, NotFound, Refusal
from app.rooms.access import standing_for
from app.rooms.models import Room, touch, weigh
from app.rooms.seating import member_named
from app.rooms.sitting import members_of
from app.storage.store import now

SAYING_WEIGHT = 200
"""What it costs a room to say how an answer stands: that is kept for ever too."""


class Theirs(TypedDict):
    version: int
    text: str


class OutdatedFacts(TypedDict):
    yours: str
    theirs: Theirs


class OutdatedVersion(Refusal):
    """A text was put from an old version; both texts are kept apart and nothing is overwritten."""

    type = "stale"
    status = 409
    title = N_("Somebody else has written here meanwhile. Nothing was overwritten.")

    def __init__(self, yours: str, theirs: Current) -> None:
        super().__init__()
        self.yours, self.theirs = yours, theirs

    def facts(self) -> OutdatedFacts:
        theirs: Theirs = {"version": self.theirs.version, "text": self.theirs.text}
        return {"yours": self.yours, "theirs": theirs}


def document(session: Session, answer_id: str, kind: str) -> Document:
    return session.get_one(Document, (answer_id, kind))


def _take(session: Session, found: AnswerPlace, kind: str, **written: Any) -> TakenSteps:
    return ledger.take(
        session,
        document(session, found.answer.id, kind),
        room_id=found.answer.room_id,
        seat_id=found.seat_id,
        **written,
    )


def add_note(
    session: Session, asker: Asker, room_id: str, prompt_id: str, words: str, member: str | None
) -> tuple[Answer, str, TakenSteps]:
    """Append one note, verbatim, to the prompt's answer; returns the answer and the note's id.

    With a member, a per-member prompt's note goes into that member's own answer; else it is tagged.
    """
    room = standing_for(session, asker, room_id, Act.SEE_ROOM).room
    named = member_named(session, room.seminar_id, member) if member else None
    answer = answer_at(session, room, prompt_id, named.id if named else None)
    found = place_to_write(session, asker, answer.id, NOTES)
    doc = document(session, answer.id, NOTES)
    stands = current(session, doc)
    note_id = new_id()
    tag = named.id if named and answer.member_id is None else None
    if tag and tag not in {each.id for each in members_of(session, room.id)}:
        raise RefusedSteps("unknown_member", member or "")
    steps = replacement.append_note(stands.doc, words, id=note_id, member=tag)
    taken = _take(session, found, NOTES, version=stands.version, steps=steps)
    return answer, note_id, taken


def remove_note(session: Session, asker: Asker, answer_id: str, note_id: str) -> TakenSteps:
    """Take a note out again. Raises NotFound where it does not stand in the answer."""
    found = place_for(session, asker, answer_id, Act.WRITE)
    stands = current(session, document(session, answer_id, NOTES))
    steps = replacement.remove_note(stands.doc, note_id)
    if not steps:
        raise NotFound
    return _take(session, found, NOTES, version=stands.version, steps=steps)


def answer_at(session: Session, room: Room, prompt_id: str, member_id: str | None) -> Answer:
    """A member's own answer where there is one, else the room's. Raises NotFound."""
    query = select(Answer).where(Answer.room_id == room.id, Answer.prompt_id == prompt_id)
    by_member = {answer.member_id: answer for answer in session.exec(query)}
    found = by_member.get(member_id) or by_member.get(None)
    if found is None:
        raise NotFound
    return found


def put_text(
    session: Session, asker: Asker, answer_id: str, words: str, version: int
) -> TakenSteps | None:
    """Replace the notes by a text, as the smallest steps; None when nothing differs."""
    found = place_to_write(session, asker, answer_id, NOTES)
    return _replace_text(
        session, found, NOTES, version, words, lambda doc: replacement.rewrite(doc, words, new_id)
    )


def put_document(
    session: Session, asker: Asker, answer_id: str, doc: Any, version: int
) -> TakenSteps | None:
    """Replace the notes by a document, as one step over what differs."""
    found = place_to_write(session, asker, answer_id, NOTES)
    words = text.plain(parse_document(doc))
    return _replace_text(
        session, found, NOTES, version, words, lambda old: replacement.replace_document(old, doc)
    )


def put_summary(session: Session, asker: Asker, answer_id: str, words: str) -> TakenSteps | None:
    found = place_to_write(session, asker, answer_id, SUMMARY)
    return _replace_text(
        session, found, SUMMARY, None, words, lambda doc: replacement.rewrite(doc, words, new_id)
    )


def _replace_text(
    session: Session, found: AnswerPlace, kind: str, version: int | None, words: str, steps_for: Any
) -> TakenSteps | None:
    stands = current(session, document(session, found.answer.id, kind))
    if version is not None and version != stands.version:
        raise OutdatedVersion(words, stands)
    steps = steps_for(stands.doc)
    if not steps:
        return None
    return _take(session, found, kind, version=stands.version, steps=steps)


def say(session: Session, asker: Asker, answer_id: str, state: str | None) -> AnswerPlace:
    """Set what the room says of its answer, or take it back. Raises ValueError for other words."""
    if state is not None and state not in SAID:
        raise ValueError(state)
    found = place_for(session, asker, answer_id, Act.WRITE)
    asking.settle(session, found.answer)
    if state == found.answer.said:
        return found
    if found.standing.room.weight >= ledger.MOST_WEIGHT:
        raise ledger.RoomFull
    weigh(session, found.answer.room_id, SAYING_WEIGHT)
    set_said(session, found.answer, state, found.seat_id)
    return found


def set_said(session: Session, answer: Answer, state: str | None, seat_id: str | None) -> None:
    """Write down that it was said, for those who ask later how the answer stood."""
    answer.said = state
    session.add(answer)
    session.flush()
    version = touch(session, answer.room_id, f"state-{answer.id}")
    session.add(
        Saying(
            answer_id=answer.id,
            said=state,
            seat_id=seat_id,
            at=now(session),
            room_version=version,
        )
    )
