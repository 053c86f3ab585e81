"""Where each part of a settled proposal goes: rooms by number, prompts by place, texts in order.

A draft goes in only where the fair copy has nothing; a double and a heading go nowhere. What has no
room stays with the import, and is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from app.dividing.parts import TextPart
from app.imports.proposal import Post, Proposal
from app.rosters.entries import LARGEST_NUMBER, MOST_ROOMS, Entry


@dataclass(frozen=True)
class Placed:
    """A text and where it goes. `prompt` 0 is what was not divided by question."""

    post: str
    room: int
    dialogue: int
    prompt: int
    text: str


def numbered(proposal: Proposal) -> Proposal:
    """With numbers for those who are named and in no room: the next that are free."""
    used = {entry.number for entry in proposal.roster}
    used |= {post.room for post in proposal.posts if post.room is not None}
    free = (number for number in count(1) if number not in used)
    given: dict[frozenset[str], int] = {}
    for post in proposal.posts:
        if _is_homeless(post):
            who = frozenset(post.members)
            given[who] = given.get(who) or next(free)
    posts = (
        replace(post, room=given[frozenset(post.members)]) if _is_homeless(post) else post
        for post in proposal.posts
    )
    return replace(proposal, posts=tuple(posts))


def _is_homeless(post: Post) -> bool:
    return post.room is None and bool(post.members) and post.kind == "answer"


def roster(proposal: Proposal) -> list[Entry]:
    """All rooms: those of the roster, and those that only the wall knows."""
    found = {entry.number: entry for entry in proposal.roster}
    for post in proposal.posts:
        if post.room is not None and 1 <= post.room <= LARGEST_NUMBER:
            entry = found.setdefault(post.room, Entry(post.room))
            if not entry.members and post.members:
                found[post.room] = replace(entry, members=post.members)
    return [found[number] for number in sorted(found)][:MOST_ROOMS]


def placed(proposal: Proposal, dialogues: int) -> list[Placed]:
    """Every text that goes into the seminar, in the order of the source."""
    rooms = {entry.number for entry in roster(proposal)}
    answered = {
        (post.room, part.dialogue, part.prompt)
        for post in proposal.posts
        for part in post.parts
        if post.kind == "answer" and proposal.answer_text(part)
    }
    return [
        text
        for post in proposal.posts
        if post.room in rooms
        for text in _placed_parts(proposal, post, dialogues)
        if post.kind == "answer"
        or (post.kind == "draft" and (text.room, text.dialogue, text.prompt) not in answered)
    ]


def _placed_parts(proposal: Proposal, post: Post, dialogues: int) -> Iterator[Placed]:
    assert post.room is not None
    for part in post.parts:
        if text := proposal.answer_text(part):
            dialogue, prompt = _place(part, dialogues)
            yield Placed(post.id, post.room, dialogue, prompt, text)


def _place(part: TextPart, dialogues: int) -> tuple[int, int]:
    """A dialogue that nobody knows is the first."""
    known = part.dialogue is not None and part.dialogue <= dialogues
    dialogue = part.dialogue if known and part.dialogue else 1
    return dialogue, (part.prompt or 0) if known else 0


def unplaced(proposal: Proposal, texts: Iterable[Placed]) -> list[str]:
    """The answers that hold words and go nowhere."""
    there = {text.post for text in texts}
    return [
        post.id
        for post in proposal.posts
        if post.kind == "answer" and post.id not in there and proposal.post_text(post).strip()
    ]
