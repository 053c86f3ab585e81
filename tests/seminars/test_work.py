"""What is done to every room in turns is done whole, also when a crash comes between two."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.refusals import NotSaved
from app.seminars.work import Work
from bench.setting_up import Hall, new_hall, roster
from tests.leading import Leading, signed_in
from tests.patience import until
from tests.plain import NO_TLS
from tests.process import Process, process, seat
from tests.server import Server, serving

ROOMS = 45
OTHERS = roster(ROOMS, "Skole")


def put(server: Server, hall: Hall) -> None:
    hall.api("PUT", "/rooms", json=OTHERS)


def copy(server: Server, hall: Hall) -> None:
    sent = {"title": "Om igjen", "language": "nb", "earlier": hall.id}
    leading(server, hall).client.post("/seminars/new", data=sent, headers={"hx-request": "true"})


def delete(server: Server, hall: Hall) -> None:
    code = hall.api("GET")["code"]
    leading(server, hall).post("/delete", {"code": code})


def make_and_take_back(server: Server, hall: Hall) -> None:
    here = leading(server, hall)
    lines = "\n".join(f"{each['number']}; {', '.join(each['members'])}" for each in OTHERS)
    assert here.post("/rooms", {"text": lines}).status_code == 200
    (way,) = here.found(r'hx-post="/seminars/\w+(/undo/\w+)"', "/rooms")
    here.post(way, {"back": "rooms"})


Deed = Callable[[Server, Hall], None]
DEEDS: dict[str, Deed] = {
    "a list": put,
    "a copy": copy,
    "a deletion": delete,
    "an undo": make_and_take_back,
}


def leading(server: Server, hall: Hall) -> Leading:
    found = signed_in(server)
    found.path = f"/seminars/{hall.id}"
    return found


def made_ready(server: Server) -> Hall:
    hall = new_hall(server.organiser(), ROOMS)
    hall.api("PUT", "/rooms", json=hall.roster)
    return hall


def standing(server: Server) -> list[Any]:
    """Every seminar's rooms as somebody reads them, and how many answers there are."""
    client = server.organiser()
    found: list[Any] = [
        [
            (room["number"], room["name"], [each["name"] for each in room["members"]])
            for room in client.get(f"/api/v1/seminars/{each['id']}/rooms").json()
        ]
        for each in client.get("/api/v1/seminars").json()
    ]
    with server.store.reading() as session:
        counted = [f"SELECT count(*) FROM {table}" for table in ("answer", "work_turn")]
        return [*found, *(session.execute(text(each)).scalar_one() for each in counted)]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_a_crash_cuts_off_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    with serving(tmp_path / "whole", single=True) as server:
        DEEDS[deed](server, made_ready(server))
        whole = standing(server)
    with serving(tmp_path / "cut", single=True) as server, monkeypatch.context() as broken:
        hall = made_ready(server)
        broken.setattr(Work, "finish", one_turn_of(only=deed != "an undo"))
        DEEDS[deed](server, hall)
        cut = standing(server)
    assert cut != whole
    with serving(tmp_path / "cut", single=True) as server:
        assert standing(server) == whole


def one_turn_of(*, only: bool) -> Any:
    """`finish` of a process that ends after a turn; without `only`, of its second work."""
    finish, begun = Work.finish, [] if only else ["the one before"]

    async def ends(work: Work, work_id: str) -> None:
        if begun:
            begun.clear()
            return await finish(work, work_id)
        await work._store.write(partial(work._next, work_id))
        return None

    return ends


def test_a_deletion_that_was_killed_goes_to_its_end(tmp_path: Path) -> None:
    with process(tmp_path, SAMTAVLE_FAILPOINTS="work_turn=kill@1") as server:
        server.wait()
        client, room, prompt, seminar = seat(server)
        client.post(f"/rooms/{room}/notes", json={"prompt": prompt, "text": "Mai passer"})
        with httpx.Client(base_url=server.url, headers=bearer(server), verify=NO_TLS) as organiser:
            code = organiser.get(f"/api/v1/seminars/{seminar}").json()["code"]
            with pytest.raises(httpx.TransportError):
                organiser.post(f"/seminars/{seminar}/delete", data={"code": code})
    with process(tmp_path) as server:
        server.wait()
        found = httpx.get(f"{server.url}/api/v1/seminars", headers=bearer(server), verify=NO_TLS)
        assert found.json() == []
        assert client.get(f"{server.url}/api/v1/rooms/{room}/board").status_code == 401


def bearer(server: Process) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.token()}"}


def test_work_that_could_not_be_saved_goes_on_when_it_can(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, following = made_ready(server), Work._next
    failing = iter([False, True])

    def next_(work: Work, work_id: str, session: Session) -> bool:
        if next(failing, False):
            raise NotSaved
        return following(work, work_id, session)

    monkeypatch.setattr("app.seminars.work.PAUSE", 0)
    monkeypatch.setattr(Work, "_next", next_)
    answer = hall.client.put(f"/api/v1/seminars/{hall.id}/rooms", json=OTHERS)
    assert answer.status_code == 503
    until(lambda: standing(server)[-1] == 0)
    assert standing(server)[0][ROOMS - 1][2] == OTHERS[-1]["members"]
