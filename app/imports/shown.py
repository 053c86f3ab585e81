"""A proposal as its page shows it: each post beside the lines it came from; no web."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.dividing.lines import Line
from app.dividing.parts import CERTAINTIES, Certainty, TextPart
from app.imports.models import Import
from app.imports.proposal import LeftOver, Post, Proposal
from app.languages import Language
from app.refusals import N_
from app.seminars.presets import preset
from app.seminars.wishes import DialogueIn


@dataclass(frozen=True)
class Choice:
    """A prompt that a part may be put under; `value` is « dialogue.prompt »."""

    value: str
    label: str


@dataclass(frozen=True)
class ShownPart:
    number: int
    first: int
    last: int
    value: str
    certainty: Certainty


@dataclass(frozen=True)
class ShownPost:
    post: Post
    title: str
    lines: Sequence[Line]
    parts: list[ShownPart]
    above: str | None
    """The post that it may be joined with."""

    @property
    def certainty(self) -> Certainty:
        """The least sure of what counts."""
        told = [self.post.border_is, self.post.room_is, *(part.certainty for part in self.parts)]
        return max(told, key=CERTAINTIES.index)

    @property
    def asks(self) -> bool:
        """Whether a person should look: it counts, and something of it is not known."""
        return self.post.kind == "answer" and self.certainty == "unknown"


_REASONS = {
    "attachment": N_("Attachment"),
    "column": N_("A column of its own"),
    "comment": N_("A comment"),
    "fact": N_("Columns that are not taken along"),
    "file": N_("Another file"),
    "hidden": N_("Hidden there"),
    "link": N_("Address"),
    "picture": N_("A page without text"),
    "reaction": N_("Reaction"),
    "sheet": N_("Another sheet"),
    "tag": N_("Label"),
    "dropped": "",
}
"""Why something is left over that may hold words; what else is left over holds none."""


@dataclass(frozen=True)
class ShownLeftOver:
    first: int
    last: int
    why: str
    lines: Sequence[Line]

    @property
    def reason(self) -> str:
        return _REASONS[self.why]


def shown_posts(proposal: Proposal) -> list[ShownPost]:
    made: list[ShownPost] = []
    for post in proposal.posts:
        made.append(
            ShownPost(
                post,
                proposal.post_title(post),
                proposal.lines[post.first : post.last + 1],
                [_part(proposal, at, part) for at, part in enumerate(post.parts, 1)],
                made[-1].post.id if made else None,
            )
        )
    return made


def next_asking(posts: Sequence[ShownPost], at: str) -> str:
    """The id of the post that somebody should look at, from this one on and then from the first;
    of the end of the page when there is none."""
    ids = [each.post.id for each in posts]
    start = ids.index(at) if at in ids else 0
    in_turn = [*posts[start:], *posts[:start]]
    return next((each.post.id for each in in_turn if each.asks), "make")


def _part(proposal: Proposal, number: int, part: TextPart) -> ShownPart:
    value = f"{part.dialogue or 0}.{part.prompt or 0}"
    certainty = max(part.dialogue_is, part.prompt_is, key=CERTAINTIES.index)
    first, last = proposal.lines[part.first].at, proposal.lines[part.last].at
    return ShownPart(number, first, last, value, certainty)


def shown_left_over(proposal: Proposal) -> list[ShownLeftOver]:
    """What is left over and may hold words."""
    return [_shown_left_over(proposal, each) for each in proposal.left_over if each.why in _REASONS]


def _shown_left_over(proposal: Proposal, each: LeftOver) -> ShownLeftOver:
    lines = proposal.lines[each.first : each.last + 1]
    return ShownLeftOver(lines[0].at, lines[-1].at, each.why, lines)


def dialogues_of(found: Import, language: Language) -> list[DialogueIn]:
    """The programme that parts are put under, in the reader's language where it is a preset's."""
    if found.archive:
        return [DialogueIn.model_validate(each) for each in found.archive["dialogues"]]
    return list(preset(found.preset, language).dialogues)


def choices(dialogues: Sequence[DialogueIn], undivided: str) -> list[Choice]:
    """Every prompt of the programme, and each dialogue without one."""
    made: list[Choice] = []
    for at, dialogue in enumerate(dialogues, 1):
        for place, prompt in enumerate(dialogue.prompts, 1):
            made.append(Choice(f"{at}.{place}", f"{dialogue.title}: {place} {prompt.label}"))
        made.append(Choice(f"{at}.0", f"{dialogue.title}: {undivided}"))
    return made
