"""Bounded queues: one slow reader costs the others nothing."""

import asyncio
from collections.abc import Sequence

from app.live.coalescer import Coalescer
from app.live.hub import QUEUE_BYTES, TOO_SLOW, UNREAD_BYTES, Connection, Hub

PATIENCE = 10.0


class Reader:
    """The far side of a connection; `stop` makes it read no more."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.going = asyncio.Event()
        self.going.set()

    async def __call__(self, frame: bytes) -> None:
        await self.going.wait()
        self.frames.append(frame)


async def test_frames_reach_everybody_on_the_channel_in_order_and_nobody_else() -> None:
    hub, readers = Hub(), [Reader(), Reader(), Reader()]
    connections = [Connection(reader) for reader in readers]
    for connection in connections[:2]:
        hub.subscribe(connection, "room:1")
    hub.subscribe(connections[2], "room:2")
    tasks = [asyncio.create_task(each.drain()) for each in connections]
    for n in range(100):
        hub.publish("room:1", b"%d" % n)
    for each in connections:
        each.close(1012)

    assert await asyncio.gather(*tasks) == [1012, 1012, 1012]
    assert [reader.frames for reader in readers] == [[b"%d" % n for n in range(100)]] * 2 + [[]]


async def test_a_reader_that_falls_behind_is_closed_with_1013_and_the_others_notice_nothing() -> (
    None
):
    hub, slow, quick = Hub(), Reader(), Reader()
    slow.going.clear()
    left_behind, keeping_up = Connection(slow, limit=10), Connection(quick, limit=10)
    for connection in (left_behind, keeping_up):
        hub.subscribe(connection, "room:1")
    task = asyncio.create_task(left_behind.drain())
    other = asyncio.create_task(keeping_up.drain())
    for n in range(50):
        hub.publish("room:1", b"%d" % n)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    slow.going.set()
    keeping_up.close(1000)

    assert await asyncio.wait_for(task, PATIENCE) == TOO_SLOW
    await other
    assert quick.frames == [b"%d" % n for n in range(50)]
    assert len(slow.frames) <= 11


async def test_few_frames_that_are_very_large_are_a_reader_that_falls_behind_too() -> None:
    slow = Reader()
    slow.going.clear()
    connection = Connection(slow)
    task = asyncio.create_task(connection.drain())
    for _ in range(10):
        connection.push(b"x" * 1_000_000)
    slow.going.set()

    assert await asyncio.wait_for(task, PATIENCE) == TOO_SLOW
    assert len(slow.frames) <= 1


async def test_one_frame_may_be_as_large_as_a_board_is() -> None:
    reader = Reader()
    connection = Connection(reader)
    for _ in range(3):
        task = asyncio.create_task(connection.drain())
        connection.push(b"x" * 2 * QUEUE_BYTES)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
    connection.close(1000)

    assert await connection.drain() == 1000
    assert len(reader.frames) == 3


async def test_whoever_does_not_read_is_not_heard_until_it_has_read() -> None:
    reader = Reader()
    reader.going.clear()
    connection = Connection(reader)
    task = asyncio.create_task(connection.drain())
    await asyncio.wait_for(connection.has_read(), PATIENCE)
    connection.push(b"x" * 2 * UNREAD_BYTES)
    heard = asyncio.create_task(connection.has_read())
    await asyncio.sleep(0.05)
    assert not heard.done()

    reader.going.set()
    await asyncio.wait_for(heard, PATIENCE)
    connection.close(1000)
    assert await asyncio.wait_for(task, PATIENCE) == 1000


async def test_a_connection_that_is_removed_leaves_no_channel_behind() -> None:
    hub, connection = Hub(), Connection(Reader())
    hub.add(connection)
    hub.subscribe(connection, "room:1")
    hub.remove(connection)

    assert not hub.connections
    assert not hub._channels


async def test_many_marks_are_told_as_one_and_a_failure_does_not_stop_the_next() -> None:
    told: list[set[str]] = []

    async def tell(keys: set[str]) -> None:
        told.append(keys)
        if len(told) == 1:
            raise RuntimeError("a picture that failed")

    quiet = Coalescer(0.01, tell)
    for n in range(100):
        quiet.mark(str(n % 3))
    await asyncio.sleep(0.05)
    quiet.mark("later")
    await asyncio.sleep(0.05)

    assert told == [{"0", "1", "2"}, {"later"}]


class Wire:
    """A transport that takes what it is given, as long as the other side reads."""

    def __init__(self) -> None:
        self.writes: list[list[bytes]] = []
        self.room = True

    def __call__(self, frames: Sequence[bytes]) -> bool:
        if self.room:
            self.writes.append(list(frames))
        return self.room


async def test_what_one_turn_has_for_somebody_goes_out_in_one_write_and_in_order() -> None:
    hub, wire, reader = Hub(), Wire(), Reader()
    connection = Connection(reader, put=wire, outbox=hub.outbox)
    hub.subscribe(connection, "room:1")
    for n in range(3):
        hub.publish("room:1", b"%d" % n)
    connection.push(b"taken")
    assert wire.writes == []
    await asyncio.sleep(0)
    connection.push(b"later")
    await asyncio.sleep(0)

    assert wire.writes == [[b"0", b"1", b"2", b"taken"], [b"later"]]
    assert reader.frames == []


async def test_whoever_does_not_read_is_queued_for_in_order_and_closed_when_it_is_too_much() -> (
    None
):
    wire, reader = Wire(), Reader()
    connection = Connection(reader, put=wire, limit=10)
    wire.room = False
    reader.going.clear()
    task = asyncio.create_task(connection.drain())
    for n in range(4):
        connection.push(b"%d" % n)
        await asyncio.sleep(0)
    wire.room = True
    connection.push(b"4")  # behind those that wait, though there is room
    reader.going.set()
    for _ in range(20):
        await asyncio.sleep(0)
    assert (reader.frames, wire.writes) == ([b"%d" % n for n in range(5)], [])

    wire.room = False
    reader.going.clear()
    for n in range(30):
        connection.push(b"%d" % n)
        await asyncio.sleep(0)
    reader.going.set()
    assert await asyncio.wait_for(task, PATIENCE) == TOO_SLOW
    assert len(reader.frames) <= 5 + 11


async def test_what_was_held_is_sent_before_a_connection_closes() -> None:
    wire, reader = Wire(), Reader()
    connection = Connection(reader, put=wire)
    connection.begin()
    connection.end(1012)
    connection.push(b"taken")
    connection.done()

    assert wire.writes == [[b"taken"]]
    assert await asyncio.wait_for(connection.drain(), PATIENCE) == 1012
    full = Connection(reader, put=wire)
    wire.room = False
    full.push(b"taken too")
    full.close(1012)
    assert await asyncio.wait_for(full.drain(), PATIENCE) == 1012
    assert reader.frames == [b"taken too"]
