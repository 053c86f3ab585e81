"""The reading pages: a book by question, by room or by member, and its search.

Until the facilitator opens reading there is one page for everybody, the same as for a seminar that
does not exist. Nothing of it is kept by a cache: what was closed again is closed.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.boards.access import view_for
from app.boards.cells import cells
from app.meaning.keeping import Meanings
from app.people.identity import StoreOf, Visit, VisitOf
from app.people.rights import Act
from app.published.models import public
from app.reading import book, near
from app.reading.book import Wish
from app.reading.excerpt import excerpt
from app.reading.reader import EVERYTHING, Page, Reader
from app.reading.search import LONGEST_QUESTION, Found, Search
from app.refusals import NotFound
from app.runtime import runtime
from app.storage.store import Store
from app.web.pages import language_of, page

router = APIRouter(prefix="/read/{seminar_id}", include_in_schema=False)
Asked = Annotated[str | None, Query(alias="q")]


@router.get("")
async def show(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    asked: Asked = None,
    start: Annotated[str, Query(alias="from")] = "",
    typing: str = "",
) -> Response:
    """The first question, or what a search finds, from a place on. While it is typed, what begins
    with its last word is found too."""
    if asked is None:
        return await _first(request, visit, store, seminar_id)
    found = runtime(request)[Search].find(
        visit.asker, seminar_id, asked, _number(start) or 0, typing=bool(typing)
    )
    return await _search(request, visit, store, seminar_id, asked, found)


async def _first(request: Request, visit: Visit, store: Store, seminar_id: str) -> Response:
    """The first question; where reading is not open, the report if it has been published."""
    make = _question(request, seminar_id)
    shown = await book_page(request, visit, store, seminar_id, make)
    if shown.status_code != 404:
        return shown
    report = await store.read(lambda session: public(session, seminar_id))
    return RedirectResponse(f"/read/{seminar_id}/report", 303) if report else shown


def _question(
    request: Request, seminar_id: str, prompt_id: str | None = None, wish: Wish = EVERYTHING
) -> Callable[[Reader], Page]:
    """A question with how many other rooms said something like each note, as far as it is known."""
    meanings = runtime(request)[Meanings]
    meanings.wish(seminar_id)

    def make(reader: Reader) -> Page:
        template, facts = reader.by_question(prompt_id, wish)
        if wish or "leaf" not in facts:
            return template, facts
        return template, {
            **facts,
            "near": near.counts(meanings, reader.session, facts["leaf"].cells),
        }

    return make


@router.get("/questions/{prompt_id}")
async def show_question(
    seminar_id: str,
    prompt_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    room: str = "",
    member: str = "",
    summarised: str = "",
) -> Response:
    wish = Wish(_number(room), member or None, bool(summarised))
    make = _question(request, seminar_id, prompt_id, wish)
    return await book_page(request, visit, store, seminar_id, make)


@router.get("/near/{note_id}")
async def show_near(
    seminar_id: str, note_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    """What other rooms said to the same question that is like this note."""
    meanings = runtime(request)[Meanings]

    def make(reader: Reader) -> Page:
        prompt_id = book.place_of(reader.session, reader.view, note_id)
        if prompt_id is None:
            raise NotFound
        some = cells(reader.session, seminar_id, [prompt_id])
        found = near.to_note(meanings, reader.session, some, note_id)
        if found is None:
            raise NotFound
        return "near", {"way": "question", "told": found[0], "near": found[1]}

    return await book_page(request, visit, store, seminar_id, make)


@router.get("/rooms")
async def list_rooms(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    return await book_page(request, visit, store, seminar_id, Reader.all_rooms)


@router.get("/rooms/{number}")
async def show_room(
    seminar_id: str,
    number: int,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    beside: str = "",
) -> Response:
    """One room through all questions, or two beside each other."""
    other = _number(beside)
    return await book_page(
        request, visit, store, seminar_id, lambda reader: reader.by_room(number, other)
    )


@router.get("/members")
async def list_members(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    return await book_page(request, visit, store, seminar_id, Reader.all_members)


@router.get("/members/{member_id}")
async def show_member(
    seminar_id: str, member_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    return await book_page(
        request, visit, store, seminar_id, lambda reader: reader.by_member(member_id)
    )


@router.get("/actions")
async def show_actions(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf, member: str = ""
) -> Response:
    """Who will do what, across the rooms, or for one member."""
    return await book_page(request, visit, store, seminar_id, lambda reader: reader.actions(member))


@router.get("/notes/{note_id}")
async def show_note(
    seminar_id: str, note_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    """A note's stable address leads to where it stands now."""

    def query(session: Session) -> str | None:
        view = view_for(session, visit.asker, seminar_id, Act.READ)
        return book.place_of(session, view, note_id)

    try:
        found = await store.read(query)
    except NotFound:
        return _unopened(request)
    if found is None:
        raise NotFound
    return RedirectResponse(f"/read/{seminar_id}/questions/{found}#note-{note_id}", 303)


def _number(text: str) -> int | None:
    """Whatever somebody put into an address: a number, or none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


async def _search(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    asked: str,
    finding: Awaitable[Found],
) -> Response:
    try:
        found = await finding
    except NotFound:
        return _unopened(request)
    meanings = runtime(request)[Meanings]
    vector = await meanings.asked(asked) if found.wanted and not found.start else None
    typing = any(each.beginning for each in found.wanted)

    def make(reader: Reader) -> Page:
        alike = []
        if vector and not typing:
            some = cells(reader.session, seminar_id, reader.view.prompt_ids)
            have = {hit.key for hit in found.hits}
            alike = near.to_question(meanings, reader.session, some, vector, asked, have)
        return "found", {**facts, "near": alike}

    facts = {
        "way": "search",
        "found": found,
        "asked": asked[:LONGEST_QUESTION],
        "excerpt": excerpt,
        "typing": typing,
    }
    return await book_page(request, visit, store, seminar_id, make)


async def book_page(
    request: Request,
    visit: Visit,
    store: Store,
    seminar_id: str,
    make: Callable[[Reader], Page],
    status: int = 200,
) -> Response:
    """A page of the book, or the one that says that it is not open."""

    def work(session: Session) -> Response:
        try:
            view = view_for(session, visit.asker, seminar_id, Act.READ)
        except NotFound:
            return _unopened(request)
        reader = Reader(session, view, visit.asker, language_of(request, view.seminar.language))
        template, facts = make(reader)
        language = view.seminar.language
        return page(
            request,
            f"reading/{template}.html",
            {**reader.facts, **facts},
            language=language,
            status=status,
        )

    return await store.read(work)


def _unopened(request: Request) -> Response:
    """In the browser's language: the seminar's own would tell that there is one."""
    return page(request, "reading/unopened.html", status=404)
