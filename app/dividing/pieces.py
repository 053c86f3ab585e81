"""A text that somebody brings along, as pieces that answer one prompt each."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.fuzz import ratio

from app.dividing.headings import Heading, headings_in
from app.dividing.lines import Line
from app.dividing.marks import HASHES, number_at, session_at
from app.dividing.numbering import prompt_numbers
from app.dividing.parts import Certainty, TextPart, parts_of
from app.dividing.wordings import Place, Wordings

_ALIKE = 85
_SHORTEST_CUT = 0.4


@dataclass(frozen=True)
class Piece:
    """Lines from place `first` to `last`. Those of `headings` only say which prompt it is, in the
    prompt's words or by its number; `numbered` is that its first other line begins with that
    number. Without a prompt nobody can tell what it answers."""

    first: int
    last: int
    prompt: Place | None
    certainty: Certainty
    headings: tuple[int, ...] = ()
    numbered: bool = False


def pieces_of(texts: Sequence[str], wordings: Wordings, *, dialogue: int | None) -> list[Piece]:
    """The pieces of a text in order, together all of its lines; `dialogue` is the one in which it
    is answered, unless it says otherwise itself."""
    lines = [Line(at, text) for at, text in enumerate(texts, 1)]
    last = len(lines) - 1
    headings = headings_in(lines, 0, last, wordings)
    counted = prompt_numbers(lines, headings, wordings)
    parts = parts_of(lines, headings, wordings, first=0, last=last, session=dialogue)
    bare = {
        place
        for each in headings
        if _asks_only(lines, each, wordings, counted=each.place in counted)
        for place in range(each.place, each.last + 1)
    }
    numbered = {each.place for each in headings if _goes_on(each, each.place in counted)}
    return [_piece(part, lines, bare, numbered) for part in _together(lines, parts)]


def _together(lines: Sequence[Line], parts: Sequence[TextPart]) -> list[TextPart]:
    """A blank line between two parts is the first one's."""
    ends = [*(other.first - 1 for other in parts[1:]), len(lines) - 1][: len(parts)]
    return [TextPart(**{**vars(part), "last": end}) for part, end in zip(parts, ends, strict=True)]


def _piece(part: TextPart, lines: Sequence[Line], bare: Set[int], numbered: Set[int]) -> Piece:
    """Only on top of a piece is it asked; further down the same words are an answer."""
    if part.place is None:
        return Piece(part.first, part.last, None, "unknown")
    there = [at for at in range(part.first, part.last + 1) if lines[at].text.strip()]
    headings = tuple(takewhile(bare.__contains__, there))
    begins = there[len(headings) : len(headings) + 1]
    return Piece(
        part.first,
        part.last,
        part.place,
        part.prompt_is,
        headings,
        numbered=not numbered.isdisjoint(begins),
    )


def _asks_only(
    lines: Sequence[Line], heading: Heading, wordings: Wordings, *, counted: bool
) -> bool:
    """Whether a heading may be left out where its prompt is asked: it is the prompt's own words,
    misspelled or cut. Whoever has found others has written a text, whatever it is about."""
    if not heading.whole:
        return False
    if heading.match is None:
        return bool(heading.session or (heading.number and counted))
    rest = _unmarked(lines[heading.place].text)
    more = (lines[place].text for place in range(heading.place + 1, heading.last + 1))
    said = _plain(" ".join([rest, *more]))
    asked = map(_plain, wordings.texts(heading.match.place))
    return any(_is_wording(said, each) for each in asked)


def _unmarked(text: str) -> str:
    """A line without what counts it."""
    marked = HASHES.match(text)
    text = marked["title"] if marked else text
    session = session_at(text)
    text = session[1] if session else text
    number = number_at(text)
    return number.rest if number else text


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" ?.:…-–*")


def _is_wording(said: str, asked: str) -> bool:
    if ratio(said, asked) >= _ALIKE:
        return True
    cut = len(said) >= _SHORTEST_CUT * len(asked)
    return cut and ratio(said, asked[: len(said)]) >= _ALIKE


def _goes_on(heading: Heading, counted: bool) -> bool:
    """« 2. Vi trenger tid »: the number says which prompt, the rest answers it."""
    return bool(heading.number and counted and not heading.whole and heading.session is None)
