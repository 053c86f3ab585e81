"""Our own JSON as a proposal in which nothing is guessed: rooms, members, questions, notes and
summaries are the archive's (docs/export-format.md). No id is taken over; there are no steps in it.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from app.dividing.lines import Line
from app.dividing.parts import TextPart
from app.imports.proposal import Post, Proposal
from app.imports.source import Unreadable
from app.languages import Language
from app.rosters.entries import LARGEST_NUMBER, LONGEST_NAME, MOST_MEMBERS, MOST_ROOMS, Entry
from app.seminars.wishes import (
    MOST_DIALOGUES,
    MOST_PROMPTS,
    HeadIn,
    OneLine,
    PromptIn,
    Title,
)
from app.wording import Line as Name
from app.wording import required


class _Prompt(PromptIn):
    id: str


class _Dialogue(HeadIn):
    id: str
    prompts: list[_Prompt] = Field(max_length=MOST_PROMPTS)


class _Room(BaseModel):
    id: str
    number: int = Field(ge=1, le=LARGEST_NUMBER)
    name: Annotated[Name, Field(max_length=LONGEST_NAME)] = ""


class _Member(BaseModel):
    id: str
    name: Annotated[Name, required(LONGEST_NAME)]


class _Seating(BaseModel):
    room: str
    member: str


class _Text(BaseModel):
    text: str = ""
    doc: dict[str, Any] | None = None


class _Answer(BaseModel):
    id: str = ""
    room: str
    prompt: str
    notes: _Text
    summary: _Text = _Text()


class _Seminar(BaseModel):
    id: str = ""
    title: Title
    language: Language
    series: OneLine = ""


class Archive(BaseModel):
    seminar: _Seminar
    dialogues: list[_Dialogue] = Field(min_length=1, max_length=MOST_DIALOGUES)
    members: list[_Member]
    rooms: list[_Room] = Field(max_length=MOST_ROOMS)
    seating: list[_Seating]
    answers: list[_Answer]


def parsed(value: object) -> Archive:
    """Raises Unreadable."""
    try:
        return Archive.model_validate(value)
    except ValidationError:
        raise Unreadable from None


def understood(value: object) -> Proposal:
    """Each answer is a row of the source. Raises Unreadable."""
    archive = parsed(value)
    numbers = {room.id: room.number for room in archive.rooms}
    places = _places(archive)
    roster = _roster(archive)
    members = {entry.number: entry.members for entry in roster}
    lines: list[Line] = []
    posts: list[Post] = []
    aside: dict[int, str] = {}
    for at, answer in enumerate(archive.answers, 1):
        first = len(lines)
        lines += [Line(at, each) for each in answer.notes.text.split("\n")]
        if not answer.notes.text.strip():
            aside |= dict.fromkeys(range(first, len(lines)), "empty")
            continue
        room, place = numbers.get(answer.room), places.get(answer.prompt)
        if room is None or place is None:
            raise Unreadable
        part = TextPart(first, len(lines) - 1, *place, "sure", "sure", answer=first)
        posts.append(
            Post(
                f"p{at}",
                first,
                part.last,
                first,
                room=room,
                members=members.get(room, ()),
                parts=(part,),
                border_is="sure",
                room_is="sure",
            )
        )
    title = archive.seminar.title
    return Proposal("samtavle", tuple(lines), tuple(posts), aside, roster, title=title)


def _places(archive: Archive) -> dict[str, tuple[int, int]]:
    return {
        prompt.id: (at, place)
        for at, dialogue in enumerate(archive.dialogues, 1)
        for place, prompt in enumerate(dialogue.prompts, 1)
    }


def _roster(archive: Archive) -> tuple[Entry, ...]:
    names = {member.id: member.name for member in archive.members}
    seated: dict[str, dict[str, None]] = {}
    for each in archive.seating:
        if each.member in names:
            seated.setdefault(each.room, {})[names[each.member]] = None
    return tuple(
        Entry(room.number, room.name, tuple(seated.get(room.id, ()))[:MOST_MEMBERS])
        for room in sorted(archive.rooms, key=lambda room: room.number)
    )


def kept(value: Mapping[str, Any]) -> dict[str, Any]:
    """What confirming needs of it besides the proposal: the programme, and what summaries say by
    room number and place."""
    archive = parsed(value)
    numbers = {room.id: room.number for room in archive.rooms}
    places = _places(archive)
    return {
        "seminar": archive.seminar.id,
        "series": archive.seminar.series,
        "answers": [each.id for each in archive.answers],
        "dialogues": [each.model_dump(exclude={"id"}) for each in archive.dialogues],
        "summaries": [
            [numbers[each.room], *places[each.prompt], each.summary.text]
            for each in archive.answers
            if each.summary.text.strip() and each.room in numbers and each.prompt in places
        ],
    }
