"""The reading pages: a book by question, by room or by member, and its search.

Until the facilitator opens reading there is one page for everybody, the same as for a seminar that
does not exist. Nothing of it is kept by a cache: what was closed again is closed.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.boards.access import view_for
from app.boards.cells import cells
from app.meaning.keeping import Meanings
from app.people.rights import Act
from app.published.models import public
from app.reading import book, near
from app.reading.book import ReadingChoice
from app.reading.book_page import BookPage, BookPageOf
from app.reading.excerpt import excerpt
from app.reading.hits import LONGEST_QUESTION
from app.reading.reader import EVERYTHING, Page, Reader
from app.reading.search import Search
from app.refusals import NotFound
from app.runtime import runtime

router = APIRouter(prefix="/read/{seminar_id}", include_in_schema=False)
Asked = Annotated[str | None, Query(alias="q")]


@router.get("")
async def show(
    at: BookPageOf,
    asked: Asked = None,
    start: Annotated[str, Query(alias="from")] = "",
    typing: str = "",
) -> Response:
    """The first question, or what a search finds, from a place on. While it is typed, what begins
    with its last word is found too."""
    if asked is None:
        return await _first(at)
    return await _search(at, asked, _number(start) or 0, typing=bool(typing))


async def _first(at: BookPage) -> Response:
    """The first question; where reading is not open, the report if it has been published."""
    shown = await at.show(_question(at))
    if shown.status_code != 404:
        return shown
    report = await at.store.read(lambda session: public(session, at.seminar_id))
    return RedirectResponse(f"/read/{at.seminar_id}/report", 303) if report else shown


def _question(
    at: BookPage, prompt_id: str | None = None, wish: ReadingChoice = EVERYTHING
) -> Callable[[Reader], Page]:
    """A question with how many other rooms said something like each note, as far as it is known."""
    meanings = runtime(at.request)[Meanings]
    meanings.wish(at.seminar_id)

    def make(reader: Reader) -> Page:
        template, facts = reader.by_question(prompt_id, wish)
        if wish or "leaf" not in facts:
            return template, facts
        counts = near.counts(meanings, reader.session, facts["leaf"].cells)
        return template, {**facts, "near": counts}

    return make


@router.get("/questions/{prompt_id}")
async def show_question(
    prompt_id: str, at: BookPageOf, room: str = "", member: str = "", summarised: str = ""
) -> Response:
    wish = ReadingChoice(_number(room), member or None, bool(summarised))
    return await at.show(_question(at, prompt_id, wish))


@router.get("/near/{note_id}")
async def show_near(note_id: str, at: BookPageOf) -> Response:
    """What other rooms said to the same question that is like this note."""
    meanings = runtime(at.request)[Meanings]

    def make(reader: Reader) -> Page:
        prompt_id = book.place_of(reader.session, reader.view, note_id)
        if prompt_id is None:
            raise NotFound
        some = cells(reader.session, at.seminar_id, [prompt_id])
        found = near.to_note(meanings, reader.session, some, note_id)
        if found is None:
            raise NotFound
        return "near", {"way": "question", "told": found[0], "near": found[1]}

    return await at.show(make)


@router.get("/rooms")
async def list_rooms(at: BookPageOf) -> Response:
    return await at.show(Reader.all_rooms)


@router.get("/rooms/{number}")
async def show_room(number: int, at: BookPageOf, beside: str = "") -> Response:
    """One room through all questions, or two beside each other."""
    return await at.show(lambda reader: reader.by_room(number, _number(beside)))


@router.get("/members")
async def list_members(at: BookPageOf) -> Response:
    return await at.show(Reader.all_members)


@router.get("/members/{member_id}")
async def show_member(member_id: str, at: BookPageOf) -> Response:
    return await at.show(lambda reader: reader.by_member(member_id))


@router.get("/actions")
async def show_actions(at: BookPageOf, member: str = "") -> Response:
    """Who will do what, across the rooms, or for one member."""
    return await at.show(lambda reader: reader.actions(member))


@router.get("/notes/{note_id}")
async def show_note(note_id: str, at: BookPageOf) -> Response:
    """A note's stable address leads to where it stands now."""

    def query(session: Session) -> str | None:
        view = view_for(session, at.asker, at.seminar_id, Act.READ)
        return book.place_of(session, view, note_id)

    try:
        found = await at.store.read(query)
    except NotFound:
        return at.unopened()
    if found is None:
        raise NotFound
    return RedirectResponse(f"/read/{at.seminar_id}/questions/{found}#note-{note_id}", 303)


async def _search(at: BookPage, asked: str, start: int, *, typing: bool) -> Response:
    parts = runtime(at.request)
    try:
        found = await parts[Search].find(at.asker, at.seminar_id, asked, start, typing=typing)
    except NotFound:
        return at.unopened()
    typing = any(each.beginning for each in found.wanted)
    whole = found.wanted and not found.start and not typing
    meanings = parts[Meanings]
    vector = await meanings.asked(asked) if whole else None

    def make(reader: Reader) -> Page:
        return "found", {
            "way": "search",
            "found": found,
            "asked": asked[:LONGEST_QUESTION],
            "excerpt": excerpt,
            "typing": typing,
            "near": near.to_search(meanings, reader.session, reader.view, vector, found, asked),
        }

    return await at.show(make)


def _number(text: str) -> int | None:
    """Whatever somebody put into an address: a number, or none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
