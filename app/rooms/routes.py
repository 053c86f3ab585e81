"""What a room does besides writing: people, duties, the round, the clock, help, messages seen."""

from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.live.hub import Hub
from app.people.models import Seat
from app.people.rights import Act, Closed, Stage, WayIn
from app.refusals import N_, NotFound
from app.rooms import duties, help, messages, people, phases, question, round
from app.rooms.access import Standing, standing_for
from app.rooms.live import LiveRooms
from app.rooms.models import touch
from app.rooms.participation import Here, HereOf
from app.rooms.seating import leave_seat, member_named, rename
from app.rooms.undo import put_back
from app.runtime import runtime
from app.seminars import clock
from app.seminars.models import Dialogue, Duty
from app.seminars.signals import Changes
from app.web.pages import catalogue, fragment, go, language_of, part
from app.wording import clean, split_lines

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
Line = Annotated[str, Form(max_length=60)]
Names = Annotated[str, Form(max_length=2_000)]
Place = Annotated[int, Form()]
Id = Annotated[str, Form(max_length=40)]
_SAID_OF_PHASES: dict[phases.Way, str] = {
    "next": N_("The room has gone on."),
    "back": N_("The room has gone back."),
    "pause": N_("The room's clock stands."),
    "resume": N_("The room's clock runs."),
    "more": N_("The room has two minutes more."),
    "stop": N_("The room's clock has stopped."),
}


@router.post("/name")
async def set_name(
    here: HereOf,
    nickname: Line = "",
    member: Line = "",
) -> Response:
    def deed(session: Session, found: Standing) -> None:
        named = member_named(session, found.room.seminar_id, member) if member else None
        rename(session, _seat(found), nickname, named.id if named else None)

    own = await here.store.read(lambda session: _seat(here.taking_part(session)).id)
    return await here.do(deed, "people", said=N_("Your name is changed."), kinds=[f"name:{own}"])


@router.post("/leave")
async def leave(here: HereOf) -> Response:
    asker, parts = here.visit.asker, runtime(here.request)

    def verb(session: Session) -> tuple[str, str]:
        found = standing_for(session, asker, here.room_id, Act.SEE_ROOM)
        seat = leave_seat(session, asker, _seat(found).id)
        chooses = seat.by_code and found.seminar.entry == WayIn.CODE
        return found.seminar.id, f"/j/{found.seminar.code}" if chooses else f"/rooms/{here.room_id}"

    seminar_id, onwards = await here.store.write(verb)
    await parts[Changes].rights.send_async(seminar_id=seminar_id)
    await parts[LiveRooms].publish(here.room_id, "people")
    return go(here.request, onwards)


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
            duties.draw(session, found.room, present or [_seat(found).id], _split(others))

    return await here.do(deed, "people", said=N_("The duties are drawn."), kinds=["duties"])


@router.post("/duties/{duty_id}/take")
async def take_duty(here: HereOf, duty_id: str) -> Response:
    """Also from whoever has it, who gets one of the taker's own in exchange."""
    present = runtime(here.request)[LiveRooms].seats_here(here.room_id)

    def deed(session: Session, found: Standing) -> dict[str, str]:
        duties.take(session, found.room, duty_id, _seat(found).id, present)
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
            own=_seat(found).id,
            duty_id=duty_id,
        )

    return part(here.request, await here.store.read(query), f"/rooms/{here.room_id}")


@router.post("/duties/{duty_id}/hand")
async def hand_duty(here: HereOf, duty_id: str, seat: Id) -> Response:
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


@router.post("/round")
async def start_round(
    here: HereOf, names: Names = "", dialogue: Id = "", prompt: Id = ""
) -> Response:
    """Begin a round, or one more, and with it its time; with names, a circle of those."""

    def deed(session: Session, found: Standing) -> None:
        begun = _begun_in(session, found, dialogue)
        nameless = catalogue(found.seminar.language).gettext("Participant %(number)s")
        in_dialogue = begun.id if begun else None
        round.start(session, found.room, _split(names), in_dialogue, nameless=nameless)
        if begun:
            clock.start_round(session, begun, found.room.id, prompt)
            touch(session, found.room.id, "clock")

    said = N_("The round has begun.")
    return await here.do(deed, "round", "clock", said=said, kinds=["round", "clock"])


@router.post("/round/next")
async def next_in_round(here: HereOf, at: Place) -> Response:
    return await _step(here, "heard", at)


@router.post("/round/pass")
async def pass_in_round(here: HereOf, at: Place) -> Response:
    return await _step(here, "passed", at)


async def _step(here: Here, how: round.How, at: int) -> Response:
    def deed(session: Session, found: Standing) -> None:
        round.step(session, found.room, how, at)

    return await here.do(deed, "round", said=N_("The round has gone on."), kinds=["round"])


