"""What the API tells of an import, as types; docs/api.md, section 2, in code."""

from collections.abc import Iterator
from typing import NotRequired

from typing_extensions import TypedDict

from app.dividing.parts import CERTAINTIES, Certainty, TextPart
from app.imports.models import Import
from app.imports.proposal import Post, PostKind, Proposal
from app.imports.source import Kind
from app.seminars.api import iso


class CertaintyOut(TypedDict):
    border: Certainty
    room: Certainty
    dialogue: Certainty
    prompt: Certainty


class PartOut(TypedDict):
    lines: list[int]
    dialogue: int | None
    prompt: int | None
    text: str


class PostOut(TypedDict):
    id: str
    lines: list[int]
    kind: PostKind
    of: NotRequired[str]
    title: NotRequired[str]
    text: str
    room: int | None
    members: list[str]
    dialogue: int | None
    prompt: int | None
    certainty: CertaintyOut
    parts: NotRequired[list[PartOut]]
    answers: NotRequired[list[str]]


class LeftOverOut(TypedDict):
    lines: list[int]
    why: str


class RepairOut(TypedDict):
    line: int
    was: str
    now: str
    known: bool


class PlaceOut(TypedDict):
    number: int
    name: str | None
    members: list[str]


class ImportListed(TypedDict):
    id: str
    kind: Kind
    title: str
    created_at: str | None
    seminar: str | None


class ImportOut(ImportListed):
    preset: str
    version: int
    posts: list[PostOut]
    left_over: list[LeftOverOut]
    roster: list[PlaceOut]
    repairs: list[RepairOut]


def listed_json(found: Import) -> ImportListed:
    return {
        "id": found.id,
        "kind": found.proposal["kind"],
        "title": found.title,
        "created_at": iso(found.created_at),
        "seminar": found.seminar_id if found.confirmed_at else None,
    }


def import_json(found: Import) -> ImportOut:
    proposal = found.understood
    return {
        **listed_json(found),
        "preset": found.preset,
        "version": found.version,
        "posts": [post_json(proposal, post, found.made.get(post.id)) for post in proposal.posts],
        "left_over": [
            {"lines": _lines(proposal, each.first, each.last), "why": each.why}
            for each in proposal.left_over
        ],
        "roster": [
            {"number": each.number, "name": each.name, "members": list(each.members)}
            for each in proposal.roster
        ],
        "repairs": [
            {"line": each.at, "was": each.was, "now": each.now, "known": each.known}
            for each in proposal.repairs
        ],
    }


def post_json(proposal: Proposal, post: Post, answers: list[str] | None = None) -> PostOut:
    places = {(part.dialogue, part.prompt) for part in post.parts}
    dialogues = {part.dialogue for part in post.parts}
    whole: PostOut = {
        "id": post.id,
        "lines": _lines(proposal, post.first, post.last),
        "kind": post.kind,
        "text": proposal.post_text(post),
        "room": post.room,
        "members": list(post.members),
        "dialogue": next(iter(dialogues)) if len(dialogues) == 1 else None,
        "prompt": next(iter(places))[1] if len(places) == 1 else None,
        "certainty": {
            "border": post.border_is,
            "room": post.room_is,
            "dialogue": _least(part.dialogue_is for part in post.parts),
            "prompt": _least(part.prompt_is for part in post.parts),
        },
    }
    if post.of:
        whole["of"] = post.of
    if title := proposal.post_title(post):
        whole["title"] = title
    if len(post.parts) > 1:
        whole["parts"] = [_part_json(proposal, part) for part in post.parts]
    if answers:
        whole["answers"] = answers
    return whole


def _part_json(proposal: Proposal, part: TextPart) -> PartOut:
    return {
        "lines": _lines(proposal, part.first, part.last),
        "dialogue": part.dialogue,
        "prompt": part.prompt,
        "text": proposal.text(part.first, part.last),
    }


def _least(certainties: Iterator[Certainty]) -> Certainty:
    return max(certainties, key=CERTAINTIES.index, default="unknown")


def _lines(proposal: Proposal, first: int, last: int) -> list[int]:
    return [proposal.lines[first].at, proposal.lines[last].at]
