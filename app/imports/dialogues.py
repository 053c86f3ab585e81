"""Which dialogue an unmarked post belongs to: the one its room has not answered otherwise, or the
one that the posts around it are from, since walls are read in the order they were written."""

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Sequence

from app.dividing.wordings import Wordings
from app.imports.proposal import Post, Proposal

_AROUND = 3
_AGREEING = 0.7
Told = Callable[[int], int | None]
"""The dialogue of the post at a place, if it can be told."""


def guessed(proposal: Proposal, wordings: Wordings) -> list[Post]:
    posts = list(proposal.posts)
    if wordings.dialogues < 2:
        return [post.with_dialogue(1, "sure") if wordings.dialogues else post for post in posts]
    for _ in range(2):
        rooms = _Rooms(posts, wordings.dialogues)
        _assign(posts, rooms.told, rooms.changed)
        _assign(posts, _by_neighbours(posts))
    return posts


def _assign(
    posts: list[Post], told: Told, changed: Callable[[Post, Post], None] | None = None
) -> None:
    for at, post in enumerate(posts):
        if _is_open(post) and (dialogue := told(at)):
            posts[at] = post.with_dialogue(dialogue, "likely")
            if changed:
                changed(post, posts[at])


def _is_open(post: Post) -> bool:
    return any(part.dialogue is None for part in post.parts)


def _known(post: Post) -> int | None:
    dialogues = post.dialogues
    return next(iter(dialogues)) if len(dialogues) == 1 else None


class _Rooms:
    """What each room's answers are to, counted, so that a wall of any length is read once. Prompt 0
    is what is not divided: it answers all."""

    def __init__(self, posts: Sequence[Post], dialogues: int) -> None:
        self._posts = posts
        self._dialogues = range(1, dialogues + 1)
        self._said: dict[tuple[int, int], Counter[int]] = {}
        self._open: Counter[int] = Counter()
        for post in posts:
            self._count(post, 1)

    def told(self, at: int) -> int | None:
        """The only dialogue in which the room's other posts leave what this one answers."""
        post = self._posts[at]
        if post.room is None or post.kind != "answer" or self._open[post.room] > _is_open(post):
            return None
        said = {each for each in self._dialogues if self._is_said(post, post.room, each)}
        left = set(self._dialogues) - said
        return next(iter(left)) if said and len(left) == 1 else None

    def _is_said(self, post: Post, room: int, dialogue: int) -> bool:
        others = Counter(self._said.get((room, dialogue), ()))
        others.subtract(part.prompt or 0 for part in post.parts if part.dialogue == dialogue)
        asked = {part.prompt or 0 for part in post.parts if part.dialogue is None}
        there = {prompt for prompt, count in others.items() if count > 0}
        return bool(there) and (0 in asked or 0 in there or bool(asked & there))

    def changed(self, before: Post, after: Post) -> None:
        self._count(before, -1)
        self._count(after, 1)

    def _count(self, post: Post, by: int) -> None:
        if post.room is None or post.kind != "answer":
            return
        self._open[post.room] += by * _is_open(post)
        for part in post.parts:
            if part.dialogue:
                said = self._said.setdefault((post.room, part.dialogue), Counter())
                said[part.prompt or 0] += by


def _by_neighbours(posts: Sequence[Post]) -> Told:
    """By the nearest posts before and after that are known, as they stand now."""
    known = [(at, dialogue) for at, post in enumerate(posts) if (dialogue := _known(post))]
    places = [at for at, _ in known]

    def told(at: int) -> int | None:
        here = bisect(places, at)
        before = here - 1 if here and places[here - 1] == at else here
        near = [each for _, each in known[max(before - _AROUND, 0) : before]]
        near += [each for _, each in known[here : here + _AROUND]]
        counted = Counter(near).most_common(1)
        if not counted:
            return None
        dialogue, count = counted[0]
        return dialogue if count / len(near) >= _AGREEING else None

    return told
