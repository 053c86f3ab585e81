"""What pages that hold all rooms ask of the database and of the templates, by count: time depends
on the machine (`make bench-report` prints that)."""

from collections.abc import Iterator
from functools import partial

import pytest

from app.web.pages import environment
from tests.calls import calls
from tests.server import Afternoon, Server, afternoon, serving
from tests.statements import asked


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One process alone: its statements are heard."""
    with serving(tmp_path_factory.mktemp("pages"), single=True) as server:
        yield server


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    found = afternoon(server)
    for room in range(3):
        found.note("Vi vil ha et sted å øve", room=room)
    return found


def test_what_a_piece_brings_in_is_not_looked_through_again_for_each_row() -> None:
    rows = environment("nb").from_string(
        '{% for _ in range(count) %}{% include "facilitation/_grid_mark.html" %}{% endfor %}'
    )
    few, many = (calls(partial(rows.render, count=count)) for count in (10, 110))
    assert (many - few) / 100 <= 25


@pytest.mark.parametrize("page", ["/seminars/{id}/grid", "/api/v1/seminars/{id}/grid"])
def test_a_room_is_not_read_beside_each_of_its_answers(seminar: Afternoon, page: str) -> None:
    with asked(seminar.server.store.engine) as statements:
        assert seminar.organiser.get(page.format(id=seminar.id)).status_code == 200
    read = [statement.partition(" FROM ")[0] for statement in statements]
    assert [columns for columns in read if "answer.said" in columns]
    assert not [columns for columns in read if "answer.said" in columns and "room." in columns]
