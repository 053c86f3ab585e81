"""The headings inside a post: sessions, numbers, and questions in the words of a room."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.dividing.lines import Line
from app.dividing.marks import HASHES, Number, number_at, session_at
from app.dividing.mending import wraps
from app.dividing.wordings import Match, Wordings

_ENDS = re.compile(r"[?:]|\.{3,}|…|\)\s*$")
_ENDED = re.compile(r"[^\w\s,;(-]\s*$")
"""A sentence, or a list's line with a picture after it."""
_BULLET = re.compile(r"\s*[-–—*•·▪◦+]\s")
_QUESTION = re.compile(r"(?:(?<=[.!?:»”\"])\s+|^\s*|(?<=[•*])\s*)([^.!?:•]{8,160}\?)")
_MOST_LINES = 3
LONGEST = 200
_LONGEST_LABEL = 3
_WHOLE = 0.9


@dataclass(frozen=True)
class Heading:
    """`last` is the last line that belongs to it; `whole` that nothing else stands there. A match
    says which question; `inline` that it stands in the middle of a line."""

    place: int
    last: int
    session: int | None = None
    number: Number | None = None
    match: Match | None = None
    whole: bool = False
    inline: bool = False


@dataclass(frozen=True)
class _Candidate:
    text: str
    last: int
    ended: bool
    whole: bool


def headings_in(lines: Sequence[Line], first: int, last: int, wordings: Wordings) -> list[Heading]:
    """The headings between two places of a text whose lines were never broken."""
    here = lines[: last + 1]
    found: list[Heading] = []
    expected, place = 1, first
    while place <= last:
        heading = heading_at(here, place, wordings, expected=expected)
        if heading:
            found.append(heading)
            if heading.match:
                expected = heading.match.place[1] + 1
        place = heading.last + 1 if heading else place + 1
    return found


def heading_at(
    lines: Sequence[Line],
    place: int,
    wordings: Wordings,
    *,
    opens: bool = True,
    expected: int = 0,
    width: int = 0,
) -> Heading | None:
    """What a line says of where in the programme it stands. `opens` is that it stands alone or
    first; `expected` is the number of the prompt that would be next; `width` is that of the paper,
    on which a line may go on in the next."""
    found = _heading_at(lines, place, wordings, _Asked(None, opens, expected, width))
    before = lines[place - 1].text if place and not opens else ""
    if wraps(before, lines[place].text, width) and not (found and _stands_alone(before, found)):
        return _inline(lines, place, wordings, width)
    return found


def _listed(place: int, text: str, wordings: Wordings) -> Heading | None:
    """A question that is an item itself, with its answers under it, as outlines have it: nothing
    but its own words."""
    said = bool(_ENDS.search(text.rstrip()[-1:])) or len(text.split()) >= _LONGEST_LABEL
    match = wordings.best(text) if said else None
    whole = match and min(match.coverage, match.recall) >= _WHOLE and match.sure
    return Heading(place, place, match=match, whole=True) if whole else None


def _stands_alone(before: str, heading: Heading) -> bool:
    """Whether a heading is one though the line above is full: no sentence goes on in a line that is
    a question, or a number, and nothing else."""
    if not heading.whole:
        rest = heading.number.rest if heading.number else ""
        return rest[:1].isupper() and bool(_ENDED.search(before))
    if heading.match and heading.match.sure and heading.match.recall >= 0.6:
        return True
    return bool(_ENDED.search(before))


def _heading_at(
    lines: Sequence[Line], place: int, wordings: Wordings, asked: "_Asked"
) -> Heading | None:
    text = lines[place].text
    if marked := HASHES.match(text):
        text = marked["title"]
    session = session_at(text)
    rest = session[1] if session else text
    number = number_at(rest)
    rest = number.rest if number else rest
    said = session[0] if session else None
    if said is None and number is None and (bullet := _BULLET.match(text)):
        return _listed(place, text[bullet.end() :], wordings)
    asked = replace(asked, number=number)
    match, last, whole = _matched(lines, place, rest, wordings, asked)
    if match is None:
        if not said and not number:
            return _inline(lines, place, wordings, asked.width)
        return Heading(place, place, said, number, None, not rest.strip())
    return Heading(place, last, said, number, match, whole)


