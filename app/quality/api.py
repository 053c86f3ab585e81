"""The quality list as JSON (docs/api.md, section 2)."""

from typing import Annotated

from fastapi import Depends, Request
from typing_extensions import TypedDict

from app.meaning.keeping import Meanings
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Closed
from app.quality.deciding import Deciding, NotOpen
from app.quality.findings import Doubt, Kind
from app.quality.models import Decision
from app.refusals import NotFound
from app.rooms.live import LiveRooms
from app.runtime import runtime
from app.seminars.models import Seminar
from app.seminars.wishes import Wish
from app.web.api import api_router, operation
from app.web.pages import catalogue

router = api_router("quality", "/seminars/{seminar_id}/quality")


class DecisionIn(Wish):
    decision: Decision | None


class FindingOut(TypedDict):
    id: str
    kind: Kind
    prompt: str
    room: int | None
    answer: str | None
    note: str | None
    text: str
    word: str
    other_room: int | None
    belongs: str | None
    decision: Decision | None


async def _deciding(seminar_id: str, request: Request, visit: CallerOf, store: StoreOf) -> Deciding:
    meanings = runtime(request)[Meanings]
    meanings.wish(seminar_id)
    return Deciding(store, visit.asker, seminar_id, meanings)


DecidingOf = Annotated[Deciding, Depends(_deciding)]


@router.get("")
async def list_findings(deciding: DecidingOf) -> list[FindingOut]:
    return [_json(each) for each in await deciding.store.read(deciding.findings)]


@router.put("/{finding_id}")
@operation(Closed, NotOpen)
async def decide(
    deciding: DecidingOf, finding_id: str, wish: DecisionIn, request: Request
) -> FindingOut:
    await decided(deciding, finding_id, wish.decision, request)
    for each in await deciding.store.read(deciding.findings):
        if each.id == finding_id:
            return _json(each)
    raise NotFound


async def decided(
    deciding: Deciding, finding_id: str, decision: Decision | None, request: Request
) -> None:
    """Write it, and tell the room that is asked, or no longer, in the seminar's language."""
    language = await deciding.store.read(
        lambda session: (
            seminar.language if (seminar := session.get(Seminar, deciding.seminar_id)) else "nb"
        )
    )
    told = await deciding.decide(finding_id, decision, catalogue(language).gettext)
    if told:
        await runtime(request)[LiveRooms].publish(told, "messages")


def _json(found: Doubt) -> FindingOut:
    return {
        "id": found.id,
        "kind": found.kind,
        "prompt": found.prompt.id,
        "room": found.cell.room.number if found.cell else None,
        "answer": found.answer.answer.id if found.answer else None,
        "note": found.line.id if found.line else None,
        "text": found.text,
        "word": found.word,
        "other_room": found.other.room.number if found.other else None,
        "belongs": found.belongs.id if found.belongs else None,
        "decision": found.decision,
    }
