"""What was handed in to be written, in the order it came, up to an end."""

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress

from app.refusals import NotSaved
from app.storage.jobs import Job

LARGEST_GROUP = 256
LONGEST_QUEUE = 10_000


class WriteQueue:
    """`count` is how many jobs are in it. What comes after its end is refused."""

    def __init__(self) -> None:
        self.closed, self.count = False, 0
        self._groups: queue.SimpleQueue[list[Job] | None] = queue.SimpleQueue()
        self._door = threading.Lock()

    def put(self, jobs: list[Job]) -> None:
        with self._door:  # nothing may be put behind the end, where nobody would answer it
            if taken := not self.closed:
                self.count += len(jobs)
                for start in range(0, len(jobs), LARGEST_GROUP):
                    self._groups.put(jobs[start : start + LARGEST_GROUP])
        if not taken:
            for job in jobs:
                job.refuse(NotSaved())

    def close(self) -> None:
        with self._door:
            self.closed = True
            self._groups.put(None)

    def next(self) -> list[Job]:
        """What was handed over and has not been written; nothing at the end."""
        jobs = self._groups.get()
        if jobs is None:
            return []
        self._count_down(jobs)
        return [*jobs, *self.waiting(LARGEST_GROUP - len(jobs))]

    def waiting(self, most: int = LONGEST_QUEUE) -> Iterator[Job]:
        """What is there already."""
        with suppress(queue.Empty):
            while most > 0:
                jobs = self._groups.get_nowait()
                if jobs is None:
                    self._groups.put(None)  # the end stays the end
                    return
                self._count_down(jobs)
                most -= len(jobs)
                yield from jobs

    def _count_down(self, jobs: list[Job]) -> None:
        with self._door:
            self.count -= len(jobs)
