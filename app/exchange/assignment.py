"""Which rooms a room is given to read: all about equally often, what is like its own and what is
not, never its own. Pure.

A room is given its rooms when it asks for them. So a room that never comes reads nothing and
leaves no gap, and one that wrote late begins with no reader and is given to the next who ask.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from zlib import crc32

HOW_MANY = 3
T = TypeVar("T", bound=str)


def assigned(
    reader: str, given: Mapping[str, int], likeness: Mapping[str, float], have: Iterable[str] = ()
) -> list[str]:
    """Who is to be read by `reader`, besides those it has.

    `given` says how often each room that wrote is given already, `likeness` how like each is to
    what the reader wrote, from 0 to 1. Of those who are read least one is taken that is near, then
    one that is far, then one in between.
    """
    had = list(have)
    left = {room: times for room, times in given.items() if room not in (reader, *had)}
    found: list[str] = []
    for choose in _CHOICES[len(had) :]:
        if not left:
            break
        least = min(left.values())
        order = sorted(
            (room for room in left if left[room] == least),
            key=lambda room: (likeness.get(room, 0.0), crc32(f"{reader} {room}".encode())),
        )
        found.append(choose(order))
        del left[found[-1]]
    return found


def as_one(reader: str, rooms: Iterable[str], into: Mapping[str, str]) -> list[str]:
    """The rooms that `reader` was given, as they are now: one that was merged into another is that
    one, told once, and what the reader was merged with is its own."""
    now = dict.fromkeys(into.get(room, room) for room in rooms)
    now.pop(into.get(reader, reader), None)
    return list(now)[:HOW_MANY]


def _near(order: Sequence[T]) -> T:
    return order[-1]


def _far(order: Sequence[T]) -> T:
    return order[0]


def _between(order: Sequence[T]) -> T:
    return order[len(order) // 2]


_CHOICES: tuple[Callable[[Sequence[str]], str], ...] = (_near, _far, _between)


def likeness(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How many of the words of two rooms they have in common, from 0 to 1."""
    every = mine | theirs
    return len(mine & theirs) / len(every) if every else 0.0
