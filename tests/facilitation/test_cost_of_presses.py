"""Whoever presses on the grid does not wait until what all rooms have written is looked through,
and nobody who writes waits for the projector: which tables are asked is told, since time depends on
the machine (`make bench-grid` prints that)."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest

from tests.facilitation.test_facilitation import press
from tests.server import Afternoon, Server, afternoon, serving
from tests.statements import asked
from tests.talk import talking

HEADS = re.compile(r'hx-target="#grid-(\w+)"')
TEXTS = re.compile("JOIN answer ON answer.id = document.answer_id JOIN room|JOIN document AS")
OF_ONE_ROOM = "room.id IN"
"""Of a room whose state is told by itself, a moment after somebody wrote there."""


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One process alone: its statements are heard."""
    with serving(tmp_path_factory.mktemp("presses"), single=True) as server:
        yield server


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    found = afternoon(server)
    for room in range(3):
        found.note("Vi vil ha et sted å øve", room=room)
    assert found.seats[0].post(f"/api/v1/rooms/{found.rooms[0]['id']}/help").status_code < 400
    return found


def texts(statements: list[str]) -> list[str]:
    """Those that ask for what all rooms have written."""
    return [each for each in statements if TEXTS.search(each) and OF_ONE_ROOM not in each]


PRESSES: dict[str, tuple[str, dict[str, Any], str]] = {
    "a call is taken": ("rooms/{room}/help", {}, "help"),
    "a clock for all": ("clock", {"prompt": "{prompt}", "phase": "talk"}, "clock"),
    "a message to a room": ("messages", {"text": "Fem minutter", "room": "{room}"}, "told"),
    "a message to all": ("messages", {"text": "Fem minutter"}, "told"),
}
"""What is pressed, and what of the page it changes."""


@pytest.mark.parametrize("name", sorted(PRESSES))
def test_a_press_is_answered_without_the_texts_of_the_rooms(seminar: Afternoon, name: str) -> None:
    path, fields, head = PRESSES[name]
    told = {"room": seminar.rooms[0]["id"], "prompt": seminar.prompt()}
    sent = {key: value.format(**told) for key, value in fields.items()}
    with asked(seminar.server.store.engine) as statements:
        answer = press(seminar, path.format(**told), **sent)
    assert HEADS.findall(answer.text) == [head]
    assert statements
    # Nobody is asked who sits where, but where the answer names a room.
    assert bool([each for each in statements if "FROM seating" in each]) == (head == "help")
    # A clock's change counts the words that stand: it asks what was written in since, no more.
    assert not [each for each in texts(statements) if "words_then" not in each]


@pytest.mark.parametrize("path", ["clock", "clock/stop"])
def test_no_text_is_read_while_the_clock_for_all_is_changed(seminar: Afternoon, path: str) -> None:
    press(seminar, "clock", prompt=seminar.prompt(), phase="round")
    for room in range(3):
        seminar.note("Og en scene", room=room)
    store = seminar.server.store
    answers = {seminar.answer(room)["id"] for room in range(3)}
    store.info["documents"].drop({(answer, "notes") for answer in answers})  # as after a restart
    with asked(store.writer._engine) as statements:
        press(seminar, path, prompt=seminar.prompt(), phase="talk")
    assert [each for each in statements if "words_then" in each]
    assert not [each for each in statements if "document.doc," in each]


def test_the_grid_itself_is_made_of_them(seminar: Afternoon) -> None:
    with asked(seminar.server.store.engine) as statements:
        assert seminar.organiser.get(f"/seminars/{seminar.id}/grid").status_code == 200
    assert texts(statements)


def on_the_projector(seminar: Afternoon, **wish: Any) -> httpx.Response:
    return seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/plenum", json=wish)


@pytest.mark.parametrize(
    "wish", [{"slide": "rooms"}, {"step": 1}, {"wheel": "draw"}], ids=["slide", "step", "wheel"]
)
def test_the_writer_reads_no_text_for_the_projector(
    seminar: Afternoon, wish: dict[str, Any]
) -> None:
    assert on_the_projector(seminar, prompt=seminar.prompt()).status_code == 200
    with asked(seminar.server.store.writer._engine) as statements:
        assert on_the_projector(seminar, **wish).status_code == 200
    assert statements
    assert not texts(statements)


@pytest.mark.parametrize("wish", [{"step": 1}, {"wheel": "draw"}], ids=["step", "wheel"])
def test_a_press_for_the_projector_reads_the_texts_once(
    seminar: Afternoon, wish: dict[str, Any]
) -> None:
    assert on_the_projector(seminar, prompt=seminar.prompt()).status_code == 200
    with asked(seminar.server.store.engine) as statements:
        answer = press(seminar, "grid/plenum", **wish)
    assert 'hx-target="#grid-plenum"' in answer.text
    assert len(texts(statements)) == 1


def test_a_stage_is_told_without_a_look_at_who_may_stay_for_each_socket(seminar: Afternoon) -> None:
    with talking(seminar) as one, talking(seminar, 1) as other:
        for room, talk in enumerate((one, other)):
            assert talk.join(seminar.rooms[room]["id"])["type"] == "joined"
        with asked(seminar.server.store.engine) as statements:
            press(seminar, "stage", dialogue=seminar.dialogue(), stage="closed")
            assert [talk.hear("stage")["stage"] for talk in (one, other)] == ["closed"] * 2
        assert not [each for each in statements if "LEFT OUTER JOIN seat" in each]
