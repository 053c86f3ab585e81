"""Several write in one document at once, and nobody waits for ever."""

import asyncio
import time
from types import SimpleNamespace

import pytest

from app.boards.live import LiveBoards
from app.boards.turns import KEPT_SECONDS, LOST, MISSED, TRIES, Turns
from tests.boards.steps import paragraph
from tests.server import Afternoon
from tests.talk import Talk, talking


@pytest.fixture
def clock() -> SimpleNamespace:
    """Time that only the test moves: `now`, in seconds."""
    return SimpleNamespace(now=0.0)


@pytest.fixture
def turns(clock: SimpleNamespace) -> Turns:
    return Turns(lambda: float(clock.now))


async def waits(turns: Turns, writer: str) -> "asyncio.Task[None]":
    """Somebody who has come and is still waiting."""
    coming = asyncio.create_task(turns.come("a", writer))
    await asyncio.sleep(0.01)
    assert not coming.done(), f"{writer} has not waited"
    return coming


def lose(turns: Turns, writer: str, rounds: int = LOST) -> None:
    for _ in range(rounds):
        turns.lost("a", writer)


async def test_whoever_lost_fewer_rounds_keeps_nobody_waiting(turns: Turns) -> None:
    lose(turns, "far", LOST - 1)
    await turns.come("a", "near")
    turns.had("a", "far")
    lose(turns, "far", LOST - 1)
    await turns.come("a", "near")


async def test_the_others_wait_until_whoever_lost_has_had_a_turn(turns: Turns) -> None:
    lose(turns, "far")
    near = await waits(turns, "near")
    await turns.come("b", "near")  # in another document nobody waits
    await turns.come("a", "far")
    assert not near.done()
    turns.had("a", "far")
    await near


async def test_those_who_lost_come_in_the_order_in_which_they_lost(turns: Turns) -> None:
    lose(turns, "first")
    lose(turns, "second")
    second, near = await waits(turns, "second"), await waits(turns, "near")
    await turns.come("a", "first")
    turns.had("a", "first")
    await second
    assert not near.done()
    lose(turns, "second", 1)  # what it had sent was outdated once more; the turn is still its own
    assert not near.done()
    turns.had("a", "second")
    await near


async def test_it_is_kept_for_a_moment_only_and_not_again_for_whoever_let_it_pass(
    turns: Turns, clock: SimpleNamespace
) -> None:
    lose(turns, "asleep")
    clock.now = KEPT_SECONDS
    await turns.come("a", "near")
    lose(turns, "asleep", LOST)
    await turns.come("a", "near")
    lose(turns, "asleep", -MISSED)
    await waits(turns, "near")


async def test_whoever_sends_nothing_but_what_is_outdated_keeps_nobody_waiting(
    turns: Turns,
) -> None:
    lose(turns, "hostile")
    near = await waits(turns, "near")
    lose(turns, "hostile", TRIES)
    assert not near.done()
    lose(turns, "hostile", 1)
    await near
    lose(turns, "hostile", TRIES)
    await turns.come("a", "near")


@pytest.mark.one_process
def test_a_far_away_writer_is_not_overtaken_for_ever_by_a_near_one(seminar: Afternoon) -> None:
    seminar.server.app.runtime[LiveBoards].turns = Turns(
        lambda: 0.0
    )  # so that no machine is too slow for it
    answer = seminar.answer()["id"]
    seat = {"code": seminar.seminar["code"], "room": 1}
    bearer = seminar.server.client().post("/api/v1/seats", json=seat).json()["seat_token"]
    with talking(seminar) as near, talking(seminar, Authorization=f"Bearer {bearer}") as far:
        for talk in (near, far):
            talk.join(seminar.rooms[0]["id"])

        def send(talk: Talk, client: str, version: int) -> None:
            steps = [paragraph(client, f"{client}{version}")]
            talk.say("steps", id=1, document=answer, version=version, client=client, steps=steps)

        for version in range(LOST):
            send(near, "near", version)
            assert near.hear("taken", "stale")["type"] == "taken"
            send(far, "far", version)  # it has not heard of near's yet
            assert far.hear("taken", "stale")["type"] == "stale"
        send(near, "near", LOST)
        time.sleep(0.2)  # so that near's comes first, as it always does
        send(far, "far", LOST)

        assert far.hear("taken", "stale")["type"] == "taken"
        assert near.hear("taken", "stale")["type"] == "stale"
    assert seminar.answer()["text"].splitlines()[0] == "far"
