"""Servers that are killed while rooms write: the short and the long form."""

import random
from collections import Counter
from itertools import cycle, islice
from operator import le
from pathlib import Path

from app.boards.ledger_check import check
from app.main import open_store
from app.settings import Settings
from cluster.servers import free_port
from tests.patience import PATIENCE
from tests.process import process
from tests.writers import Writers, numbers

POINTS = ("before_commit", "after_commit", "publish")
ANY = "any moment"


def kill_under_load(folder: Path, *, times: int, rooms: int, a_second: float, each: int) -> str:
    """Kill a server over and over, at named points and at any moment, while rooms write through it.

    `each` is about how many edits a life lasts. Each time the disk holds all that was acknowledged
    and nothing that was not sent, and its ledger and documents agree; in the last text, read from
    a server and from its export, each edit stands once. Returns the figures.
    """
    chance, port, deaths = random.Random(), free_port(), Counter[str]()  # each sitting another
    with process(folder, port=port) as server:
        server.wait()
        writers = Writers(server, rooms, a_second=a_second)
        server.stop()
    with writers:
        for point in islice(cycle(chance.sample([*POINTS, ANY], 4)), times):
            _one_life(folder, port, writers, point, chance.randint(1, 2 * each))
            deaths[point] += 1
            _hold_against_disk(folder, writers)
        with process(folder, port=port) as server:
            writers.wait_for_all(1)
            writers.finish()
            texts = [each.text(server.url) for each in writers.each]
            exported = writers.exported()
            server.stop()
    assert texts == exported == [numbers(count) for count in writers.acknowledged()]
    where = ", ".join(f"{count} {point}" for point, count in sorted(deaths.items()))
    return (
        f"{times} kills ({where}), {sum(writers.acknowledged())} acknowledged edits: "
        "0 lost, 0 doubled, ledger and documents agree"
    )


def _one_life(folder: Path, port: int, writers: Writers, point: str, edits: int) -> None:
    """Serve until killed: at the point's n-th passing, or from outside after that many edits."""
    groups = max(1, edits // 4)
    failpoint = "" if point == ANY else f"{point}=kill@{groups}"
    with process(folder, port=port, SAMTAVLE_FAILPOINTS=failpoint) as server:
        if point == ANY:
            writers.wait_for(edits)
            server.kill()
        else:
            server.running.wait(timeout=PATIENCE)
        writers.wait_for_the_cut()


def _hold_against_disk(folder: Path, writers: Writers) -> None:
    store = open_store(Settings(data=folder))
    with store.reading() as session:
        held = [each.held(session)[0] for each in writers.each]
    broken = check(store)
    store.close()
    assert broken == []
    assert all(map(le, writers.acknowledged(), held)), "lost"
    assert all(map(le, held, writers.sent())), "made up"
