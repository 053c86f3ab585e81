"""What is counted and measured while a rehearsal runs."""

import asyncio
import time
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

PROBLEMS_KEPT = 200


def _times() -> "array[float]":
    return array("d")


@dataclass
class Figures:
    """Counts by name, times in seconds, and everything that should not have happened."""

    counts: Counter[str] = field(default_factory=Counter)
    other_screen: "array[float]" = field(default_factory=_times)
    """From sending steps until another participant's socket has them."""
    saved: "array[float]" = field(default_factory=_times)
    """From sending steps until the server has said that they are on disk."""
    dry: "array[float]" = field(default_factory=_times)
    """From the last key of a note until all of it is on disk, however often others came first."""
    stage: "array[float]" = field(default_factory=_times)
    """From asking for a new stage until a participant's socket knows it."""
    asked: dict[tuple[str, str], float] = field(default_factory=dict)
    """(dialogue, stage) → when the facilitator asked for it."""
    lag: "array[float]" = field(default_factory=_times)
    """How much later than asked for this process woke up: its own part in the times above."""
    problems: list[str] = field(default_factory=list)

    def problem(self, what: str) -> None:
        self.counts["problems"] += 1
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(what)

    async def watch_lag(self, every: float = 0.02) -> None:
        """Measure until cancelled."""
        while True:
            due = time.perf_counter() + every
            await asyncio.sleep(every)
            self.lag.append(max(0.0, time.perf_counter() - due))


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and max in milliseconds; empty without times."""
    if not times:
        return {}
    ordered = sorted(times)
    last = len(ordered) - 1
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(1000 * ordered[round(part * last)], 1) for name, part in at.items()}
