"""A call for help ends with the writing in which it was made, and with nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from app.people.rights import Stage
from app.rooms.help import is_calling
from app.rooms.models import Room
from app.seminars.models import Dialogue
from app.seminars.room_stages import RoomStage, RoomStages
from tests.rooms.browsing import enter
from tests.server import Afternoon

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
Times = tuple[int, int | None]


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def stands(opened: int, closed: int | None) -> RoomStage:
    found = Dialogue(
        seminar_id="s",
        position=1,
        title="",
        stage=Stage.OPEN if closed is None else Stage.CLOSED,
        opened_at=at(opened),
        closed_at=None if closed is None else at(closed),
    )
    return RoomStages(at(30), archived=False).of(found, None)


@pytest.mark.parametrize(
    ("called", "times", "calls"),
    [
        (5, [(0, None)], True),
        (5, [(0, 10)], False),
        (15, [(0, 10)], True),
        (5, [(0, 10), (8, None)], True),
        (5, [(0, 10), (8, 20)], False),
        (5, [(0, 10), (12, None)], False),
        (5, [], True),
        (15, [(0, 10), (20, None)], False),
        (15, [(0, 10), (12, None)], True),
        (15, [(0, 10), (12, 14)], True),
        (15, [(0, 10), (12, 14), (16, 25)], False),
        (5, [(10, None)], True),
    ],
)
def test_a_call_stands_for_as_long_as_somebody_writes_on(
    called: int, times: list[Times], calls: bool
) -> None:
    room = Room(seminar_id="s", number=1, help_called_at=at(called))
    stages = [stands(*each) for each in times]
    assert is_calling(room, stages, archived=False) is calls
    assert not is_calling(room, stages, archived=True)


def test_a_closing_whose_time_has_come_ends_a_call(seminar: Afternoon) -> None:
    browser = enter(seminar)
    until = (seminar.server.clock() + timedelta(minutes=5)).isoformat()
    seminar.stage("closing", until=until)
    browser.post("/help", calling="true")
    grid = f"/api/v1/seminars/{seminar.id}/grid"
    assert seminar.organiser.get(grid).json()["rooms"][0]["help"]
    seminar.server.clock.forward(minutes=6)
    assert 'data-help="still"' in browser.page()
    assert not seminar.organiser.get(grid).json()["rooms"][0]["help"]


def test_a_close_that_is_undone_takes_no_call_away(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/help", calling="true")
    seminar.stage("closed")
    assert 'data-help="still"' in browser.page()
    seminar.stage("open")
    assert 'data-help="called"' in browser.page()


def test_a_room_may_call_after_closing_too(seminar: Afternoon) -> None:
    browser = enter(seminar)
    seminar.stage("reading")
    seminar.server.clock.forward(minutes=1)
    assert 'data-help="called"' in browser.post("/help", calling="true").text


def test_a_call_of_a_pause_is_over_when_the_next_dialogue_opens(seminar: Afternoon) -> None:
    browser = enter(seminar)
    seminar.stage("closed")
    seminar.server.clock.forward(minutes=1)
    assert 'data-help="called"' in browser.post("/help", calling="true").text
    seminar.server.clock.forward(minutes=1)
    seminar.stage("open", dialogue=1)
    assert 'data-help="still"' in browser.page()
    grid = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/grid").json()
    assert not grid["rooms"][0]["help"]
