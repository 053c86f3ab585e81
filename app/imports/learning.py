"""What a wall teaches before it is read: how it calls the questions, and who sits in which room.

Its first post is often the organiser's, with the questions as they were asked; and where no roster
was given, heads with a number say who belongs to it.
"""

import re
from collections.abc import Sequence

from app.dividing.lines import Line
from app.dividing.marks import session_at
from app.dividing.mending import paragraphs, width_of
from app.dividing.wordings import Wordings
from app.imports.heads import head_at
from app.imports.names import Names
from app.imports.source import Source
from app.lexicon.letters import WORD, plain

_ASKS = re.compile(
    r"\W*(?:hva|hvem|hvilke[nt]?|hvordan|hvorfor|hvor|når|kva|kven|korleis|kvifor|kvar"
    r"|what|who|which|how"
    r"|why|where|when)\b",
    re.IGNORECASE,
)
_MOST_LINES = 60
_FEWEST_QUESTIONS = 2


def taught(lines: Sequence[Line], source: Source, names: Names, wordings: Wordings) -> int:
    """How many lines at the top only ask."""
    if not names.members:
        _roster(lines, source, names)
    opening = _opening(lines, source, names)
    _title(lines[:opening], names)
    return opening if _questions(lines, opening, wordings) else 0


def _opening(lines: Sequence[Line], source: Source, names: Names) -> int:
    """How many lines stand before the first post of a room."""
    if source.pieces:
        first = source.pieces[0]
        is_form = any("?" in lines[at].text for at in range(first.first) if at in source.aside)
        told = is_form or head_at(lines, first.first, names, table=True)
        return 0 if told else first.last + 1
    for place in range(min(len(lines), _MOST_LINES)):
        gap = place == 0 or not lines[place - 1].text.strip()
        if gap and lines[place].text.strip() and head_at(lines, place, names):
            return place
    return min(len(lines), _MOST_LINES)


def _title(opening: Sequence[Line], names: Names) -> None:
    """Words of the seminar's own title are no names, though heads repeat them."""
    titles = [line.text for line in opening if line.text.strip()][:2]
    for text in titles:
        if len(text) < 60 and not _ASKS.match(text) and not text.rstrip().endswith("."):
            names.fillers |= {plain(word) for word in WORD.findall(text) if len(word) > 3}


def _questions(lines: Sequence[Line], opening: int, wordings: Wordings) -> bool:
    """The questions of each session in the order in which they are asked, if there are as many as
    the programme has; whether there were any."""
    asked: dict[int, list[str]] = {}
    session = 1
    for each in paragraphs(lines, 0, opening - 1, width_of(lines[:opening])):
        said = session_at(each.text)
        if said:
            session = said[0]
        for sentence in re.split(r"(?<=[?])\s*", each.text):
            if sentence.strip().endswith("?") and _question_in(sentence):
                asked.setdefault(session, []).append(_question_in(sentence))
    if sum(map(len, asked.values())) < _FEWEST_QUESTIONS:
        return False
    for dialogue, texts in asked.items():
        if len(texts) == wordings.prompts_in(dialogue):
            _asks(dialogue, texts, wordings)
    return True


def _asks(dialogue: int, texts: Sequence[str], wordings: Wordings) -> None:
    """Where the wall asks something else than its programme, the words of that mean nothing."""
    places = [(dialogue, at) for at in range(1, len(texts) + 1)]
    known = [(found := wordings.best(text)) and found.place for text in texts]
    for place, text, same in zip(places, texts, known, strict=True):
        if same == place:
            wordings.learn(place, text)
        else:
            wordings.rename(place, text)
        wordings.asked[place] = text


def _question_in(sentence: str) -> str:
    """The question itself, without what stands before it."""
    words = sentence.split()
    starts = [at for at in range(len(words)) if _ASKS.match(" ".join(words[at : at + 1]))]
    return " ".join(words[starts[0] :]) if starts else ""


def _roster(lines: Sequence[Line], source: Source, names: Names) -> None:
    names.learned = True
    firsts = {piece.first for piece in source.pieces}
    for place, line in enumerate(lines):
        gap = place in firsts if firsts else place == 0 or not lines[place - 1].text.strip()
        if not gap or not line.text.strip():
            continue
        head = head_at(lines, place, names, table=bool(firsts))
        if head and head.room is not None:
            members = (*head.members, *head.unknown)
            known = names.members.get(head.room, ())
            names.members[head.room] = tuple(dict.fromkeys((*known, *members)))
            for member in members:
                names.add(member, head.room)
