"""Walls that come as a table: Padlet's, Miro's and Mural's CSV or XLSX, and others like them.

Columns are found by name. A row is a post; the row of headings is row 1.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.dividing.lines import Line
from app.imports.markup import plain_lines
from app.imports.source import Kind, Source, SourcePiece, Unreadable
from app.rooms import spreadsheet

csv.field_size_limit(2_000_000)
_TITLE = {"subject", "title", "tittel", "emne", "overskrift", "heading", "header"}
_BODY = {
    *("body", "text", "tekst", "content", "innhold", "innhald", "description", "message", "sticky"),
    *("stickytext", "stickycontent", "note", "notat", "caption", "plaintext"),
}
_SECTION = {
    *("section", "seksjon", "kolonne", "column", "area", "areatitle", "frame", "framename"),
    *("cluster", "parent", "parentname", "container", "group"),
}
_OTHER = {
    *("attachment", "vedlegg", "author", "forfatter", "createdat", "updatedat", "opprettet"),
    *(
        "type",
        "id",
        "color",
        "colour",
        "bgcolor",
        "tags",
        "link",
        "url",
        "lastupdated",
        "createdby",
    ),
    *("positionx", "positiony", "xposition", "yposition", "x", "y", "width", "height", "likes"),
    *("lastupdatedby", "updatedby", "votes", "linkto", "shape", "comments", "rating", "username"),
}


@dataclass(frozen=True)
class _Columns:
    title: int | None
    body: int | None
    section: int | None
    kind: Kind


def of_text(text: str) -> Source | None:
    """A table in CSV; None when the first rows hold no headings of one."""
    first = text.lstrip("\n\r").split("\n", 1)[0]
    for delimiter in sorted(",;\t", key=first.count, reverse=True):
        if delimiter not in first:
            continue
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        if rows and _columns(rows[0]):
            return _source(rows)
    return None


def of_sheet(data: bytes) -> Source:
    """The first sheet of an .xlsx that holds a table of posts. Raises Unreadable."""
    try:
        sheets = spreadsheet.tables(data)
    except spreadsheet.UnreadableSheet as error:
        raise Unreadable from error
    for rows in sheets:
        if rows and _columns(rows[0]):
            return _source(rows)
    for rows in sheets:
        if rows:
            return _bare(rows)
    raise Unreadable


def _columns(headings: Sequence[str]) -> _Columns | None:
    keys = [re.sub(r"[^a-zæøå]", "", each.casefold()) for each in headings]
    known = sum(key in _TITLE | _BODY | _SECTION | _OTHER for key in keys)
    body = _first(keys, _BODY)
    title = _first(keys, _TITLE)
    if known < 2 or (body is None and title is None):
        return None
    if body is None:
        title, body = None, title
    return _Columns(title, body, _first(keys, _SECTION), _kind(keys))


def _first(keys: Sequence[str], names: set[str]) -> int | None:
    return next((at for at, key in enumerate(keys) if key in names), None)


def _kind(keys: Sequence[str]) -> Kind:
    if {"subject", "body"} <= set(keys):
        return "padlet"
    if any(key.startswith("position") or key == "areatitle" for key in keys):
        return "mural"
    if "frame" in keys or "framename" in keys or {"type", "content"} <= set(keys):
        return "miro"
    return "table"


def _source(rows: Sequence[Sequence[str]]) -> Source:
    columns = _columns(rows[0])
    assert columns
    lines = [Line(1, " · ".join(filter(None, map(str.strip, rows[0]))))]
    aside = {0: "headings"}
    pieces: list[SourcePiece] = []
    for at, row in enumerate(rows[1:], 2):
        title, body, section = (
            _cell(row, each) for each in (columns.title, columns.body, columns.section)
        )
        titles, bodies = plain_lines(title), plain_lines(body)
        held = [" ".join(titles)] * bool(titles) + bodies
        if held:
            first = len(lines)
            lines += [Line(at, text) for text in held]
            section = " ".join(plain_lines(section))
            pieces.append(SourcePiece(first, len(lines) - 1, bool(titles), section))
        else:
            aside[len(lines)] = "empty"
            lines.append(Line(at, " · ".join(filter(None, map(str.strip, row)))))
    return Source(columns.kind, tuple(lines), tuple(pieces), aside)


def _bare(rows: Sequence[Sequence[str]]) -> Source:
    """A sheet without headings that say anything: each row is a post."""
    lines: list[Line] = []
    pieces: list[SourcePiece] = []
    for at, row in enumerate(rows, 1):
        held = [text for cell in row for text in plain_lines(cell)] or [""]
        if held != [""]:
            pieces.append(SourcePiece(len(lines), len(lines) + len(held) - 1))
        lines += [Line(at, text) for text in held]
    return Source("table", tuple(lines), tuple(pieces))


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
