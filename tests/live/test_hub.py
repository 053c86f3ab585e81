"""Bounded queues: one slow reader costs the others nothing."""

import asyncio

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
