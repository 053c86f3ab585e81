"""What a room does besides writing: people, duties, the round, the clock, help, messages seen."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.live.hub import Hub
from app.people.models import Seat
from app.people.rights import Act, Stage
from app.refusals import NotFound
from app.rooms import duties, messages, people, round
from app.rooms.access import Standing, standing_for
from app.rooms.help import call_for_help
from app.rooms.live import LiveRooms
from app.rooms.models import touch
from app.rooms.participation import HereOf
from app.rooms.seating import leave_seat, member_named, rename
from app.runtime import runtime
from app.seminars import clock
from app.seminars.models import Dialogue
from app.seminars.signals import Changes
from app.web.pages import fragment, go, language_of, part

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
Line = Annotated[str, Form(max_length=60)]
Names = Annotated[str, Form(max_length=2_000)]
Place = Annotated[int, Form()]
MORE_MINUTES = 2


@router.post("/name")
async def set_name(
    here: HereOf,
    nickname: Line = "",
    member: Line = "",
) -> Response:
    def deed(session: Session, found: Standing) -> None:
        named = member_named(session, found.room.seminar_id, member) if member else None
        rename(session, _seat(found), nickname, named.id if named else None)

    return await here.do(deed, "people")


@router.post("/leave")
async def leave(here: HereOf) -> Response:
    asker, parts = here.visit.asker, runtime(here.request)

    def verb(session: Session) -> tuple[str, str]:
        found = standing_for(session, asker, here.room_id, Act.SEE_ROOM)
        leave_seat(session, asker, _seat(found).id)
        return found.seminar.id, found.seminar.code

    seminar_id, code = await here.store.write(verb)
    await parts[Changes].rights.send_async(seminar_id=seminar_id)
    await parts[LiveRooms].publish(here.room_id, "people")
    return go(here.request, f"/j/{code}")


@router.get("/duties")
async def choose_duties(here: HereOf) -> Response:
    """The form in which somebody gives the duties out; it is nobody else's page."""

    def query(session: Session) -> str:
        found = here.taking_part(session)
        facts = people.facts(session, runtime(here.request)[Hub], found.room)
        language = language_of(here.request, found.seminar.language)
        return fragment("rooms/_duties.html", language, own=_seat(found).id, **facts)

    return part(here.request, await here.store.read(query), f"/rooms/{here.room_id}")


@router.post("/duties")
async def give_duties(here: HereOf) -> HTMLResponse:
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

    return await here.do(deed, "people")


@router.post("/duties/draw")
async def draw_duties(
    here: HereOf, others: Names = "", again: Annotated[bool, Form()] = False
) -> HTMLResponse:
    """Among all who are connected and the typed names of others. Duties that are given out already
    stand, unless the page has asked: two who press at once draw once."""
    present = runtime(here.request)[LiveRooms].seats_here(here.room_id)

    def deed(session: Session, found: Standing) -> None:
        if again or not duties.given_out(duties.holders(session, found.room)):
            duties.draw(session, found.room, present or [_seat(found).id], _split(others))

    return await here.do(deed, "people")


@router.post("/duties/{duty_id}/take")
async def take_duty(here: HereOf, duty_id: str) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        duties.give(session, found.room, duty_id, seat_id=_seat(found).id)

    return await here.do(deed, "people")


@router.post("/duties/{duty_id}/drop")
async def drop_duty(here: HereOf, duty_id: str) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        duties.give(session, found.room, duty_id)

    return await here.do(deed, "people")


@router.post("/round")
async def start_round(here: HereOf, names: Names = "") -> HTMLResponse:
    """Begin a round, or one more; with names, a circle of those."""

    def deed(session: Session, found: Standing) -> None:
        round.start(session, found.room, _split(names))

    return await here.do(deed, "round")


@router.post("/round/next")
async def next_in_round(here: HereOf, at: Place) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        round.step(session, found.room, "heard", at)

    return await here.do(deed, "round")


@router.post("/round/pass")
async def pass_in_round(here: HereOf, at: Place) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        round.step(session, found.room, "passed", at)

    return await here.do(deed, "round")


@router.post("/round/word")
async def give_word(here: HereOf, at: Place) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        round.give_word(session, found.room, at)

    return await here.do(deed, "round")


@router.post("/round/stop")
async def stop_round(here: HereOf) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        round.stop(session, found.room)

    return await here.do(deed, "round")


@router.post("/clock")
async def start_clock(
    here: HereOf,
    prompt: Annotated[str, Form()],
    phase: Annotated[str, Form()],
) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        _shown(session, found, prompt)
        clock.start(session, found.seminar.id, prompt, phase, room_id=here.room_id)
        touch(session, here.room_id, "clock")

    return await here.do(deed, "clock")


@router.post("/clock/more")
async def more_time(here: HereOf) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        clock.extend(session, found.seminar.id, here.room_id, MORE_MINUTES)
        touch(session, here.room_id, "clock")

    return await here.do(deed, "clock")


@router.post("/clock/stop")
async def stop_clock(here: HereOf) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        clock.stop(session, found.seminar.id, here.room_id)
        touch(session, here.room_id, "clock")

    return await here.do(deed, "clock")


@router.post("/help")
async def call(
    here: HereOf,
    calling: Annotated[bool, Form()] = True,
) -> HTMLResponse:
    def deed(session: Session, found: Standing) -> None:
        call_for_help(session, found.room, calling=calling)

    return await here.do(deed, "help")


@router.post("/focus", status_code=204)
async def back_to_the_question(
    here: HereOf,
    prompt: Annotated[str, Form()],
) -> None:
    """Light the question for everybody in the room for a moment. Nothing is stored."""

    await here.store.read(lambda session: _shown(session, here.taking_part(session), prompt))
    await runtime(here.request)[LiveRooms].light(here.room_id, prompt)


@router.post("/messages/{message_id}/seen", status_code=204)
async def seen(here: HereOf, message_id: str) -> None:
    """Sent by the page when it shows the message; the first seat of a room counts."""

    def verb(session: Session) -> None:
        messages.see(session, here.taking_part(session).room, message_id)

    await here.store.write(verb)


def _seat(found: Standing) -> Seat:
    if found.seat is None:
        raise NotFound
    return found.seat


def _shown(session: Session, found: Standing, prompt_id: str) -> None:
    """Raises NotFound for a question that the rooms may not know of yet: it would be shown."""
    prompt = clock.prompt_in(session, found.seminar.id, prompt_id)
    if session.get_one(Dialogue, prompt.dialogue_id).stage == Stage.DRAFT:
        raise NotFound


def _split(names: str) -> list[str]:
    """Names as people type them: parted by comma or line."""
    return [name.strip()[:60] for name in names.replace("\n", ",").split(",") if name.strip()]
