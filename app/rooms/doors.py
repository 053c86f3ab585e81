"""The two keys to a room, its own link and the seminar's code: what each finds, whom it lets in.

Whoever holds the right key is told why it does not open; whoever holds none learns nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, select

from app.people.access import Asker
from app.people.links import Links, id_of
from app.people.rights import WAYS_IN, Act, Actor, ByLink, Over, Stage, WayIn, may
from app.refusals import NotFound
from app.rooms.access import Standing, actor_or_neighbour, standing
from app.rooms.merging import goes_on_in
from app.rooms.models import Member, Room
from app.rooms.seating import room_numbered
from app.rooms.sitting import members_of
from app.seminars.access import seminar_stage
from app.seminars.models import Seminar, dialogues
from app.seminars.room_stages import room_stages
from app.storage.ids import tidy_code
from app.web.paths import tidy


@dataclass(frozen=True)
class Key:
    """What somebody holds out at a room: `find` raises NotFound where it fits no room."""

    act: Act
    find: Callable[[Session], Room]

    @property
    def by_code(self) -> bool:
        return self.act is Act.CHOOSE_ROOM


@dataclass(frozen=True)
class Door:
    """A room as it is met from outside; whether the asker sits there, or may look without.
    `instead_of` is the room that was asked for and goes on in this one. `over`
    is whether all writing has ended, `read` then the path to reading, if anything is open there."""

    room: Room
    seminar: Seminar
    members: list[Member]
    by_code: bool
    sits: bool
    looks: bool
    instead_of: Room | None
    over: bool
    read: str | None

    @property
    def others(self) -> str | None:
        """Where another room may be looked for; whoever came by a link is not told the code."""
        if self.seminar.entry == WayIn.LINK:
            return None
        return f"/j/{self.seminar.code}" if self.by_code else "/j"


def code(written: str, number: int) -> Key:
    """The seminar's code and a room's number."""
    return Key(
        Act.CHOOSE_ROOM, lambda session: room_numbered(session, tidy_code(written), number)[1]
    )


def link(links: Links, secret: str) -> Key:
    """The secret in a room's link, or the whole address."""
    secret = tidy("/r/" + secret.rpartition("/r/")[2]).rpartition("/")[2]

    def find(session: Session) -> Room:
        room = session.get(Room, id_of(secret))
        if room is None or not links.opens(secret, "room", room.id, room.generation):
            raise NotFound
        return room

    return Key(Act.ENTER, find)


def met(session: Session, asker: Asker, key: Key) -> Door:
    """The room behind a key. Whoever sits there already needs none. Raises as `let_in`."""
    found = standing(session, asker, key.find(session).id)
    if not found.seat:
        let_in(session, found.actor, key.act, found.seminar)
    merge = goes_on_in(session, found.room.id)
    room = session.get_one(Room, merge.into_id) if merge else found.room
    return Door(
        room,
        found.seminar,
        members_of(session, room.id),
        key.by_code,
        sits=found.seat is not None,
        looks=found.seat is None and may(found.actor, Act.SEE_ROOM, found.stage),
        instead_of=found.room if merge else None,
        over=is_over(session, found.seminar, room.id),
        read=reading(session, found.seminar),
    )


def opened(session: Session, asker: Asker, key: Key) -> Standing:
    """The standing of somebody who comes in now. Raises as `let_in`."""
    found = standing(session, asker, key.find(session).id)
    let_in(session, found.actor, key.act, found.seminar)
    return found


def lobby(session: Session, asker: Asker, written: str) -> Seminar:
    """The seminar whose rooms may be chosen by this code. Raises as `let_in`."""
    seminar = session.exec(select(Seminar).where(Seminar.code == tidy_code(written))).first()
    if seminar is None:
        raise NotFound
    actor = actor_or_neighbour(session, asker, seminar)
    let_in(session, actor, Act.CHOOSE_ROOM, seminar)
    return seminar


def let_in(session: Session, actor: Actor, act: Act, seminar: Seminar) -> None:
    """Raises Over or ByLink: the key was the right one, and that must be heard."""
    stage = seminar_stage(seminar)
    if not may(actor, act, stage):
        raise Over(stage, reading(session, seminar))
    if WayIn(seminar.entry) not in WAYS_IN[act]:
        raise ByLink


def reading(session: Session, seminar: Seminar) -> str | None:
    """The path of the reading pages, when anything is open there."""
    open_there = any(each.stage == Stage.READING for each in dialogues(session, seminar.id))
    return f"/read/{seminar.id}" if open_there else None


def is_over(session: Session, seminar: Seminar, room_id: str | None = None) -> bool:
    """Whether everything that was to be written has been: no dialogue is open, to this room or to
    all, or still to come."""
    stages = room_stages(session, seminar.id, room_id)
    return bool(stages) and all(each.over for each in stages)
