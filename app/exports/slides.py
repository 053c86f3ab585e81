"""How much a slide holds, reckoned in lines: no program has drawn it yet."""

from collections.abc import Iterator, Sequence

LINES = 16  # of text below a slide's title, as high as those of 18 points
_LINE = 82  # signs in such a line, wide letters reckoned with
_NAME = 2  # lines that a name takes, with the space above it
_MOST = 2  # lines of one room, at least, where there are others
_SIZES = ((28, 5), (24, 8))  # points, and up to how many lines of 18 points stand in them
_SMALL = 18
Said = tuple[str, str]


def spread(said: Sequence[Said], most: int) -> list[Said]:
    """As many of them as fit on one slide with two lines each, from the first to the last in even
    distances, so that no room is left out for its number. What is long ends in dots, as late as the
    slide has lines for it."""
    for count in range(min(len(said), most), 0, -1):
        some = [said[at * len(said) // count] for at in range(count)]
        for longest in range(max(most - _NAME, _MOST), _MOST - 1, -1):
            short = [(who, shortened(text, longest)) for who, text in some]
            if _high(short) <= most:
                return short
    return []


def _high(said: Sequence[Said]) -> int:
    return sum(lines_of(text) + (_NAME if who else 0) for who, text in said)


def size_for(said: Sequence[Said]) -> int:
    """In points: what is little can be read from farther away."""
    return next((size for size, most in _SIZES if _high(said) <= most), _SMALL)


def shortened(text: str, most: int) -> str:
    """So many lines of it; what is left out is said to be."""
    if lines_of(text) <= most:
        return text
    end = text[: _end(text, most)].rstrip()
    return f"{end[: end.rindex(' ')] if ' ' in end else end[:-1]} …"


def cut(said: Sequence[Said], most: int = LINES) -> Iterator[list[Said]]:
    """What fits on one slide after the other, in lines; whoever goes on is named again. On the same
    slide nobody is named twice in a row."""
    slide: list[Said] = []
    left, last = most, ""
    for who, text in said:
        for piece in _pieces(text, most - _NAME):
            if slide and _height(who, piece, last) > left:
                yield slide
                slide, left, last = [], most, ""
            left -= _height(who, piece, last)
            slide.append((who if who != last else "", piece))
            last = who
    if slide:
        yield slide


def _height(who: str, text: str, last: str) -> int:
    return lines_of(text) + (_NAME if who and who != last else 0)


def lines_of(text: str) -> int:
    return sum(max(1, -(-len(line) // _LINE)) for line in text.split("\n"))


def _pieces(text: str, most: int) -> Iterator[str]:
    """No higher than a slide: cut where a line, a sentence or at least a word ends, if one does."""
    while lines_of(text) > most:
        end = _end(text, most)
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text


def _end(text: str, most: int) -> int:
    """How many signs of a text fit."""
    fits, at = 0, 0
    for line in text.split("\n"):
        height = lines_of(line)
        if height > most:
            at = min(at + most * _LINE, len(text))
            break
        most -= height
        at += len(line) + 1
        fits = at
    if fits > at // 2:
        return fits
    for sign in (". ", " "):
        if (end := text.rfind(sign, at // 2, at)) > 0:
            return end + len(sign)
    return at
