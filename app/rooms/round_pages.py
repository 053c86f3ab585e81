"""The room's course through a question: its round, its phases and its clock."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.people.rights import Closed, Stage
from app.refusals import N_
from app.rooms import phases, question, round
from app.rooms.access import Standing
from app.rooms.models import touch
from app.rooms.participation import Here, HereOf
from app.runtime import runtime
from app.seminars import clock
from app.seminars.models import Dialogue
from app.seminars.room_stages import written_in
from app.seminars.signals import ChangeSignals
from app.web.forms import FormId
from app.web.pages import catalogue, fragment, language_of, part
from app.wording import names_in

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
Names = Annotated[str, Form(max_length=2_000)]
Place = Annotated[int, Form()]
_SAID_OF_PHASES: dict[phases.Way, str] = {
    "next": N_("The room has gone on."),
    "back": N_("The room has gone back."),
    "pause": N_("The room's clock stands."),
    "resume": N_("The room's clock runs."),
    "more": N_("The room has two minutes more."),
    "stop": N_("The room's clock has stopped."),
}


@router.post("/round")
async def start_round(
    here: HereOf, names: Names = "", dialogue: FormId = "", prompt: FormId = ""
) -> Response:
    """Begin a round, or one more, and with it its time; with names, a circle of those."""

    def deed(session: Session, found: Standing) -> None:
        begin_round(session, found, names_in(names), dialogue, prompt)

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
        begun_in = _begun_in(session, found, dialogue)
        if begun_in is None:
            return ""
        stands = phases.progress(session, found.room, begun_in)
        language = language_of(here.request, found.seminar.language)
        return fragment("rooms/_phases.html", language, room=found.room, stands=stands)

    return part(here.request, await here.store.read(query), f"/rooms/{here.room_id}")


@router.post("/phases/{way}")
async def go_on(
    here: HereOf, way: phases.Way, dialogue: FormId = "", at: Annotated[int | None, Form()] = None
) -> Response:
    """On to the next phase of a dialogue or back, or another time for this one; `at` is the place
    that was seen."""

    def deed(session: Session, found: Standing) -> None:
        if goes_on := _begun_in(session, found, dialogue):
            phases.go(session, found.room, goes_on, way, at)

    said, kinds = _SAID_OF_PHASES[way], ["clock", "round"]
    answer = await here.do(deed, "clock", "round", said=said, kinds=kinds)
    await runtime(here.request)[ChangeSignals].phase.send_async(room_id=here.room_id)
    return answer


@router.post("/clock")
async def start_clock(
    here: HereOf,
    prompt: Annotated[str, Form()],
    phase: Annotated[str, Form()],
) -> Response:
    def deed(session: Session, found: Standing) -> None:
        start_own_clock(session, found, prompt, phase)

    return await here.do(deed, "clock", said=N_("The room's clock runs."), kinds=["clock"])


def begin_round(
    session: Session, found: Standing, names: Sequence[str], dialogue_id: str, prompt_id: str
) -> None:
    """Raises Closed."""
    begun = _begun_in(session, found, dialogue_id)
    nameless = catalogue(found.seminar.language).gettext("Participant %(number)s")
    in_dialogue = begun.id if begun else None
    round.start(session, found.room, names, in_dialogue, nameless=nameless)
    if begun:
        clock.start_round(session, begun, found.room.id, prompt_id)
        touch(session, found.room.id, "clock")


def start_own_clock(session: Session, found: Standing, prompt_id: str, phase: str) -> Dialogue:
    """The room's own clock of a phase, in its dialogue. Raises NotFound, Closed, Invalid."""
    asked = question.visible_prompt(session, found.seminar.id, prompt_id)
    _begun_in(session, found, asked.dialogue_id)
    clock.start(session, found.seminar.id, prompt_id, phase, room_id=found.room.id)
    touch(session, found.room.id, "clock")
    return session.get_one(Dialogue, asked.dialogue_id)


def _begun_in(session: Session, found: Standing, dialogue_id: str) -> Dialogue | None:
    """Where a round begins: in the dialogue that was named, else in the one that was opened last;
    nowhere before anything is open. Raises Closed for one that is over."""
    here = written_in(session, found.seminar.id, found.room.id)
    named = [each for each in here if each.id == dialogue_id]
    if dialogue_id and not named:
        raise Closed(Stage.CLOSED)
    return next(reversed(named or here), None)
