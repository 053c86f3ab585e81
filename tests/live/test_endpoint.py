"""Who may open a socket, and how many."""

import gc
from types import CoroutineType

import pytest
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.live import endpoint, socket
from tests.patience import PATIENCE, until
from tests.server import Afternoon
from tests.talk import talking


def test_nobody_holds_more_sockets_than_tabs_could(
    seminar: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "MOST_SOCKETS", 2)
    with talking(seminar) as one, talking(seminar) as two:
        assert one.join(seminar.rooms[0]["id"])["type"] == "joined"
        with talking(seminar, 1) as other:
            assert other.join(seminar.rooms[1]["id"])["type"] == "joined"
        with connect(seminar.server.live, additional_headers=seminar.bearer()) as third:
            with pytest.raises(ConnectionClosed):
                third.recv(timeout=PATIENCE)
            assert third.close_code == 4429
        assert two.join(seminar.rooms[0]["id"])["type"] == "joined"
    with talking(seminar) as again:
        assert again.join(seminar.rooms[0]["id"])["type"] == "joined"


def test_a_socket_that_is_still_keeps_nothing_of_its_route_and_no_task(seminar: Afternoon) -> None:
    def at_work() -> int:
        gc.collect()  # what others left
        ours = ("live/socket.py", "live/hub.py", "live/line.py", "websockets_sansio_impl.py")
        called = [each for each in gc.get_objects() if type(each) is CoroutineType]
        codes = [each.cr_code for each in called]
        return sum(
            code is FastAPI.__call__.__code__ or code.co_filename.endswith(ours) for code in codes
        )

    alone = at_work()
    with talking(seminar) as one:
        assert one.join(seminar.rooms[0]["id"])["type"] == "joined"
        until(lambda: at_work() <= alone)
        one.say("beat")
        assert one.hear("beat")
        until(lambda: at_work() <= alone)


def test_whoever_joins_nothing_is_put_out_and_whoever_has_joined_stays(
    seminar: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "SECONDS_TO_JOIN", 0.5)
    with talking(seminar) as one, talking(seminar) as other:
        assert one.join(seminar.rooms[0]["id"])["type"] == "joined"
        other.say("beat")
        assert other.closed() == 4408
        one.say("beat")
        assert one.hear("beat")
