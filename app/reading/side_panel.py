"""One room beside the grid: who is there and what it has written so far, read only."""

from itertools import groupby
from typing import Any

from sqlmodel import Session

from app.boards.cells import cells
from app.boards.tags import Tags
from app.live.hub import Hub
from app.people.rights import Stage
from app.reading.grid import seen
from app.rooms.duties import holders
from app.rooms.models import Room, members_of
from app.rooms.people import people
from app.rooms.speakers import voices
from app.seminars.models import Seminar
from app.seminars.overview import works
from app.web.pages import catalogue


def room_facts(
    session: Session, hub: Hub, seminar: Seminar, room: Room, language: str
) -> dict[str, Any]:
    """What reading/_grid_beside.html shows; dialogues that were never opened are left out."""
    programme = {work.dialogue.id: work for work in works(session, seminar)}
    asked = [
        prompt.id
        for work in programme.values()
        if work.dialogue.opened_at and work.stage is not Stage.DRAFT
        for _, prompt in work.prompts
    ]
    mine = [seen(cell, late=False) for cell in cells(session, seminar.id, asked, room.id)]
    members = members_of(session, room.id)
    around = voices(session, room).values()
    tags = Tags(around, catalogue(language).gettext("From %(name)s"))
    return {
        "room": room,
        "members": members,
        "people": people(session, hub, room),
        "typed": [held for held in holders(session, room) if held[1].name],
        "by_work": [
            (programme[dialogue_id], list(group))
            for dialogue_id, group in groupby(mine, key=lambda cell: cell.prompt.dialogue_id)
        ],
        "html": tags.document,
    }
