"""A file or a pasted text as a source: what kind it is shows its content, never its name."""

import json
import re
from contextlib import suppress

from app.dividing.lines import lines_of
from app.imports import pdf, resources, tables
from app.imports.chat import of_chat
from app.imports.markup import body_of
from app.imports.packed import unpacked
from app.imports.source import Kind, Source, TooMuch, Unreadable, limited
from app.rosters.letters import decode

LARGEST_WALL = 10 * 1024 * 1024
LARGEST_FILE = 128 * 1024 * 1024
"""Of our own: a note with its text, its document and its step takes some 2 kB, so thirty thousand
of them half of it."""
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1b]")
_OWN = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"samtavle"')
_PAGE = re.compile(r"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
_TITLE = re.compile(r"(?m)^# (\S.*)")
_FACTS = re.compile(r"---\n(?:[\w-]+:.*\n|[ \t-].*\n)+---(?:\n|$)")
_MARKDOWN = re.compile(r"(?m)^#{1,4} \S")


def read(data: bytes) -> Source:
    """Raises Unreadable or TooMuch."""
    if len(data) > (LARGEST_FILE if is_own(data) else LARGEST_WALL):
        raise TooMuch
    source = _read(data)
    return source if source.kind == "samtavle" else limited(source)


def is_own(data: bytes) -> bool:
    """By its first words, which no wall begins with."""
    return _OWN.match(data) is not None


def _read(data: bytes) -> Source:
    if data.lstrip()[:5] == b"%PDF-":
        return pdf.read(data)
    if data.startswith(b"PK\x03\x04"):
        found = unpacked(data)
        if found.is_sheet:
            return tables.of_sheet(found.data)
        return _of_text(found.data).beside(("file", name) for name in found.others)
    return _of_text(data)


def _of_text(data: bytes) -> Source:
    text, _ = decode(data)
    text = text.removeprefix("\ufeff")
    if not text.strip() or len(_UNPRINTED.findall(text[:20_000])) > len(text[:20_000]) // 50:
        raise Unreadable
    if text.lstrip()[:1] in "{[" and (value := _json(text)) is not None:
        return resources.read(value)
    if _PAGE.match(text):
        page = body_of(text)
        return Source("text", lines_of("\n".join(page.lines))).beside(page.aside)
    if chat := of_chat(lines_of(text)):
        return chat
    if (found := tables.of_pipes(text) or tables.of_text(text)) is not None:
        return found
    kind: Kind = "markdown" if len(_MARKDOWN.findall(text)) > 1 else "text"
    titles = _TITLE.findall(text) if kind == "markdown" else []
    title = titles[0].strip() if len(titles) == 1 else ""
    if facts := _FACTS.match(text):
        return _without_facts(kind, text, facts[0], title)
    return Source(kind, lines_of(text), title=title)


def _without_facts(kind: Kind, text: str, facts: str, title: str) -> Source:
    """What stands before a Markdown text about it is no post; the title in it is the wall's."""
    lines, count = lines_of(text), facts.count("\n")
    said, rest = lines[:count], lines[count:]
    named = re.search(r"(?mi)^(?:title|tittel):\s*(.+)$", facts)
    aside = dict.fromkeys(range(len(rest), len(lines)), "fact")
    title = named[1].strip().strip("\"'") if named else title
    return Source(kind, (*rest, *said), aside=aside, title=title)


def _json(text: str) -> object:
    """One value, or one on each line."""
    for whole in (text, f"[{','.join(text.strip().splitlines())}]"):
        with suppress(ValueError, RecursionError):
            return json.loads(whole)
    return None