@dataclass(frozen=True)
class _Asked:
    number: Number | None
    opens: bool
    expected: int
    width: int


def _matched(
    lines: Sequence[Line],
    place: int,
    rest: str,
    wordings: Wordings,
    asked: _Asked,
) -> tuple[Match | None, int, bool]:
    best: tuple[float, Match, int, bool] | None = None
    for candidate in _candidates(lines, place, rest, asked.width):
        near = asked.expected if candidate.ended or asked.number else 0
        match = wordings.best(candidate.text, expected=near)
        if match and _believed(candidate, match, asked):
            worth = match.strength * match.coverage + match.recall
            if best is None or worth >= best[0]:  # a broken question goes on as long as it is one
                best = worth, match, candidate.last, candidate.whole
    return (best[1], best[2], best[3]) if best else (None, place, False)


def _candidates(lines: Sequence[Line], place: int, rest: str, width: int) -> list[_Candidate]:
    made: list[_Candidate] = []
    text = rest.strip()
    for last in range(place, min(place + _MOST_LINES, len(lines))):
        if last > place:
            more = lines[last].text.strip()
            if (
                text.endswith((".", "!"))
                or not more
                or number_at(more)
                or session_at(more)
                or _BULLET.match(more)
            ):
                break
            if not more[0].islower() and not wraps(lines[last - 1].text, more, width):
                break
            text = f"{text} {more}".strip()
        if len(text) > LONGEST:
            break
        end = _ENDS.search(text)
        if end and end.start() > 1:
            made.append(
                _Candidate(text[: end.end()], last, True, not text[end.end() :].strip(" ?.:…-–"))
            )
            break
        made.append(_Candidate(text, last, False, True))
    return made


def _believed(candidate: _Candidate, match: Match, asked: _Asked) -> bool:
    number = asked.number
    agrees = number is not None and number.count == match.place[1]
    if not (asked.opens or number) and candidate.text[:1].islower():
        return False
    next_one = match.place[1] == asked.expected
    if match.recall < 0.3 and match.strength < 2:
        return next_one and _is_label(candidate, match)
    if match.coverage >= 0.7 and match.recall >= 0.6 and match.strength >= 1.5:
        return True
    if candidate.ended:
        least = 0.34 if agrees or next_one else 0.58
        return match.coverage >= least and match.strength >= (0.55 if agrees else 0.9)
    if agrees:
        return match.coverage >= 0.45
    capitals = candidate.text.isupper()
    return (
        (asked.opens or capitals)
        and match.coverage >= 0.8
        and match.strength >= 1.0
        and len(candidate.text) < 70
    )


def _is_label(candidate: _Candidate, match: Match) -> bool:
    """« Hindringer: » for a question about them, where it is the next to be answered."""
    short = candidate.ended or len(candidate.text.split()) <= _LONGEST_LABEL
    return candidate.whole and short and match.coverage >= 0.9 and match.strength >= 0.9


def _inline(lines: Sequence[Line], place: int, wordings: Wordings, width: int) -> Heading | None:
    """A question asked in the middle of a text that runs on, on paper into the next line."""
    here = lines[place].text
    after = lines[place + 1].text if width and place + 1 < len(lines) else ""
    after = after if wraps(here, after, width) else ""
    text = f"{here.rstrip()} {after.strip()}"
    for found in _QUESTION.finditer(text):
        if found.start(1) >= len(here.rstrip()) or found[1][0].islower():
            continue
        match = wordings.best(found[1])
        if match and match.sure and match.recall >= 0.45 and match.strength >= 1.4:
            return Heading(place, place, match=match, inline=True)
    return None
