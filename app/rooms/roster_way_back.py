"""What a roster's plan changes, row by row: the way back to the rooms as they stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from app.rooms.models import Room, Seating
from app.seminars.models import Dialogue
from app.seminars.undo import Difference, differences

if TYPE_CHECKING:
    from app.rooms.roster_plan import RosterPlan, Slice


def way_back(session: Session, plan: RosterPlan, standing: Iterable[Room]) -> Iterator[Difference]:
    before = {room.id: room for room in standing}
    if plan.own:
        own = session.get_one(Dialogue, plan.own).own_seating
        rows = [{"id": plan.own, "own_seating": each} for each in (own, True)]
        yield from differences(*({"dialogue": {plan.own: row}} for row in rows))
    for part in plan.slices:
        for row in part.rooms:
            yield "room", None, {"id": row["id"], "written_at": None}
        for row in part.named:
            id = row["room"]
            yield "room", {"id": id, "name": before[id].name}, {"id": id, "name": row["called"]}
        for id in part.leaving:
            yield "room", before[id].model_dump(mode="json"), None
        seats = [each.model_dump() for each in _stood(session, plan, part)]
        old, new = ({_place(row): row for row in rows} for rows in (seats, part.seatings))
        yield from differences({"seating": old}, {"seating": new})


def _stood(session: Session, plan: RosterPlan, part: Slice) -> list[Seating]:
    """Who sat in the rooms that are seated anew, and in those that go."""
    here = col(Seating.room_id).in_([*part.reseated, *part.leaving])
    return [
        each
        for each in session.exec(select(Seating).where(here))
        if each.room_id in part.leaving or each.dialogue_id in plan.dialogue_ids
    ]


def _place(row: Mapping[str, Any]) -> str:
    return "/".join((row["dialogue_id"], row["room_id"], row["member_id"]))
