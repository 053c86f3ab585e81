"""Notes as nested lists, for formats whose lists hold each other; out of lines with levels."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.documents.text import Line


@dataclass
class Item:
    """What stands in one place of a list; nothing of its own where only a list in it does."""

    blocks: list["Line | Listed"] = field(default_factory=list)


@dataclass
class Listed:
    """A list. `start` is the number of its first item, 0 where it is not numbered."""

    start: int
    items: list[Item] = field(default_factory=list)

    def goes_on(self, number: int) -> bool:
        return number == (self.start + len(self.items) if self.start else 0)


def nested(lines: Iterable[Line]) -> list[Line | Listed]:
    """A number that does not go on from the one before begins a list of its own."""
    found: list[Line | Listed] = []
    standing: list[Listed] = []  # the lists around the present line, outermost first

    def place(block: Line | Listed) -> None:
        (standing[-1].items[-1].blocks if standing else found).append(block)

    def begin(start: int) -> None:
        begun = Listed(start)
        place(begun)
        standing.append(begun)

    for line in lines:
        del standing[line.level :]
        if not line.marker:
            place(line)
            continue
        while len(standing) < line.level - 1:
            begin(0)
            standing[-1].items.append(Item())
        number = _number(line.marker)
        if len(standing) == line.level and not standing[-1].goes_on(number):
            standing.pop()
        if len(standing) < line.level:
            begin(number)
        standing[-1].items.append(Item([line]))
    return found


def _number(marker: str) -> int:
    return int(re.sub(r"[^0-9]", "", marker) or 0)
