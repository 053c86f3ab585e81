"""What waits to be written, and how whoever waits for it hears of the outcome."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from itertools import groupby
from typing import Any

import structlog

log = structlog.get_logger()
Told = Callable[[Any], None]


class Job:
    """A verb that waits for its turn. With `together` its `item` is done with its neighbours'.

    Whoever waits has a `future`, the event loop's own or a thread's; for whoever does not, `told`
    gets the outcome, what the verb returned or an exception, in the event loop.
    """

    __slots__ = ("future", "item", "loop", "outcome", "together", "told", "verb")

    def __init__(
        self,
        verb: Callable[..., Any],
        item: Any = None,
        *,
        together: bool = False,
        loop: asyncio.AbstractEventLoop | None = None,
        future: "Future[Any] | asyncio.Future[Any] | None" = None,
        told: Told | None = None,
    ) -> None:
        self.verb, self.item, self.together = verb, item, together
        self.loop, self.future, self.told = loop, future, told
        self.outcome: Any = None

    def settle(self) -> None:
        """Called where it is heard: in its event loop, if it has one."""
        if self.told:
            try:
                self.told(self.outcome)
            except Exception:  # one who cannot be told must not keep it from the others
                log.exception("not told")
        elif self.future is None or self.future.done():  # whoever waited has gone
            return
        elif isinstance(
            self.outcome, StopIteration
        ):  # no future carries one: all would go on waiting
            ended = RuntimeError("a verb raised StopIteration")
            ended.__cause__ = self.outcome
            self.future.set_exception(ended)
        elif isinstance(self.outcome, Exception):
            self.future.set_exception(self.outcome)
        else:
            self.future.set_result(self.outcome)

    def refuse(self, refusal: Exception) -> None:
        """At once, from where it was handed in."""
        self.outcome = refusal
        self.settle()


def settle(group: list[Job]) -> None:
    """Tell everybody; each event loop is woken once, and hears in the order of the group."""
    loops = dict.fromkeys(job.loop for job in group)
    for loop in loops:
        jobs = [job for job in group if job.loop is loop] if len(loops) > 1 else group
        if loop is None:
            settle_here(jobs)
        else:
            with suppress(RuntimeError):  # closed: nobody is there to hear
                loop.call_soon_threadsafe(settle_here, jobs)


def settle_here(jobs: Iterable[Job]) -> None:
    for job in jobs:
        job.settle()


def side_by_side(group: Iterable[Job]) -> Iterator[list[Job]]:
    """Neighbours that are done by the same verb come as one; all others alone, in their order."""
    for _, jobs in groupby(group, lambda job: job.verb if job.together else job):
        yield list(jobs)
