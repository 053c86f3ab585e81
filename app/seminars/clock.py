"""The clock of a phase, for all rooms or for one. It advises; writing never asks it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from app.refusals import Invalid, NotFound
from app.seminars.models import (
    PHASES,
    Countdown,
    Dialogue,
    Prompt,
    Seminar,
    dialogue_of,
    prompts,
)
from app.seminars.phase_changes import note
from app.seminars.phases import UNPLANNED_MINUTES
from app.seminars.room_stages import RoomStages, room_stages
from app.storage.store import now

LONGEST_MINUTES = 600


def prompt_in(session: Session, seminar_id: str, prompt_id: str) -> Prompt:
    """Found through its seminar, so that an id of another seminar is not found."""
    prompt = session.get(Prompt, prompt_id)
    if prompt is None:
        raise NotFound
    dialogue_of(session, seminar_id, prompt.dialogue_id)
    return prompt


def countdown(session: Session, seminar_id: str, room_id: str | None) -> Countdown | None:
    """The clock that a room sees: its own or the one for all, whichever was started last.

    Without a room, the one for all.
    """
    return _last(countdowns(session, seminar_id, room_id))


def _last(mine: dict[str, Countdown]) -> Countdown | None:
    return max(mine.values(), key=lambda found: found.started_at, default=None)


def countdowns(session: Session, seminar_id: str, room_id: str | None) -> dict[str, Countdown]:
    """The clocks that a room sees, by the dialogue they belong to. A clock stops with its dialogue:
    where nobody may write any more there is no time to keep."""
    stages = {each.dialogue.id: each for each in room_stages(session, seminar_id, room_id)}
    query = select(Countdown, Prompt).where(
        Countdown.seminar_id == seminar_id,
        col(Prompt.id) == col(Countdown.prompt_id),
        or_(col(Countdown.room_id).is_(None), col(Countdown.room_id) == room_id),
    )
    return {
        prompt.dialogue_id: found
        for found, prompt in session.exec(query.order_by(col(Countdown.started_at)))
        if stages[prompt.dialogue_id].counts(found)
    }


def start(
    session: Session,
    seminar_id: str,
    prompt_id: str,
    phase: str,
    *,
    room_id: str | None = None,
    minutes: int | None = None,
) -> Countdown:
    """Start a phase's clock anew; without `minutes` for as long as the programme says.

    Raises NotFound for a prompt from elsewhere, Invalid for another phase or time. Where nobody
    writes it is not shown (`countdowns`).
    """
    prompt = prompt_in(session, seminar_id, prompt_id)
    if phase not in PHASES:
        raise Invalid(("phase", "think, round, talk or summary"))
    length = minutes or prompt.minutes.get(phase) or UNPLANNED_MINUTES
    if not 0 < length <= LONGEST_MINUTES:
        raise Invalid(("minutes", f"from 1 to {LONGEST_MINUTES}"))
    moment = now(session)
    made = _own(session, seminar_id, room_id) or Countdown(
        seminar_id=seminar_id,
        room_id=room_id,
        prompt_id=prompt.id,
        phase=phase,
        started_at=moment,
        ends_at=moment,
    )
    made.prompt_id, made.phase, made.started_at = prompt.id, phase, moment
    made.paused_at = None
    made.ends_at = moment + timedelta(minutes=length)
    session.add(made)
    session.flush()
    note(session, seminar_id, room_id, "start", made)
    return made


def start_round(session: Session, dialogue: Dialogue, room_id: str, prompt_id: str) -> None:
    """The time of a round that a room begins: of the question that lies open, else of the first;
    where the clock for all counts the same already, that one counts."""
    asked = [
        each for each in prompts(session, dialogue.seminar_id) if each.dialogue_id == dialogue.id
    ]
    prompt = next((each for each in asked if each.id == prompt_id), asked[0] if asked else None)
    if prompt is None:
        return
    shown = countdowns(session, dialogue.seminar_id, room_id).get(dialogue.id)
    if shown and shown.room_id is None and (shown.prompt_id, shown.phase) == (prompt.id, "round"):
        return
    start(session, dialogue.seminar_id, prompt.id, "round", room_id=room_id)


def extend(
    session: Session, seminar_id: str, room_id: str | None, minutes: int, dialogue_id: str = ""
) -> Countdown:
    """Give more time, counted from now when the time is over. One room's extra minutes are its own:
    the clock for all goes on as it was. Raises NotFound when no clock runs."""
    mine = countdowns(session, seminar_id, room_id)
    shown = mine.get(dialogue_id) or _last(mine)
    if shown is None:
        raise NotFound
    own = owned(session, shown, room_id)
    own.ends_at = max(own.ends_at, own.paused_at or now(session)) + timedelta(minutes=minutes)
    session.flush()
    note(session, seminar_id, room_id, "more", own)
    return own


def pause(session: Session, own: Countdown) -> None:
    """Let the clock stand; once more changes nothing."""
    if own.paused_at is None:
        own.paused_at = now(session)
        session.add(own)
        note(session, own.seminar_id, own.room_id, "pause", own)


def resume(session: Session, own: Countdown) -> None:
    """Go on with what was left when it was paused."""
    if own.paused_at:
        own.ends_at += now(session) - own.paused_at
        own.paused_at = None
        session.add(own)
        note(session, own.seminar_id, own.room_id, "resume", own)


def owned(session: Session, shown: Countdown, room_id: str | None) -> Countdown:
    """The clock that a room sees as its own, to be changed: that of all rooms goes on as it was."""
    if shown.room_id == room_id:
        session.add(shown)
        return shown
    own = start(session, shown.seminar_id, shown.prompt_id, shown.phase, room_id=room_id)
    own.ends_at, own.paused_at = shown.ends_at, shown.paused_at
    return own


def stop(session: Session, seminar_id: str, room_id: str | None) -> None:
    """Take a room's own clock away (without a room, the one for all); the other then shows."""
    if _take_away(session, seminar_id, room_id):
        note(session, seminar_id, room_id, "stop", None)


