"""The plan of the day on the grid's page: its next step taken or passed over, the rest moved."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.facilitation import day
from app.facilitation.day import NoClock, StepTaken, TakenStep
from app.facilitation.grid_parts import PRESSED
from app.facilitation.lead import Lead, LeadOf
from app.refusals import N_, Invalid

router = APIRouter(prefix="/seminars/{seminar_id}/plan", include_in_schema=False)
DAY = ("next", "plan")
STEP = (*PRESSED, "next")
StepId = Annotated[str, Form(max_length=80)]
SAID = {
    "open": N_("%(dialogue)s is open."),
    "clock": N_("The clock runs in all rooms."),
    "close": N_("%(dialogue)s closes %(time)s."),
    "read": N_("%(dialogue)s is open for reading."),
    "tell": N_("Sent to all rooms."),
    "point": N_("“%(text)s” is ticked off."),
}


@router.post("/next")
async def take(lead: LeadOf, step: StepId) -> Response:
    """Reading has no undo, since it cannot be unseen: its button waits ten seconds instead."""

    def verb(session: Session) -> TakenStep:
        return day.take(session, lead.visit.asker, lead.seminar_id, step, by_hand=True)

    await lead.clock_for_all()
    try:
        taken, sealed = await lead.press(verb)
    except (StepTaken, NoClock) as refusal:
        return await lead.say(refusal.title, heads=STEP)
    await publish_step(lead, *taken.told)
    until = taken.dialogues[0].until if taken.dialogues else None
    at_once = taken.step.kind == "close" and until is None
    return await lead.say(
        N_("%(dialogue)s is closed.") if at_once else SAID[taken.step.kind],
        sealed="" if taken.step.kind == "read" else sealed,
        heads=STEP,
        dialogue=", ".join(each.title for each in taken.dialogues),
        text=taken.step.text,
        time=until or "",
    )


@router.post("/skip")
async def skip(lead: LeadOf, step: StepId) -> Response:
    def verb(session: Session) -> TakenStep:
        return day.skip(session, lead.visit.asker, lead.seminar_id, step, by_hand=True)

    try:
        taken, sealed = await lead.press(verb)
    except StepTaken as refusal:
        return await lead.say(refusal.title, heads=STEP)
    await publish_step(lead, *taken.told)
    return await lead.say(
        N_("The step is passed over. Nothing has changed in the rooms."), sealed=sealed, heads=DAY
    )


@router.post("/move")
async def move_rest(lead: LeadOf, minutes: Annotated[int, Form(ge=-600, le=600)]) -> Response:
    def verb(session: Session) -> None:
        day.move_rest(session, lead.visit.asker, lead.seminar_id, minutes)

    try:
        _, sealed = await lead.press(verb)
    except Invalid:
        return await lead.say(N_("Nothing is moved: a step would come before or after this day."))
    await lead.planned()
    said = (
        N_("What is left of the plan comes %(minutes)s min later.")
        if minutes > 0
        else N_("What is left of the plan comes %(minutes)s min earlier.")
    )
    return await lead.say(said, sealed=sealed, heads=DAY, minutes=str(abs(minutes)))


async def publish_step(lead: Lead, dialogue_ids: Sequence[str], part: str) -> None:
    """After the commit: rooms and those who look hear of a step."""
    await lead.moved(*dialogue_ids)
    if part:
        lead.publish(part)
    await lead.planned()
