"""Sheets and a poster as PDF, set by `paper/sheets.typ` and `paper/poster.typ` in this folder."""

from datetime import datetime
from pathlib import Path
from typing import Any

from app.direction import is_rtl
from app.people.links import Links
from app.people.rights import WayIn
from app.rooms.circle import places
from app.rooms.invitations import Handout, Invitation, join_url, qr
from app.seminars.models import Seminar
from app.typeset import legible, pdf_of
from app.web.pages import catalogue

_LOOK = Path(__file__).with_name("paper")
MOST_DUTIES = 6  # that a sheet has room for


def sheets_pdf(handout: Handout, links: Links, made_at: datetime) -> bytes:
    """One A4 a room; what does not fit is set smaller. In the seminar's language."""
    seminar, gettext = handout.seminar, catalogue(handout.seminar.language).gettext
    by_link = seminar.entry == WayIn.LINK
    questions = [
        {"number": number, **_text(prompt.text_in(seminar.language))}
        for number, prompt in handout.work.prompts
    ]
    listed = handout.duties[:MOST_DUTIES]
    data = _page(seminar, gettext("Sheets for the rooms"), made_at) | {
        "dialogue": _text(handout.work.dialogue.title),
        "questions": questions,
        "duties": [{"name": _text(each.name), "asks": _text(each.text)} for each in listed],
        "sheets": [_sheet(each, gettext) for each in handout.invitations],
        "none": gettext("No rooms yet"),
        "rounds": seminar.kind != "visit",
        "code": "" if by_link else seminar.code,
        "host": links.host,
        "words": {
            "room": gettext("Room"),
            "round": gettext("Round"),
            "everybody": gettext("everybody says a little"),
            "circle": gettext("Circle for the round"),
            "by_link": gettext(
                "One in the group scans the code and writes. Or open the room's own link:"
            ),
            "by_code": gettext("One in the group scans the code and writes. Or go to"),
            "write_code": gettext("and type the code"),
        },
    }
    return pdf_of(_LOOK / "sheets.typ", data, made_at)


def poster_pdf(seminar: Seminar, links: Links, made_at: datetime) -> bytes:
    """One A4 for the door: how to join. Raises ByLink where rooms have only links of their own."""
    gettext, url = catalogue(seminar.language).gettext, join_url(seminar, links)
    data = _page(seminar, gettext("How to join"), made_at) | {
        "qr": qr(url),
        "qr_is": gettext("QR code of the address"),
        "host": links.host,
        "code": seminar.code,
        "words": {
            "join": gettext("Join on your phone"),
            "scan": gettext("Scan the code, or go to"),
            "write_code": gettext("and type the code"),
        },
    }
    return pdf_of(_LOOK / "poster.typ", data, made_at)


def _page(seminar: Seminar, what: str, made_at: datetime) -> dict[str, Any]:
    return {
        "title": f"{what} – {legible(seminar.title)}",
        "seminar": _text(seminar.title),
        "language": seminar.language,
        "made": list(made_at.timetuple()[:6]),
    }


def _text(text: str) -> dict[str, Any]:
    return {"text": legible(text), "rtl": is_rtl(text)}


def _sheet(each: Invitation, gettext: Any) -> dict[str, Any]:
    return {
        "number": each.room.number,
        "who": _text(each.who),
        "places": places(len(each.names)),
        "url": each.url,
        "qr": qr(each.url),
        "qr_is": gettext("QR code of room %(number)s") % {"number": each.room.number},
    }
