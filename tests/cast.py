"""One actor of each kind, as clients of a running server: for tests from the table of rights."""

from dataclasses import dataclass
from functools import cached_property

import httpx2 as httpx
from sqlmodel import Session

from app.people.co_facilitators import CoGrant
from app.people.identity import cookie_name
from app.people.models import Grant, new_visitor
from app.people.rights import Actor, Stage
from app.settings import Settings
from tests.server import Afternoon


@dataclass
class Cast:
    """Everybody around room 0 of a seminar; `elsewhere` is another organiser's seminar."""

    seminar: Afternoon
    elsewhere: Afternoon
    clients: dict[Actor, httpx.Client]
    stage: Stage | None = None
    """As it was last set; nothing else here moves it."""

    @cached_property
    def ids(self) -> dict[str, str]:
        """What stands in addresses, of what was there when it was first asked for."""
        answer = self.seminar.answer()
        return {
            "seminar": self.seminar.id,
            "room": self.seminar.rooms[0]["id"],
            "dialogue": self.seminar.dialogue(),
            "prompt": self.seminar.prompt(),
            "answer": answer["id"],
            "note": answer["notes"][0]["id"],
            "duty": self.seminar.seminar["duties"][0]["id"],
        }

    def set(self, stage: Stage) -> None:
        """Put Dialog 1, or for ARCHIVED the seminar, into a stage."""
        if stage is self.stage:
            return
        archive = f"/api/v1/seminars/{self.seminar.id}/archive"
        organiser = self.clients[Actor.ORGANISER]
        organiser.put(archive, json={"archived": False}).raise_for_status()
        self.seminar.stage("open" if stage is Stage.ARCHIVED else stage)
        if stage is Stage.ARCHIVED:
            organiser.put(archive, json={"archived": True}).raise_for_status()
        self.stage = stage


def cast(seminar: Afternoon, elsewhere: Afternoon) -> Cast:
    clients = {
        Actor.OUTSIDER: elsewhere.seats[0],
        Actor.NEIGHBOUR: seminar.seats[1],
        Actor.SEAT: seminar.seats[0],
        Actor.FACILITATOR: facilitator(seminar),
        Actor.CO_FACILITATOR: co_facilitator(seminar, "Ola"),
        Actor.ROOM_FACILITATOR: co_facilitator(seminar, "Liv", [seminar.rooms[0]["id"]]),
        Actor.ORGANISER: seminar.organiser,
    }
    return Cast(seminar, elsewhere, clients)


def facilitator(seminar: Afternoon) -> httpx.Client:
    """A browser that came by the facilitator link: cookie and mark, no bearer."""
    return _browser(seminar, Grant(visitor_id="", seminar_id=seminar.id, generation=1))


def co_facilitator(seminar: Afternoon, name: str, rooms: list[str] | None = None) -> httpx.Client:
    """The same by the link of a co-facilitator, who is made for it, over all rooms or some."""
    path = f"/api/v1/seminars/{seminar.id}/co-facilitators"
    made = seminar.organiser.post(path, json={"name": name, "rooms": rooms})
    assert made.status_code == 201, made.text
    id = made.json()["id"]
    return _browser(seminar, CoGrant(visitor_id="", seminar_id=seminar.id, co_facilitator_id=id))


def _browser(seminar: Afternoon, grant: Grant | CoGrant) -> httpx.Client:
    server = seminar.server

    def verb(session: Session) -> tuple[str, str]:
        visitor, secret = new_visitor(session)
        grant.visitor_id = visitor.id
        session.add(grant)
        return visitor.id, secret

    visitor_id, secret = server.store.write_now(verb)
    name = cookie_name(server.app.runtime[Settings])
    client = server.client(**{"x-csrf-token": server.links.csrf(visitor_id)})
    client.cookies.set(name, secret)
    return client
