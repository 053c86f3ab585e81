"""Walls as JSON: Padlet's JSON:API, any list of objects with texts, and our own archive."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.dividing.lines import Line
from app.imports.markup import plain_lines
from app.imports.source import Source, SourcePiece, Unreadable

FORMAT = "samtavle"
_TITLES = ("subject", "title", "headline", "tittel")
_BODIES = ("body", "bodyHtml", "body_html", "text", "content", "description", "plainText")


def read(value: object) -> Source:
    """Raises Unreadable."""
    if isinstance(value, dict) and value.get("format") == FORMAT:
        return _archive(value)
    lines: list[Line] = []
    pieces: list[SourcePiece] = []
    sections = dict(_sections(value))
    for at, held in enumerate(_posts(value), 1):
        facts = held.get("attributes")
        facts = facts if isinstance(facts, dict) else held
        content = facts.get("content")
        facts = {**facts, **content} if isinstance(content, dict) else facts
        title, body = _text(facts, _TITLES), _text(facts, _BODIES)
        texts = plain_lines(title)[:1] + plain_lines(body)
        if texts:
            pieces.append(
                SourcePiece(
                    len(lines), len(lines) + len(texts) - 1, bool(title), _in(held, sections)
                )
            )
        lines += [Line(at, text) for text in texts or [""]]
    if not pieces:
        raise Unreadable
    return Source("padlet", tuple(lines), tuple(pieces), title=_title(value))


def _posts(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects that hold a text, in order."""
    if isinstance(value, dict):
        included = value.get("included") or []
        listed = value.get("data", value.get("posts", value.get("items", [])))
        every = [*_listed(listed), *_listed(included)]
        kinds = [each for each in every if str(each.get("type", "")) in ("post", "posts")]
        yield from kinds or _listed(listed)
    else:
        yield from _listed(value)


def _listed(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(facts: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((each for name in names if isinstance(each := facts.get(name), str) and each), "")


def _sections(value: object) -> Iterator[tuple[str, str]]:
    for each in _listed(value.get("included")) if isinstance(value, dict) else ():
        if str(each.get("type", "")).startswith("section"):
            facts = each.get("attributes")
            yield str(each.get("id")), _text(facts, _TITLES) if isinstance(facts, dict) else ""


def _in(held: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    found: object = held.get("relationships")
    for name in ("section", "data", "id"):
        found = found.get(name) if isinstance(found, dict) else None
    return sections.get(str(found), "")


def _title(value: object) -> str:
    data = value.get("data") if isinstance(value, dict) else None
    facts = data.get("attributes") if isinstance(data, dict) else None
    return _text(facts, _TITLES) if isinstance(facts, dict) else ""


def _archive(value: Mapping[str, Any]) -> Source:
    """Each answer is a row; what becomes of the whole is told in `archive.py`."""
    lines: list[Line] = []
    pieces: list[SourcePiece] = []
    for at, answer in enumerate(_listed(value.get("answers")), 1):
        notes = answer.get("notes")
        text = str(notes.get("text") or "") if isinstance(notes, dict) else ""
        held = text.split("\n")
        if text.strip():
            pieces.append(SourcePiece(len(lines), len(lines) + len(held) - 1))
        lines += [Line(at, each) for each in held]
    seminar = value.get("seminar")
    title = str(seminar.get("title") or "") if isinstance(seminar, dict) else ""
    return Source("samtavle", tuple(lines), tuple(pieces), title=title)
