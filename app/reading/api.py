"""The search as JSON (docs/api.md, section 2)."""

from typing import Annotated, Any, cast

from fastapi import Query, Request

from app.people.identity import VisitOf
from app.reading.search import LONGEST_QUESTION, Found, Hit, Search
from app.reading.wire import FoundOut, HitOut
from app.runtime import runtime
from app.web.api import api_router

router = api_router("reading", "/seminars")


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


def found_as_json(found: Found) -> FoundOut:
    return {
        "words": [each.text for each in found.wanted],
        "count": found.count,
        "rooms": found.rooms,
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
