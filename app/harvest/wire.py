"""What the API tells of a harvest, as types."""

from typing import cast

from typing_extensions import TypedDict

from app.boards.models import SUMMARY
from app.harvest.reaped import Fate, Reaped, ThemeView
from app.harvest.suggesting import By, Suggested
from app.harvest.wishes import ThemeKind


class TallyOut(TypedDict):
    rooms: int
    of_rooms: int
    members: int
    of_members: int
    doubles: int


class QuoteOut(TypedDict):
    id: str
    answer: str
    note: str
    summary: bool
    version: int
    start: int | None
    stop: int | None
    text: str
    room: int
    prompt: str
    member: str | None
    picked: bool
    fate: Fate
    now: str | None
    first_in: int | None


class ThemeOut(TypedDict):
    id: str
    prompt: str | None
    title: str
    kind: ThemeKind
    addressee: str | None
    message: str
    tally: TallyOut
    quotes: list[QuoteOut]


class HarvestOut(TypedDict):
    version: int
    themes: list[ThemeOut]


class GroupNoteOut(TypedDict):
    answer: str
    note: str
    summary: bool
    version: int
    room: int
    text: str
    words: list[str]


class GroupOut(TypedDict):
    words: list[str]
    rooms: int
    notes: list[GroupNoteOut]


class GroupsOut(TypedDict):
    by: By
    meaning: bool
    groups: list[GroupOut]


class Undone(TypedDict):
    version: int
    undone: bool


def theme_json(view: ThemeView) -> ThemeOut:
    theme = view.theme
    return {
        "id": theme.id,
        "prompt": theme.prompt_id,
        "title": theme.title,
        "kind": cast(ThemeKind, theme.kind),
        "addressee": theme.addressee or None,
        "message": theme.message,
        "tally": cast(TallyOut, vars(view.tally)),
        "quotes": [_quote(each) for each in view.quotes],
    }


def group_json(group: Suggested) -> GroupOut:
    """Its notes as they are sent to be put into a theme."""
    return {
        "words": group.words,
        "rooms": group.rooms,
        "notes": [
            {
                "answer": each.note.one.answer.id,
                "note": each.note.line.id or "",
                "summary": each.note.is_summary,
                "version": each.note.version,
                "room": each.room.cell.room.number,
                "text": each.note.line.text,
                "words": each.words,
            }
            for each in group.notes
        ],
    }


def _quote(each: Reaped) -> QuoteOut:
    quote, member = each.quote, each.answer.member
    return {
        "id": quote.id,
        "answer": quote.answer_id,
        "note": quote.note_id,
        "summary": quote.kind == SUMMARY,
        "version": quote.version,
        "start": quote.start,
        "stop": quote.stop,
        "text": quote.text,
        "room": each.cell.room.number,
        "prompt": each.cell.prompt.id,
        "member": member.name if member else None,
        "picked": quote.picked,
        "fate": each.fate,
        "now": each.now.text if each.now and each.fate == "changed" else None,
        "first_in": each.first.number if each.first else None,
    }
