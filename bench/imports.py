"""How well walls are understood: `python -m bench.imports` prints precision and recall on invented
walls of every setting, those that were tuned to and those that were held back.

Of two readings of a post the one counts that begins on the same line. `--only NAME` for a setting.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

import typer

from app.imports.interpreter import understood
from app.imports.proposal import Post, Proposal
from app.imports.reading import read
from app.rosters.text import read_roster
from bench.walls import HELD_BACK, TUNED, Setting, TruePost, Wall, wall

KINDS = ("borders", "rooms", "members", "questions", "doubles")


@dataclass
class Score:
    """Hits, what was told, what there was, by kind."""

    hits: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, told: set[object], there: set[object]) -> None:
        self.hits[kind] += len(told & there)
        self.told[kind] += len(told)
        self.there[kind] += len(there)

    def shares(self, kind: str) -> tuple[float, float]:
        return (
            self.hits[kind] / self.told[kind] if self.told[kind] else 1.0,
            self.hits[kind] / self.there[kind] if self.there[kind] else 1.0,
        )


def measure(given: Wall, score: Score) -> Proposal:
    roster = read_roster(given.roster).entries if given.roster else ()
    made = understood(read(given.text.encode()), roster, given.programme)
    begins = {made.lines[post.first].at: post for post in made.posts}
    truths = {truth.first: truth for truth in given.posts}
    score.add("borders", set(begins), set(truths))
    score.add(
        "rooms",
        {(at, p.room) for at, p in begins.items() if p.room is not None},
        {(at, t.room) for at, t in truths.items() if t.room is not None},
    )
    score.add(
        "members",
        {(at, m) for at, p in begins.items() for m in p.members},
        {(at, m) for at, t in truths.items() for m in t.members},
    )
    score.add("questions", set(_asked(made, begins)), set(_truly(given, truths)))
    score.add(
        "doubles",
        set(_doubles(made)),
        {frozenset((t.first, given.posts[t.of].first)) for t in given.posts if t.of is not None},
    )
    return made


def _asked(made: Proposal, begins: dict[int, Post]) -> Iterator[object]:
    """Each line with words of an answer, and the question it was put under."""
    for post in begins.values():
        for part in post.parts if post.kind != "heading" else ():
            for place in range(part.first, part.last + 1):
                if part.place and made.lines[place].text.strip():
                    yield made.lines[place].at, part.place


def _truly(given: Wall, truths: dict[int, TruePost]) -> Iterator[object]:
    lines = given.text.split("\n")
    for truth in truths.values():
        for first, last, dialogue, prompt in truth.parts if truth.kind != "heading" else ():
            if dialogue and prompt:
                held = (at for at in range(first, last + 1) if lines[at - 1].strip())
                yield from ((at, (dialogue, prompt)) for at in held)


def _doubles(made: Proposal) -> Iterator[object]:
    """A pair in either order: which of two equal ones is the copy nobody can say."""
    first = {post.id: made.lines[post.first].at for post in made.posts}
    for post in made.posts:
        if post.of:
            yield frozenset((first[post.id], first[post.of]))


def score_of(settings: tuple[Setting, ...], walls: int, seed: int = 0) -> dict[str, Score]:
    found: dict[str, Score] = {}
    for setting in settings:
        score = found[setting.name] = Score()
        for at in range(walls):
            measure(wall(setting, seed + at), score)
    return found


def main(
    walls: Annotated[int, typer.Option(min=1, help="Walls of each setting.")] = 20,
    held_back: Annotated[bool, typer.Option(help="Also those that nobody tuned to.")] = True,
    only: str = "",
    seed: int = 0,
) -> None:
    groups = [("tuned to", TUNED)] + ([("held back", HELD_BACK)] if held_back else [])
    kinds = KINDS
    typer.echo(f"{'precision/recall':24}" + "".join(f"{kind:>14}" for kind in kinds))
    for title, settings in groups:
        typer.echo(title)
        chosen = tuple(each for each in settings if only in each.name)
        for name, score in score_of(chosen, walls, seed).items():
            row = "".join(
                "{:>14}".format("{:.3f}/{:.3f}".format(*score.shares(kind))) for kind in kinds
            )
            typer.echo(f"  {name:22}{row}")


if __name__ == "__main__":
    typer.run(main)