@router.post("/round/word")
async def give_word(here: HereOf, at: Place) -> Response:
    def deed(session: Session, found: Standing) -> None:
        round.give_word(session, found.room, at)

    return await here.do(deed, "round", said=N_("The floor is given."), kinds=["round"])


@router.post("/round/stop")
async def stop_round(here: HereOf) -> Response:
    def deed(session: Session, found: Standing) -> None:
        round.stop(session, found.room)

    return await here.do(deed, "round", said=N_("The round is ended."), kinds=["round"])


@router.get("/phases")
async def list_phases(here: HereOf, dialogue: str = "") -> Response:
    """Where a room may go to, for whoever opens the menu; it is nobody else's page."""

    def query(session: Session) -> str:
        found = here.taking_part(session)
        written_in = _begun_in(session, found, dialogue)
        if written_in is None:
            return ""
        stands = phases.progress(session, found.room, written_in)
        language = language_of(here.request, found.seminar.language)
        return fragment("rooms/_phases.html", language, room=found.room, stands=stands)

    return part(here.request, await here.store.read(query), f"/rooms/{here.room_id}")


@router.post("/phases/{way}")
async def go_on(
    here: HereOf, way: phases.Way, dialogue: Id = "", at: Annotated[int | None, Form()] = None
) -> Response:
    """On to the next phase of a dialogue or back, or another time for this one; `at` is the place
    that was seen."""

    def deed(session: Session, found: Standing) -> None:
        if goes_on := _begun_in(session, found, dialogue):
            phases.go(session, found.room, goes_on, way, at)

    said, kinds = _SAID_OF_PHASES[way], ["clock", "round"]
    answer = await here.do(deed, "clock", "round", said=said, kinds=kinds)
    await runtime(here.request)[Changes].phase.send_async(room_id=here.room_id)
    return answer


@router.post("/clock")
async def start_clock(
    here: HereOf,
    prompt: Annotated[str, Form()],
    phase: Annotated[str, Form()],
) -> Response:
    def deed(session: Session, found: Standing) -> None:
        asked = question.shown(session, found.seminar.id, prompt)
        _begun_in(session, found, asked.dialogue_id)
        clock.start(session, found.seminar.id, prompt, phase, room_id=here.room_id)
        touch(session, here.room_id, "clock")

    return await here.do(deed, "clock", said=N_("The room's clock runs."), kinds=["clock"])


@router.post("/help")
async def call(
    here: HereOf,
    calling: Annotated[bool, Form()] = True,
) -> Response:
    def deed(session: Session, found: Standing) -> None:
        if calling != help.calls(session, found.room):
            help.call_for_help(session, found.room, calling=calling)

    said = N_("Help is called.") if calling else N_("The call for help is called off.")
    return await here.do(deed, "help", said=said, kinds=["help"])


@router.post("/undo")
async def undo(here: HereOf, sealed: Annotated[str, Form(max_length=100_000)]) -> Response:
    """Take back what was pressed, unless somebody has pressed on since: then theirs counts."""

    def verb(session: Session) -> list[str]:
        found = here.taking_part(session)
        return put_back(session, here.links, found.room, sealed)

    names = await here.store.write(verb)
    await runtime(here.request)[LiveRooms].publish(here.room_id, *names)
    return await here.answer(["", *names], N_("Undone."))


@router.post("/focus")
async def back_to_the_question(
    here: HereOf,
    prompt: Annotated[str, Form()],
) -> Response:
    """Light the question for everybody in the room for a moment."""

    def verb(session: Session) -> None:
        question.light(session, here.taking_part(session).room, prompt)

    await here.store.write(verb)
    await runtime(here.request)[LiveRooms].light(here.room_id, prompt)
    said = N_("The question is lit for everybody.")
    return await here.answer([""], said, path="/focus/off")


@router.post("/focus/off")
async def put_out(here: HereOf) -> Response:
    await here.store.read(here.taking_part)
    await runtime(here.request)[LiveRooms].put_out(here.room_id)
    return await here.answer([""], N_("Undone."))


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


def _begun_in(session: Session, found: Standing, dialogue_id: str) -> Dialogue | None:
    """Where a round begins: in the dialogue that was named, else in the one that was opened last;
    nowhere before anything is open. Raises Closed for one that is over."""
    written_in = clock.written_in(session, found.seminar.id)
    named = [each for each in written_in if each.id == dialogue_id]
    if dialogue_id and not named:
        raise Closed(Stage.CLOSED)
    return next(reversed(named or written_in), None)


def _split(names: str) -> list[str]:
    """Names as people type them: parted by comma or line."""
    return [
        name[:60] for line in split_lines(names) for name in map(clean, line.split(",")) if name
    ]
