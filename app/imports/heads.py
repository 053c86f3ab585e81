"""The head of a post: the line or lines that say who wrote it, in which room, in which session."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.dividing.lines import Line
from app.dividing.marks import HASHES, LEADS, ROOM, SESSION, number_at, room_in, session_in
from app.imports.names import Found, Names
from app.lexicon.letters import WORD, plain

MOST_LINES = 3
LONGEST = 140
_LONGEST_TITLE = 48
_LEADING = {"padlet", "padletsvar", "referat", "oppsummering", "notat", "notater", "svar", "notes"}
_WE_ARE = {"vi", "me", "er", "her", "dette", "we", "are", "this", "is"}
_SENTENCE = re.compile(r"[.!?]\s+\S*[a-zæøå]{3,}.*\s\S+\s\S+")


@dataclass(frozen=True)
class PieceHead:
    """`last` is the place of its last line. `bare` heads name members only."""

    last: int
    room: int | None
    members: tuple[str, ...]
    unknown: tuple[str, ...]
    session: int | None
    led: bool = False

    @property
    def several(self) -> bool:
        return len(self.members) + len(self.unknown) > 1


def head_at(
    lines: Sequence[Line], place: int, names: Names, *, table: bool = False
) -> PieceHead | None:
    """The longest head that begins at a place."""
    found = None
    text = ""
    for last in range(place, min(place + (1 if table else MOST_LINES), len(lines))):
        more = lines[last].text.strip()
        if len(text) + len(more) > LONGEST:
            break
        if last == place + 1 and more and _only_leads(text, names):
            text = ""
        elif not more or (last > place and not _goes_on(text, more, names)):
            break
        text = f"{text} {more}".strip()
        if made := _read(text, last, names):
            found = made
    return found


def signature_at(lines: Sequence[Line], place: int, names: Names) -> PieceHead | None:
    """« Hilsen rom 7 » or « (Gol og Nes) », alone on the last line of a text."""
    text = lines[place].text.strip().strip("()[]–—- ")
    return _read(text, place, names) if text and len(text) <= LONGEST else None


def under_title(lines: Sequence[Line], place: int, names: Names) -> PieceHead | None:
    """« Våre tanker » and under it « Rom 7: Gol, Nes »: the title belongs to the head."""
    title = lines[place].text.strip()
    if len(title) > _LONGEST_TITLE or re.search(r"[.!?:,]$", title) or place + 2 >= len(lines):
        return None
    head = head_at(lines, place + 1, names)
    if head is None or head.room is None or head.last + 1 >= len(lines):
        return None
    return head if lines[head.last + 1].text.strip() else None


def _only_leads(text: str, names: Names) -> bool:
    """« Oppsummering » stands over whoever wrote it."""
    words = WORD.findall(text)
    return bool(words) and room_in(text) is None and all(map(names.is_filler, words))


def _goes_on(text: str, more: str, names: Names) -> bool:
    """Whether a head's next line belongs to it: more names, or a room for those named."""
    if number_at(more) or re.search(r":\s*\S", more) or (ROOM.search(text) and ROOM.search(more)):
        return False
    if text.rstrip().endswith(":"):
        return False
    found = names.find(SESSION.sub(" ", more))
    return found.covered >= 0.7 or bool(ROOM.match(more))


def _read(text: str, last: int, names: Names) -> PieceHead | None:
    marked = HASHES.match(text)
    text = marked["title"] if marked else text
    room = room_in(text)
    found = names.find(SESSION.sub(" ", text))
    if room is not None and _is_roomed(text, found):
        return _head(text, last, room, found)
    if number_at(text) or (not found.names and not names.learned):
        return None
    short = len(WORD.findall(text)) <= 14
    if found.names and found.covered >= 0.72 and short:
        return _head(text, last, None, found)
    if not names.spelled or names.learned:
        count = len(found.names) + len(found.unknown)
        told = count > 1 or (count == 1 and _introduces(text))
        if told and found.covered >= 0.95 and short and not text.rstrip().endswith("."):
            return _head(text, last, None, found)
    return None


def _introduces(text: str) -> bool:
    """« Referat Ås », « Ås kommune »: words that stand around a name, and say that it is one."""
    words = [plain(word) for word in WORD.findall(SESSION.sub(" ", text))]
    return len(words) > 1 and (words[0] in _LEADING or words[-1].startswith("kommun"))


def _is_roomed(text: str, found: Found) -> bool:
    """« Rom 7 mente at … » is a sentence; « Referat gruppe 7, Gol » is a head."""
    mark = ROOM.search(text)
    assert mark
    before, after = text[: mark.start()], text[mark.end() :]
    if found.covered >= 0.72 and not _SENTENCE.search(text):
        return True
    leads = [plain(word) for word in WORD.findall(before)]
    if any(word not in LEADS and word not in _WE_ARE for word in leads):
        return False
    return (
        bool(re.match(r"\s*(?:$|[.:–—-]\s|[.:]$|[,;(])", after)) and len(WORD.findall(after)) <= 12
    )


def _head(text: str, last: int, room: int | None, found: Found) -> PieceHead:
    first = plain(next(iter(WORD.findall(text)), ""))
    led = any(
        first.startswith(lead) for lead in ("padlet", "referat", "oppsummering", "notat", "svar")
    )
    return PieceHead(last, room, found.names, found.unknown, session_in(text), led)
