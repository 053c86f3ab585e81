"""Which actions of the seminar before are asked of which room.

An action goes to where its member sits now, by name or alias: whoever wrote it as a member's own,
or else all who sat in the room that wrote it. Where neither is known, in a room without members, it
goes by the room's number. So no room reads what others promised. What finds no room is told to
those who lead.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.actions.listing import ListedAction, listed
from app.boards.models import Answer
from app.outcomes.earlier import earlier, whole
from app.outcomes.models import Outcome, Promise, outcomes
from app.rooms.models import Member, Room, Seating, room_numbers, rooms
from app.rooms.sitting import sitting_ids
from app.seminars.merges import merges
from app.seminars.models import Seminar, dialogues


@dataclass(frozen=True)
class AskedAction:
    """An action that a room is asked about, and what it has said. One that was answered is told as
    it stood then."""

    promise: Promise
    outcome: Outcome | None


@dataclass(frozen=True)
class Following:
    """All that a seminar's rooms are asked. `lost` are actions that no room is asked about, each
    with the seminar that they are from."""

    rooms: list[tuple[Room, list[AskedAction]]]
    lost: list[tuple[Seminar, Promise]]

    @property
    def asked(self) -> list[AskedAction]:
        return [each for _, some in self.rooms for each in some]

    def count(self, became: str) -> int:
        return sum(
            each.outcome is not None and each.outcome.became == became for each in self.asked
        )

    @property
    def unanswered(self) -> int:
        return sum(each.outcome is None for each in self.asked)

    @property
    def silent(self) -> list[Room]:
        """The rooms that have not said anything yet of what they are asked."""
        asked = ((room, some) for room, some in self.rooms if some)
        return [room for room, some in asked if not any(each.outcome for each in some)]


def asked_of(session: Session, seminar: Seminar, room: Room) -> list[AskedAction]:
    """What one room is asked, as it was written; of earlier rooms only those are read that may have
    promised it. Last comes what was answered and is no longer in the earlier seminar."""
    places = _Places(session, seminar)
    promises: dict[str, Promise] = {}
    for each in earlier(session, seminar):
        moving = _Moving(session, places, each)
        for one in moving.of(room):
            if room.id in moving.goals(one):
                promises.setdefault(str(one.line.id), _promise(each, one))
    return _with(promises, outcomes(session, seminar.id, room.id))


def following(session: Session, seminar: Seminar) -> Following:
    """The same for all rooms at once."""
    places, lost, every = _Places(session, seminar), [], rooms(session, seminar.id)
    promises: dict[str, dict[str, Promise]] = {room.id: {} for room in every}
    for each in earlier(session, seminar):
        moving = _Moving(session, places, each)
        for one in moving.listed():
            promise = _promise(each, one)
            goals = moving.goals(one)
            for room_id in goals:
                promises[room_id].setdefault(promise.note_id, promise)
            if not goals:
                lost.append((each, promise))
    said: dict[str, list[Outcome]] = {}
    for outcome in outcomes(session, seminar.id):
        said.setdefault(outcome.room_id, []).append(outcome)
    found = [(room, _with(promises[room.id], said.get(room.id, []))) for room in every]
    return Following([(room, some) for room, some in found if some], lost)


def _with(promises: dict[str, Promise], said: list[Outcome]) -> list[AskedAction]:
    known = {each.note_id: each for each in said}
    asked = [
        AskedAction(known[id].promise if id in known else promise, known.get(id))
        for id, promise in promises.items()
    ]
    return asked + [
        AskedAction(each.promise, each) for each in said if each.note_id not in promises
    ]


def _promise(seminar: Seminar, one: ListedAction) -> Promise:
    said = one.action
    return Promise(
        *(str(one.line.id), one.line.text, said.who, said.what, said.when, said.needs),
        *(one.member.name if one.member else "", one.room.number, seminar.title),
    )


class _Places:
    """Who sits where in the seminar that asks: each name and alias in the rooms of the first
    dialogue in which it sits. A room that goes on in another one is asked there."""

    def __init__(self, session: Session, seminar: Seminar) -> None:
        joined, names = merges(session, seminar.id), _names(session, seminar)
        seats = sitting_ids(session, seminar.id, joined=joined)
        self.seated = {room_id for _, room_id in seats}
        into = {each.room_id: each.into_id for each in joined}
        numbers = room_numbers(session, seminar.id)
        self.by_number = {number: into.get(id, id) for id, number in numbers.items()}
        self._homes: dict[str, dict[str, list[str]]] = {}
        apart = [id for id in numbers if id not in into]
        for dialogue in dialogues(session, seminar.id):
            for room_id in apart:
                for member_id in seats.get((dialogue.id, room_id), []):
                    for name in names[member_id]:
                        by_dialogue = self._homes.setdefault(name, {})
                        by_dialogue.setdefault(dialogue.id, []).append(room_id)

    def of(self, names: Iterable[str]) -> list[str]:
        """The rooms of a member by its name and aliases."""
        for name in names:
            if by_dialogue := self._homes.get(name):
                return next(iter(by_dialogue.values()))
        return []


def _names(session: Session, seminar: Seminar) -> dict[str, list[str]]:
    """By member its name and aliases, as they are compared. A device asks for them when it joins:
    they are read as plain values, since there may be a thousand."""
    query = select(Member.id, Member.name, Member.aliases).where(Member.seminar_id == seminar.id)
    return {
        id: [" ".join(each.split()).casefold() for each in (name, *aliases)]
        for id, name, aliases in session.exec(query)
    }


class _Moving:
    """From one earlier seminar to the rooms of this one."""

    def __init__(self, session: Session, places: _Places, seminar: Seminar) -> None:
        self._session, self._places, self._seminar = session, places, seminar
        self._names = _names(session, seminar)

    def listed(self, room_id: str | None = None) -> list[ListedAction]:
        """With an id each, by which it is answered: what came by an old client may have none."""
        found = listed(self._session, whole(self._session, self._seminar), room_id=room_id)
        return [each for each in found if each.line.id]

    def of(self, room: Room) -> list[ListedAction]:
        """What this room may be asked about: a few earlier rooms, each read by itself."""
        return [one for id in self._concerning(room) for one in self.listed(id)]

    def goals(self, one: ListedAction) -> list[str]:
        concerned = [self._names[id] for id in sorted(one.concerns) if id in self._names]
        found = dict.fromkeys(id for names in concerned for id in self._places.of(names))
        if found:
            return list(found)
        there = self._places.by_number.get(one.room.number)
        known = concerned and there in self._places.seated
        return [there] if there and not known else []

    def _concerning(self, room: Room) -> list[str]:
        """The earlier rooms in which something may stand that this room is asked about."""
        mine = [id for id, names in self._names.items() if room.id in self._places.of(names)]
        sat = select(Seating.room_id).where(col(Seating.member_id).in_(mine))
        wrote = select(Answer.room_id).where(col(Answer.member_id).in_(mine))
        ids = {*self._session.exec(sat), *self._session.exec(wrote)}
        ids |= {
            each.into_id for each in merges(self._session, self._seminar.id) if each.room_id in ids
        }
        return [
            id
            for id, number in room_numbers(self._session, self._seminar.id).items()
            if id in ids or self._places.by_number.get(number) == room.id
        ]
