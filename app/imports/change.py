"""The difference that a correction made between posts, so that it can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.imports.proposal import Post

Posts = tuple[Post, ...]


@dataclass(frozen=True)
class PostsChange:
    """Posts as they stood before, by id; None for those that were not there."""

    before: dict[str, Post | None] = field(default_factory=dict)

    @classmethod
    def between(cls, before: Iterable[Post], after: Iterable[Post]) -> "PostsChange":
        old, new = {post.id: post for post in before}, {post.id: post for post in after}
        return cls({id: old.get(id) for id in old | new if old.get(id) != new.get(id)})

    @classmethod
    def parsed(cls, stored: Any) -> "PostsChange":
        return cls(msgspec.convert(stored, dict[str, Post | None], strict=False))

    @property
    def stored(self) -> dict[str, Any]:
        made: dict[str, Any] = msgspec.to_builtins(self.before)
        return made

    def put_back(self, posts: Iterable[Post]) -> Posts:
        kept = [post for post in posts if post.id not in self.before]
        return in_order([*kept, *(post for post in self.before.values() if post)])


def in_order(posts: Iterable[Post]) -> Posts:
    return tuple(sorted(posts, key=lambda post: post.first))
