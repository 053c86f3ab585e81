"""Three others: the rooms that a room is given to read, and the line that it takes along."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.boards.access import view_for
from app.boards.cells import cells
from app.exchange.assignment import as_one, assigned, likeness
from app.exchange.models import AssignedRoom, TakenAlong, assigned_to, require_asked
from app.lexicon.texts import SMALL, places
from app.people.access import Asker
from app.people.rights import Act, Stage, require
from app.refusals import N_, Invalid, Refusal
from app.remembered import remembered
from app.rooms.access import Standing, standing
from app.rooms.models import Room
from app.seminars.merges import merges
from app.seminars.overview import works
from app.storage.store import now
from app.wording import clean

LONGEST_LINE = 300


class LineChanged(Refusal):
    """Somebody else of the room wrote the line meanwhile."""

    type = "line_changed"
    status = 409
    title = N_("Somebody in your room has changed the line meanwhile. Yours was not saved.")


@dataclass(frozen=True)
class Others:
    """A room's three, its line, and what others take along from it."""

    room: Room
    rooms: list[Room]
    line: str
    line_from: Room | None
    quoted: list[tuple[Room, str]]


def own_room(session: Session, asker: Asker, room_id: str) -> Standing:
    """The asker's own room, while something is open for reading. Raises NotFound or Closed."""
    found = standing(session, asker, room_id)
    stages = [work.stage for work in works(session, found.seminar)] or [Stage.DRAFT]
    stage = Stage.READING if Stage.READING in stages else stages[0]
    require(found.actor, Act.TAKE_ALONG, stage)
    return found


def rooms_to_read(session: Session, room: Room) -> Others:
    into = _into(session, room.seminar_id)
    ids = as_one(room.id, assigned_to(session, room.id), into)
    rooms = [session.get_one(Room, id) for id in ids]
    stands = session.get(TakenAlong, room.id)
    source = session.get(Room, stands.from_id) if stands else None
    return Others(room, rooms, stands.text if stands else "", source, quoted(session, room.id))


def quoted(session: Session, room_id: str) -> list[tuple[Room, str]]:
    """What others take along from a room, by their numbers."""
    query = (
        select(Room, TakenAlong.text)
        .join(TakenAlong, col(TakenAlong.room_id) == col(Room.id))
        .where(TakenAlong.from_id == room_id)
        .order_by(col(Room.number))
    )
    return list(session.exec(query))


def lines_of(session: Session, seminar_id: str) -> list[tuple[Room, Room, str]]:
    """Every room's line, by its number: who takes it along, from whom, the line."""
    by_id = {
        room.id: room for room in session.exec(select(Room).where(Room.seminar_id == seminar_id))
    }
    found = session.exec(select(TakenAlong).where(col(TakenAlong.room_id).in_(by_id)))
    told = [(by_id[each.room_id], by_id[each.from_id], each.text) for each in found]
    return sorted(told, key=lambda each: each[0].number)


def words_by_room(session: Session, asker: Asker, room_id: str) -> dict[str, frozenset[str]]:
    """The words of what each room wrote that can be read now; rooms without text are not in it.
    Read outside of the writer: a whole seminar's takes a second when nobody has asked yet."""
    found = own_room(session, asker, room_id)
    view = view_for(session, asker, found.seminar.id, Act.READ)
    texts: dict[str, set[str]] = {}
    for cell in cells(session, view.seminar.id, view.prompt_ids):
        for one in cell.answers if cell.given else ():
            for text in one.texts.values():
                texts.setdefault(cell.counts_in, set()).update(_words(text.text))
    return {room: frozenset(words) for room, words in texts.items()}


@remembered(4_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(
        key for place in places(text) if not place.word.spellings & SMALL for key in place.word.keys
    )


def draw(
    session: Session, asker: Asker, room_id: str, words: Mapping[str, frozenset[str]]
) -> Others:
    """Give the asker's room what it lacks of its three. Asked again, the same are told."""
    found = own_room(session, asker, room_id)
    require_asked(session, found.seminar.id, "others")
    into = _into(session, found.seminar.id)
    reader = into.get(room_id, room_id)
    mine = words.get(reader, frozenset())
    chosen = assigned(
        reader,
        _times_assigned(session, found.seminar.id, words, into),
        {room: likeness(mine, theirs) for room, theirs in words.items()},
        as_one(room_id, assigned_to(session, room_id), into),
    )
    for read_id in chosen:
        session.add(AssignedRoom(reader_id=room_id, read_id=read_id))
        session.flush()  # their order is that of the rows
    return rooms_to_read(session, found.room)


def _into(session: Session, seminar_id: str) -> dict[str, str]:
    """By the id of a room that goes on in another one that of the other."""
    return {each.room_id: each.into_id for each in merges(session, seminar_id)}


def _times_assigned(
    session: Session,
    seminar_id: str,
    words: Mapping[str, frozenset[str]],
    into: Mapping[str, str],
) -> dict[str, int]:
    """How often each room that wrote is given to another to read."""
    query = (
        select(AssignedRoom.read_id)
        .join(Room, col(Room.id) == col(AssignedRoom.read_id))
        .where(Room.seminar_id == seminar_id)
    )
    counted = Counter(into.get(id, id) for id in session.exec(query))
    return {room_id: counted[room_id] for room_id in words}


def take_along(
    session: Session, asker: Asker, room_id: str, number: int | None, line: str, was: str | None
) -> Others:
    """The room's one line, from one of its three; an empty one takes it back. `was` is the line
    that the writer saw. Raises LineChanged, Invalid."""
    found, words = own_room(session, asker, room_id), clean(line)[:LONGEST_LINE]
    require_asked(session, found.seminar.id, "others")
    stands = session.get(TakenAlong, room_id)
    if was is not None and was != (stands.text if stands else "") and words != was:
        raise LineChanged
    if not words:
        if stands:
            session.delete(stands)
    else:
        rooms = rooms_to_read(session, found.room).rooms
        source = next((room for room in rooms if room.number == number), None)
        if source is None:
            raise Invalid(("from", "the number of one of the three rooms"))
        stands = stands or TakenAlong(room_id=room_id, from_id=source.id, text="", at=now(session))
        stands.from_id, stands.text, stands.at = source.id, words, now(session)
        session.add(stands)
    session.flush()
    return rooms_to_read(session, found.room)
