"""The round: members or names in a circle, whose word it is, who was heard and who stood over.

A turn is `{name, member?, speaker?, seat?, number?, turn}`: ids of what it stands for (`speaker` is
how notes know a person, `rooms/speakers.py`), the number of a seat without a name, and whether it
is waiting, heard or passed. `Room.round_at` is the lit one's place, None when the round has not
begun or is over, and `round_lit_at` since when they have the floor. A round belongs to the dialogue
in which it was begun, and is over with it.
"""

from collections.abc import Sequence
from typing import Literal

from sqlmodel import Session

from app.people.models import Seat
from app.people.rights import Stage
from app.rooms.duties import holders
from app.rooms.models import Member, Room, touch
from app.rooms.people import seats
from app.rooms.sitting import members_of
from app.rooms.speakers import speaker
from app.seminars.models import Dialogue, dialogues
from app.seminars.room_stages import written_in
from app.storage.store import now
from app.wording import clean

Turn = dict[str, str]
How = Literal["heard", "passed"]
LONGEST_CIRCLE = 40
LONGEST_NAME = 60


def circle(turns: Sequence[Turn], chair: Turn | None, begin: int = 0) -> list[Turn]:
    """The order of a round: begun `begin` places on, and never with whoever holds the chair.

    A chair that speaks first sets the tone for all; in the middle or last it does not.
    """
    if not turns:
        return []
    begin %= len(turns)
    order = [*turns[begin:], *turns[:begin]]
    if chair is not None and _same(order[0], chair):
        order = [*order[1:], order[0]]
    return [{**turn, "turn": "waiting"} for turn in order]


def start(
    session: Session,
    room: Room,
    names: Sequence[str] = (),
    dialogue_id: str | None = None,
    *,
    nameless: str = "%(number)s",
) -> None:
    """Begin a round with the typed names; without any, with the room's members when there are two
    or more, else with the people who sit here. The next round begins with another. One that runs
    goes on: two who press at once begin one. `nameless` is what notes say of whoever gave no name.
    """
    if lit(room, dialogue_id) and not names:
        return
    standing = room.round_order if room.round_dialogue_id == dialogue_id else []
    turns = (
        _typed(session, room, names)
        or _without_turn(standing)
        or suggested(session, room, dialogue_id)
    )
    room.round_number = room.round_number + 1 if standing and not names else 1
    room.round_dialogue_id = dialogue_id
    heard = [_with_speaker(session, room, turn, nameless) for turn in turns]
    ordered = circle(heard, chair(session, room), begin=int(room.round_number > 1))
    _set(session, room, ordered, 0 if ordered else None)


def step(session: Session, room: Room, how: How, at: int) -> None:
    """The lit one was heard or stands over; the next gets the word.

    `at` is the place that the sender saw lit: two who press at once move the round by one.
    """
    if room.round_at is None or at != room.round_at:
        return
    order = [dict(turn) for turn in room.round_order]
    order[at]["turn"] = how
    _set(session, room, order, _next_waiting(order, at))


def give_word(session: Session, room: Room, at: int) -> None:
    """Light somebody out of turn, or once more; who was lit waits until it is their turn again."""
    if not 0 <= at < len(room.round_order):
        return
    order = [dict(turn) for turn in room.round_order]
    order[at]["turn"] = "waiting"
    _set(session, room, order, at)


def rest(session: Session, room: Room) -> None:
    """Nobody has the floor any more; who has not been heard stays told, and is heard by a press."""
    if room.round_at is not None:
        _set(session, room, room.round_order, None)


def stop(session: Session, room: Room) -> None:
    """Put the round away; a later one begins from the start."""
    room.round_number = 1
    _set(session, room, [], None)


def lit(room: Room, dialogue_id: str | None) -> Turn | None:
    """Whose word it is in a dialogue."""
    if room.round_at is None or room.round_dialogue_id != dialogue_id:
        return None
    return room.round_order[room.round_at]


def places(session: Session, room: Room) -> Sequence[Dialogue | None]:
    """Where there may be a round: in each dialogue that is written in; before any was opened, one
    to get to know each other by."""
    opened = any(each.stage != Stage.DRAFT for each in dialogues(session, room.seminar_id))
    return written_in(session, room.seminar_id, room.id) if opened else [None]


def suggested(session: Session, room: Room, dialogue_id: str | None = None) -> list[Turn]:
    """Who would be in a round now: members where there are several, else people."""
    members = [_of_member(member) for member in members_of(session, room.id, dialogue_id)]
    if len(members) > 1:
        return members
    sitting = [
        {"name": seat.nickname or "", "seat": seat.id, "number": str(number)}
        for number, seat in seats(session, room.id)
    ]
    names = dict.fromkeys(holder.name for _, holder in holders(session, room) if holder.name)
    people = [*sitting, *({"name": name} for name in names)]
    return people if len(people) > 1 or not members else members


def chair(session: Session, room: Room) -> Turn | None:
    """Whoever holds the first duty, which is the chair's in every set of duties."""
    first = next(iter(holders(session, room)), None)
    if first is None:
        return None
    _, holder = first
    seat = session.get(Seat, holder.seat_id) if holder.seat_id else None
    turn: Turn = {"name": holder.name or "", "seat": holder.seat_id or ""}
    if seat and seat.member_id:
        turn["member"] = seat.member_id
    return turn


def _same(turn: Turn, chair: Turn) -> bool:
    return any(
        turn.get(key) and turn.get(key) == chair.get(key) for key in ("member", "seat", "name")
    )


def _of_member(member: Member) -> Turn:
    return {"name": member.name, "member": member.id}


def _typed(session: Session, room: Room, names: Sequence[str]) -> list[Turn]:
    """Who is known here by that name, a member or somebody who sits for one, brings their notes'
    tags along."""
    typed = (clean(name)[:LONGEST_NAME] for name in names)
    known = {member.name.casefold(): member.id for member in members_of(session, room.id)}
    for _, seat in seats(session, room.id):
        if seat.nickname and seat.member_id:
            known.setdefault(seat.nickname.casefold(), seat.member_id)
    turns: list[Turn] = []
    for name in list(dict.fromkeys(filter(None, typed)))[:LONGEST_CIRCLE]:
        member = known.get(name.casefold())
        turns.append({"name": name, "member": member} if member else {"name": name})
    return turns


def _with_speaker(session: Session, room: Room, turn: Turn, nameless: str) -> Turn:
    """With what notes are tagged with while it is lit; a person goes by the name they have now."""
    if "member" in turn:
        return turn
    if "seat" in turn:
        turn = {**turn, "name": session.get_one(Seat, turn["seat"]).nickname or ""}
    name = turn["name"] or nameless % {"number": turn["number"]}
    found = speaker(session, room, name, turn.get("seat"))
    return {**turn, "speaker": found} if found else turn


def _without_turn(order: Sequence[Turn]) -> list[Turn]:
    return [{key: turn[key] for key in turn if key != "turn"} for turn in order]


def _next_waiting(order: Sequence[Turn], at: int) -> int | None:
    """The next in the circle who still waits, also past its end."""
    places = [*range(at + 1, len(order)), *range(at)]
    return next((place for place in places if order[place]["turn"] == "waiting"), None)


def _set(session: Session, room: Room, order: list[Turn], at: int | None) -> None:
    room.round_lit_at = None if at is None else now(session)
    room.round_order, room.round_at = order, at
    session.add(room)
    session.flush()
    touch(session, room.id, "round")
