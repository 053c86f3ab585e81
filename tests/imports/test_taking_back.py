"""A confirmation is taken back for as long as nobody has done anything in the seminar it became."""

from typing import Any

import pytest

from tests.imports.test_api import IMPORTS, sent
from tests.server import Afternoon, Server

Json = dict[str, Any]


def confirmed(server: Server) -> tuple[Json, Json]:
    made = sent(server)
    answer = server.organiser().post(f"{IMPORTS}/{made['id']}/confirm", json={})
    return made, dict(answer.json())


def test_the_seminar_goes_and_the_import_waits_as_before(server: Server) -> None:
    made, seminar = confirmed(server)
    back = server.organiser().post(f"{IMPORTS}/{made['id']}/take-back")
    assert back.json() == made
    assert server.organiser().get(f"/api/v1/seminars/{seminar['id']}").status_code == 404
    assert server.organiser().post(f"{IMPORTS}/{made['id']}/take-back").json() == made
    again = server.organiser().post(f"{IMPORTS}/{made['id']}/confirm", json={})
    assert again.status_code == 201
    assert again.json()["id"] != seminar["id"]


def test_our_own_json_can_be_confirmed_again_too(seminar: Afternoon) -> None:
    seminar.note("Vi begynner i mai.").raise_for_status()
    file = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=json").content
    id = seminar.organiser.post(IMPORTS, files={"file": ("x", file)}).json()["id"]
    for _ in range(2):
        made = seminar.organiser.post(f"{IMPORTS}/{id}/confirm", json={}).json()
        path = f"/api/v1/seminars/{made['id']}"
        found = seminar.organiser.get(f"{path}/export?format=json").json()
        assert [each["notes"]["text"] for each in found["answers"] if each["written_at"]] == [
            "Vi begynner i mai."
        ]
        seminar.organiser.post(f"{IMPORTS}/{id}/take-back").raise_for_status()
        assert seminar.organiser.get(path).status_code == 404


@pytest.mark.parametrize("deed", ["theme", "seat"])
def test_what_somebody_has_done_since_does_not_go_with_it(server: Server, deed: str) -> None:
    made, seminar = confirmed(server)
    path, organiser = f"/api/v1/seminars/{seminar['id']}", server.organiser()
    if deed == "theme":
        done = organiser.post(f"{path}/themes", json={"title": "Skyss"})
    else:
        body = {"code": seminar["code"], "room": 1}
        done = server.client().post("/api/v1/seats", json=body)
    done.raise_for_status()
    back = organiser.post(f"{IMPORTS}/{made['id']}/take-back")
    assert (back.status_code, back.json()["type"]) == (409, "moved_on")
    assert organiser.get(path).status_code == 200


def test_nobody_else_may(server: Server) -> None:
    made, seminar = confirmed(server)
    for client, status in ((server.client(), 401), (server.organiser("Somebody Else"), 404)):
        assert client.post(f"{IMPORTS}/{made['id']}/take-back").status_code == status
    assert server.organiser().get(f"/api/v1/seminars/{seminar['id']}").status_code == 200


def test_the_page_has_the_way_back(server: Server) -> None:
    made, seminar = confirmed(server)
    organiser = server.organiser()
    page = organiser.get(f"/imports/{made['id']}").text
    assert f"/imports/{made['id']}/take-back" in page
    answer = organiser.post(f"/imports/{made['id']}/take-back")
    assert answer.status_code in (204, 303)
    assert organiser.get(f"/api/v1/seminars/{seminar['id']}").status_code == 404
    assert "take-back" not in organiser.get(f"/imports/{made['id']}").text
