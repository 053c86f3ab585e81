"""The circle of a round as it is drawn on paper. Pure."""

from math import cos, pi, sin

FEWEST, MOST = 6, 10


def places(members: int, radius: float = 40) -> list[tuple[float, float]]:
    """Points around (0, 0), the first on top, then clockwise; a few more than there are members."""
    count = min(max(members + 2, FEWEST), MOST)
    turns = (2 * pi * at / count for at in range(count))
    return [(round(radius * sin(turn), 2), round(-radius * cos(turn), 2)) for turn in turns]
