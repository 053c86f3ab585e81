"""Who may open a socket, and how many."""

import gc
from types import CoroutineType

import pytest
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.live import endpoint
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


def test_an_open_socket_keeps_nothing_of_what_lies_around_its_route(seminar: Afternoon) -> None:
    def applications() -> int:
        called = [each for each in gc.get_objects() if type(each) is CoroutineType]
        return sum(each.cr_code is FastAPI.__call__.__code__ for each in called)

    alone = applications()
    with talking(seminar) as one:
        assert one.join(seminar.rooms[0]["id"])["type"] == "joined"
        until(lambda: applications() == alone)
        one.say("beat")
        assert one.hear("beat")
