"""How this process is doing, in all and room by room: what is to be looked at when somebody says
"it is slow here". No text, no name; the numbers of the last minute."""

import time
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, Protocol

import msgspec
from prometheus_client import Counter, Gauge, Histogram

from app.recent import SECONDS, Recent

QUICK_TO_SLOW = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
DELIVERY = Histogram(
    "samtavle_delivery_seconds",
    "From steps understood until they are handed to everybody in the room, committed",
    buckets=QUICK_TO_SLOW,
)
RECONNECTS = Counter("samtavle_reconnects", "Sockets that joined a room they had been in before")
CONNECTIONS = Gauge("samtavle_connections", "Open sockets")
WAITING = Gauge("samtavle_waiting_writes", "Writes that wait for the writer")
BEHIND = Gauge("samtavle_longest_behind_seconds", "How long a socket has not kept up, at most")
OF_A_ROOM, MOST_ROOMS, MOST_TOLD = 256, 4_000, 20


class Connected(Protocol):
    """Somebody's socket, as far as it matters here."""

    facts: dict[str, Any]

    @property
    def behind_seconds(self) -> float: ...


class RoomVitals(msgspec.Struct, array_like=True):
    """A room's minute: one delivery in twenty takes longer than `slow` (seconds), and somebody
    there has not kept up with what is sent for `behind` (seconds)."""

    room: str
    connections: int
    deliveries: int
    slow: float
    behind: float
    reconnects: int


class ProcessVitals(msgspec.Struct, array_like=True):
    """A process's minute, times in seconds; `rooms` are those that most need to be looked at."""

    process: str
    connections: int
    waiting: int
    deliveries: int
    median: float
    slow: float
    commit: float
    behind: float
    reconnects: int
    rooms: list[RoomVitals]


class _Room:
    def __init__(self, clock: Callable[[], float]) -> None:
        self.deliveries, self.reconnects = Recent(clock, OF_A_ROOM), Recent(clock, OF_A_ROOM)
        self.at = clock()


class Vitals:
    """Counted in the event loop's thread. `waiting` and `commits` are asked of the writer."""

    def __init__(
        self,
        process: str,
        connections: Callable[[], Iterable[Connected]],
        waiting: Callable[[], int],
        commits: Recent,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._process, self._connections, self._waiting = process, connections, waiting
        self._commits, self._clock = commits, clock
        self._deliveries = Recent(clock)
        self._rooms: dict[str, _Room] = {}

    def delivered(self, room_id: str, began: float) -> None:
        """Steps that were understood at `began` are with everybody."""
        seconds = self._clock() - began
        DELIVERY.observe(seconds)
        self._deliveries.add(seconds)
        self._room(room_id).deliveries.add(seconds)

    def came_back(self, room_id: str) -> None:
        RECONNECTS.inc()
        self._room(room_id).reconnects.add(1.0)

    def gauges(self) -> None:
        """Bring what is read off and not counted up to date, for `/metrics`."""
        connections = list(self._connections())
        CONNECTIONS.set(len(connections))
        WAITING.set(self._waiting())
        BEHIND.set(max((each.behind_seconds for each in connections), default=0.0))

    def now(self) -> ProcessVitals:
        there: dict[str, list[Connected]] = {}
        connections = list(self._connections())
        for each in connections:
            if room_id := each.facts.get("room"):
                there.setdefault(room_id, []).append(each)
        rooms = [
            self._room_vitals(room_id, there.get(room_id, []))
            for room_id in dict.fromkeys(chain(there, list(self._rooms)))
        ]
        return ProcessVitals(
            process=self._process,
            connections=len(connections),
            waiting=self._waiting(),
            deliveries=len(self._deliveries.values()),
            median=self._deliveries.share(0.5) or 0.0,
            slow=self._deliveries.share(0.95) or 0.0,
            commit=self._commits.share(0.95) or 0.0,
            behind=max((each.behind_seconds for each in connections), default=0.0),
            reconnects=sum(each.reconnects for each in rooms),
            rooms=sorted(rooms, key=_need, reverse=True)[:MOST_TOLD],
        )

    def _room_vitals(self, room_id: str, there: list[Connected]) -> RoomVitals:
        room = self._rooms.get(room_id) or _Room(self._clock)
        return RoomVitals(
            room=room_id,
            connections=len(there),
            deliveries=len(room.deliveries.values()),
            slow=room.deliveries.share(0.95) or 0.0,
            behind=max((each.behind_seconds for each in there), default=0.0),
            reconnects=len(room.reconnects.values()),
        )

    def _room(self, room_id: str) -> _Room:
        room = self._rooms.get(room_id)
        if room is None:
            if len(self._rooms) >= MOST_ROOMS:
                self._forget()
            room = self._rooms[room_id] = _Room(self._clock)
        room.at = self._clock()
        return room

    def _forget(self) -> None:
        """Rooms of which nothing was heard for a minute; where all are busy, the quietest half."""
        end = self._clock() - SECONDS
        kept = {id: room for id, room in self._rooms.items() if room.at >= end}
        if len(kept) > MOST_ROOMS // 2:
            newest = sorted(kept.items(), key=lambda item: item[1].at)[-(MOST_ROOMS // 2) :]
            kept = dict(newest)
        self._rooms = kept


def _need(room: RoomVitals) -> tuple[float, int, int]:
    """Who waits longest comes first, then who had to come back most."""
    return max(room.slow, room.behind), room.reconnects, room.connections
