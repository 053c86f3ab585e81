"""One socket from accept to close: allowance, size, the two directions. The meaning of a message
is the business of the callbacks."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.live.frames import Heard, Refused, encode
from app.live.hub import Connection, Hub

log = structlog.get_logger()
LARGEST_FRAME = 128 * 1024
SECONDS_SLOWED = 20
SECONDS_TO_JOIN = 10
CLOSING_SECONDS = 2
MALFORMED_ALLOWED = 20
NOT_OF_THIS_PROTOCOL, NO_JOIN, TOO_MANY, TOO_LARGE = 4400, 4408, 4429, 1009

Parse = Callable[[str], Heard]
Quick = Callable[[Connection, Heard], bool]
Receive = Callable[[Connection, Heard], Awaitable[None]]
Leave = Callable[[Connection], Awaitable[None]]


class Malformed(Exception):
    """A message that is not of this protocol. `answer`, if any, says so to who waits for one."""

    def __init__(self, answer: Refused | None = None) -> None:
        super().__init__()
        self.answer = answer


def hear(connection: Connection, parse: Parse, quick: Quick, data: bytes) -> bool:
    """A message that need not wait for anything, at once: whether `quick` took it. All that is not
    quite as usual is received as ever."""
    if (
        connection.heeding
        or not connection.channels
        or connection.ending is not None
        or connection.behind
        or not connection.allowance.affords(len(data))
    ):
        return False
    try:
        message = parse(data.decode())
    except (Malformed, UnicodeDecodeError):
        return False
    if not quick(connection, message):
        return False
    connection.allowance.wait(len(data))
    return True


async def serve(
    websocket: WebSocket,
    hub: Hub,
    connection: Connection,
    parse: Parse,
    receive: Receive,
    leave: Leave,
) -> None:
    """Run an accepted socket to its end. `parse` raises Malformed; `receive` gets every message."""
    hub.add(connection)
    sender = asyncio.create_task(connection.drain())
    reader = asyncio.create_task(_read(websocket, connection, parse, receive))
    try:
        await asyncio.wait({sender, reader}, return_when=asyncio.FIRST_COMPLETED)
        if connection.ending is not None:  # the last answers still wait to be sent
            await asyncio.wait({sender}, timeout=CLOSING_SECONDS)
    finally:
        hub.remove(connection)
        code = connection.closing or (reader.result() if _ended(reader) else None)
        if reader.done() and not reader.cancelled() and reader.exception():
            log.error("a message failed", exc_info=reader.exception())
        for task in (sender, reader):
            task.cancel()
        await asyncio.gather(sender, reader, return_exceptions=True)
        await leave(connection)
        if code:
            await _close(websocket, code)


def _ended(task: "asyncio.Task[int | None]") -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


async def _close(websocket: WebSocket, code: int) -> None:
    # The other side may have gone already.
    with suppress(WebSocketDisconnect, RuntimeError, TimeoutError, OSError):
        await asyncio.wait_for(websocket.close(code), timeout=CLOSING_SECONDS)


async def _read(
    websocket: WebSocket,
    connection: Connection,
    parse: Parse,
    receive: Receive,
) -> int | None:
    allowance = connection.allowance
    malformed = 0
    deadline: float | None = time.monotonic() + SECONDS_TO_JOIN
    while True:
        if connection.channels:
            deadline = None
        connection.heeding = False
        try:
            await connection.has_read()
            timeout = None if deadline is None else max(0.0, deadline - time.monotonic())
            text = await asyncio.wait_for(_text(websocket), timeout)
        except TimeoutError:
            return NO_JOIN
        except WebSocketDisconnect:
            return None
        connection.heeding = True
        if len(text) > LARGEST_FRAME:
            return TOO_LARGE
        if wait := allowance.wait(len(text)):
            await asyncio.sleep(wait)
        if allowance.short_for > SECONDS_SLOWED:
            return TOO_MANY
        if connection.ending is not None:  # unread, so that it is sent again after the restart
            return None
        try:
            message = parse(text)
            with connection.working():
                await receive(connection, message)
        except Malformed as problem:
            malformed += problem.answer is None
            if malformed > MALFORMED_ALLOWED:
                return NOT_OF_THIS_PROTOCOL
            connection.push(encode(problem.answer or Refused(problem={"type": "invalid"})))


async def _text(websocket: WebSocket) -> str:
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    return message.get("text") or ""
