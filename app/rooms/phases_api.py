"""The JSON API of a room's phases (docs/api.md, section 3)."""

from sqlmodel import Session

from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms import phases
from app.rooms.access import Standing, standing_for
from app.rooms.models import Room
from app.rooms.participation import HereCallOf
from app.rooms.wire import ClockOut, ProgressOut, ProgressPressed
from app.runtime import runtime
from app.seminars.api import iso
from app.seminars.models import Countdown, Dialogue, Seminar, dialogue_of
from app.seminars.room_stages import stages_in, written_in
from app.seminars.signals import ChangeSignals
from app.storage.store import now
from app.web.api import api_router, operation

router = api_router("rooms")


class GoIn(Named):
    """`at` is the place that was seen: where the room is elsewhere by now, it stays there."""

    dialogue: str
    go: phases.Way
    at: int | None = None


@router.get("/rooms/{room_id}/phases")
def list_progress(room_id: str, visit: CallerOf, store: StoreOf) -> list[ProgressOut]:
    with store.reading() as session:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        here = written_in(session, found.seminar.id, room_id)
        return [progress_json(session, found.room, dialogue) for dialogue in here]


@router.post("/rooms/{room_id}/phases")
@operation(Closed, NameTaken)
async def go_on(here: HereCallOf, wish: GoIn, naming: NamingOf) -> ProgressPressed:
    def deed(session: Session, found: Standing) -> ProgressOut:
        dialogue = _written_in(session, found.room, wish.dialogue)
        phases.go(session, found.room, dialogue, wish.go, wish.at)
        return progress_json(session, found.room, dialogue)

    kinds = ("clock", "round")
    answer, undo = await here.press(deed, *kinds, kinds=kinds, call=naming.call(wish))
    await runtime(here.request)[ChangeSignals].phase.send_async(room_id=here.room_id)
    return {**answer, "undo": undo or None}


def _written_in(session: Session, room: Room, dialogue_id: str) -> Dialogue:
    """Raises NotFound for a dialogue from elsewhere, Closed where nobody writes."""
    dialogue = dialogue_of(session, room.seminar_id, dialogue_id)
    stands = stages_in(session, session.get_one(Seminar, room.seminar_id), room.id)
    if not (there := stands.of(dialogue, room.id)).open:
        raise Closed(there.stage)
    return dialogue


def progress_json(session: Session, room: Room, dialogue: Dialogue) -> ProgressOut:
    stands = phases.progress(session, room, dialogue)
    return {
        "dialogue": dialogue.id,
        "phases": [
            {
                "prompts": [prompt.id for prompt in each.prompts],
                "phase": each.name,
                "minutes": each.minutes,
            }
            for each in stands.phases
        ],
        "at": stands.at,
        "clock": clock_json(session, stands.running) if stands.running else None,
    }


def clock_json(session: Session, running: Countdown) -> ClockOut:
    left = running.left_at(now(session))
    return {
        "prompt": running.prompt_id,
        "phase": running.phase,
        "own": running.room_id is not None,
        "ends_at": None if running.paused_at else iso(running.ends_at),
        "paused": running.paused_at is not None,
        "seconds_left": round(left.total_seconds()),
    }
