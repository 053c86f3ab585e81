"""Which bare numbers in a post are prompts' and which count a list.

Prompts are counted once, upwards and not beyond as many as there are; « 1. 2. 3. » right under a
question is a list.
"""

from collections.abc import Sequence

from app.dividing.headings import Heading
from app.dividing.lines import Line
from app.dividing.wordings import Wordings


def prompt_numbers(
    lines: Sequence[Line], headings: Sequence[Heading], wordings: Wordings, *, first: int = 0
) -> dict[int, int]:
    """The places of the numbers that are prompts', and how far each one's run goes, in a text that
    begins at `first`."""
    most = max((wordings.prompts_in(each) for each in range(1, wordings.dialogues + 1)), default=0)
    found: dict[int, int] = {}
    run: list[Heading] = []
    asked = False
    top = _next(lines, first)
    for heading in [*_without_lists(lines, headings), None]:
        if heading and heading.session and heading.number and not heading.number.rest.strip():
            found[heading.place] = heading.number.count  # « Dialog 1 – 2 »
        if heading is None or heading.session or (heading.match and not heading.number):
            found |= _run(run, most, asked=asked, top=top)
            run, asked = [], bool(heading and heading.match)
            top = _next(lines, heading.last + 1) if heading and heading.session else top
        elif heading.number:
            if heading.number.count == 1 and run:
                found |= _run(run, most, asked=asked, top=top)
                run = []
            run.append(heading)
    return found


def _next(lines: Sequence[Line], first: int) -> int:
    """The first line that holds anything."""
    return next((at for at in range(first, len(lines)) if lines[at].text.strip()), first)


def _without_lists(lines: Sequence[Line], headings: Sequence[Heading]) -> list[Heading]:
    kept: list[Heading] = []
    listed = 0
    for heading in headings:
        if _is_item(lines, heading, kept[-1] if kept else None, listed):
            listed += 1
        else:
            listed = 0
            kept.append(heading)
    return kept


def _is_item(lines: Sequence[Line], heading: Heading, above: Heading | None, listed: int) -> bool:
    """The next of a list, or its first right under a question."""
    number = heading.number
    if not number or heading.match or number.said or not number.rest.strip():
        return False
    if listed:
        return number.count == listed + 1
    if number.count != 1 or above is None or not above.whole:
        return False
    between = range(above.last + 1, heading.place)
    return bool(above.match or above.number) and not any(lines[at].text.strip() for at in between)


def _run(run: Sequence[Heading], most: int, *, asked: bool, top: int) -> dict[int, int]:
    counts = [heading.number.count for heading in run if heading.number]
    highest = max((count for count in counts if count <= most), default=0)
    return dict.fromkeys(_places(run, counts, most, asked=asked, top=top), highest)


def _places(
    run: Sequence[Heading], counts: list[int], most: int, *, asked: bool, top: int
) -> set[int]:
    """Those of a run that are prompts'. `asked` is that a question without a number stands above:
    then others are not likely to have one. A number alone is one where it stands
    on top of a text or a session."""
    said = {each.place for each in run if each.number and each.number.said}
    if not counts or max(counts) > most or counts != sorted(set(counts)):
        return {e.place for e in run if e.place in said and e.number and e.number.count <= most}
    known = bool(said) or any(heading.match for heading in run)
    if asked and not known and counts[0] == 1:
        return set()
    if counts[0] == 1 or known or asked or len(run) > 1 or _opens(run[0], top):
        return {heading.place for heading in run}
    return set()


def _opens(heading: Heading, top: int) -> bool:
    """« 3. Flere timer » on top, but not « 2 - 3 ganger i året »."""
    rest = heading.number.rest.strip() if heading.number else ""
    return heading.place == top and (not rest or rest[0].isupper())
