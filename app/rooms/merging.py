"""A room merged into another one, and split from it again: by whom, and who goes along.

No text is touched by either. The room is written in no more, its people have a seat in the other
one, and its members sit there too; all of it is made out from the one row, so a split is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlmodel import Session, col, or_, select
from typing_extensions import TypedDict

from app.people.access import Asker, seat_in
from app.people.models import Seat
from app.people.rights import Act
from app.refusals import N_, NotFound, Refusal
from app.rooms.access import led_room
from app.rooms.models import Room, touch
from app.seminars.merges import Merge, merges_of
from app.seminars.models import VISIT, Seminar
from app.seminars.signals import shape_changed
from app.storage.store import now


class MergeFacts(TypedDict):
    reason: str


class CannotMerge(Refusal):
    """Of a room with itself, in a visit, or where one of the two is part of another merge."""

    type = "cannot_merge"
    status = 409
    title = N_("These rooms cannot be merged. Nothing was changed.")
    reason: ClassVar[str] = ""

    def facts(self) -> MergeFacts:
        return {"reason": self.reason}


class Itself(CannotMerge):
    reason = "itself"
    title = N_("A room cannot be merged into itself. Choose another one.")


class InVisit(CannotMerge):
    reason = "visit"
    title = N_("In a visit every device writes by itself, so there are no rooms to merge.")


class MergedAlready(CannotMerge):
    reason = "merged"
    title = N_("This room is merged into another one already. Split them first.")


class HoldsAnother(CannotMerge):
    reason = "holds"
    title = N_("Another room is merged into this one. Split them first.")


class GoesOnElsewhere(CannotMerge):
    reason = "into_merged"
    title = N_("The other room is itself merged into a third one. Choose that one.")


class NotMerged(Refusal):
    """A room to be split that goes on in no other one, and never did."""

    type = "not_merged"
    status = 409
    title = N_("This room is not merged into another one. Nothing was changed.")


@dataclass(frozen=True)
class Pair:
    """What a merge means for whoever looks at a room: `into` which one it goes on since `since`,
    what was `brought` into it, and for its seat where it comes from, if it came along, and where it
    belongs again after a split."""

    into: Room | None = None
    since: datetime | None = None
    brought: tuple[tuple[Merge, Room], ...] = ()
    came_from: Room | None = None
    back: Room | None = None

    @property
    def leads(self) -> Room | None:
        """The room in which whoever sits here goes on."""
        return self.into or self.back


def pair(session: Session, room: Room, seat: Seat | None = None) -> Pair:
    stands = merges_of(session, room.id)
    own = next((each for each in stands if each.room_id == room.id), None)
    brought = [(each, session.get_one(Room, each.room_id)) for each in stands if each is not own]
    came = {each.id: other for each, other in brought}
    return Pair(
        session.get_one(Room, own.into_id) if own else None,
        own.at if own else None,
        tuple(brought),
        came.get(seat.merge_id or "") if seat else None,
        _back(session, seat) if seat else None,
    )


def merge(session: Session, asker: Asker, seminar_id: str, room_id: str, into_id: str) -> Merge:
    """Let a room go on in another one; where it does so already, nothing changes.

    Raises NotFound for rooms that the asker does not lead, Closed in an archive, CannotMerge.
    """
    room = led_room(session, asker, seminar_id, room_id, Act.MERGE)
    into = led_room(session, asker, seminar_id, into_id, Act.MERGE)
    stands = merges_of(session, room.id)
    for each in stands:
        if (each.room_id, each.into_id) == (room.id, into.id):
            return each
    _require(session, room, into, stands)
    made = Merge(seminar_id=seminar_id, room_id=room.id, into_id=into.id, at=now(session))
    session.add(made)
    session.flush()
    _seat_all(session, made)
    _touch(session, made)
    shape_changed.send(session, seminar_id=seminar_id, room_ids=[into.id])
    return made


def split(session: Session, asker: Asker, seminar_id: str, room_id: str) -> Merge:
    """Let a room go on by itself again; once more changes nothing. Its people go back as soon as
    what they have written in the other room has come in. Raises NotFound, Closed, NotMerged."""
    led_room(session, asker, seminar_id, room_id, Act.MERGE)
    query = select(Merge).where(Merge.room_id == room_id).order_by(col(Merge.at).desc())
    found = session.exec(query.limit(1)).first()
    if found is None:
        raise NotMerged
    led_room(session, asker, seminar_id, found.into_id, Act.MERGE)
    if found.ended_at is None:
        found.ended_at = now(session)
        session.add(found)
        session.flush()
        _touch(session, found)
    return found


def seat_along(session: Session, merge: Merge, seat: Seat) -> Seat:
    """The place in the other room of somebody who sits in the merged one."""
    asker = Asker("visitor", seat.visitor_id)
    own = seat_in(session, asker, merge.into_id) if seat.visitor_id else None
    if own is None:
        own = _along(session, merge, seat)
        session.add(own)
        session.flush()
        touch(session, merge.into_id, "people")
    return own


def goes_on_in(session: Session, room_id: str) -> Merge | None:
    """The merge by which a room goes on in another one now."""
    return next((each for each in merges_of(session, room_id) if each.room_id == room_id), None)


def go_back(session: Session, seat: Seat) -> Room:
    """End the seat of somebody who came along, once the rooms are split; they have their own in the
    room that they go back to. Raises NotFound for anybody else."""
    room = _back(session, seat)
    if room is None:
        raise NotFound
    seat.left_at = now(session)
    session.add(seat)
    session.flush()
    touch(session, seat.room_id, "people")
    return room


def _back(session: Session, seat: Seat) -> Room | None:
    came = session.get(Merge, seat.merge_id) if seat.merge_id else None
    if came is None or came.ended_at is None or seat.visitor_id is None:
        return None
    own = seat_in(session, Asker("visitor", seat.visitor_id), came.room_id)
    return session.get(Room, came.room_id) if own else None


def _require(session: Session, room: Room, into: Room, stands: Sequence[Merge]) -> None:
    if room.id == into.id:
        raise Itself
    if session.get_one(Seminar, room.seminar_id).kind == VISIT:
        raise InVisit
    if stands:
        raise MergedAlready if stands[0].room_id == room.id else HoldsAnother
    if goes_on_in(session, into.id):
        raise GoesOnElsewhere


def _seat_all(session: Session, merge: Merge) -> None:
    """Everybody whose browser knows them finds a place in the other room; whoever has one there
    already came by themselves and keeps it."""
    here = col(Seat.left_at).is_(None)
    both = select(Seat).where(or_(Seat.room_id == merge.room_id, Seat.room_id == merge.into_id))
    seats = list(session.exec(both.where(here).order_by(col(Seat.created_at), col(Seat.id))))
    there = {each.visitor_id: each for each in seats if each.room_id == merge.into_id}
    came = {each.visitor_id: each for each in seats if each.room_id == merge.room_id}
    for seat in there.values():
        if seat.merge_id and seat.visitor_id in came:  # not gone back yet from the last time
            seat.merge_id = merge.id
            session.add(seat)
    new = [_along(session, merge, each) for id, each in came.items() if id and id not in there]
    session.add_all(new)
    session.flush()


def _along(session: Session, merge: Merge, seat: Seat) -> Seat:
    return Seat(
        room_id=merge.into_id,
        visitor_id=seat.visitor_id,
        nickname=seat.nickname,
        member_id=seat.member_id,
        by_code=seat.by_code,
        merge_id=merge.id,
        created_at=now(session),
    )


def _touch(session: Session, merge: Merge) -> None:
    for room_id in (merge.room_id, merge.into_id):
        touch(session, room_id, "people")
