"""What the processes that serve one database tell each other, and the wires they do it by.

All that is told here is in the database too, or will be told again: a message that is lost makes
something late, never wrong.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Self, TypeAlias

import msgspec

from app.live.vitals import ProcessVitals
from app.storage.ids import new_id

EVERYBODY = "all"
SHARED_FACTS = ("room", "seat", "name", "hue", "caret", "key", "address")


class BusMessage(msgspec.Struct, kw_only=True, array_like=True, tag=True):
    """What one process says; `process` is who."""

    process: str


class Carry(BusMessage, tag="carry"):
    """A frame for those who listen to a channel there, ready to be sent."""

    channel: str
    frame: bytes


class Present(msgspec.Struct, array_like=True):
    """Somebody who is connected, by connection: what the others may know of them."""

    connection: str
    channels: list[str]
    facts: dict[str, Any]

    @classmethod
    def of(cls, connection: Any) -> Self:
        facts = {key: connection.facts[key] for key in SHARED_FACTS if key in connection.facts}
        return cls(connection.id, list(connection.channels), facts)


class Came(BusMessage, tag="came"):
    """These are connected, or have moved."""

    present: list[Present]


class Went(BusMessage, tag="went"):
    connections: list[str]


class Alive(BusMessage, tag="alive"):
    """Said every few seconds: who is connected, by connection, how the process is doing, and
    whether the database answers it."""

    connections: list[str]
    vitals: ProcessVitals | None = None
    saves: bool = True


class WhoIsThere(BusMessage, tag="who"):
    """To be answered with `Came`."""


class Cut(BusMessage, tag="cut"):
    """It was away from the bus: what it told may be lost."""


class Stopped(BusMessage, tag="stopped"):
    """It has told all that it had to tell."""


class Echo(BusMessage, tag="echo"):
    """What a process tells itself: when it hears it, what it asked for before has been done."""

    id: str


class Changed(BusMessage, tag="changed"):
    """A signal of `Changes`, by name, for whoever must look again."""

    signal: str
    facts: dict[str, Any]


class Ended(BusMessage, tag="ended"):
    """Whatever sockets this asker has open end with this code."""

    asker: str
    code: int


Told: TypeAlias = Carry | Came | Went | Alive | WhoIsThere | Cut | Stopped | Echo | Changed | Ended
Hear = Callable[[Told], Awaitable[None]]

encoded = msgspec.msgpack.Encoder().encode
decoded = msgspec.msgpack.Decoder[Told](Told).decode


class Alone:
    """The wires of a process that has no others."""

    shared = False
    connected = True
    """Whether what is told now gets anywhere."""

    def __init__(self) -> None:
        self.process = new_id()

    async def start(self, installation: str, hear: Hear, missed: Callable[[], None]) -> None:
        """Hear what is told to all who serve this installation, and to this process. `missed` is
        called when something that was told before may never be heard."""

    def tell(self, told: Told, to: str = EVERYBODY) -> None:
        """Tell a process, or all; never waits, and nobody hears that it was lost."""

    def carry(self, channel: str, frame: bytes) -> None:
        """Tell whatever processes listen to a channel; this one need not know which."""

    def listen(self, channel: str) -> None:
        """Hear what is carried to a channel, too, from the end of the next `settled` at the
        latest."""

    def leave(self, channel: str) -> None:
        """Listen no more."""

    async def settled(self) -> bool:
        """Until all that was told and asked for before is on its way or done: what is told by
        anybody from now on is heard here. False when that took too long; a bus that is away is not
        waited for."""
        return True

    async def stop(self) -> None:
        """Be gone, when all that was told is on its way."""


def wires(url: str) -> Alone:
    if not url:
        return Alone()
    from app.live.nats_bus import Nats

    return Nats(url)
