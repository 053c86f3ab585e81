"""The duties as the room itself gives them out: chosen, drawn, taken, handed on, dropped."""

from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.live.hub import Hub
from app.refusals import N_
from app.rooms import duties, people
from app.rooms.access import Standing
from app.rooms.live import LiveRooms
from app.rooms.participation import HereOf
from app.runtime import runtime
from app.seminars.models import Duty
from app.web.forms import FormId
from app.web.pages import fragment, language_of, part
from app.wording import names_in

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
Names = Annotated[str, Form(max_length=2_000)]


@router.get("/duties")
async def choose_duties(here: HereOf) -> Response:
    """The form in which somebody gives the duties out; it is nobody else's page."""

    def query(session: Session) -> str:
        found = here.taking_part(session)
        facts = people.facts(session, runtime(here.request)[Hub], found.room)
        language = language_of(here.request, found.seminar.language)
        return fragment("rooms/_duties.html", language, own=found.own_seat.id, **facts)

    return part(here.request, await here.store.read(query), f"/rooms/{here.room_id}")


@router.post("/duties")
async def give_duties(here: HereOf) -> Response:
    """`holder-<duty>` is a seat's id, `skip`, `name` (then `name-<duty>` says it) or empty."""
    sent = await here.request.form()

    def deed(session: Session, found: Standing) -> None:
        for duty, _ in duties.holders(session, found.room):
            holder = str(sent.get(f"holder-{duty.id}", ""))
            name = str(sent.get(f"name-{duty.id}", ""))[:60]
            seat = holder if holder not in ("", "skip", "name") else None
            duties.give(
                session,
                found.room,
                duty.id,
                seat_id=seat,
                name=name if holder == "name" else None,
                skipped=holder == "skip",
            )

    return await here.do(deed, "people", said=N_("The duties are given out."), kinds=["duties"])


@router.post("/duties/draw")
async def draw_duties(
    here: HereOf, others: Names = "", again: Annotated[bool, Form()] = False
) -> Response:
    """Among all who are connected and the typed names of others. Duties that are given out already
    stand, unless the page has asked: two who press at once draw once."""
    present = runtime(here.request)[LiveRooms].seats_here(here.room_id)

    def deed(session: Session, found: Standing) -> None:
        if again or not duties.given_out(duties.holders(session, found.room)):
            duties.draw(session, found.room, present or [found.own_seat.id], names_in(others))

    return await here.do(deed, "people", said=N_("The duties are drawn."), kinds=["duties"])


@router.post("/duties/{duty_id}/take")
async def take_duty(here: HereOf, duty_id: str) -> Response:
    """Also from whoever has it, who gets one of the taker's own in exchange."""
    present = runtime(here.request)[LiveRooms].seats_here(here.room_id)

    def deed(session: Session, found: Standing) -> dict[str, str]:
        duties.take(session, found.room, duty_id, found.own_seat.id, present)
        return {"duty": session.get_one(Duty, duty_id).name}

    return await here.do(deed, "people", said=N_("You are %(duty)s now."), kinds=["duties"])


@router.get("/duties/{duty_id}/hand")
async def choose_heir(here: HereOf, duty_id: str) -> Response:
    """Whom to hand a duty to, for whoever asks; it is nobody else's page."""

    def query(session: Session) -> str:
        found = here.taking_part(session)
        around = people.people(session, runtime(here.request)[Hub], found.room)
        language = language_of(here.request, found.seminar.language)
        return fragment(
            "rooms/_hand.html",
            language,
            room=found.room,
            people=around,
            own=found.own_seat.id,
            duty_id=duty_id,
        )

    return part(here.request, await here.store.read(query), f"/rooms/{here.room_id}")


@router.post("/duties/{duty_id}/hand")
async def hand_duty(here: HereOf, duty_id: str, seat: FormId) -> Response:
    """The pen too: whoever writes on has the note-taker's duty. The text is everybody's as ever."""

    def deed(session: Session, found: Standing) -> dict[str, str]:
        duties.give(session, found.room, duty_id, seat_id=seat)
        return {"duty": session.get_one(Duty, duty_id).name}

    said = N_("%(duty)s is handed over.")
    return await here.do(deed, "people", said=said, kinds=["duties"])


@router.post("/duties/{duty_id}/drop")
async def drop_duty(here: HereOf, duty_id: str) -> Response:
    def deed(session: Session, found: Standing) -> dict[str, str]:
        duties.give(session, found.room, duty_id)
        return {"duty": session.get_one(Duty, duty_id).name}

    return await here.do(deed, "people", said=N_("Nobody is %(duty)s now."), kinds=["duties"])
