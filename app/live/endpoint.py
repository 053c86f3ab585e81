"""`WS /live`: who may open it, the hello, and whose message is whose."""

from fastapi import APIRouter, WebSocket

from app.boards.room_updates import HEARTBEAT_SECONDS
from app.boards.seminar_sockets import leave_channels
from app.boards.socket import RoomSocket
from app.boards.written import hear
from app.documents.schema import SCHEMA_NUMBER
from app.facilitation.live import Grids
from app.live.allowance import AddressAllowances, Shared, SocketAllowances
from app.live.frames import Heard, Hello, Join, encode
from app.live.hub import RESTART, Connection, Hub
from app.live.line import LINE, Inbox, WebSocketLine
from app.live.reach import Reach
from app.live.socket import TOO_MANY, Conversation
from app.people.access import NOBODY, Asker
from app.people.identity import NOT_SIGNED_IN, Visit, bearer, who
from app.refusals import Foreign, NotSignedIn
from app.runtime import runtime
from app.seminars.api import iso
from app.settings import Settings
from app.storage.store import Store
from app.web.addresses import address_of
from app.web.guard import require_own_origin
from app.web.pages import spoken

router = APIRouter()
MOST_SOCKETS, MOST_OF_AN_ADDRESS = 20, 3_000
"""Of one seat or one browser at a time, and of one address, which a whole hall may share."""


class Messages:
    """What is said over all sockets of one application: the grid is read by those who lead,
    everything else is a room's."""

    parse = staticmethod(hear)

    def __init__(self, hub: Hub, boards: RoomSocket, grids: Grids) -> None:
        self._hub, self._boards, self._grids = hub, boards, grids
        self.quick, self.leave = boards.quick, boards.leave

    async def receive(self, connection: Connection, message: Heard) -> None:
        if isinstance(message, Join) and message.grid is not None:
            leave_channels(self._hub, connection)
            await self._grids.join(connection, message.grid, spoken(message.language))
        else:
            await self._boards.receive(connection, message)


@router.websocket("/live")
async def live(websocket: WebSocket) -> None:
    """A foreign origin is refused with 403 before it is accepted. Whoever is nobody is told so by a
    close code, which a browser hears only of a socket that was accepted."""
    parts = runtime(websocket)
    hub, store = parts[Hub], parts[Store]
    try:
        if bearer(websocket.headers) is None:
            require_own_origin(websocket.headers, parts[Settings].url)
    except Foreign:
        await websocket.close(4403)
        return
    if parts[Reach].given_up:
        await websocket.accept()
        await websocket.close(RESTART)
        return
    visit = await _visit(websocket)
    await websocket.accept()
    if visit.asker == NOBODY:
        await websocket.close(NOT_SIGNED_IN)
        return
    address = address_of(websocket)
    if not visit.organiser and _many(hub, visit.asker, address):
        await websocket.close(TOO_MANY)
        return
    own = parts[SocketAllowances][visit.asker.key]
    shared = Shared(own, parts[AddressAllowances][address])
    line: WebSocketLine = websocket.scope["extensions"][LINE]
    connection = Connection(line.say, put=line.put, outbox=hub.outbox, allowance=shared)
    connection.facts |= {"asker": visit.asker, "key": visit.asker.key, "address": address}
    connection.facts["cookie"] = visit.cookie
    hello = Hello(
        epoch=store.info["epoch"],
        schema=SCHEMA_NUMBER,
        connection=connection.id,
        now=iso(store.clock()),
        heartbeat=HEARTBEAT_SECONDS,
    )
    connection.push(encode(hello))
    line.inbox = parts[Inbox]
    Conversation(line, hub, connection, parts[Messages]).begin()


async def _visit(websocket: WebSocket) -> Visit:
    """Nobody's, too, when the bearer is dead."""
    try:
        return await who(websocket)
    except NotSignedIn:
        return Visit(NOBODY)


def _many(hub: Hub, asker: Asker, address: str) -> bool:
    """Whether somebody has as many sockets open as any number of tabs could: each costs memory."""
    facts = [each.facts for each in hub.connections.values()]
    facts += [each.facts for each in hub.elsewhere.everybody()]
    mine = sum(each.get("key") == asker.key for each in facts)
    here = sum(each.get("address") == address for each in facts)
    return bool(mine >= MOST_SOCKETS or here >= MOST_OF_AN_ADDRESS)
