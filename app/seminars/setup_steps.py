"""The steps in which a seminar is made ready, and what every page of them shows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import column, func, select, table
from sqlmodel import Session

from app.people.access import Asker
from app.people.rights import Act, Actor
from app.seminars import plan
from app.seminars.access import actor_in, seminar_for
from app.seminars.models import duties, prompts
from app.seminars.undo import latest

# Rooms are a package above this one; as in foreign keys, their table is known by name.
_ROOMS = table("room", column("seminar_id"))


@dataclass(frozen=True)
class Step:
    """`name` is also the end of its address; `count` is shown beside its word."""

    name: str
    done: bool
    count: int | None = None


def setup_facts(session: Session, asker: Asker, seminar_id: str, step: str = "") -> dict[str, Any]:
    """Raises NotFound for everybody but the seminar's facilitators and its organiser."""
    seminar = seminar_for(session, asker, seminar_id, Act.SEE_SETUP)
    return {
        "seminar": seminar,
        "owner": actor_in(session, asker, seminar) is Actor.ORGANISER,
        "archived": seminar.archived_at is not None,
        "step": step,
        "change": latest(session, seminar.id, asker),
        "undone": False,
        "steps": steps(session, seminar.id, used=bool(seminar.how_used)),
    }


def steps(session: Session, seminar_id: str, *, used: bool) -> list[Step]:
    questions = len(prompts(session, seminar_id))
    roles = len(duties(session, seminar_id))
    rooms = room_count(session, seminar_id)
    planned = len(plan.steps(session, seminar_id))
    return [
        Step("programme", questions > 0, questions),
        Step("rooms", rooms > 0, rooms),
        Step("duties", roles > 0, roles),
        Step("plan", planned > 0, planned),
        Step("use", used),
        Step("share", done=False),
    ]


def room_count(session: Session, seminar_id: str) -> int:
    query = select(func.count()).select_from(_ROOMS).where(_ROOMS.c.seminar_id == seminar_id)
    return int(session.execute(query).scalar_one())
