"""What of a post answers which prompt: by its headings, by its numbers, by what is left between."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from app.dividing.headings import Heading
from app.dividing.lines import Line
from app.dividing.numbering import prompt_numbers
from app.dividing.wordings import Wordings

Certainty = Literal["sure", "likely", "unknown"]
CERTAINTIES: tuple[Certainty, ...] = ("sure", "likely", "unknown")


@dataclass(frozen=True)
class TextPart:
    """Lines of a text that answer one prompt; `first` and `last` are places, `answer` the first
    that is no heading."""

    first: int
    last: int
    dialogue: int | None = None
    prompt: int | None = None
    dialogue_is: Certainty = "unknown"
    prompt_is: Certainty = "unknown"
    answer: int = 0

    @property
    def own(self) -> int:
        """Where the room's own words begin; after the last line where there are none."""
        return min(max(self.answer, self.first), self.last + 1)

    @property
    def place(self) -> tuple[int, int] | None:
        return (self.dialogue, self.prompt) if self.dialogue and self.prompt else None


def parts_of(
    lines: Sequence[Line],
    headings: Sequence[Heading],
    wordings: Wordings,
    *,
    first: int,
    last: int,
    session: int | None = None,
) -> list[TextPart]:
    """The parts of a text in order, together all of its lines from `first` to `last`; `session` is
    the dialogue it is known to be from."""
    if first > last:
        return []
    at = _Standing(session if session and session <= wordings.dialogues else None, wordings)
    counted = prompt_numbers(lines, headings, wordings, first=first)
    headed = _lines_of(headings)
    asked = _lines_of([heading for heading in headings if heading.match])
    begun: list[tuple[int, TextPart]] = [(first, at.part())]
    for heading in headings:
        before = at.part()
        at.move(heading, counted)
        if at.part() != before:
            begun.append((heading.place, at.part()))
    closed = _closed(lines, begun, last)
    made = _first_prompt(_with_sessions(lines, _on_top(lines, closed, asked, wordings), headed))
    return [replace(part, answer=_answer(lines, part, headed)) for part in made]


def _answer(lines: Sequence[Line], part: TextPart, headed: Set[int]) -> int:
    place = part.first
    while place <= part.last and (place in headed or not lines[place].text.strip()):
        place += 1
    return place


def _lines_of(headings: Sequence[Heading]) -> set[int]:
    """Where nothing but headings stands."""
    return {place for each in headings if each.whole for place in range(each.place, each.last + 1)}


class _Standing:
    """Where in the programme the text stands while it is read."""

    def __init__(self, session: int | None, wordings: Wordings) -> None:
        self._wordings = wordings
        self.dialogue, self.dialogue_is = session, _certain(session)
        self.prompt: int | None = None
        self.prompt_is: Certainty = "unknown"

    def part(self) -> TextPart:
        return TextPart(0, 0, self.dialogue, self.prompt, self.dialogue_is, self.prompt_is)

    def move(self, heading: Heading, counted: Mapping[int, int]) -> None:
        if heading.session and heading.session <= self._wordings.dialogues:
            self.dialogue, self.dialogue_is = heading.session, "sure"
            self.prompt, self.prompt_is = None, "unknown"
        if heading.match:
            self._matched(heading)
        elif heading.number and heading.place in counted:
            self._numbered(heading.number.count, counted[heading.place], said=heading.number.said)

    def _matched(self, heading: Heading) -> None:
        assert heading.match
        dialogue, prompt = heading.match.place
        agrees = heading.number is not None and heading.number.count == prompt
        sure = agrees or heading.match.recall >= 0.5 or heading.match.strength >= 1.8
        self.prompt, self.prompt_is = prompt, "sure" if sure else "likely"
        if dialogue != self.dialogue:
            self.dialogue, self.dialogue_is = dialogue, "sure" if sure else "likely"

    def _numbered(self, count: int, most: int, *, said: bool) -> None:
        if count == 1 and self.prompt is not None and self.prompt > 1:
            self._next_dialogue()
        elif self.dialogue is None:
            self._only_dialogue(most)
        if self.dialogue and count > self._wordings.prompts_in(self.dialogue):
            return
        self.prompt, self.prompt_is = count, "sure" if said or count > 1 else "likely"

    def _next_dialogue(self) -> None:
        if self.dialogue and self.dialogue < self._wordings.dialogues:
            self.dialogue, self.dialogue_is = self.dialogue + 1, "likely"

    def _only_dialogue(self, count: int) -> None:
        """The one dialogue that has as many prompts, if only one has."""
        having = [
            each
            for each in range(1, self._wordings.dialogues + 1)
            if self._wordings.prompts_in(each) >= count
        ]
        if len(having) == 1:
            self.dialogue, self.dialogue_is = having[0], "sure"


