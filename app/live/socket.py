"""One socket from its opening to its end: allowance, size, the two directions. The meaning of a
message is the business of the callbacks."""

import asyncio
from typing import Protocol

import structlog

from app.live.frames import Heard, Refused, encode
from app.live.hub import Connection, Hub
from app.live.line import CLOSING_SECONDS, WebSocketLine

log = structlog.get_logger()
LARGEST_FRAME = 128 * 1024
SECONDS_SLOWED = 20
SECONDS_TO_JOIN = 10
MALFORMED_ALLOWED = 20
NOT_OF_THIS_PROTOCOL, NO_JOIN, TOO_MANY, TOO_LARGE = 4400, 4408, 4429, 1009


class Meaning(Protocol):
    """What the messages of all sockets mean."""

    def parse(self, text: str) -> Heard:
        """Raises Malformed."""
        ...

    def quick(self, connection: Connection, message: Heard) -> bool:
        """Heed a message at once, if it need not wait; whether it was that."""
        ...

    async def receive(self, connection: Connection, message: Heard) -> None:
        """Heed a message. Raises Malformed."""

    async def leave(self, connection: Connection) -> None:
        """Its other side has gone."""


class Malformed(Exception):
    """A message that is not of this protocol. `answer`, if any, says so to who waits for one."""

    def __init__(self, answer: Refused | None = None) -> None:
        super().__init__()
        self.answer = answer


class _Over(Exception):
    """Nothing more is to be heard; the other side is told `code`, if it is still there."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__()
        self.code = code


class Conversation:
    """A task is made when something is to be waited for, and ends with it: most sockets are still
    most of the time, and tasks that wait would take a third of what each is in memory."""

    __slots__ = (
        "_came", "_connection", "_ended", "_hub", "_joined", "_late", "_line", "_listening",
        "_malformed", "_meaning", "_sending",
    )  # fmt: skip

    def __init__(
        self, line: WebSocketLine, hub: Hub, connection: Connection, meaning: Meaning
    ) -> None:
        self._line, self._hub, self._connection, self._meaning = line, hub, connection, meaning
        self._came: list[str | None] = []
        self._listening: asyncio.Task[None] | None = None
        self._sending: asyncio.Task[None] | None = None
        self._malformed = 0
        self._joined = self._late = self._ended = False

    def begin(self) -> None:
        """Have the line to its end; whoever opened it may return."""
        self._hub.add(self._connection)
        self._connection.called = self._send
        self._line.loop.call_later(SECONDS_TO_JOIN, self._require_join)
        self._line.hand_to(self)

    def heard(self, data: bytes) -> bool:
        """A message that need not wait for anything, at once: whether it was taken. All that is not
        quite as usual comes as ever."""
        connection = self._connection
        if (
            self._listening
            or not connection.channels
            or connection.ending is not None
            or connection.behind
            or not connection.allowance.affords(len(data))
        ):
            return False
        try:
            message = self._meaning.parse(data.decode())
        except (Malformed, UnicodeDecodeError):
            return False
        if not self._meaning.quick(connection, message):
            return False
        connection.allowance.wait(len(data))
        return True

    def came(self, text: str | None) -> None:
        """A message that must wait for its turn; None when the other side has gone."""
        self._came.append(text)
        if self._listening is None:
            self._listening = self._line.start(self._listen())

    async def _listen(self) -> None:
        try:
            while self._came:
                await self._connection.has_read()
                text = self._came.pop(0)
                if not self._came:
                    self._line.read_on()
                await self._heed(text)
        except _Over as over:
            self._end(over.code)
        except Exception:
            log.exception("a message failed")
            self._end()
        else:
            self._listening = None

    async def _heed(self, text: str | None) -> None:
        connection, allowance = self._connection, self._connection.allowance
        if text is None:
            raise _Over
        if len(text) > LARGEST_FRAME:
            raise _Over(TOO_LARGE)
        if wait := allowance.wait(len(text)):
            await asyncio.sleep(wait)
        if allowance.short_for > SECONDS_SLOWED:
            raise _Over(TOO_MANY)
        if connection.ending is not None:  # unread, so that it is sent again after the restart
            raise _Over
        try:
            message = self._meaning.parse(text)
            with connection.working():
                await self._meaning.receive(connection, message)
        except Malformed as problem:
            self._malformed += problem.answer is None
            if self._malformed > MALFORMED_ALLOWED:
                raise _Over(NOT_OF_THIS_PROTOCOL) from None
            connection.push(encode(problem.answer or Refused(problem={"type": "invalid"})))
        self._joined = self._joined or bool(connection.channels)
        if self._late and not self._joined:
            raise _Over(NO_JOIN)

    def _require_join(self) -> None:
        self._late = True
        if self._listening is None and not self._joined:
            self._end(NO_JOIN)

    def _send(self) -> "asyncio.Task[None]":
        """What waits for room; and the end, which waits behind it."""
        if self._sending is None:
            self._sending = self._line.start(self._drain())
        return self._sending

    async def _drain(self) -> None:
        try:
            await self._connection.drain()
        finally:
            self._end()

    def _end(self, code: int | None = None) -> None:
        if not self._ended:
            self._ended = True
            self._line.start(self._close(code))

    async def _close(self, code: int | None) -> None:
        connection = self._connection
        if connection.ending is not None:  # the last answers still wait to be sent
            await asyncio.wait({self._send()}, timeout=CLOSING_SECONDS)
        self._hub.remove(connection)
        at_work = [task for task in (self._listening, self._sending) if task]
        for task in at_work:
            task.cancel()
        await asyncio.gather(*at_work, return_exceptions=True)
        await self._meaning.leave(connection)
        await self._line.close(connection.closing or code)
