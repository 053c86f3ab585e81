"""What is said of steps over the socket: to everybody in the room, and to who sent them."""

import structlog

from app.boards.ledger import StaleSteps, TakenSteps
from app.live import frames
from app.live.frames import Committed, Frame, Refused, Steps
from app.refusals import NotSaved, Refusal

log = structlog.get_logger()


def committed(document: str, taken: TakenSteps) -> Committed:
    return Committed(
        room=taken.room_id,
        room_version=taken.room_version,
        document=document,
        version=taken.last,
        steps=taken.steps,
        clients=taken.clients,
    )


def outcome_of(message: Steps, outcome: TakenSteps | Exception) -> Frame:
    """What whoever sent them hears."""
    id, document = message.id, message.document
    match outcome:
        case TakenSteps():
            return frames.Taken(id=id, document=document, version=outcome.version)
        case StaleSteps(version=version, steps=steps, clients=clients):
            return frames.Stale(
                id=id, document=document, version=version, steps=steps, clients=clients
            )
        case Refusal():
            refusal = outcome
        case _:
            log.error("steps failed", exc_info=outcome)
            refusal = NotSaved()
    problem = {"type": refusal.type, **refusal.facts()}
    return Refused(id=id, document=document, problem=problem)
