"""A proposal: what an import understood of a source, for a person to settle. Plain values only."""

from dataclasses import dataclass, field, replace
from typing import Literal

from app.dividing.lines import Line
from app.dividing.mending import Repair, paragraphs
from app.dividing.parts import Certainty, TextPart
from app.imports.source import Kind
from app.rosters.entries import Entry

PostKind = Literal["answer", "draft", "double", "heading"]


@dataclass(frozen=True)
class Post:
    """Lines from place `first` to `last`; those before `body` are its title. `of` is the post that
    this one is a draft of or says twice."""

    id: str
    first: int
    last: int
    body: int
    kind: PostKind = "answer"
    of: str | None = None
    room: int | None = None
    members: tuple[str, ...] = ()
    parts: tuple[TextPart, ...] = ()
    border_is: Certainty = "likely"
    room_is: Certainty = "unknown"

    @property
    def places(self) -> list[tuple[int, int]]:
        return [part.place for part in self.parts if part.place]

    @property
    def dialogues(self) -> set[int]:
        return {part.dialogue for part in self.parts if part.dialogue}

    def with_dialogue(self, dialogue: int, certainty: Certainty) -> "Post":
        parts = tuple(
            part if part.dialogue else replace(part, dialogue=dialogue, dialogue_is=certainty)
            for part in self.parts
        )
        return replace(self, parts=parts)


@dataclass(frozen=True)
class LeftOver:
    """Lines that are in no post, and why: blank, dropped, or what their source says of them."""

    first: int
    last: int
    why: str


@dataclass(frozen=True)
class Proposal:
    kind: Kind
    lines: tuple[Line, ...]
    posts: tuple[Post, ...]
    aside: dict[int, str] = field(default_factory=dict)
    roster: tuple[Entry, ...] = ()
    repairs: tuple[Repair, ...] = ()
    width: int = 0
    title: str = ""
    questions: dict[str, str] = field(default_factory=dict)
    """How the wall itself asked, by « dialogue.prompt »."""

    def with_posts(self, posts: tuple[Post, ...]) -> "Proposal":
        return replace(self, posts=posts)

    def text(self, first: int, last: int) -> str:
        """What stands between two places, with broken lines joined."""
        return "\n".join(each.text for each in paragraphs(self.lines, first, last, self.width))

    def answer_text(self, part: TextPart) -> str:
        """The room's own words in a part, without the question written again."""
        return self.text(part.own, part.last) if part.own <= part.last else ""

    def post_text(self, post: Post) -> str:
        return self.text(post.body, post.last) if post.body <= post.last else ""

    def post_title(self, post: Post) -> str:
        held = (self.lines[place].text.strip() for place in range(post.first, post.body))
        return " ".join(filter(None, held))

    @property
    def left_over(self) -> list[LeftOver]:
        """What no post holds, in runs of one reason."""
        taken = {place for post in self.posts for place in range(post.first, post.last + 1)}
        runs: list[LeftOver] = []
        for place in range(len(self.lines)):
            if place in taken:
                continue
            why = self._why(place)
            if runs and runs[-1].why == why and runs[-1].last == place - 1:
                runs[-1] = LeftOver(runs[-1].first, place, why)
            else:
                runs.append(LeftOver(place, place, why))
        return runs

    def _why(self, place: int) -> str:
        if place in self.aside:
            return self.aside[place]
        return "dropped" if self.lines[place].text.strip() else "blank"
