"""Somebody for whom reading is open, and the pages of the book as they get them: own room first."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from sqlmodel import Session, select

from app.actions.listing import answers, asks_for_actions, in_free_text
from app.boards.access import View
from app.boards.tags import Tags
from app.collation import order_of
from app.exchange import others
from app.exchange.models import exchange_of
from app.exchange.responses import responses_in
from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import Act, Actor, Stage, may
from app.published.models import public
from app.reading import book
from app.reading.book import Own, ReadingChoice
from app.refusals import NotFound
from app.rooms.access import seats_in
from app.rooms.models import Member, Room, rooms
from app.rooms.sitting import sitting
from app.seminars.merges import Merge, merges
from app.web.pages import catalogue

T = TypeVar("T")
EVERYTHING = ReadingChoice()
Page = tuple[str, Mapping[str, Any]]
"""A template's name and what it shows."""


@dataclass(frozen=True)
class Reader:
    session: Session
    view: View
    asker: Asker
    language: str

    @property
    def facts(self) -> dict[str, Any]:
        """What every page shows around its text."""
        said_by = catalogue(self.language).gettext("From %(name)s")
        exchange = exchange_of(self.session, self.view.seminar.id)
        seats = [seat.id for seat in self._own_seats]
        return {
            "seminar": self.view.seminar,
            "works": self.view.works,
            "own": self.own,
            "leads": self.view.leads,
            "sees_grid": may(self.view.actor, Act.SEE_GRID, Stage.OPEN),
            "sees_setup": may(self.view.actor, Act.SEE_SETUP, Stage.OPEN),
            "own_room": self._own_rooms[0] if self._own_rooms else None,
            "tags": Tags(self.members, said_by),
            "asked": "",
            "acts": asks_for_actions(self.view),
            "base": f"/read/{self.view.seminar.id}",
            "exchange": exchange,
            "heard": responses_in(self.session, self.view, exchange, seats),
            "reported": public(self.session, self.view.seminar.id) is not None,
        }

    @cached_property
    def own(self) -> Own:
        """The reader's rooms and members; without a chosen member all of the room count."""
        room_ids = frozenset(room.id for room in self._own_rooms)
        chosen = {seat.member_id for seat in self._own_seats if seat.member_id}
        around = {member.id for id in room_ids for member in self.sitting.get(id, ())}
        return Own(room_ids, frozenset(chosen or around))

    @cached_property
    def members(self) -> list[Member]:
        """In the order of the Norwegian alphabet, the reader's own first."""
        query = select(Member).where(Member.seminar_id == self.view.seminar.id)
        return sorted(
            self.session.exec(query),
            key=lambda each: (each.id not in self.own.members, order_of(each.name)),
        )

    @cached_property
    def rooms(self) -> list[Room]:
        return rooms(self.session, self.view.seminar.id)

    @cached_property
    def merges(self) -> list[Merge]:
        return merges(self.session, self.view.seminar.id)

    @cached_property
    def sitting(self) -> dict[str, list[Member]]:
        """Members by room in the dialogues that can be read, each once."""
        readable = {work.dialogue.id for work in self.view.works}
        every = sitting(self.session, self.view.seminar.id)
        found: dict[str, dict[str, Member]] = {}
        for (dialogue_id, room_id), members in every.items():
            if dialogue_id in readable:
                found.setdefault(room_id, {}).update((member.id, member) for member in members)
        return {room_id: list(members.values()) for room_id, members in found.items()}

    def by_question(self, prompt_id: str | None = None, wish: ReadingChoice = EVERYTHING) -> Page:
        """One question across the rooms; without an id the first."""
        asked = [(work.dialogue, *each) for work in self.view.works for each in work.prompts]
        if not asked and prompt_id is None:
            return "nothing", {"way": "question"}
        at = _place(asked, lambda each: prompt_id in (None, each[2].id))
        dialogue, number, prompt = asked[at]
        before, after = _neighbours(asked, at)
        return "question", {
            "way": "question",
            "dialogue": dialogue,
            "number": number,
            "prompt": prompt,
            "before": before and before[2],
            "after": after and after[2],
            "leaf": book.question(self.session, self.view, self.own, prompt, wish),
            "near": {},
            "wish": wish,
            "rooms": [(room.number, room.number) for room in self.rooms],
            "members": [(member.id, member.name) for member in self.members],
        }

    def actions(self, member_id: str) -> Page:
        of = _place(self.members, lambda each: each.id == member_id) if member_id else None
        return "actions", {
            "way": "actions",
            "answers": (found := answers(self.session, self.view, member_id or None)),
            "free": in_free_text(self.view, found),
            "member": None if of is None else self.members[of],
            "members": [(member.id, member.name) for member in self.members],
            "exports": self.view.actor != Actor.OUTSIDER,
        }

    def all_rooms(self) -> Page:
        """Rooms that wrote nothing come last, and are there."""
        index = book.index(self.session, self.view)
        counts, gone = index.written, {each.room_id for each in self.merges}
        found = sorted(self.rooms, key=lambda each: each.id not in self.own.rooms)
        return "rooms", {
            "way": "room",
            "counts": counts,
            "index": index,
            "speaking": [room for room in found if room.id in counts],
            "silent": [room for room in found if room.id not in counts and room.id not in gone],
            "rooms": len(found) - len(gone),
            "sitting": self.sitting,
        }

    def by_room(self, number: int, beside: int | None = None) -> Page:
        """One room, or two of them beside each other."""
        at = _place(self.rooms, lambda each: each.number == number)
        room = self.rooms[at]
        before, after = _neighbours(self.rooms, at)
        facts = {
            "way": "room",
            "room": room,
            "beside": None,
            "others": [(each.number, _called(each)) for each in self.rooms if each is not room],
        }
        if beside not in (None, number):
            other = self.rooms[_place(self.rooms, lambda each: each.number == beside)]
            pairs = book.two_rooms(self.session, self.view, room, other)
            return "beside", {**facts, "beside": other, "pairs": pairs}
        return "room", {
            **facts,
            "before": before,
            "after": after,
            "members": self.sitting.get(room.id, []),
            "leaf": book.room(self.session, self.view, room),
            "quoted": others.quoted(self.session, room.id),
        }

    def all_members(self) -> Page:
        places: dict[str, list[Room]] = {}
        for room in self.rooms:
            for member in self.sitting.get(room.id, []):
                places.setdefault(member.id, []).append(room)
        counts = book.index(self.session, self.view).written
        by_letter: dict[str, list[Member]] = {}
        for member in self.members:
            if member.id not in self.own.members:
                by_letter.setdefault(_initial(member.name), []).append(member)
        facts = {
            "mine": [each for each in self.members if each.id in self.own.members],
            "by_letter": by_letter,
            "places": places,
            "counts": counts,
        }
        return "members", {"way": "member", **facts}

    def by_member(self, member_id: str) -> Page:
        member = self.members[_place(self.members, lambda each: each.id == member_id)]
        leaf = book.member(self.session, self.view, member)
        return "member", {"way": "member", "member": member, "leaf": leaf}

    def three_others(self, problem: str = "", typed: str | None = None) -> Page:
        """The reader's room's three, whole, and its line; to those who lead, every room's line.
        `typed` is a line that could not be saved. Raises NotFound where nobody asked for it."""
        exchange = exchange_of(self.session, self.view.seminar.id)
        leads = self.view.leads
        room = self._own_rooms[0] if self._own_rooms else None
        if not leads and not (exchange.others and room):
            raise NotFound
        own = others.rooms_to_read(self.session, room) if room else None
        leaves = [book.room(self.session, self.view, each) for each in own.rooms] if own else []
        return "others", {
            "way": "others",
            "own_others": own,
            "three": list(zip(own.rooms, leaves, strict=True)) if own else [],
            "sitting": self.sitting,
            "lines": others.lines_of(self.session, self.view.seminar.id) if leads else [],
            "problem": problem,
            "typed": typed,
        }

    @cached_property
    def _own_seats(self) -> list[Seat]:
        return seats_in(self.session, self.asker, self.view.seminar.id)

    @cached_property
    def _own_rooms(self) -> list[Room]:
        return [self.session.get_one(Room, seat.room_id) for seat in self._own_seats]


def _called(room: Room) -> str:
    return f"{room.number} · {room.name}" if room.name else str(room.number)


def _initial(name: str) -> str:
    """The letter under which a name is looked for, as it is sorted: Á under A, Aa under Å."""
    first = "Å" if name[:2].upper() == "AA" else name[:1].upper().translate(_SWEDISH)
    return first if first in "ÆØÅ" else unicodedata.normalize("NFD", first)[:1] or "–"


_SWEDISH = str.maketrans("ÄÖ", "ÆØ")


def _place(every: Sequence[T], wanted: Callable[[T], bool]) -> int:
    """Where the first that is wanted stands. Raises NotFound."""
    for at, each in enumerate(every):
        if wanted(each):
            return at
    raise NotFound


def _neighbours(every: Sequence[T], at: int) -> tuple[T | None, T | None]:
    """What stands before and after a place in a list, None at its ends."""
    return every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None
