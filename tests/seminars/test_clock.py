"""The clock of a phase: for all rooms or one, the last started shows, more time never takes any."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from app.refusals import Invalid, NotFound
from app.seminars import clock
from app.seminars.models import Countdown
from tests.server import Afternoon

Shown = tuple[str, int]


def write(seminar: Afternoon, verb: Any) -> Any:
    return seminar.server.store.write_now(verb)


def start(seminar: Afternoon, phase: str, room: int | None = None, **more: int) -> Countdown:
    room_id = None if room is None else seminar.rooms[room]["id"]
    seminar.server.clock.forward(seconds=1)

    def verb(session: Session) -> Countdown:
        return clock.start(
            session,
            seminar.id,
            seminar.prompt(),
            phase,
            room_id=room_id,
            minutes=more.get("minutes"),
        )

    return write(seminar, verb)  # type: ignore[no-any-return]


def shown(seminar: Afternoon, room: int = 0) -> Shown | None:
    """(phase, whole minutes left, rounded) as the room sees it."""
    with seminar.server.store.reading() as session:
        found = clock.countdown(session, seminar.id, seminar.rooms[room]["id"])
        if found is None:
            return None
        left = found.ends_at - seminar.server.clock()
        return found.phase, round(left / timedelta(minutes=1))


def test_a_phase_lasts_as_long_as_the_programme_says(seminar: Afternoon) -> None:
    start(seminar, "summary")
    assert shown(seminar) == ("summary", 3)
    assert shown(seminar, 2) == ("summary", 3)


def test_what_was_started_last_shows(seminar: Afternoon) -> None:
    start(seminar, "round")
    start(seminar, "talk", 0, minutes=9)
    assert (shown(seminar), shown(seminar, 1)) == (("talk", 9), ("round", 6))
    start(seminar, "summary")
    assert shown(seminar) == ("summary", 3)


def test_a_rooms_own_clock_gives_way_to_the_one_for_all_when_it_stops(seminar: Afternoon) -> None:
    start(seminar, "round")
    start(seminar, "talk", 0)
    write(seminar, lambda session: clock.stop(session, seminar.id, seminar.rooms[0]["id"]))
    assert shown(seminar) == ("round", 6)


def test_more_time_for_one_room_is_that_rooms_own(seminar: Afternoon) -> None:
    start(seminar, "talk")
    write(seminar, lambda session: clock.extend(session, seminar.id, seminar.rooms[0]["id"], 2))
    assert (shown(seminar), shown(seminar, 1)) == (("talk", 8), ("talk", 6))


def test_more_time_after_the_end_counts_from_now(seminar: Afternoon) -> None:
    start(seminar, "talk")
    seminar.server.clock.forward(minutes=30)
    write(seminar, lambda session: clock.extend(session, seminar.id, None, 2))
    assert shown(seminar) == ("talk", 2)


def test_no_clock_is_left_when_it_is_stopped_for_all(seminar: Afternoon) -> None:
    start(seminar, "talk")
    start(seminar, "talk", 1)
    write(seminar, lambda session: clock.stop_for_all(session, seminar.id))
    assert (shown(seminar), shown(seminar, 1)) == (None, None)


def test_what_makes_no_clock_is_refused(seminar: Afternoon) -> None:
    with pytest.raises(Invalid):
        start(seminar, "break")
    with pytest.raises(Invalid):
        start(seminar, "talk", minutes=-1)
    with pytest.raises(NotFound):
        write(seminar, lambda session: clock.extend(session, seminar.id, None, 2))


@pytest.mark.parametrize("stage", ["closed", "reading"])
def test_a_clock_stops_with_its_dialogue(seminar: Afternoon, stage: str) -> None:
    start(seminar, "talk")
    start(seminar, "round", 0)
    seminar.stage("open", dialogue=1)
    seminar.stage(stage)
    assert (shown(seminar), shown(seminar, 1)) == (None, None)
    seminar.stage("open")
    assert shown(seminar, 1) is not None


def test_a_clock_stops_when_the_time_of_closing_comes(seminar: Afternoon) -> None:
    start(seminar, "talk", 0)
    until = (seminar.server.clock() + timedelta(minutes=1)).isoformat()
    seminar.stage("closing", until=until)
    assert shown(seminar) is not None
    seminar.server.clock.forward(minutes=2)
    assert shown(seminar) is None


def test_a_clock_stops_in_the_archive(seminar: Afternoon) -> None:
    start(seminar, "talk", 0)
    seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/archive", json={"archived": True})
    assert shown(seminar) is None
