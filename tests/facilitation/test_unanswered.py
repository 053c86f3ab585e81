"""How many rooms lack an answer is counted without a view of each: the same number as the cells of
the grid give, whatever was written, said, merged or taken away."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from app.boards.state import State
from app.boards.unanswered import unanswered
from app.facilitation.grid import grid
from app.seminars.access import ALL_ROOMS, Scope
from app.seminars.models import Seminar
from tests.server import Afternoon, Server, afternoon, serving

TURNS = 40
ROSTER = [{"number": number, "members": [f"Ås {number}", f"Li {number}"]} for number in range(1, 4)]


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("unanswered"), single=True) as server:
        yield server


def by_cells(seminar: Afternoon, rooms: frozenset[str] | None) -> tuple[list[int], list[int]]:
    """For each dialogue, as the cells have it and as it is counted."""
    scope = Scope(rooms=rooms) if rooms else ALL_ROOMS
    with seminar.server.store.reading() as session:
        found = grid(session, session.get_one(Seminar, seminar.id), lambda room_id: 0, scope)
        looked_at = [
            sum(
                any(cell.state is State.EMPTY and not cell.brought for cell in row.of(work))
                for row in found.by_themselves
            )
            for work in found.works
        ]
        counted = [unanswered(session, seminar.id, work.dialogue.id, scope) for work in found.works]
    return looked_at, counted


def test_as_many_rooms_lack_an_answer_as_the_cells_say(server: Server) -> None:
    seminar = afternoon(server, roster=ROSTER)
    chance, rooms = random.Random(7), [room["id"] for room in seminar.rooms]
    seen, merged = set(), list[int]()

    def put(room: int, answer: str, wish: Any) -> None:
        done = seminar.seats[room].put(f"/api/v1/answers/{answer}", json=wish)
        assert done.status_code in (200, 403, 409), done.text  # a merged room writes elsewhere

    def write(room: int) -> None:
        one = chance.choice(seminar.board(room)["answers"])
        words = chance.choice(["Et sted å øve.", " ", "", ""])
        wish = chance.choice(
            [{"text": words, "version": one["version"]}, *[{"summary": words}] * 2]
        )
        put(room, one["id"], wish)

    def say(room: int) -> None:
        one = chance.choice(seminar.board(room)["answers"])
        put(room, one["id"], {"state": chance.choice(["done", "out_of_time", None])})

    def merge(room: int) -> None:
        path = f"/api/v1/seminars/{seminar.id}/rooms/{rooms[room]}/merge"
        if chance.random() < 0.7:
            into = chance.choice([id for id in rooms if id != rooms[room]])
            merged.append(seminar.organiser.put(path, json={"into": into}).status_code)
        else:
            seminar.organiser.delete(path)

    for room in range(len(rooms)):
        for one in seminar.board(room)["answers"]:
            put(room, one["id"], {"summary": "Et sted å øve."})
    for _ in range(TURNS):
        chance.choice([write] * 4 + [say, merge])(chance.randrange(len(rooms)))
        only = frozenset(chance.sample(rooms, 2)) if chance.random() < 0.3 else None
        looked_at, counted = by_cells(seminar, only)
        assert counted == looked_at
        seen.add(tuple(counted))
    assert len(seen) > 3
    assert 200 in merged
