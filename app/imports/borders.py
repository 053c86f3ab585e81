"""Where posts begin in a text that has none of their borders left, only blank lines.

A post begins with a head, or where the programme goes back: rooms answer forwards, so whoever
begins anew is somebody else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.dividing.headings import Heading, heading_at
from app.dividing.lines import Line
from app.dividing.marks import HASHES, ROOM, is_rule, session_at
from app.dividing.mending import width_of, wraps
from app.dividing.wordings import Wordings
from app.imports.heads import PieceHead, head_at, signature_at, under_title
from app.imports.names import Names

_NARROW, _ROOM_LEFT = 46, 50


@dataclass
class Draft:
    """A post while it is found: places of its first and last line, and its head."""

    first: int
    last: int
    head: PieceHead | None = None
    headings: list[Heading] = field(default_factory=list)
    sure: bool = False
    signed: PieceHead | None = None
    """Who wrote it, if its last line says so."""

    section: str = ""
    titled: bool = False

    @property
    def told(self) -> PieceHead | None:
        """Who wrote it, by its head and by its last line."""
        if self.head is None or self.signed is None or self.head.room is not None:
            return self.head or self.signed
        members = dict.fromkeys((*self.head.members, *self.signed.members))
        return replace(self.head, room=self.signed.room, members=tuple(members))

    @property
    def body(self) -> int:
        """The place of the first line under the head."""
        return self.head.last + 1 if self.head else self.first


@dataclass
class _Place:
    """How far a post has come in the programme."""

    session: int = 0
    prompt: int = 0
    numbered: int = 0
    written: bool = False

    def goes_back(self, heading: Heading, dialogues: int) -> bool:
        if heading.match:
            at = heading.match.place
            stood = self.session, self.prompt
            again = at < stood or (at == stood and heading.match.strength >= 1.8)
            return self.prompt > 0 and self.written and again
        if heading.session:
            said = bool(self.prompt or self.numbered or self.session > heading.session)
            return self.session >= heading.session and self.written and said
        if heading.number and heading.number.count == 1 and self.written:
            return self.numbered > 1 or (self.prompt > 1 and self.session >= dialogues)
        return False

    def move(self, heading: Heading) -> None:
        if heading.session:
            self.session, self.prompt, self.numbered = heading.session, 0, 0
        if heading.match:
            self.session, self.prompt = heading.match.place
        if heading.number:
            self.numbered = heading.number.count
            if not heading.match:
                self.prompt = max(self.prompt, 1 if heading.number.said else self.prompt)


def drafts(lines: Sequence[Line], names: Names, wordings: Wordings) -> list[Draft]:
    """The posts of a text, in order; lines that belong to none are in none."""
    marked, width = _hashes(lines), width_of(lines)
    made: list[Draft] = []
    at = _Place()
    place, gap = 0, True
    while place < len(lines):
        text = lines[place].text
        if not text.strip() or is_rule(text):
            gap, place = True, place + 1
            continue
        gap = gap and not _over_a_page(lines, place, width)
        gap = gap or not made or _is_next_room(lines, place, names, made[-1])
        head = head_at(lines, place, names) if gap else None
        opens = gap or place == made[-1].body
        heading = heading_at(
            lines, place, wordings, opens=opens, expected=at.prompt + 1, width=width
        )
        if gap and head is None and heading is None:
            head = under_title(lines, place, names)
        if gap and (
            not made or _begins(lines, place, head, heading, made[-1], at, names, wordings, marked)
        ):
            made.append(Draft(place, place, head, sure=bool(head)))
            at = _Place(session=(head and head.session) or 0)
        elif gap and head and not at.written and _completes(made[-1].head, head, names):
            made[-1].head = _together(made[-1].head, head)
        else:
            head = None
        last = head.last if head else heading.last if heading else place
        if heading and not head:
            made[-1].headings.append(heading)
            at.move(heading)
            at.written = at.written or not heading.whole
        elif not head:
            at.written = True
        made[-1].last = last
        if not gap and _signs(lines, place, made[-1]):
            made[-1].signed = signature_at(lines, place, names)
        place, gap = last + 1, False
    return made


def _signs(lines: Sequence[Line], place: int, draft: Draft) -> bool:
    """Whether a line is the last of a text that does not say yet which room it is from."""
    known = draft.head is not None and draft.head.room is not None
    ends = place + 1 == len(lines) or not lines[place + 1].text.strip()
    return not known and ends and place > draft.body


def _is_next_room(lines: Sequence[Line], place: int, names: Names, before: Draft) -> bool:
    """« Rom 2: » right under the last line of room 1: in one field, nobody leaves blanks."""
    stood = before.head.room if before.head else None
    if stood is None or not ROOM.match(lines[place].text.lstrip("#* ")):
        return False
    head = head_at(lines[: place + 1], place, names)
    return head is not None and head.room not in (None, stood)


def _over_a_page(lines: Sequence[Line], place: int, width: int) -> bool:
    """Whether the blank lines above are a new sheet of paper in the middle of a sentence."""
    before = place - 1
    while before >= 0 and not lines[before].text.strip():
        before -= 1
    if before < 0 or before == place - 1 or not lines[place].text[:1].islower():
        return False
    return wraps(lines[before].text, lines[place].text, width)


def _begins(
    lines: Sequence[Line],
    place: int,
    head: PieceHead | None,
    heading: Heading | None,
    before: Draft,
    at: _Place,
    names: Names,
    wordings: Wordings,
    marked: int,
) -> bool:
    if before.signed:
        return True
    hashes = HASHES.match(lines[place].text)
    if hashes and marked:
        return len(hashes["hashes"]) <= marked
    if head:
        return not _belongs(head, before, at, names, lines[place].text)
    if heading and not heading.inline and at.goes_back(heading, wordings.dialogues):
        return True
    return heading is None and at.written and _is_title(lines, place)


def _belongs(head: PieceHead, before: Draft, at: _Place, names: Names, text: str) -> bool:
    """Whether what looks like a head goes on with the post above."""
    if not at.written and _completes(before.head, head, names):
        return True
    if head.room is None and not head.several and before.head and not head.led:
        rooms = _rooms(before.head, names)
        own = names.rooms_of(head.members[0]) if head.members else set()
        named = bool(head.members) and head.members[0] in before.head.members
        return text.rstrip().endswith(":") and bool(rooms & own or named)
    return False


def _completes(one: PieceHead | None, other: PieceHead, names: Names) -> bool:
    """« Rom 40 » above and its members below are one head."""
    if one is None:
        return False
    if one.room is not None and other.room is not None:
        return one.room == other.room
    if (one.room is None) == (other.room is None):
        return False
    rooms = _rooms(one, names) & _rooms(other, names)
    known = _rooms(one, names) and _rooms(other, names)
    return bool(rooms) or not known or not names.members


def _rooms(head: PieceHead, names: Names) -> set[int]:
    if head.room is not None:
        return {head.room}
    votes = names.votes(head.members)
    return {room for room, count in votes.items() if count == max(votes.values())}


def _together(one: PieceHead | None, other: PieceHead) -> PieceHead:
    assert one
    return PieceHead(
        other.last,
        one.room if one.room is not None else other.room,
        tuple(dict.fromkeys((*one.members, *other.members))),
        tuple(dict.fromkeys((*one.unknown, *other.unknown))),
        one.session or other.session,
        one.led or other.led,
    )


def _is_title(lines: Sequence[Line], place: int) -> bool:
    """A line that was broken though there was room left: larger letters, as titles have them."""
    one = lines[place].text
    other = lines[place + 1].text if place + 1 < len(lines) else ""
    if one != one.rstrip() or len(one) > _NARROW or len(one) < 20 or not other[:1].islower():
        return False
    first = other.split(maxsplit=1)[0]
    widest = max((len(each.text.rstrip()) for each in lines[place : place + 12]), default=0)
    return (
        len(one) + 1 + len(first) <= _ROOM_LEFT
        and widest > _ROOM_LEFT
        and one[:1].isupper()
        and not re.search(r"[.:!?]$", one)
        and session_at(one) is None
    )


def _hashes(lines: Sequence[Line]) -> int:
    """How deep the headings of Markdown lie that begin posts: the commonest depth; 0 when none."""
    depths = [len(found["hashes"]) for line in lines if (found := HASHES.match(line.text))]
    if len(depths) < 2:
        return 0
    return max(sorted(set(depths)), key=depths.count)
