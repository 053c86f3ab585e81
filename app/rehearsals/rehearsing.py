"""Rehearsing, as API and page do it: begin or steer, look, wipe."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.people.access import Asker
from app.people.identity import CallerOf
from app.people.links import Links
from app.people.rights import Act
from app.refusals import Invalid, NotFound
from app.rehearsals.models import (
    FASTEST,
    MOST_PEOPLE,
    Rehearsal,
    begin,
    rehearsal_with_seminar,
    steer,
)
from app.rehearsals.players import Players
from app.rooms.models import rooms
from app.runtime import Runtime, runtime
from app.seminars import deletion
from app.seminars.access import seminar_for
from app.seminars.api import as_json
from app.seminars.deletion import Receipt
from app.seminars.models import Seminar
from app.seminars.signals import ChangeSignals
from app.seminars.wishes import LONGEST_LINE
from app.seminars.work import Work
from app.settings import Settings
from app.storage.store import Store
from app.web.pages import catalogue

People = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
OwnRoom = Annotated[int, Field(ge=1, le=9999)]
Speed = Annotated[float, Field(ge=0, le=FASTEST)]


class RehearsalIn(BaseModel):
    """`people` and `own_room` count when it begins."""

    people: People = 3
    speed: Speed = 1.0
    own_room: OwnRoom | None = None


@dataclass(frozen=True)
class Rehearsing:
    """Somebody who rehearses a seminar, by its id or by that of its rehearsal."""

    parts: Runtime
    asker: Asker
    seminar_id: str

    @property
    def _store(self) -> Store:
        return self.parts[Store]

    def seminar(self, session: Session) -> Seminar:
        return seminar_for(session, self.asker, self.seminar_id, Act.REHEARSE)

    def found(self, session: Session) -> tuple[Seminar, Rehearsal]:
        """Raises NotFound where there is no rehearsal."""
        return rehearsal_with_seminar(session, self.seminar(session))

    async def put(self, wish: RehearsalIn) -> str:
        """Begin it, where there is none, and have its people go on at this speed; returns the
        rehearsal's seminar. Raises RehearsalsFull."""
        players = self.parts[Players]
        if wish.speed:
            players.require_place(await self._store.read(self._rehearsal_id))
        seminar_id = await self._store.write(lambda session: self._begin_once(session, wish))
        await self.parts[Work].take_up(seminar_id)

        def verb(session: Session) -> dict[str, Any] | None:
            seminar, rehearsal = self.found(session)
            unplayed = steer(session, rehearsal, wish.speed)
            return script(session, self.parts, seminar, rehearsal) if unplayed else None

        if told := await self._store.write(verb):
            players.play(seminar_id, told)
        players.look(seminar_id)
        return seminar_id

    async def wipe(self) -> Receipt:
        """All of it, at once. Raises NotFound where there is nothing to wipe."""
        seminar_id = await self._store.read(lambda session: self.found(session)[0].id)
        await self.parts[Players].leave(seminar_id)
        return await deletion.carry_out(
            self._store,
            self.parts[ChangeSignals],
            self.parts[Work],
            lambda session: self.found(session)[0],
        )

    def _rehearsal_id(self, session: Session) -> str:
        try:
            return self.found(session)[0].id
        except NotFound:
            self.seminar(session)
            return ""

    def _begin_once(self, session: Session, wish: RehearsalIn) -> str:
        seminar = self.seminar(session)
        if stands := self._rehearsal_id(session):
            return stands
        numbers = {room.number for room in rooms(session, seminar.id)}
        if wish.own_room is not None and wish.own_room not in numbers:
            raise Invalid(("own_room", "the number of a room"))
        words = catalogue(seminar.language).gettext("Rehearsal: %(title)s")
        title = (words % {"title": seminar.title})[:LONGEST_LINE]
        return begin(session, seminar, title, people=wish.people, own_room=wish.own_room)


def script(
    session: Session, parts: Runtime, seminar: Seminar, rehearsal: Rehearsal
) -> dict[str, Any]:
    """What players are told: what a person in the hall has, a link to a room, and the programme."""
    links = parts[Links]
    told = as_json(session, seminar, links)
    return {
        "url": parts[Settings].here,
        "people": rehearsal.people,
        "language": seminar.language,
        "seminar": {**told, "facilitator_url": ""},
        "rooms": [
            {"number": room.number, "link": links.room(room.id, room.generation)}
            for room in rooms(session, seminar.id)
            if room.number != rehearsal.own_room
        ],
    }


# Asynchronous only because FastAPI would hand a plain function to a thread.
async def _rehearsing(seminar_id: str, request: Request, visit: CallerOf) -> Rehearsing:
    return Rehearsing(runtime(request), visit.asker, seminar_id)


RehearsingOf = Annotated[Rehearsing, Depends(_rehearsing)]