def _take_away(session: Session, seminar_id: str, room_id: str | None) -> bool:
    found = _own(session, seminar_id, room_id)
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True


def stop_for_all(session: Session, seminar_id: str) -> None:
    """Take away the clock for all and every room's own."""
    query = select(Countdown).where(Countdown.seminar_id == seminar_id)
    for found in session.exec(query):
        session.delete(found)
    session.flush()
    note(session, seminar_id, None, "stop_all", None)


def _own(session: Session, seminar_id: str, room_id: str | None) -> Countdown | None:
    query = select(Countdown).where(Countdown.seminar_id == seminar_id)
    return session.exec(query.where(Countdown.room_id == room_id)).first()


def shown_in(
    session: Session, seminar: Seminar, room_ids: Iterable[str], stages: RoomStages
) -> dict[str, Countdown]:
    """By room: the clock that it sees, its own or the one for all, whichever was started last."""
    query = (
        select(Countdown, Dialogue)
        .join(Prompt, col(Prompt.id) == col(Countdown.prompt_id))
        .join(Dialogue, col(Dialogue.id) == col(Prompt.dialogue_id))
        .where(Countdown.seminar_id == seminar.id)
    )
    newest_first = list(session.exec(query.order_by(col(Countdown.started_at).desc())))
    found: dict[str, Countdown] = {}
    for room_id in room_ids:
        for clock, dialogue in newest_first:
            here = clock.room_id in (None, room_id)
            if here and stages.of(dialogue, room_id).counts(clock):
                found[room_id] = clock
                break
    return found


def stored(session: Session, seminar_id: str, room_id: str | None) -> list[Any] | None:
    """A clock as plain values, for the way back."""
    found = _own(session, seminar_id, room_id)
    return None if found is None else as_plain(found)


def as_plain(found: Countdown) -> list[Any]:
    times = (found.started_at, found.ends_at, found.paused_at)
    return [found.prompt_id, found.phase, *(time and time.isoformat() for time in times)]


def put_back(session: Session, seminar_id: str, room_id: str | None, plain: Any) -> None:
    """Have a clock stand as it was stored; None takes it away."""
    _take_away(session, seminar_id, room_id)
    found = None
    if plain:
        prompt_id, phase, *times = plain
        started_at, ends_at, paused_at = (time and datetime.fromisoformat(time) for time in times)
        found = Countdown(
            seminar_id=seminar_id,
            room_id=room_id,
            prompt_id=prompt_id,
            phase=phase,
            started_at=started_at,
            ends_at=ends_at,
            paused_at=paused_at,
        )
        session.add(found)
        session.flush()
    note(session, seminar_id, room_id, "undo", found)
