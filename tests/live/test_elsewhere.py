"""Two processes on one database: what is done at one is seen at the other."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.facilitation.live import SECONDS
from app.live.hub import Hub
from app.rooms.parts import channel as room_channel
from app.storage.order import made
from tests.boards.steps import erased, paragraph
from tests.databases import NATS, in_pairs
from tests.facilitation.test_live import looking
from tests.net import before, to_port
from tests.patience import PATIENCE, until
from tests.server import Afternoon, again, serving
from tests.talk import Talk, talking

pytestmark = pytest.mark.skipif(
    not in_pairs(),
    reason="several processes need PostgreSQL and NATS: make test-many",
)


@pytest.fixture
def both(data: Path, played: tuple[Path, dict[str, Any]]) -> Iterator[tuple[Afternoon, Afternoon]]:
    """The same afternoon at two processes."""
    with serving(data, single=True) as one, serving(data, single=True) as other:
        yield again(one, played[1]), again(other, played[1])


@contextmanager
def in_room(*places: Afternoon) -> Iterator[list[Talk]]:
    """A socket in room 1 at each of these processes."""
    with ExitStack() as stack:
        talks = [stack.enter_context(talking(place)) for place in places]
        for talk, place in zip(talks, places, strict=True):
            assert talk.join(place.rooms[0]["id"])["type"] == "joined"
        yield talks


@contextmanager
def unknown(place: Afternoon) -> Iterator[None]:
    """This process learns only afterwards who comes to others."""
    elsewhere = place.server.app.runtime[Hub].elsewhere
    held: list[Any] = []
    elsewhere._know = lambda *told: held.append(told)  # type: ignore[method-assign]
    yield
    del elsewhere._know


def heard(talk: Talk, kind: str, good: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first frame of a kind that is as it should be; what came before may not know yet."""
    end = time.monotonic() + PATIENCE
    while not good(frame := talk.hear(kind)):
        assert time.monotonic() < end, frame
    return frame


def test_a_step_reaches_whoever_is_connected_to_another_process(
    both: tuple[Afternoon, Afternoon],
) -> None:
    one, other = both
    answer = one.answer()["id"]
    with in_room(one, other) as (writer, reader):
        wait_until_known(one, other)
        writer.say(
            "steps", id=1, document=answer, version=0, client="w", steps=[paragraph("Hei", "n1")]
        )
        assert writer.hear("taken")["version"] == 1
        assert reader.hear("steps")["version"] == 1
    assert other.answer()["text"] == "Hei"


def test_nothing_is_missed_between_joining_and_being_known_elsewhere(
    both: tuple[Afternoon, Afternoon],
) -> None:
    """However late the other process learns who has come."""
    one, other = both
    with unknown(one), in_room(other) as (reader,):
        assert one.note("Hei").status_code == 201
        assert reader.hear("steps")["version"] == 1


def test_whoever_joins_is_told_what_was_written_until_they_are_listened_for(
    both: tuple[Afternoon, Afternoon],
) -> None:
    """However long the bus takes to carry to a process what it asked for."""
    one, other = both
    bus = other.server.app.runtime[Hub].elsewhere.bus
    begun, late = bus.settled, threading.Event()

    async def slow() -> bool:
        await asyncio.to_thread(late.wait)
        return await begun()

    bus.settled = slow  # type: ignore[method-assign]
    with talking(other) as reader:
        reader.say("join", room=other.rooms[0]["id"], language="nb")
        assert one.note("Hei").status_code == 201
        late.set()
        told = reader.hear("joined")
    versions = {each["document"]: each["version"] for each in told["documents"]}
    assert versions[one.answer()["id"]] == 1


def test_people_and_cursors_are_seen_across_processes(both: tuple[Afternoon, Afternoon]) -> None:
    one, other = both
    answer = one.answer()["id"]
    with in_room(one, other) as (mine, yours):
        place = {"document": answer, "version": 0, "anchor": 1, "head": 1}
        mine.say("caret", **place)
        carets = heard(yours, "carets", lambda frame: bool(frame["carets"]))["carets"]
        assert [each["connection"] for each in carets] == [mine.hello["connection"]]
        mine.socket.close()
        assert heard(yours, "carets", lambda frame: not frame["carets"])


def test_a_process_that_dies_is_forgotten(both: tuple[Afternoon, Afternoon]) -> None:
    one, other = both
    room = one.rooms[0]["id"]
    with in_room(one):
        elsewhere = other.server.app.runtime[Hub].elsewhere
        wait_until_known(one, other)
        bus = one.server.app.runtime[Hub].elsewhere.bus
        bus.tell = lambda told, to="all": None  # type: ignore[method-assign]
        until(lambda: not elsewhere.listeners(room_channel(room)))


def test_who_is_here_is_told_again_when_a_process_comes_that_did_not_know(
    data: Path, played: tuple[Path, dict[str, Any]]
) -> None:
    """Until it has heard, it shows rooms as empty to whoever asks it, whose socket may be here."""
    with serving(data, single=True) as first:
        one = again(first, played[1])
        with looking(one) as grid, in_room(one) as (talk,):
            heard(grid, "head", lambda frame: "1/3" in frame["html"])
            with one.server.store.reading() as session:
                before = made(session)
            with serving(data, single=True):
                heard(talk, "part", lambda frame: is_later(frame, before, "people"))
                told = heard(grid, "head", lambda frame: is_later(frame, before, "grid-connected"))
                assert "1/3" in told["html"]
                heard(grid, "head", lambda frame: is_later(frame, before, "grid-table"))


