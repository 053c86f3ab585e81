"""How much stands somewhere, in four steps that pictures and reports shade by."""

STEPS = (1, 20, 60)
"""Words from which a square is fuller."""


def shade(words: int, *, given: bool) -> int:
    """0 to 3: nothing only where nothing was answered."""
    return max(1, sum(words >= step for step in STEPS)) if given else 0
