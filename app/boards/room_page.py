"""What the room page shows, all from one read: dialogues, prompts, texts, people, live parts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from markupsafe import Markup
from sqlmodel import Session

from app.boards import asking, parts
from app.boards.board import member_json
from app.boards.cells import Cell, cells
from app.boards.document_cache import Current
from app.boards.state import State
from app.boards.tags import Tags
from app.documents.schema import SCHEMA_NUMBER
from app.documents.text import plain
from app.live.hub import Hub
from app.people.rights import Act, Actor, Stage, may
from app.rooms.access import Standing
from app.rooms.merging import pair
from app.rooms.models import Member, Room, Speaker
from app.rooms.parts import PARTS, Opener
from app.rooms.sitting import members_of
from app.rooms.speakers import speakers, voices
from app.seminars.api import stage_json
from app.seminars.models import Dialogue, duties
from app.seminars.phases import phases
from app.seminars.prose import as_html
from app.seminars.room_stages import RoomStage, room_stages
from app.seminars.series import asking_before
from app.web.pages import catalogue


@dataclass(frozen=True)
class RoomDialogue:
    """A dialogue as the room sees it now."""

    stands: RoomStage
    members: list[Member]
    cells: list[Cell]
    writable: bool
    archived: bool

    @property
    def dialogue(self) -> Dialogue:
        return self.stands.dialogue

    @property
    def stage(self) -> Stage:
        return self.stands.stage

    @property
    def until(self) -> datetime | None:
        return self.stands.until

    @property
    def begun(self) -> bool:
        return any(cell.state is not State.EMPTY for cell in self.cells)

    @property
    def thinks(self) -> set[str]:
        """The questions that one thinks of alone first, by id."""
        return {
            prompt.id
            for phase in phases(cell.prompt for cell in self.cells)
            if phase.name == "think"
            for prompt in phase.prompts
        }

    @property
    def choices(self) -> list[tuple[str, str]]:
        return _choices(self.members)


def facts(
    session: Session, found: Standing, hub: Hub, language: str, wanted: str | None
) -> dict[str, Any]:
    """Everything for boards/board.html. `wanted` is the id of the dialogue to begin with."""
    room = found.room
    works, members = shown(session, found), members_of(session, room.id)
    said_by = catalogue(language).gettext("From %(name)s")
    sitting: Iterable[Member | Speaker] = chain(*(work.members for work in works), members)
    sitting = chain(sitting, speakers(session, room.id))
    around = {each.id: each for each in sitting}.values()
    seat = found.seat if may(found.actor, Act.TAKE_PART, found.stage) else None
    begun_with = chosen(works, wanted)
    opener = Opener(seat.id if seat else None, begun_with)
    return {
        "room": room,
        "seminar": found.seminar,
        "seat": seat,
        "members": members,
        "choices": _choices(members),
        "prose": as_html,
        "works": works,
        "chosen": begun_with,
        "duties": duties(session, found.seminar.id),
        "parts": {
            name: parts.render(session, hub, room, name, language, opener)
            for name in (*PARTS, "aloud")
        },
        "asked": asking.questions(session, room, people=opener.seat_id is not None),
        "follows": bool(asking_before(session, found.seminar)),
        "html": Tags(around, said_by).document,
        "pair": pair(session, room, seat),
        "data": _data(session, found, works, around, said_by),
    }


def html_of(session: Session, room: Room, language: str) -> Callable[[Current], Markup]:
    """How texts are shown in it that are not written in."""
    said_by = catalogue(language).gettext("From %(name)s")
    return Tags(voices(session, room).values(), said_by).document


def shown(session: Session, found: Standing) -> list[RoomDialogue]:
    """The dialogues that have been opened, whatever became of them since."""
    mine = cells(session, found.seminar.id, room_id=found.room.id)
    works = []
    for stands in room_stages(session, found.seminar.id, found.room.id):
        if stands.dialogue.stage == Stage.DRAFT:
            continue
        works.append(
            RoomDialogue(
                stands,
                members_of(session, found.room.id, stands.dialogue.id),
                [cell for cell in mine if cell.dialogue.id == stands.dialogue.id],
                found.actor is Actor.SEAT and may(Actor.SEAT, Act.WRITE, stands.stage),
                found.seminar.archived_at is not None,
            )
        )
    return works


def chosen(works: list[RoomDialogue], wanted: str | None) -> str | None:
    """The dialogue that was asked for, else the last that can be written in, else the last."""
    ids = [work.dialogue.id for work in works]
    if wanted in ids:
        return wanted
    writable = [work.dialogue.id for work in works if work.writable]
    return next(reversed(writable or ids), None)


def opened(works: list[RoomDialogue], chosen: str | None, wanted: str | None) -> str | None:
    """The question of the chosen dialogue that was asked for, else its first."""
    ids = [each.prompt.id for work in works if work.dialogue.id == chosen for each in work.cells]
    return wanted if wanted in ids else next(iter(ids), None)


def _choices(members: list[Member]) -> list[tuple[str, str]]:
    return [(member.id, member.name) for member in members]


def _data(
    session: Session,
    found: Standing,
    works: list[RoomDialogue],
    around: Iterable[Member | Speaker],
    said_by: str,
) -> dict[str, Any]:
    """What the scripts of the text begin with; each field holds its own document."""
    return {
        "room": found.room.id,
        "version": found.room.version,
        "epoch": session.info["epoch"],
        "schema": SCHEMA_NUMBER,
        "may": ["write"] if found.actor is Actor.SEAT else [],
        "stages": [stage_json(work.stands) for work in works],
        "members": [member_json(each) for each in around],
        "from": said_by % {"name": "{name}"},
    }


def summary_of(cell: Cell) -> str:
    """The notes of all who answered, to begin a summary with."""
    return "\n".join(filter(None, (plain(one.notes.doc) for one in cell.answers)))
