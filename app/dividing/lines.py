"""A text as lines, which keep the numbers that they have where they come from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line as it is read. `at` counts from 1 in the source; of a table it is the row, which
    several lines may share."""

    at: int
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """A text's lines as an editor counts them."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if physical and not physical[-1]:
        physical.pop()
    return tuple(Line(at, each.replace("\0", "")) for at, each in enumerate(physical, 1))
