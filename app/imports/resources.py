"""Walls as JSON: Padlet's JSON:API, any list of objects with texts, and our own archive."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from app.dividing.lines import Line
from app.imports.columns import role_of
from app.imports.markup import body_of, plain_lines
from app.imports.source import Source, SourceDraft, SourcePiece, Unreadable

FORMAT = "samtavle"
_DEEPEST = 6
_TITLES = ("subject", "title", "headline", "tittel")
_BODIES = ("body", "bodyHtml", "body_html", "text", "content", "description", "plainText")


def read(value: object) -> Source:
    """Raises Unreadable."""
    if isinstance(value, dict) and value.get("format") == FORMAT:
        return _archive(value)
    draft = SourceDraft()
    sections, about = dict(_sections(value)), _about(value)
    at = 0
    for at, held in enumerate(_posts(value), 1):
        facts = held.get("attributes")
        facts = facts if isinstance(facts, dict) else held
        content = facts.get("content")
        facts = {**facts, **content} if isinstance(content, dict) else facts
        titles, body = plain_lines(_text(facts, _TITLES)), body_of(_text(facts, _BODIES))
        beside = [*body.aside, *_other_texts(facts), *about.pop(str(held.get("id")), ())]
        if texts := [" ".join(titles)] * bool(titles) + body.lines:
            named = held.get("section")
            section = _in(held, sections) or (named if isinstance(named, str) else "")
            draft.post(at, texts, titled=bool(titles), section=section)
        elif not beside:
            draft.leave(at, "", "empty")
        draft.put_beside(at, beside)
    if not draft.pieces:
        raise Unreadable
    draft.put_beside(at + 1, chain(*about.values()))
    return draft.source("padlet", _title(value))


def _other_texts(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What else an object says in words, comments and addresses say."""
    for name, value in facts.items():
        role = role_of(name) or "column"
        if name not in (*_TITLES, *_BODIES, "section") and role != "fact":
            counted = role == "reaction" and isinstance(value, int) and value
            for text in [str(value)] if counted else _texts(value):
                if role != "column" or " " in text:
                    yield role, text


def _texts(value: object) -> Iterator[str]:
    """The texts in a value, without what only counts or names it."""
    if isinstance(value, str):
        yield from body_of(value).lines
    for each in value if isinstance(value, list) else ():
        yield from _texts(each)
    for name, each in value.items() if isinstance(value, dict) else ():
        if role_of(name) != "fact":
            yield from _texts(each)


def _about(value: object) -> dict[str, list[tuple[str, str]]]:
    """What is included besides posts and sections, by the id of the post it goes with."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in _listed(value.get("included")) if isinstance(value, dict) else ():
        role = role_of(str(each.get("type", ""))) or "fact"
        if role in ("comment", "reaction", "attachment", "link", "tag"):
            texts = _texts(each.get("attributes"))
            found.setdefault(_related(each, "post"), []).extend((role, text) for text in texts)
    return found


def _posts(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects that hold a text, in order."""
    if isinstance(value, dict):
        included = value.get("included") or []
        listed = value.get("data", value.get("posts", value.get("items", [])))
        every = [*_listed(listed), *_listed(included)]
        kinds = [each for each in every if str(each.get("type", "")) in ("post", "posts")]
        yield from kinds or _listed(listed) or _inside(value)
    else:
        yield from _inside(value)


def _inside(value: object, section: str = "", depth: int = 0) -> Iterator[dict[str, Any]]:
    """What lists hold, wherever they stand. What has no text but lists of such is a section of the
    wall, with a title."""
    if depth == _DEEPEST:
        return
    for each in _listed(value):
        below = [list_ for name, list_ in each.items() if role_of(name) is None and _texted(list_)]
        if below and not _text(each, _BODIES):
            for list_ in below:
                yield from _inside(list_, _text(each, _TITLES) or section, depth + 1)
        else:
            yield {"section": section, **each}
    for each in value.values() if isinstance(value, dict) else ():
        yield from _inside(each, section, depth + 1)


def _texted(value: object) -> bool:
    """Whether it is a list of what may be posts."""
    return any(_text(each, (*_TITLES, *_BODIES)) for each in _listed(value))


def _listed(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(facts: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of these texts; of one that is told in several ways its first."""
    for name in names:
        told = facts.get(name)
        ways = told.values() if isinstance(told, dict) else [told]
        if found := next((each for each in ways if isinstance(each, str) and each), ""):
            return found
    return ""


def _sections(value: object) -> Iterator[tuple[str, str]]:
    for each in _listed(value.get("included")) if isinstance(value, dict) else ():
        if str(each.get("type", "")).startswith("section"):
            facts = each.get("attributes")
            yield str(each.get("id")), _text(facts, _TITLES) if isinstance(facts, dict) else ""


def _in(held: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    return sections.get(_related(held, "section"), "")


def _related(held: Mapping[str, Any], kind: str) -> str:
    """The id of what an object says that it goes with."""
    found: object = held.get("relationships")
    for name in (kind, "data", "id"):
        found = found.get(name) if isinstance(found, dict) else None
    return str(found)


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
