"""While rooms read each other: three others, one line, comments and marks, where it is allowed."""

from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest

from tests.cast import facilitator
from tests.reading.pages import get
from tests.rooms.browsing import enter
from tests.server import PART, Afternoon, Server, afternoon, serving

API = "/api/v1"
LINE = "Én åpen dag i uka, for alle."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("exchange")) as running:
        yield running


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    """Five rooms that wrote, open for reading, where everything is allowed."""
    roster = [{"number": at, "members": [f"Medlem {at}"]} for at in range(1, 6)]
    made = afternoon(server, roster)
    for at in range(5):
        made.note(f"Vi i rom {at + 1} vil begynne med skolen", at).raise_for_status()
    made.stage("reading")
    allow(made)
    return made


def allow(seminar: Afternoon, **wish: bool) -> None:
    whole = {"others": True, "comments": True, "useful": True, **wish}
    seminar.organiser.put(f"{API}/seminars/{seminar.id}/exchange", json=whole).raise_for_status()


def draw(seminar: Afternoon, room: int = 0) -> dict[str, Any]:
    answer = seminar.seats[room].post(f"{API}/rooms/{seminar.rooms[room]['id']}/others")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def take(seminar: Afternoon, room: int = 0, **wish: Any) -> httpx.Response:
    path = f"{API}/rooms/{seminar.rooms[room]['id']}/taken-along"
    return seminar.seats[room].put(path, json=wish)


def voices(seminar: Afternoon, room: int, of: int = 0) -> dict[str, Any]:
    path = f"{API}/answers/{seminar.answer(of)['id']}/voices"
    return dict(seminar.seats[room].get(path).json())


def say(seminar: Afternoon, room: int, of: int = 0, **wish: Any) -> httpx.Response:
    path = f"{API}/answers/{seminar.answer(of)['id']}/comments"
    return seminar.seats[room].post(path, json={"text": "Godt sagt", **wish})


def mark(seminar: Afternoon, room: int, of: int = 0, *, useful: bool = True) -> httpx.Response:
    path = f"{API}/answers/{seminar.answer(of)['id']}/useful"
    return seminar.seats[room].put(path, json={"useful": useful})


def test_a_room_is_given_three_others_once(seminar: Afternoon) -> None:
    first = draw(seminar)
    numbers = [room["number"] for room in first["rooms"]]
    assert len(set(numbers)) == 3
    assert 1 not in numbers
    assert draw(seminar)["rooms"] == first["rooms"]
    told = seminar.seats[0].get(f"{API}/rooms/{seminar.rooms[0]['id']}/others").json()
    assert told == first


def test_rooms_that_were_merged_are_not_given_to_each_other(seminar: Afternoon) -> None:
    """Their texts count as one room, that others are given once, and it holds after the merge."""
    draw(seminar, 1)
    body = {"into": seminar.rooms[1]["id"]}
    path = f"{API}/seminars/{seminar.id}/rooms/{seminar.rooms[0]['id']}/merge"
    seminar.organiser.put(path, json=body).raise_for_status()
    for room in (0, 1):
        assert {each["number"] for each in draw(seminar, room)["rooms"]} == {3, 4, 5}
    assert 1 not in {each["number"] for at in (2, 3, 4) for each in draw(seminar, at)["rooms"]}


def test_all_rooms_together_read_each_about_equally_often(seminar: Afternoon) -> None:
    read = [room["number"] for at in range(5) for room in draw(seminar, at)["rooms"]]
    times = [read.count(number) for number in range(1, 6)]
    assert sum(times) == 15
    assert max(times) - min(times) <= 2


def test_the_room_that_is_quoted_sees_the_line(seminar: Afternoon) -> None:
    source = draw(seminar)["rooms"][0]["number"]
    assert take(seminar, line=LINE, **{"from": source}).status_code == 200
    quoted = seminar.seats[source - 1]
    told = quoted.get(f"{API}/rooms/{seminar.rooms[source - 1]['id']}/others").json()
    assert told["quoted"] == [{"room": 1, "line": LINE}]
    assert LINE in get(quoted, seminar, f"/rooms/{source}").text
    led = get(facilitator(seminar), seminar, "/others").text
    assert LINE in led


def test_a_line_is_of_one_of_the_three_and_no_ones_is_overwritten_unseen(
    seminar: Afternoon,
) -> None:
    three = [room["number"] for room in draw(seminar)["rooms"]]
    other = next(number for number in range(2, 6) if number not in three)
    assert take(seminar, line=LINE, **{"from": other}).json()["type"] == "invalid"
    take(seminar, line="Først", was="", **{"from": three[0]})
    late = take(seminar, line="Samtidig", was="", **{"from": three[1]})
    assert (late.status_code, late.json()["type"]) == (409, "line_changed")
    assert take(seminar, line="", was="Først").json()["taken_along"] is None


