"""What is pressed on the grid's page: each act is one verb in the writing transaction; after its
commit everybody whom it concerns hears of it, and whoever pressed gets one sentence."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.facilitation import verbs
from app.facilitation.grid_parts import PRESSED
from app.facilitation.lead import LONGEST_SEALED, Lead, LeadOf
from app.people.identity import LinksOf
from app.people.rights import Act, Stage
from app.refusals import N_
from app.rooms import messages, room_admin
from app.rooms.access import led_room
from app.rooms.models import Message
from app.seminars.access import seminar_for
from app.seminars.models import Dialogue
from app.storage.store import now
from app.web.forms import FormId
from app.web.pages import fragment, is_script, language_of

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)
SAID = {
    Stage.DRAFT: N_("%(dialogue)s is not open any more."),
    Stage.OPEN: N_("%(dialogue)s is open."),
    Stage.CLOSING: N_("%(dialogue)s closes %(time)s."),
    Stage.CLOSED: N_("%(dialogue)s is closed."),
    Stage.READING: N_("%(dialogue)s is open for reading."),
}


@router.post("/stage")
async def set_stage(
    lead: LeadOf,
    dialogue: Annotated[list[str], Form()],
    stage: Annotated[Stage, Form()],
    until: Annotated[str, Form(max_length=20)] = "",
    own: Annotated[str, Form(max_length=verbs.LONGEST_TIME)] = "",
) -> Response:
    """Move dialogues at once, with an undo; only reading has none, since it cannot be unseen."""

    def verb(session: Session) -> list[Dialogue]:
        closes = verbs.closing_time(until, own, now(session)) if until else None
        return verbs.set_stage(session, lead.visit.asker, lead.seminar_id, dialogue, stage, closes)

    moved, sealed = await lead.press(verb)
    await lead.moved(*dialogue)
    return await lead.say(
        SAID[stage],
        sealed=sealed if stage is not Stage.READING else "",
        heads=[*PRESSED, "next"],
        dialogue=", ".join(each.title for each in moved),
        time=moved[0].until or "",
    )


@router.post("/messages")
async def tell(
    lead: LeadOf,
    text: Annotated[str, Form(max_length=messages.LONGEST_MESSAGE)],
    room: FormId = "",
    minutes: Annotated[int, Form()] = messages.MINUTES,
) -> Response:
    """One line to all rooms, or to one, for so many minutes."""

    def verb(session: Session) -> str:
        asker, seminar_id = lead.visit.asker, lead.seminar_id
        to = led_room(session, asker, seminar_id, room) if room else None
        if to is None:
            seminar_for(session, asker, seminar_id, Act.LEAD)
        return messages.send(session, seminar_id, text, to, minutes).id

    undo = f"/seminars/{lead.seminar_id}/messages/{await lead.write(verb)}/undo"
    lead.publish("messages", room)
    said = N_("Sent to the room.") if room else N_("Sent to all rooms.")
    return await lead.say(said, undo, heads=["told"])


@router.post("/messages/{message_id}/undo")
async def take_back(lead: LeadOf, message_id: str) -> Response:
    return await _undo_message(lead, message_id, messages.take_back)


@router.post("/messages/{message_id}/end/undo")
async def put_back(lead: LeadOf, message_id: str) -> Response:
    return await _undo_message(lead, message_id, messages.put_back)


async def _undo_message(
    lead: Lead, message_id: str, undo: Callable[[Session, str, str], Message | None]
) -> Response:
    def verb(session: Session) -> tuple[bool, str | None]:
        messages.led(session, lead.visit.asker, lead.seminar_id, message_id)
        done = undo(session, lead.seminar_id, message_id)
        return done is not None, done.room_id if done else None

    done, room = await lead.write(verb)
    if not done:
        return await lead.say(N_("Somebody has changed it meanwhile. That stands."))
    lead.publish("messages", room)
    return await lead.say(N_("Undone."), heads=["told"])


@router.post("/messages/{message_id}/end")
async def take_down(lead: LeadOf, message_id: str) -> Response:
    def verb(session: Session) -> str | None:
        messages.led(session, lead.visit.asker, lead.seminar_id, message_id)
        return messages.end(session, lead.seminar_id, message_id).room_id

    lead.publish("messages", await lead.write(verb))
    undo = f"/seminars/{lead.seminar_id}/messages/{message_id}/end/undo"
    return await lead.say(N_("The message is taken down."), undo, heads=["told"])


@router.post("/clock")
async def start_clock(lead: LeadOf, prompt: FormId, phase: FormId) -> Response:
    def verb(session: Session) -> str | None:
        return verbs.start_clock(session, lead.visit.asker, lead.seminar_id, prompt, phase)

    await lead.clock_for_all()
    closed, sealed = await lead.press(verb)
    if closed:
        return await lead.say(
            N_("%(dialogue)s is not open for writing, so no clock runs there."), dialogue=closed
        )
    lead.publish("clock")
    return await lead.say(N_("The clock runs in all rooms."), sealed=sealed, heads=["clock"])


@router.post("/clock/more")
async def more_time(lead: LeadOf) -> Response:
    return await _more(lead, None)


@router.post("/clock/stop")
async def stop_clock(lead: LeadOf) -> Response:
    def verb(session: Session) -> None:
        verbs.stop_clock(session, lead.visit.asker, lead.seminar_id)

    await lead.clock_for_all()
    _, sealed = await lead.press(verb)
    lead.publish("clock")
    return await lead.say(N_("The clock has stopped in all rooms."), sealed=sealed, heads=["clock"])


@router.post("/rooms/{room_id}/clock/more")
async def more_time_in_room(lead: LeadOf, room_id: str) -> Response:
    return await _more(lead, room_id)


async def _more(lead: Lead, room_id: str | None) -> Response:
    def verb(session: Session) -> bool:
        return verbs.more_time(session, lead.visit.asker, lead.seminar_id, room_id)

    runs, sealed = await lead.press(verb, room_id)
    if not runs:
        return await lead.say(N_("No clock is running, so there is nothing to prolong."))
    lead.publish("clock", room_id)
    said = (
        N_("The room has two minutes more.") if room_id else N_("All rooms have two minutes more.")
    )
    return await lead.say(said, sealed=sealed, heads=["clock"])


@router.post("/rooms/{room_id}/help")
async def answer_help(
    lead: LeadOf, room_id: str, helped: Annotated[bool, Form()] = False
) -> Response:
    """Say that help is on its way; with `helped`, that the call is over."""

    def verb(session: Session) -> tuple[int, str]:
        room = verbs.answer_help(session, lead.visit.asker, lead.seminar_id, room_id, helped=helped)
        return room.number, room.help_taken_by

    (number, who), sealed = await lead.press(verb, room_id)
    lead.publish("help", room_id)
    if helped:
        said = N_("Room %(number)s is helped.")
    elif sealed:
        said = N_("Room %(number)s sees that help is on its way.")
    else:
        said = N_("Room %(number)s: somebody is on the way already.")
    if who and not (helped or sealed):
        said = N_("Room %(number)s: %(who)s is on the way already.")
    return await lead.say(said, sealed=sealed, heads=["help"], number=str(number), who=who)


@router.post("/grid/rooms/{room_id}/link")
async def new_link(lead: LeadOf, room_id: str, links: LinksOf) -> Response:
    def verb(session: Session) -> tuple[str, str]:
        seminar = seminar_for(session, lead.visit.asker, lead.seminar_id, Act.SET_UP)
        room = room_admin.room_of(session, seminar.id, room_id)
        room_admin.new_link(session, room)
        session.flush()
        return links.room(room.id, room.generation), seminar.language

    (url, language), sealed = await lead.press(verb, room_id, Act.SET_UP)
    if not is_script(lead.request):
        return await lead.say(N_("The room has a new link."), sealed=sealed)
    return HTMLResponse(
        fragment(
            "facilitation/_grid_link.html",
            language_of(lead.request, language),
            url=url,
            sealed=sealed,
            undo=f"/seminars/{lead.seminar_id}/pressed/undo",
        )
    )


@router.post("/pressed/undo")
async def undo_press(
    lead: LeadOf, sealed: Annotated[str, Form(max_length=LONGEST_SEALED)]
) -> Response:
    if not await lead.take_back(sealed):
        return await lead.say(N_("Somebody has changed it meanwhile. That stands."))
    return await lead.say(N_("Undone."), heads=[*PRESSED, "next"])
