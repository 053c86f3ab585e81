"""What a person does with a proposal: assign, split, merge, move borders, leave out, take in. Pure;
each gives the posts as they are afterwards, and raises Invalid for what cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.dividing.parts import TextPart
from app.imports.change import Posts, in_order
from app.imports.proposal import Post, Proposal
from app.refusals import Invalid

UNSET: Any = object()
T = TypeVar("T")


@dataclass(frozen=True)
class PostWish:
    """What a post is to be; a field that is not spoken of stays. `part` counts from 1 and says
    which part alone gets the dialogue and prompt."""

    room: Any = UNSET
    members: Any = UNSET
    dialogue: Any = UNSET
    prompt: Any = UNSET
    kind: Any = UNSET
    of: Any = UNSET
    part: int | None = None


def assign(proposal: Proposal, id: str, wish: PostWish) -> Posts:
    """Say of a post whose it is, and what it answers."""
    post = _post(proposal, id)
    if wish.of is not UNSET and wish.of is not None:
        _post(proposal, wish.of)
    post = replace(
        post,
        room=_new_or(wish.room, post.room),
        room_is="sure" if wish.room is not UNSET else post.room_is,
        members=_members(proposal, post, wish),
        kind=_new_or(wish.kind, post.kind),
        of=_new_or(wish.of, None if wish.kind in ("answer", "heading") else post.of),
    )
    if wish.dialogue is not UNSET or wish.prompt is not UNSET:
        post = replace(post, parts=_parts(post, wish))
    return _with(proposal, post)


def _new_or(value: Any, before: T) -> T:
    said: T = before if value is UNSET else value
    return said


def _members(proposal: Proposal, post: Post, wish: PostWish) -> tuple[str, ...]:
    if wish.members is not UNSET:
        return tuple(wish.members)
    if wish.room is UNSET or wish.room == post.room:
        return post.members
    found = next((each.members for each in proposal.roster if each.number == wish.room), ())
    return found or post.members


def _parts(post: Post, wish: PostWish) -> tuple[TextPart, ...]:
    parts = list(post.parts)
    if not parts:
        raise Invalid(("prompt", "this post holds nothing but its title"))
    if wish.part is None and wish.prompt is not UNSET:
        parts = [replace(parts[0], last=parts[-1].last)]
    if wish.part is not None and not 1 <= wish.part <= len(parts):
        raise Invalid(("part", f"1 to {len(parts)}"))
    chosen = range(len(parts)) if wish.part is None else [wish.part - 1]
    for at in chosen:
        part = parts[at]
        parts[at] = replace(
            part,
            dialogue=_new_or(wish.dialogue, part.dialogue),
            prompt=_new_or(wish.prompt, part.prompt),
            dialogue_is=_new_or("sure" if wish.dialogue is not UNSET else UNSET, part.dialogue_is),
            prompt_is=_new_or("sure" if wish.prompt is not UNSET else UNSET, part.prompt_is),
        )
    return tuple(parts)


def split(proposal: Proposal, id: str, line: int, *, inside: bool = False) -> Posts:
    """Begin another post at a line, or, `inside`, another part of the same post."""
    post = _post(proposal, id)
    place = place_of(proposal, line)
    if not post.first < place <= post.last or (inside and not post.body < place):
        raise Invalid(("line", "a line inside the post, but not its first"))
    if inside:
        return _with(proposal, replace(post, parts=_divided(post, place)))
    front = replace(post, last=_trimmed(proposal, post.first, place - 1), parts=())
    front = replace(front, body=min(post.body, front.last + 1))
    front = replace(front, parts=_clipped(post.parts, front.body, front.last))
    back = replace(
        post,
        id=_fresh(proposal),
        first=place,
        body=max(post.body, place),
        kind="answer",
        of=None,
        border_is="sure",
    )
    back = replace(back, parts=_clipped(_divided(post, place), back.body, back.last))
    others = [each for each in proposal.posts if each.id != id]
    return in_order([*others, front, back])


def merge(proposal: Proposal, ids: Sequence[str]) -> Posts:
    """Make one of posts that follow each other; the first keeps its room, what is between goes in
    too."""
    posts = in_order(_post(proposal, id) for id in dict.fromkeys(ids))
    if len(posts) < 2:
        raise Invalid(("posts", "two or more"))
    first, last = posts[0], posts[-1]
    inside = [each.id for each in proposal.posts if first.first <= each.first <= last.first]
    if inside != [each.id for each in posts]:
        raise Invalid(("posts", "posts that follow each other"))
    parts = [part for post in posts for part in _whole(post)]
    for at in range(1, len(parts)):
        before = parts[at - 1]
        parts[at - 1] = replace(before, last=_trimmed(proposal, before.first, parts[at].first - 1))
    if parts:
        parts[-1] = replace(parts[-1], last=last.last)
    room = next((post for post in posts if post.room is not None), first)
    begun = min((part.first for part in parts), default=first.body)
    body = first.body if first.body <= first.last else begun
    whole = replace(
        first,
        last=last.last,
        body=body,
        kind="answer" if any(post.kind == "answer" for post in posts) else first.kind,
        room=room.room,
        room_is=room.room_is,
        members=room.members or first.members,
        parts=_merged(parts),
        border_is="sure",
    )
    return in_order([*(each for each in proposal.posts if each not in posts), whole])


def _whole(post: Post) -> list[TextPart]:
    """The parts of a post that becomes part of another; its title goes in as text."""
    if post.parts:
        return list(post.parts)
    return [TextPart(post.body, post.last)] if post.body <= post.last else []


def move(proposal: Proposal, id: str, first: int, last: int) -> Posts:
    """Set the lines of a post anew; what it lets go is left over."""
    post = _post(proposal, id)
    begin, end = place_of(proposal, first), place_of(proposal, last, end=True)
    if begin > end:
        raise Invalid(("lines", "the first before the last"))
    for other in proposal.posts:
        if other.id != id and begin <= other.last and other.first <= end:
            raise Invalid(("lines", f"they belong to {other.id}"))
    body = min(max(post.body, begin), end + 1)
    if begin < post.first and post.body == post.first:
        body = begin
    parts = list(_clipped(post.parts, body, end))
    if parts:
        parts[0] = replace(parts[0], first=body)
        parts[-1] = replace(parts[-1], last=end)
    elif body <= end:
        parts = [TextPart(body, end)]
    moved = replace(post, first=begin, last=end, body=body, parts=tuple(parts), border_is="sure")
    return _with(proposal, moved)


def leave_out(proposal: Proposal, id: str) -> Posts:
    """Its lines are left over."""
    _post(proposal, id)
    kept = (post for post in proposal.posts if post.id != id)
    return tuple(replace(post, of=None, kind="answer") if post.of == id else post for post in kept)


def take_in(proposal: Proposal, first: int, last: int) -> Posts:
    """Make a post of lines that were left over."""
    taken = {place for post in proposal.posts for place in range(post.first, post.last + 1)}
    rows = ((place, each.at) for place, each in enumerate(proposal.lines) if place not in taken)
    free = [(place, at) for place, at in rows if first <= at <= last]
    whole = free and (free[0][1], free[-1][1]) == (first, last)
    if not whole or free[-1][0] - free[0][0] >= len(free):
        raise Invalid(("lines", "lines that are left over"))
    begin, end = free[0][0], free[-1][0]
    parts = (TextPart(begin, end),)
    made = Post(_fresh(proposal), begin, end, begin, parts=parts, border_is="sure")
    return in_order([*proposal.posts, made])


def place_of(proposal: Proposal, line: int, *, end: bool = False) -> int:
    """The place of a line by its number in the source: its first, or with `end` its last. What
    stands beside a row's text does not count."""
    every = [place for place, each in enumerate(proposal.lines) if each.at == line]
    if not (places := [place for place in every if place not in proposal.aside] or every):
        raise Invalid(("lines", "lines of the source"))
    return places[-1] if end else places[0]


