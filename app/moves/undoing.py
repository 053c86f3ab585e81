"""Taking a move back: only the letters that it put in go, and what it took out comes again. What
others have written meanwhile in either place stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session, col, select

from app.boards.models import Answer, Deed
from app.boards.moved import Move, MovedText
from app.history.moments import StoryRow
from app.history.restore import RestorePlan, turn_back
from app.history.story_cache import text_at
from app.history.targets import Back, Without
from app.moves.moving import MoveResult, touch_both_places
from app.people.access import Asker
from app.people.rights import Act
from app.refusals import N_, NotFound, Refusal
from app.rooms.access import led_room
from app.storage.store import now


class MovedAgain(Refusal):
    """Some of it went on from where this deed had put it: back from both it would stand twice."""

    type = "moved_again"
    status = 409
    title = N_("Some of it was moved on since. Take that back first; nothing was changed.")


@dataclass(frozen=True)
class Undoing:
    """A deed taken back: planned from a reading session, which may have to go a long way through
    the ledger, and carried out in the writer's on what stands there by then."""

    move_id: str
    back: RestorePlan
    without: RestorePlan

    @classmethod
    def plan(cls, session: Session, asker: Asker, seminar_id: str, move_id: str) -> "Undoing":
        """Raises NotFound, Closed."""
        moved = led_move(session, asker, seminar_id, move_id)
        plan = cls(move_id, RestorePlan(Deed.UNMOVE, {}), RestorePlan(Deed.UNMOVE, {}))
        for text in _texts(session, moved):
            here, there = (moved.from_answer_id, text.kind), (moved.to_answer_id, text.kind)
            plan.back.targets[here] = Back(
                text_at(session, here, text.from_version), text.notes.split()
            )
            between = partial(_between, text.first_version, text.last_version)
            added = Without(between, text.became.split())
            added.follow(session, there)
            plan.without.targets[there] = added
        if moved.undone_at is None:
            plan.back.prepare(session)
            plan.without.prepare(session)
        return plan

    def apply(self, session: Session, asker: Asker, seminar_id: str) -> MoveResult:
        """Once; again it does nothing. Raises NotFound, Closed, MovedAgain."""
        done = MoveResult(led_move(session, asker, seminar_id, self.move_id))
        if done.move.undone_at is not None:
            return done
        if _went_on(session, done.move):
            raise MovedAgain
        done.move.undone_at = now(session)
        session.add(done.move)
        for answer_id, plan in (
            (done.move.from_answer_id, self.back),
            (done.move.to_answer_id, self.without),
        ):
            room_id = session.get_one(Answer, answer_id).room_id
            turned = turn_back(session, asker, room_id, plan)
            done.published += [(one.name, one.taken) for one in turned if one.taken]
        touch_both_places(session, done)
        return done


def led_move(session: Session, asker: Asker, seminar_id: str, move_id: str) -> Move:
    """One of those who lead both its rooms. Raises NotFound, Closed."""
    found = session.get(Move, move_id)
    if found is None or found.seminar_id != seminar_id:
        raise NotFound
    for answer_id in (found.from_answer_id, found.to_answer_id):
        room_id = session.get_one(Answer, answer_id).room_id
        led_room(session, asker, seminar_id, room_id, Act.MOVE)
    return found


def _went_on(session: Session, moved: Move) -> bool:
    """Whether a note of it was moved on from where it came to."""
    came = {text.kind: text for text in _texts(session, moved)}
    other = select(Move).where(
        Move.from_answer_id == moved.to_answer_id, col(Move.undone_at).is_(None)
    )
    return any(
        text.kind in came
        and text.from_version >= came[text.kind].last_version
        and not set(came[text.kind].became.split()).isdisjoint(text.notes.split())
        for each in session.exec(other)
        for text in _texts(session, each)
    )


def _texts(session: Session, moved: Move) -> Sequence[MovedText]:
    return session.exec(select(MovedText).where(MovedText.move_id == moved.id)).all()


def _between(first: int, last: int, row: StoryRow) -> bool:
    return first < row.version <= last
