"""The rooms' side of the socket: what its messages mean, and who hears of what."""

from functools import partial
from typing import Any

from anyio import CapacityLimiter
from msgspec import UNSET, structs
from sqlmodel import Session

from app.boards.catch_up import missed
from app.boards.ledger import TakenSteps
from app.boards.live import LiveBoards
from app.boards.models import LARGEST_VERSION
from app.boards.room_updates import RoomUpdates
from app.boards.seminar_sockets import NOT_FOUND, leave_channels
from app.boards.step_frames import outcome_of
from app.live.allowance import CHARACTERS_A_MESSAGE
from app.live.frames import (
    LONGEST_ID,
    AskBeat,
    Caret,
    Heard,
    Join,
    Joined,
    Refused,
    Steps,
    encode,
)
from app.live.hub import Connection, Hub
from app.live.socket import Malformed
from app.people.access import Asker
from app.people.rights import Act
from app.refusals import NotFound, Refusal
from app.rooms.access import Standing, standing_for
from app.rooms.parts import channel
from app.rooms.people import hue_of, hues_in, seats
from app.storage.store import Store
from app.web.pages import spoken

JOIN_WORK = 40 * CHARACTERS_A_MESSAGE
"""What a whole board costs to read and render, drawn from the allowance of whoever asks for it."""


class RoomSocket:
    """The rooms' side of the socket, for one application."""

    def __init__(self, store: Store, hub: Hub, boards: LiveBoards, updates: RoomUpdates) -> None:
        self.store, self.hub, self.boards, self.updates = store, hub, boards, updates
        self._joining = CapacityLimiter(1)

    async def receive(self, connection: Connection, message: Heard) -> None:
        """One message of a room's connection. Raises Malformed for a join of nothing."""
        match message:
            case Join(room=str(room_id)):
                await self.join(connection, room_id, message)
            case AskBeat():
                connection.push(self.updates.beat())
            case Steps() if "room" in connection.facts:
                await self.steps(connection, message)
            case Caret() if "room" in connection.facts:
                self.caret(connection, message)
            case Steps() | Caret():
                problem = {"type": "not_joined"}
                id = message.id if isinstance(message, Steps) else UNSET
                connection.push(encode(Refused(id=id, problem=problem)))
            case _:
                raise Malformed

    async def join(self, connection: Connection, room_id: str, message: Join) -> None:
        """Ask for the right, subscribe, wait until other processes' frames come too, and only then
        say what was missed: no frame reaches whoever may not see it, and none falls between."""
        asker = connection.facts["asker"]
        language = spoken(message.language)
        leave_channels(self.hub, connection)
        connection.allowance.wait(JOIN_WORK)
        read = partial(self.store.read, in_turn=self._joining)
        try:
            await read(lambda session: standing_for(session, asker, room_id, Act.SEE_ROOM))
            connection.facts["room"] = room_id
            self.hub.subscribe(connection, channel(room_id))
            self.hub.subscribe(connection, channel(room_id, language))
            await self.hub.elsewhere.settled()
            joined, facts = await read(
                lambda session: self._join(session, asker, room_id, message, language)
            )
        except NotFound:
            leave_channels(self.hub, connection)
            connection.push(encode(Refused(problem={"type": NotFound.type})))
            connection.close(NOT_FOUND)
            return
        others = hues_in(self.hub, room_id)
        number = facts.pop("number")
        connection.facts |= facts
        if seat := facts["seat"]:
            connection.facts["hue"] = others.get(seat, hue_of(number, others.values()))
        self.hub.elsewhere.touched(connection)
        connection.push(encode(joined))
        if type(message.since) is int:
            self.boards.vitals.came_back(room_id)
        self.updates.present.mark(room_id)

    def _join(
        self, session: Session, asker: Asker, room_id: str, message: Join, language: str
    ) -> tuple[Joined, dict[str, Any]]:
        """What to answer, and the facts to keep of whoever joined."""
        found = standing_for(session, asker, room_id, Act.SEE_ROOM)
        lacking = missed(
            session,
            self.hub,
            found,
            language,
            since=message.since if type(message.since) is int else None,
            epoch=message.epoch,
            known=None if message.documents is None else _versions(message.documents),
        )
        seat = found.seat.id if found.seat else None
        joined = Joined(
            room=room_id,
            seat=seat,
            carets=self.updates.carets_in(room_id),
            **structs.asdict(lacking),
        )
        number = next((number for number, each in seats(session, room_id) if each.id == seat), 0)
        who = {"seat": seat, "number": number, "name": _name(found)}
        return joined, who | {"seminar": found.seminar.id}

    def quick(self, connection: Connection, message: Heard) -> bool:
        """Hand in steps that need not wait for their turn; whether it was that."""
        if not isinstance(message, Steps) or "room" not in connection.facts:
            return False
        return self._soon(connection, message)

    async def steps(self, connection: Connection, message: Steps) -> None:
        """Take steps; the writer hears of it after the commit, and so do the others."""
        if self._soon(connection, message):
            return
        connection.begin()
        try:
            asker = connection.facts["asker"]
            outcome: TakenSteps | Exception = await self.boards.take(
                asker, message.document, message
            )
        except Exception as error:  # noqa: BLE001 - whoever sent them hears what it was
            outcome = error
        self._push_outcome(connection, message, outcome)

    def _soon(self, connection: Connection, message: Steps) -> bool:
        """Hand them in without waiting; False where the document is kept for somebody."""
        asker, told = connection.facts["asker"], partial(self._push_outcome, connection, message)
        connection.begin()
        try:
            taken = self.boards.take_soon(asker, message.document, message, told)
        except Refusal as refusal:
            told(refusal)
            return True
        if not taken:
            connection.done()
        return taken

    def _push_outcome(
        self, connection: Connection, message: Steps, outcome: TakenSteps | Exception
    ) -> None:
        try:
            connection.push(encode(outcome_of(message, outcome)))
        finally:
            connection.done()

    def caret(self, connection: Connection, message: Caret) -> None:
        """Where somebody's cursor stands; who it is, the server says."""
        version, anchor, head = message.version, message.anchor, message.head
        if message.document is None:
            connection.facts.pop("caret", None)
        elif version is None or anchor is None or head is None:
            raise Malformed
        else:
            place = {"document": message.document[:LONGEST_ID]}
            numbers = {"version": version, "anchor": anchor, "head": head}
            connection.facts["caret"] = place | numbers
        self.updates.carets.mark(connection.facts["room"])
        self.hub.elsewhere.touched(connection)

    async def leave(self, connection: Connection) -> None:
        if room_id := connection.facts.get("room"):
            self.updates.carets.mark(room_id)
            self.updates.present.mark(room_id)


def _versions(known: dict[str, Any]) -> dict[str, int]:
    """What is no version is unknown: that document comes whole."""
    return {
        name: at for name, at in known.items() if type(at) is int and 0 <= at <= LARGEST_VERSION
    }


def _name(found: Standing) -> str:
    return (found.seat.nickname if found.seat else None) or ""
