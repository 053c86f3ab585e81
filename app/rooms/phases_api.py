"""The JSON API of a room's phases (docs/api.md, section 3)."""

from fastapi import Request
from pydantic import BaseModel
from sqlmodel import Session

from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act, Closed
from app.rooms import phases
from app.rooms.access import standing_for
from app.rooms.live import LiveRooms
from app.rooms.models import Room
from app.rooms.wire import ClockOut, ProgressOut
from app.runtime import runtime
from app.seminars.api import iso
from app.seminars.models import Countdown, Dialogue, Seminar, dialogue_of
from app.seminars.room_stages import stages_in, written_in
from app.seminars.signals import ChangeSignals
from app.storage.store import now
from app.web.api import api_router, operation

router = api_router("rooms")


class GoIn(BaseModel):
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
@operation(Closed)
async def go_on(
    room_id: str, wish: GoIn, request: Request, visit: CallerOf, store: StoreOf
) -> ProgressOut:
    def verb(session: Session) -> ProgressOut:
        room = standing_for(session, visit.asker, room_id, Act.TAKE_PART).room
        dialogue = _written_in(session, room, wish.dialogue)
        phases.go(session, room, dialogue, wish.go, wish.at)
        return progress_json(session, room, dialogue)

    answer = await store.write(verb)
    await runtime(request)[LiveRooms].publish(room_id, "clock", "round")
    await runtime(request)[ChangeSignals].phase.send_async(room_id=room_id)
    return answer


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
