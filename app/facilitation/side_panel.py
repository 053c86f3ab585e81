"""One room beside the grid: who is there and what it has written so far, read only."""

from itertools import groupby
from typing import Any

from sqlmodel import Session

from app.boards.cells import cells
from app.boards.tags import Tags
from app.facilitation.grid_cells import cell_as_led
from app.facilitation.looking import Looking
from app.facilitation.plenum import may_show
from app.live.hub import Hub
from app.people.rights import Stage
from app.rooms.duties import holders
from app.rooms.merging import pair
from app.rooms.models import Room, rooms
from app.rooms.people import people
from app.rooms.sitting import members_of, seated
from app.rooms.speakers import voices
from app.seminars.merges import merges
from app.seminars.models import VISIT, Seminar
from app.seminars.overview import works
from app.web.pages import catalogue, fragment


def beside_grid(looking: Looking, hub: Hub, room_id: str, language: str) -> str:
    """The room as it stands beside the grid; nothing for one that is gone, or that others lead: an
    old address still shows the grid."""
    session, seminar = looking.session, looking.seminar
    room = session.get(Room, room_id)
    if room is None or room.seminar_id != seminar.id or room_id not in looking.scope:
        return ""
    facts = room_facts(session, hub, seminar, room, language) | looking.facts
    facts |= {"merge_into": _merge_into(looking, room)}
    return fragment("facilitation/_grid_beside.html", language, **facts)


def room_facts(
    session: Session, hub: Hub, seminar: Seminar, room: Room, language: str
) -> dict[str, Any]:
    """What facilitation/_grid_beside.html shows; dialogues that were never opened are left out."""
    asked = [
        prompt.id
        for work in works(session, seminar)
        if work.dialogue.opened_at and work.stage is not Stage.DRAFT
        for _, prompt in work.prompts
    ]
    counts = {"late": False, "visit": seminar.kind == VISIT}
    mine = [cell_as_led(cell, **counts) for cell in cells(session, seminar.id, asked, room.id)]
    members = members_of(session, room.id)
    around = voices(session, room).values()
    tags = Tags(around, catalogue(language).gettext("From %(name)s"))
    return {
        "room": room,
        "members": members,
        "people": people(session, hub, room),
        "typed": [held for held in holders(session, room) if held[1].name],
        "by_dialogue": [
            (cells_there[0].stands, cells_there)
            for _, group in groupby(mine, key=lambda cell: cell.prompt.dialogue_id)
            if (cells_there := list(group))
        ],
        "showable": {cell.prompt.id for cell in mine if may_show(cell)},
        "html": tags.document,
        "pair": pair(session, room),
    }


def _merge_into(looking: Looking, room: Room) -> list[tuple[str, str]]:
    """The rooms that this one could go on in, by id and as they are called."""
    session, seminar = looking.session, looking.seminar
    stand = merges(session, seminar.id)
    if seminar.kind == VISIT or any(room.id in (each.room_id, each.into_id) for each in stand):
        return []
    gone, members = {each.room_id for each in stand} | {room.id}, seated(session, seminar.id)
    return [
        (each.id, f"{each.number} {name}".strip())
        for each in rooms(session, seminar.id)
        if each.id in looking.scope and each.id not in gone
        for sitting in [", ".join(one.name for one in members.get(each.id, ()))]
        for name in [" · ".join(filter(None, [each.name, sitting]))]
    ]
