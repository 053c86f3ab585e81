"""Whose steps come next in a document that several write in at once.

Steps made on an older text are refused, and their sender makes them anew on the newer one. Whoever
is farther from the server than the others, or unlucky, would lose every round to them, and wait for
a minute to be saved. So after `LOST` rounds a document is kept for a moment for whoever lost them.
"""

import asyncio
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress

LOST = 2
"""Rounds in a row; fewer are lost by chance, and whoever waits for nobody waits for nothing."""
KEPT_SECONDS = 1.0
"""The way to a telephone and back, on a bad net and a busy server."""
TRIES = 2
"""Rounds that may still be lost while it is kept: with what was on its way already."""
LONGEST_WAIT = 3.0
MISSED = -20
"""What somebody for whom it was kept in vain begins with: a sleeping telephone, or one who would
have everybody wait by sending nothing but what is outdated."""
MOST_DOCUMENTS = 5_000


class Turns:
    """The turns of one process. All calls come from the event loop's thread.

    >>> await turns.come(document, writer)  # before the steps are handed in
    >>> turns.lost(document, writer)        # they were outdated
    >>> turns.had(document, writer)         # they were taken, or refused for good
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lines: OrderedDict[str, _Line] = OrderedDict()

    async def come(self, document: str, writer: str) -> None:
        """Wait while the document is kept for somebody else, for `LONGEST_WAIT` seconds at most."""
        line = self._lines.get(document)
        end = self._clock() + LONGEST_WAIT
        while line and (left := min(line.kept_for(writer, self._clock()), end - self._clock())) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(line.moved.wait(), left)

    def free(self, document: str) -> bool:
        """Whether nobody has lost a round there, so that nobody need wait."""
        return document not in self._lines

    def lost(self, document: str, writer: str) -> None:
        line = self._lines.setdefault(document, _Line())
        self._lines.move_to_end(document)
        line.lose(writer, self._clock())
        if len(self._lines) > MOST_DOCUMENTS:
            self._lines.popitem(last=False)

    def had(self, document: str, writer: str) -> None:
        if line := self._lines.get(document):
            line.leave(writer, self._clock())
            if not line.rounds:
                del self._lines[document]


class _Line:
    """Those who lost rounds in one document; for the first in `next` it is kept until `until`."""

    def __init__(self) -> None:
        self.rounds: Counter[str] = Counter()
        self.next: deque[str] = deque()
        self.until = 0.0
        self.tries = 0
        self.moved = asyncio.Event()

    def kept_for(self, writer: str, moment: float) -> float:
        """Seconds for which `writer` has to wait for another. Whoever it is kept for is here now,
        and the others wait until that has come to its end."""
        while self.next and self.until <= moment:
            self._miss(moment)
        if not self.next:
            return 0.0
        if self.next[0] == writer:
            self.until = moment + LONGEST_WAIT
            return 0.0
        return self.until - moment

    def lose(self, writer: str, moment: float) -> None:
        self.rounds[writer] += 1
        if writer not in self.next and self.rounds[writer] >= LOST:
            self.next.append(writer)
            self.until = moment + KEPT_SECONDS if len(self.next) == 1 else self.until
        elif self.next and self.next[0] == writer:
            self.tries += 1
            self.until = moment + KEPT_SECONDS
            if self.tries > TRIES:
                self._miss(moment)

    def leave(self, writer: str, moment: float) -> None:
        del self.rounds[writer]
        if self.next and self.next[0] == writer:
            self._move(moment)
        elif writer in self.next:
            self.next.remove(writer)

    def _miss(self, moment: float) -> None:
        self.rounds[self.next[0]] = MISSED
        self._move(moment)

    def _move(self, moment: float) -> None:
        self.next.popleft()
        self.tries = 0
        self.until = moment + KEPT_SECONDS
        self.moved.set()
        self.moved.clear()
