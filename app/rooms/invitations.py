"""What rooms are handed before they begin: a link, its QR code, a line for the chat, a sheet."""

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import segno
from sqlmodel import Session

from app.people.links import Links
from app.people.rights import ByLink, Stage, WayIn
from app.refusals import NotFound
from app.rooms import room_admin
from app.rooms.models import Room, rooms
from app.seminars.models import Dialogue, Duty, Seminar, dialogues, duties
from app.seminars.overview import DialogueView, works
from app.seminars.room_stages import RoomStage, stages_in
from app.web.pages import catalogue
from app.web.times import lasting

Drawing = Literal["svg", "png"]


@dataclass(frozen=True)
class Invitation:
    """What one room is sent: its link, and a line for its chat."""

    room: Room
    names: list[str]
    url: str
    chat: str

    @property
    def who(self) -> str:
        return _who(self.room, self.names)


@dataclass(frozen=True)
class Handout:
    """The sheets of some rooms for one dialogue. `works` are the dialogues to choose from."""

    seminar: Seminar
    works: list[DialogueView]
    work: DialogueView
    duties: list[Duty]
    invitations: list[Invitation]

    def fullness(self, sheet: Invitation) -> str:
        """How small a sheet is set in a browser, which prints it unmeasured: by its letters."""
        asked = sum(len(prompt.text) for _, prompt in self.work.prompts)
        if len(sheet.who) + asked > 400:
            return "most"
        return "much" if asked > 160 or len(self.work.prompts) > 3 else ""


def qr(text: str) -> str:
    """An SVG that the strict policy allows: no style, no script, no size of its own."""
    return segno.make(text, error="m").svg_inline(omitsize=True, border=0)


def qr_file(url: str, kind: Drawing) -> bytes:
    """For a slide or an invitation, with the border that a reader of codes needs."""
    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind=kind, scale=20, border=4)
    return drawn.getvalue()


def join_url(seminar: Seminar, links: Links) -> str:
    """Where everybody chooses a room. Raises ByLink where rooms have only links of their own."""
    if seminar.entry == WayIn.LINK:
        raise ByLink
    return links.join(seminar.code)


def room_url(session: Session, seminar: Seminar, links: Links, number: int) -> str:
    """The room's own link. Raises NotFound."""
    found = next((each for each in rooms(session, seminar.id) if each.number == number), None)
    if found is None:
        raise NotFound
    return links.room(found.id, found.generation)


def handout(
    session: Session, seminar: Seminar, links: Links, dialogue: str = "", room: int | None = None
) -> Handout:
    """The sheets of all rooms or of the one with that number, for a dialogue or the first. Raises
    NotFound for a number that no room has."""
    all_works = works(session, seminar)
    first = DialogueView(room_admin.first_dialogue(session, seminar.id), Stage.DRAFT, [])
    asked = [each for each in all_works if each.dialogue.id == dialogue]
    work = next(iter(asked or all_works), first)
    found = invitations(session, seminar, links, work.dialogue)
    chosen = [each for each in found if room in (None, each.room.number)]
    if not chosen and room is not None:
        raise NotFound
    return Handout(seminar, all_works, work, duties(session, seminar.id), chosen)


def invitations(
    session: Session, seminar: Seminar, links: Links, dialogue: Dialogue | None = None
) -> list[Invitation]:
    in_order, stages = dialogues(session, seminar.id), stages_in(session, seminar)
    first = dialogue or room_admin.first_dialogue(session, seminar.id)
    names = room_admin.seated_in(session, first.id)
    found = []
    for room in rooms(session, seminar.id):
        who, url = names.get(room.id, []), links.room(room.id, room.generation)
        closing = _closing([stages.of(each, room.id) for each in in_order], seminar.language)
        chat = _chat(room, who, url, closing, seminar.language)
        found.append(Invitation(room, who, url, chat))
    return found


def _closing(stages: list[RoomStage], language: str) -> str:
    """When writing closes, if that is set and still to come: a time, and a day if not today."""
    closing = [each.until for each in stages if each.closes_by_itself]
    until = min(filter(None, closing), default=None)
    return lasting(until, language) if until else ""


def _chat(room: Room, names: list[str], url: str, closing: str, language: str) -> str:
    gettext = catalogue(language).gettext
    who = _who(room, names)
    head = gettext("Room %(number)s") % {"number": room.number} + (f" – {who}" if who else "")
    line = gettext("One in the group opens the link and writes: %(url)s") % {"url": url}
    end = gettext("Writing closes %(time)s.") % {"time": closing} if closing else ""
    return f"{head}. {line} {end}".strip()


def _who(room: Room, names: list[str]) -> str:
    """By what its people find it: the name that it has been given, and who sits there."""
    return " · ".join(filter(None, (room.name, ", ".join(names))))
