"""Figures of a report as SVG: each says one thing, and says it in its title and in words too.

Drawn from plain numbers; nothing in them is fetched from anywhere and nothing moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from app.web.direction import BEGIN, END

WIDTH = 640
INK, QUIET, HAIRLINE, GREEN = "#1b2421", "#56615c", "#d8d3c8", "#0b5d4e"
SHADES = ("#ffffff", "#cfe3dc", "#7fb5a5", "#0b5d4e")
_ACROSS = 50
_SIDE, _GAP = 14, 2
_BESIDE, _BEHIND = 200, 66  # what a label before a strip takes, and the number after it
_LETTERS, _LETTERS_BESIDE = 88, 30  # of a label on one line


@dataclass(frozen=True)
class Figure:
    """`title` is the one thing that it says; `alt` says all of it in words; `drawing` is SVG."""

    title: str
    alt: str
    drawing: str
    height: int


def squares(
    title: str, alt: str, strips: Sequence[tuple[str, Sequence[int], str]], legend: Sequence[str]
) -> Figure:
    """A strip behind each label, with a square for each value: the darker, the more (0 to 3), and
    what they come to. They stand below each other, so that a column of squares is one room."""
    across = min(max((len(values) for _, values, _ in strips), default=1), _ACROSS) or 1
    step = min((WIDTH - _BESIDE - _BEHIND) / across, _SIDE)
    drawn, top = [_legend(legend)], 34
    for label, values, told in strips:
        below = _label(drawn, label, top, _LETTERS_BESIDE)
        for at, value in enumerate(values):
            row, column = divmod(at, across)
            drawn.append(_square(_BESIDE + column * step, top + row * step, value, step - _GAP))
        high = (len(values) + across - 1) // across * step
        right = _BESIDE + min(across, len(values)) * step + 8
        drawn.append(_text(right, top + 11, told, GREEN, 600))
        top = int(max(below, top + high)) + 7
    return _figure(title, alt, drawn, top)


def spans(title: str, alt: str, bars: Sequence[tuple[str, int, int, int]]) -> Figure:
    """A bar for each label from a low to a high value, with a mark at the middle one."""
    drawn: list[str] = []
    top, most = 4, max((high for *_, high in bars), default=0) or 1
    scale = (WIDTH - 60) / most
    for label, low, middle, high in bars:
        top = _label(drawn, label, top)
        left, right = low * scale, max(high * scale, low * scale + 2)
        drawn.append(_box(0, top + 6, left, 1, HAIRLINE))
        drawn.append(_box(left, top, right - left, 13, SHADES[1]))
        drawn.append(_box(middle * scale - 1.5, top, 3, 13, GREEN))
        drawn.append(_text(max(right, middle * scale) + 8, top + 11, str(middle), GREEN, 600))
        top += 32
    return _figure(title, alt, drawn, top)


def bars(title: str, alt: str, values: Sequence[tuple[str, int, int]]) -> Figure:
    """A bar for each label, a value in as much as there could be, with both beside it."""
    drawn: list[str] = []
    top, most = 4, max((whole for *_, whole in values), default=0) or 1
    scale = (WIDTH - 90) / most
    for label, value, whole in values:
        top = _label(drawn, label, top)
        drawn.append(_box(0, top, whole * scale, 13, SHADES[1]))
        drawn.append(_box(0, top, value * scale, 13, GREEN))
        drawn.append(_text(whole * scale + 8, top + 11, f"{value} / {whole}", GREEN, 600))
        top += 32
    return _figure(title, alt, drawn, top)


def _label(drawn: list[str], label: str, top: float, letters: int = _LETTERS) -> int:
    """Writes it whole, in as many lines as it takes; the place below it. A name that is set apart
    and goes on in the next line is set apart there too."""
    begun = ""
    for line in wrap(label, letters) or [""]:
        written = begun + line
        begun = BEGIN if written.rfind(BEGIN) > written.rfind(END) else ""
        drawn.append(_text(0, top + 11, written + (END if begun else "")))
        top += 15
    return int(top) + 3


def _legend(words: Sequence[str]) -> str:
    drawn, left = [], 0.0
    for value, word in enumerate(words):
        drawn.append(_square(left, 2, value, 9))
        drawn.append(_text(left + 16, 12, word, QUIET))
        left += 30 + 7 * len(word)
    return "".join(drawn)


def _square(left: float, top: float, value: int, side: float) -> str:
    edge = HAIRLINE if value == 0 else SHADES[value]
    place = f'x="{left + 0.5:.1f}" y="{top + 0.5:.1f}" width="{side:.1f}" height="{side:.1f}"'
    return f'<rect {place} fill="{SHADES[value]}" stroke="{edge}"/>'


def _box(left: float, top: float, width: float, height: float, colour: str) -> str:
    place = f'x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="{colour}"/>'


def _text(left: float, top: float, words: str, colour: str = INK, weight: int = 400) -> str:
    dress = f'font-family="Inter, Arial, sans-serif" font-size="12" font-weight="{weight}"'
    return f'<text x="{left:.1f}" y="{top:.1f}" {dress} fill="{colour}">{escape(words)}</text>'


def _figure(title: str, alt: str, drawn: Sequence[str], height: float) -> Figure:
    box = f'viewBox="0 0 {WIDTH} {int(height)}" width="{WIDTH}" height="{int(height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img">'
    named = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    return Figure(title, alt, f"{head}{named}{''.join(drawn)}</svg>", int(height))
