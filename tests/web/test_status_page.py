"""The host's page, and the counts of `/metrics`: what answers somebody who says that it is slow."""

import re
from typing import Any

import pytest

from app.live.vitals import MOST_ROOMS, Connected, ProcessVitals, Vitals
from app.recent import Recent
from app.web.status_page import complaints
from tests.boards.steps import paragraph
from tests.server import Afternoon, Server
from tests.talk import talking

WELL = ProcessVitals(
    process="a",
    connections=300,
    waiting=0,
    deliveries=900,
    median=0.02,
    slow=0.03,
    commit=0.01,
    behind=0.0,
    reconnects=2,
    rooms=[],
)


def changed(**facts: Any) -> ProcessVitals:
    names = ProcessVitals.__struct_fields__
    return ProcessVitals(**{name: getattr(WELL, name) for name in names} | facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, []),
        ({"slow": 0.8}, ["delivery"]),
        ({"commit": 0.4, "slow": 0.8}, ["commit", "delivery"]),
        ({"waiting": 501}, ["waiting"]),
        ({"behind": 11.0}, ["behind"]),
        ({"reconnects": 80}, ["back"]),
        ({"connections": 6, "reconnects": 5}, []),
    ],
)
def test_each_complaint_has_its_own_numbers(facts: dict[str, Any], words: list[str]) -> None:
    assert complaints([WELL, changed(**facts)]) == words


class Waiter:
    def __init__(self, room: str, behind: float) -> None:
        self.facts: dict[str, Any] = {"room": room}
        self.behind_seconds = behind


def vitals_of(*connections: Connected) -> tuple[Vitals, list[float]]:
    moment = [100.0]

    def clock() -> float:
        return moment[0]

    return Vitals("a", lambda: connections, lambda: 7, Recent(clock), clock), moment


def test_the_room_that_waits_longest_is_told_first() -> None:
    vitals, moment = vitals_of(Waiter("sleepy", 12.0), Waiter("quick", 0.0))
    moment[0] += 0.5
    vitals.delivered("slow", 100.2)
    vitals.delivered("quick", 100.4)
    vitals.came_back("quick")
    told = vitals.now()
    assert [each.room for each in told.rooms] == ["sleepy", "slow", "quick"]
    assert (told.connections, told.waiting, told.deliveries, told.reconnects) == (2, 7, 2, 1)
    assert told.behind == 12.0
    assert round(told.slow, 3) == 0.3


def test_rooms_of_long_ago_take_no_memory() -> None:
    vitals, moment = vitals_of()
    for number in range(3 * MOST_ROOMS):
        moment[0] += 0.001
        vitals.came_back(f"room {number}")
    assert len(vitals._rooms) <= MOST_ROOMS
    moment[0] += 120
    for number in range(MOST_ROOMS):
        vitals.came_back(f"another {number}")
    assert not any(room.startswith("room") for room in vitals._rooms)


@pytest.mark.one_process
def test_the_page_tells_of_what_was_written_to_whoever_has_its_link(seminar: Afternoon) -> None:
    server, room, answer = seminar.server, seminar.rooms[0]["id"], seminar.answer()["id"]
    with talking(seminar) as talk:
        joined = talk.join(room)
        talk.join(room, since=joined["version"])
        step = paragraph("Vi vil ha faste stillinger.", "n1")
        talk.say("steps", id=1, document=answer, version=0, client="w", steps=[step])
        talk.hear("taken")
        page = server.client().get(server.links.status())
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "faste stillinger" not in page.text
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in page.text.split("<tr>") if "<td>" in row]
    # A row of each process, and then of each room with somebody in it.
    (connected, deliveries, *_, back, _), *_, (there, delivered, _, again, _) = cells
    assert (connected, deliveries, back) == (there, delivered, again) == ("1", "1", "1")
    assert seminar.seminar["title"] in page.text


def test_whoever_has_no_link_finds_no_page(server: Server) -> None:
    client = server.client(accept="text/html")
    for wrong in ("host", "host.aaaa", server.links.room("host", 1).rpartition("/")[2]):
        assert client.get(f"/status/{wrong}").status_code == 404


def test_metrics_count_deliveries_commits_and_who_comes_back(seminar: Afternoon) -> None:
    seminar.note("En tekst.")
    told = seminar.server.client().get("/metrics").text
    for name in (
        "samtavle_delivery_seconds_bucket",
        "samtavle_commit_seconds_bucket",
        "samtavle_waiting_writes",
        "samtavle_longest_behind_seconds",
        "samtavle_reconnects_total",
        "samtavle_connections",
    ):
        assert f"\n{name}" in told
