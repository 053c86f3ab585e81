"""Those who are connected to other processes of the same database: who they are, and how a frame
reaches them. What is known of them goes with the process that told it."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.live.bus import (
    Alive,
    Alone,
    Came,
    Carry,
    Changed,
    Cut,
    Ended,
    Present,
    Stopped,
    Told,
    Went,
    WhoIsThere,
)
from app.live.vitals import ProcessVitals

ALIVE_SECONDS = 3.0
FORGOTTEN_SECONDS = 10.0
GATHER_SECONDS = 0.05
AT_ONCE = 200

Receiver = Callable[..., Awaitable[None]]


@dataclass
class Far:
    """Somebody's connection to another process."""

    id: str
    process: str
    channels: set[str] = field(default_factory=set)
    facts: dict[str, Any] = field(default_factory=dict)


class Elsewhere:
    """The other processes. All calls come from the event loop's thread.

    `near` are the connections of this process, `deliver` hands a frame to them. `moved` is called
    with the room of whoever came, went or moved there, `missed` when another did not know who is
    here, and may have shown pages without them; `receivers` are what must be done here when a
    signal was sent there; `losses` grows when something may have been told that was not heard here.
    `own_vitals` and `saves` (whether the database answers) are told to the others; `vitals` and
    `saving` are what they told.
    """

    def __init__(
        self, bus: Alone, near: Mapping[str, Any], deliver: Callable[[str, bytes], None]
    ) -> None:
        self.bus, self._near, self._deliver = bus, near, deliver
        self.moved: Callable[[str], None] = lambda room_id: None
        self.missed: Iterable[Callable[[], None]] = ()
        self.receivers: Mapping[str, Iterable[Receiver]] = {}
        self.losses = 0
        self.own_vitals: Callable[[], ProcessVitals | None] = lambda: None
        self.saves: Callable[[], bool] = lambda: True
        self.vitals: dict[str, ProcessVitals] = {}
        self.saving: dict[str, bool] = {}
        self._far: dict[str, Far] = {}
        self._channels: defaultdict[str, set[str]] = defaultdict(set)
        self._alive: dict[str, float] = {}
        self._touched: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self, installation: str) -> None:
        if self.bus.shared:
            await self.bus.start(installation, self._hear, self._lack)
            self._task = asyncio.create_task(self._live())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            self.bus.tell(Stopped(process=self.bus.process))
        await self.bus.stop()

    # What this process tells

    def publish(self, channel: str, frame: bytes) -> None:
        """Hand a frame to whoever listens elsewhere, also to those of whom nothing is known yet."""
        if self.bus.shared:
            self.bus.carry(channel, frame)

    async def settled(self) -> None:
        """Until nothing that is published elsewhere from now on passes by those who listen here,
        and the others are being told of them. What is read after it leaves no gap."""
        if self.bus.shared:
            self._announce()
            self.losses += not await self.bus.settled()

    def end(self, asker: str, code: int) -> None:
        """Close whatever sockets an asker has open, here too; `asker` is its key."""
        self._end(asker, code)
        self.bus.tell(Ended(process=self.bus.process, asker=asker, code=code))

    def touched(self, connection: Any) -> None:
        """One of ours came, moved or went; it is told in a moment, with others."""
        if not self.bus.shared:
            return
        self._touched.add(connection.id)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHER_SECONDS, self._announce)

    async def changed(self, signal: str, _: object, **facts: Any) -> None:
        """A signal of ours, for the others' receivers."""
        if self.bus.shared:
            plain = {key: list(it) if isinstance(it, set) else it for key, it in facts.items()}
            self.bus.tell(Changed(process=self.bus.process, signal=signal, facts=plain))

    def _announce(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = None
        touched, self._touched = self._touched, set()
        self._tell_present(touched & self._near.keys())
        if gone := touched - self._near.keys():
            self.bus.tell(Went(process=self.bus.process, connections=list(gone)))

    def _tell_present(self, ids: Iterable[str], to: str | None = None) -> None:
        told = [Present.of(self._near[id]) for id in ids]
        for begin in range(0, len(told), AT_ONCE):
            came = Came(process=self.bus.process, present=told[begin : begin + AT_ONCE])
            self.bus.tell(came, *([to] if to else []))

    def tell_alive(self) -> None:
        """After what is still to be told, or others would miss whoever has just come."""
        self._announce()
        self.bus.tell(
            Alive(
                process=self.bus.process,
                connections=list(self._near),
                vitals=self.own_vitals(),
                saves=self.saves(),
            )
        )

    async def _live(self) -> None:
        while True:
            self.tell_alive()
            await asyncio.sleep(ALIVE_SECONDS)
            end = time.monotonic() - FORGOTTEN_SECONDS
            for process in [each for each, heard in self._alive.items() if heard < end]:
                self.losses += 1  # it may have died between a commit and what it would have told
                self._lose(process)

    def _lose(self, process: str) -> None:
        for told in (self._alive, self.vitals, self.saving):
            told.pop(process, None)
        self._forget(far.id for far in self._present_in(process))

    def _lack(self) -> None:
        """Something that was told will not be heard here."""
        self.losses += 1
        self.bus.tell(WhoIsThere(process=self.bus.process))

    # What this process hears

    def everybody(self) -> list[Far]:
        return list(self._far.values())

    def listeners(self, channel: str) -> list[Far]:
        return [self._far[id] for id in self._channels.get(channel, ())]

    async def _hear(self, told: Told) -> None:
        self._alive[told.process] = time.monotonic()
        match told:
            case Carry(channel=channel, frame=frame):
                self._deliver(channel, frame)
            case Ended(asker=asker, code=code):
                self._end(asker, code)
            case Changed(signal=signal, facts=facts):
                for receiver in self.receivers.get(signal, ()):
                    await receiver(None, **facts)
            case _:
                self._hear_of(told.process, told)

    def _hear_of(self, process: str, told: Told) -> None:
        """A process tells of itself."""
        match told:
            case Came(present=present):
                for each in present:
                    self._know(process, each)
            case Went(connections=connections):
                self._forget(connections)
            case Alive(connections=connections, vitals=vitals, saves=saves):
                self.saving[process] = saves
                if vitals:
                    self.vitals[process] = vitals
                self._compare(process, set(connections))
            case WhoIsThere():
                self._tell_present(list(self._near), process)
                for tell in self.missed:
                    tell()
            case Cut():
                self.losses += 1
                self.bus.tell(WhoIsThere(process=self.bus.process), process)
            case Stopped():
                self._lose(process)

    def _end(self, asker: str, code: int) -> None:
        for each in list(self._near.values()):
            if "asker" in each.facts and each.facts["asker"].key == asker:
                each.close(code)

    def _know(self, process: str, present: Present) -> None:
        self._drop(present.connection)
        far = Far(present.connection, process, set(present.channels), present.facts)
        self._far[far.id] = far
        for channel in far.channels:
            self._channels[channel].add(far.id)
        self._tell_moved(far)

    def _forget(self, connections: Iterable[str]) -> None:
        for id in list(connections):
            if far := self._drop(id):
                self._tell_moved(far)

    def _drop(self, id: str) -> Far | None:
        if far := self._far.pop(id, None):
            for channel in far.channels:
                self._channels[channel].discard(id)
                if not self._channels[channel]:
                    del self._channels[channel]
        return far

    def _compare(self, process: str, there: set[str]) -> None:
        """Who went while the bus was away is dropped; who came is asked for. So is that process
        when nobody came: its pages may have been shown by this one who had gone."""
        known = {far.id for far in self._present_in(process)}
        self._forget(known - there)
        if there != known:
            self.bus.tell(WhoIsThere(process=self.bus.process), process)

    def _present_in(self, process: str) -> list[Far]:
        return [far for far in self._far.values() if far.process == process]

    def _tell_moved(self, far: Far) -> None:
        if room_id := far.facts.get("room"):
            self.moved(room_id)
