"""What a facilitator writes above the questions, as HTML: paragraphs, quotations, lists and links.

A blank line parts paragraphs, `>` begins a quotation and `-` a point; addresses become links.
Everything else is text.
"""

import re
from itertools import groupby

from markupsafe import Markup, escape

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_KINDS = {">": "quote", "-": "point", "•": "point"}


def as_html(text: str) -> Markup:
    """Markup of the whole text; empty for an empty one."""
    lines = [line.strip() for line in text.splitlines()]
    return Markup().join(_block(kind, list(block)) for kind, block in groupby(lines, _kind))


def _kind(line: str) -> str:
    return _KINDS.get(line[:1], "words") if line else "blank"


def _block(kind: str, lines: list[str]) -> Markup:
    match kind:
        case "blank":
            return Markup()
        case "quote":
            return Markup('<blockquote><p dir="auto">{}</p></blockquote>').format(_lines(lines, 1))
        case "point":
            points = (
                Markup('<li dir="auto">{}</li>').format(_linked(line[1:].strip())) for line in lines
            )
            return Markup("<ul>{}</ul>").format(Markup().join(points))
        case _:
            return Markup('<p dir="auto">{}</p>').format(_lines(lines, 0))


def _lines(lines: list[str], skipped: int) -> Markup:
    return Markup("<br>").join(_linked(line[skipped:].strip()) for line in lines)


def _linked(line: str) -> Markup:
    out, at = Markup(), 0
    for found in _ADDRESS.finditer(line):
        out += escape(line[at : found.start()])
        out += Markup('<a href="{0}" rel="noopener noreferrer" target="_blank">{0}</a>').format(
            found.group()
        )
        at = found.end()
    return out + escape(line[at:])
