"""Bringing back what stood: each act is new steps at the end of the ledger, and undone like others.

What must be read from long ledgers is read before, outside of the writer that everybody waits for;
there the plan meets what came meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from prosemirror.model import Node
from prosemirror.transform import Step
from sqlmodel import Session, col, select

from app.boards import ledger
from app.boards.access import AnswerPlace, Locked, place, place_to_bring_back
from app.boards.answers import set_said
from app.boards.document_cache import Current, Key, current
from app.boards.ledger import TakenSteps
from app.boards.models import Answer, Deed, Document, LedgerStep, document_key, document_name
from app.documents.schema import paragraphs
from app.history.moments import MOVING, Role, StoryRow
from app.history.note_changes import NoteChange, changes
from app.history.story_cache import said_at, story, text_at, version_at
from app.history.targets import Target, Then, With, Without
from app.history.timeline import by_leaders, people
from app.people.access import Asker
from app.people.rights import Act, Actor, may, require
from app.refusals import NotFound
from app.rooms.access import as_leader, standing
from app.rooms.models import Room


@dataclass(frozen=True)
class Ready:
    """What a target makes of a document at a version, for as long as nobody has written since."""

    version: int
    steps: list[Step]
    becomes: Node
    changes: list[NoteChange]


@dataclass(frozen=True)
class RestorePlan:
    """What is to become of the documents of one room, and of what it said of its answers. `ready`
    is what was worked out before the writer was asked."""

    deed: Deed
    targets: dict[Key, Target]
    said: dict[str, str | None] = field(default_factory=dict)
    ready: dict[Key, Ready] = field(default_factory=dict)

    def prepare(self, session: Session) -> None:
        """Work it out for the documents as they stand, outside of the writer."""
        for key, target in self.targets.items():
            self.ready[key] = _ready(session, key, target)

    @property
    def notes(self) -> list[str]:
        """The ids of notes that come back, once it is carried out."""
        return [each.note for each in self.targets.values() if isinstance(each, With)]


@dataclass(frozen=True)
class Turned:
    """What a plan does, or did (then `taken` is set), to one document."""

    key: Key
    version: int
    changes: list[NoteChange]
    taken: TakenSteps | None = None

    @property
    def name(self) -> str:
        return document_name(*self.key)


def restoring(session: Session, asker: Asker, name: str, version: int) -> RestorePlan:
    """One document as it stood after that many steps. Raises NotFound, Locked."""
    key = document_key(name)
    place_to_bring_back(session, asker, key[0])
    try:
        return RestorePlan(Deed.RESTORE, {key: Then(text_at(session, key, version))})
    except IndexError:
        raise NotFound from None


def undeleting(session: Session, asker: Asker, name: str, note: str) -> RestorePlan:
    """A removed note. Raises NotFound when there is none of this id, or it stands."""
    key = document_key(name)
    place_to_bring_back(session, asker, key[0])
    with story(session, key) as told:
        fate = told.fate(note)
    if fate is None:
        raise NotFound
    return RestorePlan(Deed.UNDELETE, {key: With(text_at(session, key, fate.version), note)})


def undoing(
    session: Session, asker: Asker, room_id: str, seat_id: str | None, since: datetime | None
) -> RestorePlan:
    """Everything that one person did in the room, or since a moment, taken out again; with no seat
    what those did who lead. Raises NotFound, Closed, Locked."""
    room, answers, _ = _undoable(session, asker, room_id, seat_id)
    theirs = col(LedgerStep.seat_id) == seat_id if seat_id else by_leaders()
    query = select(LedgerStep.answer_id, LedgerStep.kind).join(
        Answer, col(Answer.id) == col(LedgerStep.answer_id)
    )
    query = query.where(Answer.room_id == room.id, theirs).distinct()
    if since:
        query = query.where(LedgerStep.at >= since)
    plan = RestorePlan(Deed.UNDO, {})
    for key in session.exec(query):
        if key[0] in answers:
            target = plan.targets[key] = Without(_chosen(seat_id, since))
            target.follow(session, key)
    return plan


def turning_back(session: Session, asker: Asker, room_id: str, moment: datetime) -> RestorePlan:
    """A whole room as it stood. Raises NotFound, Closed."""
    room = _led(session, asker, room_id)
    plan = RestorePlan(Deed.RESTORE, {})
    for document, answer in _documents(session, room):
        key = document.answer_id, document.kind
        version = version_at(session, key, moment)
        if version != document.version:
            plan.targets[key] = Then(text_at(session, key, version))
        said = said_at(session, answer.id, moment)
        if said != answer.said:
            plan.said[answer.id] = said
    return plan


def preview(session: Session, plan: RestorePlan) -> list[Turned]:
    """What a plan would do now; nothing is written."""
    found = []
    for key, target in plan.targets.items():
        stands = current(session, session.get_one(Document, key))
        if steps := target.steps(session, key, stands):
            found.append(Turned(key, stands.version, changes(stands.doc, _after(stands, steps))))
    return found


def bring_back(session: Session, asker: Asker, plan: RestorePlan) -> list[Turned]:
    """Carry out a plan for one document. Raises NotFound, Locked, or RefusedSteps."""
    [key] = plan.targets
    found = place_to_bring_back(session, asker, key[0])
    return _carry_out(session, plan, found.answer.room_id, found.seat_id)


def undo(
    session: Session, asker: Asker, room_id: str, seat_id: str | None, plan: RestorePlan
) -> list[Turned]:
    room, answers, asking = _undoable(session, asker, room_id, seat_id)
    allowed = {key: each for key, each in plan.targets.items() if key[0] in answers}
    return _carry_out(session, RestorePlan(plan.deed, allowed), room.id, asking)


def turn_back(session: Session, asker: Asker, room_id: str, plan: RestorePlan) -> list[Turned]:
    return _carry_out(session, plan, _led(session, asker, room_id).id, None)


def _carry_out(
    session: Session, plan: RestorePlan, room_id: str, seat_id: str | None
) -> list[Turned]:
    done = []
    for key, target in plan.targets.items():
        document = session.get_one(Document, key)
        ready = plan.ready.get(key)
        if ready is None or ready.version != document.version:
            ready = _ready(session, key, target)
        if not ready.steps:
            continue
        taken = ledger.take(
            session,
            document,
            room_id=room_id,
            version=ready.version,
            deed=plan.deed,
            steps=ready.steps,
            seat_id=seat_id,
            # A note comes back with its member, whoever sits in the room by now.
            led=seat_id is None,
            members={str(node.attrs["member"]) for node, _ in paragraphs(ready.becomes.content)},
        )
        done.append(Turned(key, taken.last, ready.changes, taken))
    for answer_id, said in plan.said.items():
        set_said(session, session.get_one(Answer, answer_id), said, seat_id)
    return done


def _ready(session: Session, key: Key, target: Target) -> Ready:
    stands = current(session, session.get_one(Document, key))
    steps = target.steps(session, key, stands)
    becomes = _after(stands, steps)
    return Ready(stands.version, steps, becomes, changes(stands.doc, becomes) if steps else [])


def _after(stands: Current, steps: list[Step]) -> Node:
    doc = stands.doc
    for step in steps:
        doc = step.apply(doc).doc or doc
    return doc


def _chosen(seat_id: str | None, since: datetime | None) -> Callable[[StoryRow], bool]:
    def is_chosen(row: StoryRow) -> bool:
        led = row.role is Role.FACILITATOR and row.deed not in MOVING
        theirs = row.seat_id == seat_id if seat_id else led
        return theirs and (since is None or row.at >= since)

    return is_chosen


def _led(session: Session, asker: Asker, room_id: str) -> Room:
    found = as_leader(session, asker, standing(session, asker, room_id))
    require(found.actor, Act.ROLL_BACK, found.stage)
    return found.room


def _undoable(
    session: Session, asker: Asker, room_id: str, seat_id: str | None
) -> tuple[Room, set[str], str | None]:
    """The room, the answers in which this undo is the asker's, and the seat it is done from."""
    found = standing(session, asker, room_id)
    query = select(Answer.id).where(Answer.room_id == room_id)
    if not (found.seat and found.seat.id == seat_id):
        room = _led(session, asker, room_id)
        if seat_id and seat_id not in people(session, room_id):
            raise NotFound
        return room, set(session.exec(query)), None
    leading = as_leader(session, asker, found)
    if may(leading.actor, Act.ROLL_BACK, found.stage):
        return found.room, set(session.exec(query)), seat_id
    places: list[AnswerPlace] = [
        place(session, asker, answer_id) for answer_id in session.exec(query)
    ]
    open_ones = {one.answer.id for one in places if may(Actor.SEAT, Act.BRING_BACK, one.stage)}
    if not open_ones and places:
        raise Locked(places[0].stage)
    return found.room, open_ones, seat_id


def _documents(session: Session, room: Room) -> list[tuple[Document, Answer]]:
    query = select(Document, Answer).join(Answer, col(Answer.id) == col(Document.answer_id))
    return list(session.exec(query.where(Answer.room_id == room.id)))