def _certain(value: int | None) -> Certainty:
    return "unknown" if value is None else "sure"


def _closed(
    lines: Sequence[Line], begun: Sequence[tuple[int, TextPart]], last: int
) -> list[TextPart]:
    """Each part up to where the next begins; empty ones are taken into the next."""
    made: list[TextPart] = []
    ends = [place - 1 for place, _ in begun[1:]] + [last]
    for (first, part), end in zip(begun, ends, strict=True):
        if end < first:
            continue
        whole = replace(part, first=first, last=_trimmed(lines, first, end))
        before = made[-1] if made else None
        if before and (before.dialogue, before.prompt) == (part.dialogue, part.prompt):
            made[-1] = replace(before, last=whole.last, prompt_is=_surer(before, whole))
        else:
            made.append(whole)
    return made


def _surer(one: TextPart, other: TextPart) -> Certainty:
    return min(one.prompt_is, other.prompt_is, key=CERTAINTIES.index)


def _with_sessions(
    lines: Sequence[Line], parts: list[TextPart], headed: Set[int]
) -> list[TextPart]:
    """« Dialog 2 » alone belongs to what comes under it."""
    made: list[TextPart] = []
    for part in reversed(parts):
        after = made[-1] if made else None
        bare = after and part.prompt in (None, after.prompt) and _is_headed(lines, part, headed)
        if after and bare and part.dialogue in (None, after.dialogue):
            made[-1] = replace(made[-1], first=part.first)
        else:
            made.append(part)
    return made[::-1]


def _on_top(
    lines: Sequence[Line], parts: list[TextPart], headed: Set[int], wordings: Wordings
) -> list[TextPart]:
    """All questions written on top of one text: which of them it answers nobody said."""
    tops = 0
    while tops < len(parts) - 1 and parts[tops].place and _is_headed(lines, parts[tops], headed):
        tops += 1
    over = parts[: tops + 1]
    dialogue = over[0].dialogue if over else None
    close = all(one.last + 1 == other.first for one, other in pairwise(over))
    if not tops or dialogue is None or len(over) != wordings.prompts_in(dialogue) or not close:
        return parts
    if {part.dialogue for part in over} != {dialogue} or _is_headed(lines, over[-1], headed):
        return parts
    whole = replace(over[-1], first=over[0].first, prompt=None, prompt_is="unknown")
    return [whole, *parts[tops + 1 :]]


def _is_headed(lines: Sequence[Line], part: TextPart, headed: Set[int]) -> bool:
    """Whether nothing but headings stands there."""
    held = {at for at in range(part.first, part.last + 1) if lines[at].text.strip()}
    return held <= headed


def _trimmed(lines: Sequence[Line], first: int, last: int) -> int:
    while last > first and not lines[last].text.strip():
        last -= 1
    return last


def _first_prompt(parts: list[TextPart]) -> list[TextPart]:
    """What stands before « Spørsmål 2 » answers the first."""
    if len(parts) < 2 or parts[0].prompt is not None or parts[1].prompt != 2:
        return parts
    first, second = parts[:2]
    if first.dialogue not in (None, second.dialogue):
        return parts
    whole = replace(second, first=first.first, last=first.last, prompt=1, prompt_is="likely")
    return [whole, *parts[1:]]
