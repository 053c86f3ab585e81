"""What an event loop hands to the writer: gathered for some milliseconds and handed over as one, so
that a thread is woken once for all who write at the same time."""

import asyncio
from collections.abc import Callable

from app.storage.jobs import Job
from app.storage.pace import Pace


class JobBatcher:
    """The jobs of one event loop; the first of a lot sets the time. All calls come from there."""

    def __init__(self, pace: Pace, put: Callable[[list[Job]], None]) -> None:
        self.jobs: list[Job] = []
        self.loop: asyncio.AbstractEventLoop | None = None
        self._pace, self._put = pace, put

    def add(self, job: Job) -> None:
        if not self.jobs and job.loop:
            self.loop = job.loop
            job.loop.call_later(self._pace.seconds, self.hand_over)
        self.jobs.append(job)

    def takes(self, job: Job) -> bool:
        """Whether it is of this loop: two may share a writer, as the tests have it."""
        return not self.jobs or self.loop is job.loop

    def hand_over(self) -> None:
        jobs, self.jobs = self.jobs, []
        if jobs:
            self._pace.count(len(jobs))
            self._put(jobs)
