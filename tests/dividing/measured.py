"""How often texts are divided right, as a table: `python -m tests.dividing.measured [how many]`."""

import sys
from collections import Counter
from dataclasses import dataclass, field

from app.dividing.pieces import pieces_of
from app.dividing.wordings import Place, Wordings
from tests.dividing.texts import HEADING, PROGRAMME, Told, told


@dataclass
class Score:
    """`lines` that stand in the right place of all; `misled` ones are sent to a wrong prompt, the
    others stay where they were pasted. `lost` is words of an answer taken for a heading."""

    texts: int = 0
    whole: int = 0
    lines: int = 0
    right: int = 0
    misled: int = 0
    lost: int = 0
    failed: list[int] = field(default_factory=list)


def scored(seeds: range) -> dict[str, Score]:
    wordings = Wordings(PROGRAMME)
    scores: dict[str, Score] = {}
    for seed in seeds:
        text = told(seed)
        for score in (scores.setdefault(text.way, Score()), scores.setdefault("all", Score())):
            _add(score, seed, text, placed(text, wordings))
    return scores


def placed(text: Told, wordings: Wordings) -> list[Place | None]:
    """Where each line of a text goes."""
    found: list[Place | None] = [None] * len(text.lines)
    for piece in pieces_of(text.lines, wordings, dialogue=text.dialogue):
        for at in range(piece.first, piece.last + 1):
            found[at] = HEADING if at in piece.headings else piece.prompt
    return found


def _add(score: Score, seed: int, text: Told, found: list[Place | None]) -> None:
    counts = Counter[str]()
    for line, want, got in zip(text.lines, text.truth, found, strict=True):
        if not line.strip() or want == HEADING:
            continue
        counts["lines"] += 1
        counts["right"] += want == got
        counts["lost"] += got == HEADING
        counts["misled"] += got not in (want, None, HEADING)
    score.texts += 1
    score.lines += counts["lines"]
    score.right += counts["right"]
    score.misled += counts["misled"]
    score.lost += counts["lost"]
    score.whole += counts["right"] == counts["lines"]
    if counts["right"] < counts["lines"]:
        score.failed.append(seed)


def main() -> None:
    scores = scored(range(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
    print(
        f"{'told by':<12}{'texts':>7}{'whole':>8}{'lines':>8}{'wrong':>8}{'lost':>6}  first wrong"
    )
    for way, each in sorted(scores.items()):
        whole, right = each.whole / each.texts, each.right / each.lines
        wrong = f"{each.misled / each.lines:>8.1%}{each.lost:>6}"
        print(f"{way:<12}{each.texts:>7}{whole:>8.1%}{right:>8.1%}{wrong}  {each.failed[:5]}")


if __name__ == "__main__":
    main()