def test_a_comment_is_read_by_others_taken_away_and_put_back(seminar: Afternoon) -> None:
    made = say(seminar, 1).json()
    assert [each["text"] for each in voices(seminar, 2)["comments"]] == ["Godt sagt"]
    path = f"{API}/comments/{made['id']}"
    assert seminar.seats[2].put(path, json={"gone": True}).status_code == 404
    assert seminar.seats[1].put(path, json={"gone": True}).status_code == 204
    assert voices(seminar, 2)["comments"] == []
    assert voices(seminar, 1)["comments"][0]["gone"]
    assert seminar.organiser.put(path, json={"gone": False}).status_code == 204
    assert voices(seminar, 2)["comments"] != []


def test_a_comment_sent_again_is_one_comment(seminar: Afternoon) -> None:
    twice = [say(seminar, 1, client_id="c1").json() for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(voices(seminar, 0)["comments"]) == 1
    assert say(seminar, 1, text=" ").status_code == 422


def test_counts_are_told_only_when_it_is_over_and_nobody_counts_at_home(
    seminar: Afternoon,
) -> None:
    for room in (0, 1, 2):
        assert mark(seminar, room).status_code == 204
    mark(seminar, 2)
    mark(seminar, 3)
    mark(seminar, 3, useful=False)
    assert voices(seminar, 1) == {"comments": [], "useful": True, "count": None}
    page = get(seminar.seats[1], seminar, f"/questions/{seminar.prompt()}").text
    assert "fant dette nyttig" not in page
    allow(seminar, closed=True)
    assert voices(seminar, 1)["count"] == 2
    assert (
        "2 fant dette nyttig"
        in get(seminar.seats[3], seminar, f"/questions/{seminar.prompt()}").text
    )
    assert mark(seminar, 3).json()["type"] == "not_asked"
    assert say(seminar, 3).json()["type"] == "not_asked"


def test_nothing_is_asked_of_rooms_until_the_facilitator_allows_it(seminar: Afternoon) -> None:
    allow(seminar, others=False, comments=False, useful=False)
    refused = [
        seminar.seats[0].post(f"{API}/rooms/{seminar.rooms[0]['id']}/others"),
        say(seminar, 1),
        mark(seminar, 1),
    ]
    assert [each.json()["type"] for each in refused] == ["not_asked"] * 3
    page = get(seminar.seats[0], seminar).text
    assert "/others" not in page
    assert "voices" not in page
    assert get(seminar.seats[0], seminar, "/others").status_code == 404


def test_it_is_all_pressed_on_the_pages_without_a_script(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    book = f"/read/{seminar.id}"
    assert "Gi oss tre rom" in get(kari.client, seminar, "/others").text
    kari.client.post(f"{book}/others/draw")
    page = get(kari.client, seminar, "/others").text
    source = draw(seminar)["rooms"][0]["number"]
    assert f'id="other-{source}"' in page
    sent = {"line": LINE, "room": str(source), "was": ""}
    assert kari.client.post(f"{book}/others/line", data=sent).status_code == 303
    again = kari.client.post(f"{book}/others/line", data={**sent, "line": "Annet", "was": "x"})
    assert again.status_code == 422
    assert LINE in again.text
    assert 'value="Annet"' in again.text
    answer = seminar.answer(source - 1)["id"]
    path = f"{book}/answers/{answer}/voices"
    said = kari.client.post(path, data={"do": "comment", "text": "Enig <b>i</b> det"}, headers=PART)
    assert "Enig &lt;b&gt;i&lt;/b&gt; det" in said.text
    marked = kari.client.post(path, data={"do": "useful"}, headers=PART).text
    assert 'aria-pressed="true"' in marked
    empty = kari.client.post(path, data={"do": "comment", "text": " "}, headers=PART)
    assert 'aria-invalid="true"' in empty.text
    assert kari.client.post(path, data={"do": "comment", "text": "Til"}).status_code == 303


def test_what_came_of_it_is_in_the_archive(seminar: Afternoon) -> None:
    source = draw(seminar)["rooms"][0]
    take(seminar, line=LINE, **{"from": source["number"]})
    say(seminar, 1)
    mark(seminar, 1)
    archive = seminar.organiser.get(f"{API}/seminars/{seminar.id}/export?format=json").json()
    told = archive["exchange"]
    assert told["others"]
    assert [each["from"] for each in told["taken_along"]] == [source["id"]]
    assert [each["text"] for each in told["comments"]] == ["Godt sagt"]
    assert told["marks"] == [{"answer": seminar.answer()["id"], "useful": 1}]
    open_still = seminar.seats[0].get(f"{API}/seminars/{seminar.id}/export?format=json").json()
    assert open_still["exchange"]["marks"] == []
