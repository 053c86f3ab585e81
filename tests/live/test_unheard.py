"""What was never told to another process, as when NATS is away: it is found by comparing, so that
nobody stays who must go, and no text is kept that was deleted."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from app.live.hub import Hub
from app.people.identity import cookie_name
from app.settings import Settings
from tests.databases import in_pairs
from tests.leading import Leading, cookie, facilitator_link, marked, one_time_link, signed_in
from tests.patience import until
from tests.server import ROSTER, Afternoon, Server, again, serving
from tests.talk import Talk, talking

several = pytest.mark.skipif(
    not in_pairs(), reason="several processes need PostgreSQL and NATS: make test-many"
)
Both = tuple[Afternoon, Afternoon]


@pytest.fixture
def apart(data: Path, played: tuple[Path, dict[str, Any]]) -> Iterator[Both]:
    """The same afternoon at two processes, the first of which tells the other nothing."""
    with serving(data, single=True) as one, serving(data, single=True) as other:
        bus = one.app.runtime[Hub].elsewhere.bus
        bus.tell = lambda told, to="all": None  # type: ignore[method-assign]
        yield again(one, played[1]), again(other, played[1])


@contextmanager
def looking(led: Leading, at: Server, seminar: Afternoon) -> Iterator[Talk]:
    """The grid, open at another process than the one whose cookie this browser has."""
    shown = f"{cookie_name(at.app.runtime[Settings])}={cookie(seminar.server, led.client)}"
    with connect(at.live, additional_headers={"cookie": shown}) as socket:
        talk = Talk(socket)
        talk.say("join", grid=seminar.id)
        assert talk.hear("joined", "refused")["type"] == "joined"
        yield talk


def signs_in(led: Leading, server: Server) -> None:
    assert led.client.post(one_time_link(server)).status_code == 303


def leaves_the_device(led: Leading, server: Server) -> None:
    led.post("/sign-out")


@several
@pytest.mark.parametrize(("deed", "code"), [(signs_in, 1012), (leaves_the_device, 4401)])
def test_who_signs_in_or_out_unheard_has_no_socket_left_elsewhere(
    apart: Both, deed: Callable[[Leading, Server], None], code: int
) -> None:
    one, other = apart
    led = marked(one.server, facilitator_link(one.server, one.id))
    with looking(led, other.server, one) as talk:
        deed(led, one.server)
        assert talk.closed() == code


@several
def test_a_seat_that_leaves_unheard_is_put_out_elsewhere(apart: Both) -> None:
    one, other = apart
    with talking(other) as talk:
        seat = talk.join(other.rooms[0]["id"])["seat"]
        assert one.seats[0].delete(f"/api/v1/seats/{seat}").status_code == 204
        assert talk.hear("left")
        assert talk.closed() == 4404


@several
def test_a_link_that_ends_while_nats_is_away_ends_the_grids_elsewhere(
    apart: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = apart
    led = marked(one.server, facilitator_link(one.server, one.id))
    with looking(led, other.server, one) as talk:
        monkeypatch.setattr(
            type(other.server.app.runtime[Hub].elsewhere.bus),
            "connected",
            property(lambda _: False),
        )
        signed_in(one.server).post(f"/seminars/{one.id}/facilitator-link")
        assert talk.closed() == 4404


@several
def test_what_is_deleted_unheard_is_forgotten_elsewhere(apart: Both) -> None:
    one, other = apart
    one.note("Hemmelig")
    key = other.answer()["id"], "notes"
    assert other.seats[0].get(f"/api/v1/answers/{key[0]}/history").status_code == 200
    memories = [other.server.store.info[name] for name in ("documents", "stories")]
    assert all(key in memory.keys() for memory in memories)  # noqa: SIM118 - it is no mapping
    delete(one)
    until(lambda: not any(key in memory.keys() for memory in memories))  # noqa: SIM118


@pytest.mark.one_process
def test_what_was_deleted_stands_nowhere_in_memory(seminar: Afternoon) -> None:
    """Whatever kept it: texts, histories, words that were read, what was compared, pages made."""
    secret = "enhjørningskjelleren"
    for room in (0, 1):
        seminar.note(f"Nede i {secret} er det så mange at de står i veien", room)
    seminar.seats[0].get(f"/api/v1/answers/{seminar.answer()['id']}/history").raise_for_status()
    seminar.organiser.put(
        f"/api/v1/seminars/{seminar.id}/rooms",
        json=[{**ROSTER[0], "name": f"De i {secret}"}, *ROSTER[1:]],
    ).raise_for_status()
    assert secret in signed_in(seminar.server).page(f"/seminars/{seminar.id}/grid")
    seminar.stage("reading")
    for path in ("search?q=veien", "quality"):
        found = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/{path}")
        assert found.status_code == 200, found.text
    del found
    assert keeping(secret)
    delete(seminar)
    with suppress(AssertionError):  # the next line says what it is
        until(lambda: not keeping(secret))
    assert keeping(secret) == []


def delete(seminar: Afternoon) -> None:
    code = {"code": seminar.seminar["code"]}
    receipt = signed_in(seminar.server).post(f"/seminars/{seminar.id}/delete", code)
    assert receipt.status_code == 200, receipt.text


def keeping(secret: str) -> list[str]:
    """What in this process holds a text with this word, but for the test's own."""
    gc.unfreeze()
    gc.collect()
    try:
        return [
            f"{type(each).__name__}: {held!r}"[:200]
            for each in gc.get_objects()
            for held in gc.get_referents(each)
            if isinstance(held, str) and secret in held and held is not secret
        ]
    finally:
        gc.freeze()  # as all other tests have it
