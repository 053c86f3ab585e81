"""The search as JSON (docs/api.md, section 2)."""

from typing import Annotated, Any, cast

from fastapi import Query, Request
from sqlmodel import Session

from app.boards.access import view_for
from app.boards.cells import cells
from app.meaning.keeping import Meanings
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.reading import book, near
from app.reading.hits import LONGEST_QUESTION, Hit, SearchResult
from app.reading.search import Search
from app.reading.wire import FoundOut, HitOut, NearOut
from app.refusals import NotFound
from app.runtime import runtime
from app.web.api import api_router

router = api_router("reading", "/seminars")


@router.get("/{seminar_id}/near")
async def near_to_note(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    note: Annotated[str, Query(max_length=40)],
) -> list[NearOut]:
    meanings = runtime(request)[Meanings]
    meanings.wish(seminar_id)

    def work(session: Session) -> list[NearOut]:
        view = view_for(session, visit.asker, seminar_id, Act.READ)
        prompt_id = book.place_of(session, view, note)
        if prompt_id is None:
            raise NotFound
        some = cells(session, seminar_id, [prompt_id])
        found = near.to_note(meanings, session, some, note)
        return [_near(each) for each in found[1]] if found else []

    return await store.read(work)


def _near(each: near.Near) -> NearOut:
    return {
        "note": each.told.line.id or "",
        "answer": each.told.one.answer.id,
        "room": each.told.cell.room.number,
        "prompt": each.told.cell.prompt.id,
        "text": each.told.line.text,
        "words": each.words,
    }


@router.get("/{seminar_id}/search")
async def search(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    q: Annotated[str, Query(max_length=LONGEST_QUESTION)],
    start: Annotated[int, Query(alias="from", ge=0, le=10_000_000)] = 0,
    typing: bool = False,
) -> FoundOut:
    search = runtime(request)[Search]
    return found_as_json(await search.find(visit.asker, seminar_id, q, start, typing=typing))


@router.get("/{seminar_id}/search/near")
async def near_to_search(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    q: Annotated[str, Query(max_length=LONGEST_QUESTION)],
) -> list[NearOut]:
    """A call of its own: who searches need not wait for the model."""
    meanings = runtime(request)[Meanings]
    found = await runtime(request)[Search].find(visit.asker, seminar_id, q)
    vector = await meanings.asked(q) if found.wanted else None

    def work(session: Session) -> list[NearOut]:
        view = view_for(session, visit.asker, seminar_id, Act.READ)
        return [_near(each) for each in near.to_search(meanings, session, view, vector, found, q)]

    return await store.read(work)


def found_as_json(found: SearchResult) -> FoundOut:
    return {
        "words": [each.text for each in found.wanted],
        "count": found.count,
        "rooms": found.rooms,
        "doubles": found.doubles,
        "from": found.start,
        "next": found.after,
        "hits": [_hit(each) for each in found.hits],
    }


def _hit(hit: Hit) -> HitOut:
    member = hit.answer.member
    return {
        "why": cast("Any", hit.why.name.lower()),
        "text": hit.line.text,
        "found": hit.spans,
        "note": hit.line.id,
        "answer": hit.answer.answer.id,
        "summary": hit.summary,
        "room": hit.cell.room.number,
        "dialogue": hit.cell.dialogue.id,
        "prompt": hit.cell.prompt.id,
        "member": member.name if member else None,
    }
