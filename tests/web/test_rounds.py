"""Whoever asks for very much at once waits for itself, and nobody else waits for it."""

import threading
from collections.abc import Callable
from functools import partial

import anyio
from anyio.to_thread import current_default_thread_limiter, run_sync
from starlette.types import Message, Receive, Scope, Send

from app.web.rounds import MOST_FOR_THREADS, Rounds

FLOOD, OTHER, NEIGHBOUR = "192.0.2.1", "192.0.2.2", "2001:db8::1"


class Told:
    """An application that says in which order it was asked."""

    def __init__(self) -> None:
        self.order: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.order.append(scope["client"][0])


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


async def _unheard(message: Message) -> None: ...


def begun(work: Callable[[Callable[[str], None]], None]) -> list[str]:
    """The addresses of those whom `work` has ask, in the order in which they were begun."""
    told = Told()

    async def main() -> None:
        rounds = Rounds(told)
        async with anyio.create_task_group() as group:

            def ask(host: str) -> None:
                scope = {"type": "http", "client": (host, 1), "headers": []}
                group.start_soon(partial(rounds, scope, _nothing, _unheard))

            work(ask)

    anyio.run(main)
    return told.order


def test_who_asks_once_is_begun_before_the_rest_of_a_flood() -> None:
    def work(ask: Callable[[str], None]) -> None:
        for _ in range(1_000):
            ask(FLOOD)
        ask(OTHER)
        ask(NEIGHBOUR)

    order = begun(work)
    assert len(order) == 1_002
    assert set(order[:3]) == {FLOOD, OTHER, NEIGHBOUR}


def test_one_address_is_begun_in_the_order_in_which_it_asked() -> None:
    at = iter(range(100))

    def work(ask: Callable[[str], None]) -> None:
        for _ in range(100):
            ask(f"2001:db8::{next(at):x}")  # one household

    assert begun(work) == [f"2001:db8::{each:x}" for each in range(100)]


def test_nobody_is_begun_while_very_many_wait_for_a_thread() -> None:
    told = Told()

    async def main() -> None:
        rounds, free = Rounds(told), threading.Event()
        scope = {"type": "http", "client": (OTHER, 1), "headers": []}
        threads = current_default_thread_limiter()
        threads.total_tokens = 1
        async with anyio.create_task_group() as group:
            for _ in range(MOST_FOR_THREADS + 1):
                group.start_soon(partial(run_sync, free.wait))
            while threads.statistics().tasks_waiting < MOST_FOR_THREADS:
                await anyio.lowlevel.checkpoint()
            group.start_soon(rounds, scope, _nothing, _unheard)
            for _ in range(100):
                await anyio.lowlevel.checkpoint()
            assert told.order == []
            free.set()
        assert told.order == [OTHER]

    anyio.run(main)
