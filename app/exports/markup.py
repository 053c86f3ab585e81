"""Text and lines as CommonMark that shows exactly what was written, never markup by accident."""

import re
from collections.abc import Callable, Iterator, Sequence

from app.documents.text import Line, Run


def inline(text: str) -> str:
    """Text inside a line: escapes what CommonMark, tables or formulas could make something of."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def heading(text: str) -> str:
    """Text of a heading: one line, and a # at its end is no closing mark."""
    line = inline(" ".join(text.split()))
    words = line.rstrip("#")
    return words + r"\#" * (len(line) - len(words))


def paragraph(text: str) -> str:
    """A paragraph of its own; a line break in it stays one."""
    return _lines(inline(text))


def quote(text: str) -> str:
    return "> " + paragraph(text).replace("\n", "\n> ")


def note(line: Line) -> str:
    """One note with its bold, italic and links, without its marker."""
    dressed = "".join(_marked_up(line.runs))
    return _lines(re.sub(r"!(?=\[)", r"\!", dressed))  # else text and link would be an image


def notes(lines: Sequence[Line], said_by: Callable[[str], str]) -> str:
    """Notes below each other, lists as lists; `said_by` names the member that a note came from."""
    written = ""
    widths: list[int] = []  # of the markers around the present line, outermost first
    for before, line in zip((None, *lines), lines, strict=False):
        marker = f"{'-' if line.marker == '•' else line.marker} " if line.marker else ""
        level = min(line.level, len(widths) + 1)  # an item without text of its own is no line
        # An inner list that begins with 2 or more would be read as more of its item's text.
        begins_late = level > len(widths) and marker not in ("- ", "1. ")
        del widths[max(level - bool(marker), 0) :]
        indent = " " * sum(widths)
        tag = f"*{inline(said_by(line.member))}:* " if line.member else ""
        body = (tag + note(line)).replace("\n", "\n" + indent + " " * len(marker))
        together = marker and before and before.marker and not begins_late
        written += ("\n" if together else "\n\n") + indent + marker + body
        if marker:
            widths.append(len(marker))
    return written.strip("\n")


def link(text: str, address: str) -> str:
    return f"[{text}](<{_ADDRESS.sub(lambda found: _IN_ADDRESS[found[0]], address)}>)"


_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|~$]|&(?=[#\w])")
_IN_ADDRESS = {"&": "&amp;", "<": "%3C", ">": "%3E", "\\": "%5C"}
_ADDRESS = re.compile(r"[&<>\\]")
_LINE_START = re.compile(r"^(?:([ \t])|([#+\-=:])|([0-9]{1,9})([.)]))")
_BREAK = re.compile(r"\r\n|[\r\n]")


def _lines(text: str) -> str:
    r"""Escape what would begin a block, line by line; the break itself becomes `\`."""
    lines = (line.rstrip(" \t") for line in _BREAK.split(text.lstrip("\r\n").rstrip()))
    return "\\\n".join(_LINE_START.sub(_escaped, line) for line in lines)


def _escaped(found: re.Match[str]) -> str:
    space, mark, number, dot = found.groups()
    if space:
        return f"&#{ord(space)};"
    return f"\\{mark}" if mark else f"{number}\\{dot}"


def _marked_up(runs: Sequence[Run]) -> Iterator[str]:
    """Runs in their marks, or plain where CommonMark could not read the marks as such.

    `**so!**then` is no bold: beside punctuation a mark needs a space on its other side, and two
    marks may not touch. The words count for more than how they look.
    """
    runs = [run for run in runs if run.text]
    before, touching = "", False
    for run, after in zip(runs, [*(run.text[:1] for run in runs[1:]), ""], strict=False):
        body = run.text.strip()
        lead, trail = run.text.split(body, 1) if body else (run.text, "")
        stars = "*" * (run.em + 2 * run.strong) if body else ""
        fits = _fits(lead[-1:] or before, body[:1]) and _fits(trail[:1] or after, body[-1:])
        if not run.href and not (fits and (lead or not touching)):
            stars = ""
        text = f"{stars}{inline(body)}{stars}"
        yield lead + (link(text, run.href) if run.href and body else text) + trail
        before = run.text[-1:]
        touching = bool(stars) and not trail and not run.href


def _fits(outer: str, inner: str) -> bool:
    """Whether a mark can stand between two letters, the way CommonMark calls flanking."""
    return inner.isalnum() or outer in ("", " ", "\t", "\n")
