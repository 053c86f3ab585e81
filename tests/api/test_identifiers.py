"""What a client chooses as a name, and what it puts where a name stands, is refused alike by every
database: PostgreSQL keeps no NUL."""

import re
from collections.abc import Iterator

import pytest

from tests.api.test_statuses import Walk
from tests.described import Operation, described
from tests.server import Server, afternoon

OPERATIONS = [each for each in described().operations if each.path.startswith("/api/v1")]
NUL = "a\0b"


def names_itself(operation: Operation) -> Iterator[str]:
    """The fields of a body in which a client gives a name."""
    body = described().operations[operation].get("requestBody", {"content": {}})
    told = body["content"].get("application/json", {"schema": {}})["schema"]
    held = described().document["components"]["schemas"].get(told.get("$ref", "")[21:], {})
    yield from {"client", "client_id"} & set(held.get("properties", {}))


@pytest.fixture
def walk(server: Server) -> Walk:
    return Walk(afternoon(server), afternoon(server), described())


def test_a_name_with_nul_is_refused_and_the_next_one_is_taken(walk: Walk) -> None:
    tried = 0
    for operation in OPERATIONS:
        for field in names_itself(operation):
            client, path = walk.ready(operation)
            body = walk.filled(walk.body(operation))
            refused = client.request(operation.method, path, json={**body, field: NUL})
            assert refused.status_code == 422, (operation, refused.text)
            taken = client.request(operation.method, path, json={**body, field: "a b"})
            assert taken.json().get("type") != "invalid", (operation, taken.text)
            tried += 1
    assert tried > 10


def test_nothing_has_an_address_with_nul(walk: Walk) -> None:
    organiser = walk.seminar.organiser
    for operation in OPERATIONS:
        if "{" in operation.path:
            path = re.sub(r"\{\w+\}", "a%00b", operation.path)
            answer = organiser.request(operation.method, path, json={})
            assert (answer.status_code, answer.json()["type"]) == (404, "not_found"), operation
    for page in ("/seminars/a%00b", "/rooms/a%00b", "/r/a%00b", "/read/a%00b", "/j/a%00b"):
        assert organiser.get(page).status_code == 404, page


def test_nul_in_what_is_looked_up_is_never_the_servers_fault(walk: Walk) -> None:
    for operation in OPERATIONS:
        for told in described().operations[operation].get("parameters", []):
            if told["in"] == "query" and operation.method == "GET":
                client, path = walk.ready(operation)
                address = f"{path.partition('?')[0]}?{told['name']}=a%00b"
                assert client.get(address).status_code < 500, address
    seat, room = walk.seminar.seats[0], walk.seminar.rooms[0]["id"]
    wish = {"prompt": NUL, "text": "Hei"}
    assert seat.post(f"/api/v1/rooms/{room}/notes", json=wish).status_code in (404, 422)
    assert walk.seminar.note("Og så?").status_code == 201
