"""How near notes are to each other: their vectors with what all have in common taken away. Pure.

The model finds everything said at one seminar alike (0.8 at least); after the mean is subtracted
and each is brought to length one, what is left tells apart. Needs numpy, which comes with the
extra `[meaning]`.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

NEAR = 0.32
"""From here on two notes say something like each other: of ten that are told seven or eight are
(bench/meaning.py; decision 28 has the figures). One that is said in quite other words is missed."""
ALIKE = 0.5
"""From here on they say the same; none of those on the invented walls was wrong."""
GROUPED = 0.25
"""How near groups are on the average that are made one."""
MOST_COMPARED = 4_000
"""Notes that are compared each with each at once."""
FEWEST = 5
"""Notes of which there must be so many that a mean tells what they have in common."""


class Space:
    """Some notes by their places in `vectors`."""

    def __init__(self, vectors: Sequence[bytes]) -> None:
        import numpy as np

        raw = np.stack([np.frombuffer(each, dtype="<f4") for each in vectors])
        self.mean = raw.mean(axis=0)
        self._told = self._centred(raw)

    def _centred(self, raw: Any) -> Any:
        import numpy as np

        moved = raw - self.mean
        lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
        return moved / np.maximum(lengths, 1e-9)

    @cached_property
    def _all(self) -> Any:
        return self._told @ self._told.T

    def near(self, place: int, least: float = NEAR) -> list[tuple[float, int]]:
        """Those that are near to one of them, the nearest first; not itself."""
        return _first(self._told @ self._told[place], least, without=place)

    def near_to(self, vector: bytes, least: float = NEAR) -> list[tuple[float, int]]:
        """Those that are near to something that is none of them, such as a question."""
        import numpy as np

        asked = self._centred(np.frombuffer(vector, dtype="<f4"))
        return _first(self._told @ asked, least)

    def pairs(self, least: float = ALIKE) -> list[tuple[int, int]]:
        """Places of two that are nearer than this, the lower one first."""
        import numpy as np

        rows, columns = np.nonzero(np.triu(self._all >= least, 1))
        return list(zip(rows.tolist(), columns.tolist(), strict=True))

    def groups(self, least: float = NEAR, fewest: int = 3) -> list[list[int]]:
        """Places that belong together, each in one group at most, the largest group first: the two
        groups that are nearest on the average are made one for as long as they are near enough."""
        import numpy as np

        count = len(self._told)
        sums, sizes = self._all.astype("f8").copy(), np.ones(count)
        members: list[list[int]] = [[at] for at in range(count)]
        alive = np.ones(count, dtype=bool)
        while alive.sum() > 1:
            means = sums / np.outer(sizes, sizes)
            means[~alive] = -1
            means[:, ~alive] = -1
            np.fill_diagonal(means, -1)
            one, other = divmod(int(means.argmax()), count)
            if means[one, other] < least:
                break
            sums[one] += sums[other]
            sums[:, one] += sums[:, other]
            sizes[one] += sizes[other]
            members[one] += members[other]
            alive[other] = False
        found = [sorted(members[at]) for at in range(count) if alive[at]]
        return sorted((each for each in found if len(each) >= fewest), key=lambda each: -len(each))


def _first(likes: Any, least: float, without: int = -1) -> list[tuple[float, int]]:
    found = [(float(like), at) for at, like in enumerate(likes) if like >= least and at != without]
    return sorted(found, reverse=True)
