"""What somebody said about cells of an .xlsx file: it stands in parts of its own."""

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

LARGEST = 2_000_000
_BY_REF = re.compile(r"[A-Z]+(\d+)")
_KINDS = ("/threadedComment", "/comments")
"""Threads first: beside them Excel writes each once more, for programs that know none."""


def comments_of(data: bytes, sheet: str) -> dict[int, list[str]]:
    """Of the sheet in that part of the file, by row. What is damaged or too large says nothing."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            found = list(_read(packed, sheet.lstrip("/")))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, OSError, ValueError):
        return {}
    by_row: dict[int, list[str]] = defaultdict(list)
    threaded = {ref for ref, _, is_thread in found if is_thread}
    for ref, text, is_thread in found:
        row = _BY_REF.fullmatch(ref)
        if row and text and (is_thread or ref not in threaded):
            by_row[int(row[1])].append(text)
    return dict(by_row)


def _read(packed: zipfile.ZipFile, sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Of each the cell, the text, and whether it is of a thread."""
    folder, name = posixpath.split(sheet)
    ways = f"{folder}/_rels/{name}.rels"
    if ways not in packed.namelist():
        return
    for way in _tree(packed, ways):
        kind, target = way.get("Type", ""), way.get("Target", "")
        if way.get("TargetMode") == "External" or not kind.endswith(_KINDS):
            continue
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        for each in _tree(packed, part).iter():
            if each.tag.rpartition("}")[2] in ("comment", "threadedComment"):
                yield each.get("ref", ""), _text(each), kind.endswith(_KINDS[0])


def _text(comment: ET.Element) -> str:
    named = ("t", "text")
    said = (each.text or "" for each in comment.iter() if each.tag.rpartition("}")[2] in named)
    return "".join(said).strip()


def _tree(packed: zipfile.ZipFile, part: str) -> ET.Element:
    content = packed.open(part).read(LARGEST + 1)  # headers may lie
    if len(content) > LARGEST or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError(part)
    # Without entities there is nothing that could grow.
    return ET.fromstring(content)  # noqa: S314
