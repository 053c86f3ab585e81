"""docs/api.md says which calls of a room are a seat's alone: who leads does not find them."""

import re

from tests.api.test_document import ROWS, plain
from tests.api.test_statuses import API, Walk
from tests.described import Operation, described
from tests.server import Server, afternoon

OF_A_ROOM = re.compile(rf"{API}/(rooms|answers|seats|divisions|comments)/")
OPERATIONS = [each for each in described().operations if OF_A_ROOM.match(each.path)]
A_SEAT = re.compile(r"\((a|the) seat\b[^)]*\)")


def test_who_leads_without_a_seat_finds_all_calls_but_those_that_are_a_seats(
    server: Server,
) -> None:
    walk = Walk(afternoon(server), afternoon(server), described())
    found = {}
    for operation in OPERATIONS:
        _, path = walk.ready(operation)
        body = walk.filled(walk.body(operation))
        sent = {} if body is None else {"json": body}
        answer = walk.seminar.organiser.request(operation.method, path, **sent)
        found[operation] = answer.status_code == 404
    told = {each: bool(A_SEAT.search(row_of(each))) for each in OPERATIONS}

    assert found == told


def row_of(operation: Operation) -> str:
    return ROWS[plain(operation.method, operation.path)][2]
