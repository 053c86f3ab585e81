"""What became of the last seminar's actions: a room's piece of page, and the page for those who
lead."""

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.outcomes import models
from app.outcomes.api import asked_one
from app.outcomes.asked import asked_of
from app.outcomes.followed import followed
from app.outcomes.live import PART, facts, shown, tell
from app.outcomes.models import Became, Outcome, Stood, stood
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import N_, MovedOn, NotFound
from app.rooms.access import standing_for
from app.rooms.participation import Here, HereOf
from app.runtime import runtime
from app.web.pages import catalogue, fragment, go, language_of, page, part

router = APIRouter(include_in_schema=False)
UNDONE = N_("Undone.")
TAKEN_BACK = N_("Nothing is said of it any more.")
SAID: dict[Became, str] = {
    "done": N_("Marked as done."),
    "under_way": N_("Marked as under way."),
    "put_aside": N_("Marked as put aside."),
}


@router.get("/rooms/{room_id}/outcomes")
def show_room(room_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    """The panel with its fold; nothing where the room is asked nothing."""
    with store.reading() as session:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        asked = asked_of(session, found.seminar, found.room)
        if not asked:
            return Response(status_code=204)
        language = language_of(request, found.seminar.language)
        told = facts(session, found.room, asked)
        html = fragment("outcomes/_panel.html", language, **told)
    return part(request, html, f"/rooms/{room_id}")


@router.post("/rooms/{room_id}/outcomes/undo")
async def undo(here: HereOf, sealed: Annotated[str, Form(max_length=8_000)]) -> Response:
    """Put back what stood before a press, unless somebody has pressed on."""
    room_id, note_id, before, after = json.loads(here.links.unseal(sealed) or "[0, 0, 0, 0]")
    if room_id != here.room_id:
        raise NotFound

    def verb(session: Session) -> None:
        standing_for(session, here.visit.asker, room_id, Act.FOLLOW_UP)
        stands = session.get(Outcome, (room_id, note_id))
        if _plain(stood(session, room_id, note_id)) != after:
            raise MovedOn
        if before is None:
            models.take_back(session, here.visit.asker, room_id, note_id)
            return
        promise = (
            stands.promise if stands else asked_one(session, here.visit.asker, room_id, note_id)
        )
        models.say(session, here.visit.asker, room_id, promise, *before)

    await here.store.write(verb)
    return await _answer(here, UNDONE, "")


@router.post("/rooms/{room_id}/outcomes/{note_id}")
async def press(
    here: HereOf,
    note_id: str,
    became: Annotated[Became | None, Form()] = None,
    line: Annotated[str | None, Form(max_length=2_000)] = None,
) -> Response:
    """Say what became of it; without a word, take back what was said."""
    asker, room_id = here.visit.asker, here.room_id
    promise = await here.store.read(lambda session: asked_one(session, asker, room_id, note_id))

    def verb(session: Session) -> tuple[Stood, Stood]:
        before = stood(session, room_id, note_id)
        if became is None:
            models.take_back(session, asker, room_id, note_id)
        else:
            models.say(session, asker, room_id, promise, became, line)
        return before, stood(session, room_id, note_id)

    before, after = await here.store.write(verb)
    if before == after:
        return await _answer(here, "", "")
    sealed = here.links.seal(json.dumps([room_id, note_id, before, after]))
    return await _answer(here, SAID[became] if became else TAKEN_BACK, sealed)


async def _answer(here: Here, said: str, sealed: str) -> Response:
    await tell(runtime(here.request), here.room_id)
    if "hx-request" not in here.request.headers:
        return go(here.request, f"/rooms/{here.room_id}")

    def show(session: Session) -> str:
        found = standing_for(session, here.visit.asker, here.room_id, Act.SEE_ROOM)
        language = language_of(here.request, found.seminar.language)
        return fragment(
            "rooms/_pressed.html",
            language,
            undo=f"/rooms/{here.room_id}/outcomes/undo" if sealed else None,
            shown=[(PART, shown(session, found.room, language))],
            text=catalogue(language).gettext(said) if said else "",
            sealed=sealed,
        )

    return HTMLResponse(await here.store.read(show))


def _plain(stands: Stood) -> list[str] | None:
    """As it comes out of what was sealed."""
    return list(stands) if stands else None


@router.get("/seminars/{seminar_id}/outcomes")
def show_seminar(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        led = followed(session, visit.asker, seminar_id)
        told = {"seminar": led.seminar, "found": led.found, "lost": led.lost, "whole": led.whole}
        return page(request, "outcomes/outcomes.html", told, language=led.seminar.language)