def test_a_change_in_the_grid_is_told_once_to_each_who_looks(
    both: tuple[Afternoon, Afternoon],
) -> None:
    with looking(both[0]) as mine, looking(both[1]) as yours:
        wait_until_known(*both, channel=f"grid:{both[0].id}:nb:")
        both[0].note("Vi vil ha et sted å øve")
        for each in (mine, yours):
            assert "7 ord" in each.hear("cell")["html"]
        for each in (mine, yours):
            assert each.silent("cell", seconds=2 * SECONDS)


def test_a_word_of_state_is_told_again_when_another_process_told_another(
    both: tuple[Afternoon, Afternoon],
) -> None:
    one, other = both
    answer = one.answer()["id"]
    with in_room(one) as (talk,):
        wait_until_known(one, other)
        for place, steps, state in (
            (one, [paragraph("Hei", "n1")], "in_progress"),
            (other, [erased(0, 5)], "empty"),
            (one, [paragraph("Hei", "n1")], "in_progress"),
        ):
            version = place.answer()["version"]
            body = {"version": version, "client": f"{version}", "steps": steps}
            path = f"/api/v1/answers/{answer}/steps"
            assert place.seats[0].post(path, json=body).status_code == 200
            told = f'id="state-{answer}" data-state="{state}"'
            heard(talk, "part", lambda frame, told=told: told in frame["html"])  # type: ignore[misc]


def test_a_seat_that_leaves_is_put_out_everywhere(both: tuple[Afternoon, Afternoon]) -> None:
    one, other = both
    with talking(other) as talk:
        seat = talk.join(other.rooms[0]["id"])["seat"]
        assert one.seats[0].delete(f"/api/v1/seats/{seat}").status_code == 204
        assert talk.hear("left")
        assert talk.closed() == 4404


def test_a_stage_is_told_to_everybody(both: tuple[Afternoon, Afternoon]) -> None:
    one, other = both
    with in_room(other) as (talk,):
        wait_until_known(other, one)
        one.stage("closed")
        assert talk.hear("stage")["stage"] == "closed"


def test_whoever_heard_of_later_things_is_told_that_something_was_lost(
    data: Path, played: tuple[Path, dict[str, Any]]
) -> None:
    """The version that they know does not show it."""
    with (
        before(to_port(urlsplit(os.environ[NATS]).port or 0)) as net,
        serving(data, single=True) as first,
        serving(data, single=True, nats_url=f"nats://127.0.0.1:{net.port}") as second,
    ):
        one, other = again(first, played[1]), again(second, played[1])
        with in_room(other, one) as (talk, there):
            wait_until_known(one, other)
            net.cut()
            assert one.note("Hei").status_code == 201
            assert other.note("Hå", prompt=other.prompt(1)).status_code == 201
            net.join()
            for each in (talk, there):
                assert heard(each, "beat", lambda frame: bool(frame.get("missed")))


def test_what_was_never_told_is_found_by_comparing(both: tuple[Afternoon, Afternoon]) -> None:
    """A process may die between its commit and what it would have told the others."""
    one, other = both
    with in_room(other) as (talk,):
        bus = one.server.app.runtime[Hub].elsewhere.bus
        bus.tell = lambda told, to="all": None  # type: ignore[method-assign]
        assert one.note("Hei").status_code == 201
        version = one.board()["version"]
        room = one.rooms[0]["id"]
        assert heard(talk, "beat", lambda frame: frame["versions"].get(room, 0) >= version)


def test_two_processes_write_one_text(both: tuple[Afternoon, Afternoon]) -> None:
    """Each is told when the other was first, and nothing is lost or comes twice."""
    texts = [[f"{name}{number}" for number in range(20)] for name in "ab"]

    def write(place: Afternoon, notes: list[str]) -> None:
        for note in notes:
            assert place.note(note).status_code == 201

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, both, texts))
    boards = [sorted(place.answer()["text"].split("\n")) for place in both]
    assert boards == [sorted(chain.from_iterable(texts))] * 2


def is_later(frame: dict[str, Any], made: str, part: str) -> bool:
    """Whether it is this part, read after what was made then."""
    then, now = made.split("."), frame["made"].split(".")
    later = [int(each) for each in now[1:]] > [int(each) for each in then[1:]]
    return now[0] == then[0] and later and frame.get("part", frame.get("id")) == part


def wait_until_known(here: Afternoon, there: Afternoon, channel: str = "") -> None:
    """Until `there` knows of whoever is in the first room at `here`, or listens to that channel,
    and the other way round."""
    room = channel or room_channel(here.rooms[0]["id"])
    for place in (here, there):
        hub = place.server.app.runtime[Hub]
        if not hub.listeners(room):
            until(lambda hub=hub: bool(hub.elsewhere.listeners(room)))  # type: ignore[misc]
    if all(place.server.app.runtime[Hub].listeners(room) for place in (here, there)):
        for place in (here, there):
            elsewhere = place.server.app.runtime[Hub].elsewhere
            until(lambda it=elsewhere: bool(it.listeners(room)))  # type: ignore[misc]
