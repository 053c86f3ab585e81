"""The search as JSON (docs/api.md, section 2)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from app.people.identity import VisitOf
from app.reading.search import LONGEST_QUESTION, Found, Hit, Search
from app.runtime import runtime

router = APIRouter(prefix="/api/v1/seminars", tags=["reading"])


@router.get("/{seminar_id}/search")
async def search(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    q: Annotated[str, Query(max_length=LONGEST_QUESTION)],
    start: Annotated[int, Query(alias="from", ge=0, le=10_000_000)] = 0,
    typing: bool = False,
) -> dict[str, Any]:
    search = runtime(request)[Search]
    return found_as_json(await search.find(visit.asker, seminar_id, q, start, typing=typing))


def found_as_json(found: Found) -> dict[str, Any]:
    return {
        "words": [each.text for each in found.wanted],
        "count": found.count,
        "rooms": found.rooms,
        "from": found.start,
        "next": found.after,
        "hits": [_hit(each) for each in found.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    member = hit.answer.member
    return {
        "why": hit.why.name.lower(),
        "text": hit.line.text,
        "found": [list(span) for span in hit.spans],
        "note": hit.line.id,
        "answer": hit.answer.answer.id,
        "summary": hit.summary,
        "room": hit.cell.room.number,
        "dialogue": hit.cell.dialogue.id,
        "prompt": hit.cell.prompt.id,
        "member": member.name if member else None,
    }