def _post(proposal: Proposal, id: str) -> Post:
    found = next((post for post in proposal.posts if post.id == id), None)
    if found is None:
        raise Invalid(("post", "one of the posts"))
    return found


def _with(proposal: Proposal, post: Post) -> Posts:
    return in_order(post if each.id == post.id else each for each in proposal.posts)


def _fresh(proposal: Proposal) -> str:
    used = [int(post.id[1:]) for post in proposal.posts if post.id[1:].isdigit()]
    return f"p{max([len(proposal.lines), *used]) + 1}"


def _divided(post: Post, place: int) -> tuple[TextPart, ...]:
    """The parts with a border at a place; both sides of it answer what the whole did."""
    made: list[TextPart] = []
    for part in post.parts:
        if part.first < place <= part.last:
            made += [replace(part, last=place - 1), replace(part, first=place)]
        else:
            made.append(part)
    return tuple(made)


def _clipped(parts: Iterable[TextPart], first: int, last: int) -> tuple[TextPart, ...]:
    return tuple(
        replace(part, first=max(part.first, first), last=min(part.last, last))
        for part in parts
        if part.first <= last and first <= part.last
    )


def _merged(parts: Sequence[TextPart]) -> tuple[TextPart, ...]:
    made: list[TextPart] = []
    for part in parts:
        before = made[-1] if made else None
        if before and (before.dialogue, before.prompt) == (part.dialogue, part.prompt):
            made[-1] = replace(before, last=part.last)
        else:
            made.append(part)
    return tuple(made)


def _trimmed(proposal: Proposal, first: int, last: int) -> int:
    while last > first and not proposal.lines[last].text.strip():
        last -= 1
    return last
