"""An import over the API: a file in, a proposal out, corrections with undo, and a seminar."""

from typing import Any

import httpx2 as httpx
import pytest

from tests.imports.test_interpreter import ROSTER, WALL
from tests.server import Server

IMPORTS = "/api/v1/imports"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def server(shared_server: Server) -> Server:
    """The process that reads files is begun once: it costs far more than what it reads here."""
    return shared_server


def sent(server: Server, text: str = WALL, **fields: str) -> Json:
    answer = handed_in(server.organiser(), text.encode(), **{"roster": ROSTER, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def handed_in(client: httpx.Client, data: bytes, **fields: str) -> httpx.Response:
    return client.post(IMPORTS, files={"file": ("Vegg fra i dag.txt", data)}, data=fields)


def of_room(made: Json, room: int) -> Json:
    return dict(next(post for post in made["posts"] if post["room"] == room))


def test_a_wall_comes_in_whole(server: Server) -> None:
    made = sent(server)
    assert made["kind"] == "text"
    assert made["title"] == "Vegg fra i dag"
    post = of_room(made, 3)
    assert (post["lines"], post["title"], post["kind"]) == ([6, 14], "Rom 3:", "answer")
    assert post["certainty"] == {
        "border": "sure",
        "room": "sure",
        "dialogue": "sure",
        "prompt": "likely",
    }
    assert [(each["dialogue"], each["prompt"]) for each in post["parts"]] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
    ]
    assert post["parts"][1]["text"] == "2. flere timer"
    assert made["roster"][0] == {"number": 1, "name": None, "members": ["Fjellvik", "Granli"]}
    held = [at for post in made["posts"] for at in range(post["lines"][0], post["lines"][1] + 1)]
    left = [
        at for each in made["left_over"] for at in range(each["lines"][0], each["lines"][1] + 1)
    ]
    assert sorted(held + left) == list(range(1, WALL.count("\n") + 1))
    assert server.organiser().get(f"{IMPORTS}/{made['id']}").json() == made


def test_rows_are_the_lines_of_a_table(server: Server) -> None:
    made = sent(server, "Subject,Body\nRom 1,Hva er relevant? Sang\n,\n")
    assert made["posts"][0]["lines"] == [2, 2]
    assert made["left_over"] == [
        {"lines": [1, 1], "why": "headings"},
        {"lines": [3, 3], "why": "empty"},
    ]


def test_comments_of_a_table_are_told_and_can_be_taken_in(server: Server) -> None:
    made = sent(server, "Subject,Body,Comments\nRom 1,Sang for alle,Enig\nRom 3,Dans,\n")
    path, organiser = f"{IMPORTS}/{made['id']}", server.organiser()
    assert {"lines": [2, 2], "why": "comment"} in made["left_over"]
    joined = {"do": "merge", "posts": [post["id"] for post in made["posts"]]}
    whole = organiser.put(path, json={"changes": [joined]}).json()["posts"][0]
    assert "Enig" not in whole["text"]

    organiser.put(path, json={"changes": [{"do": "undo"}]}).raise_for_status()
    changes = [{"do": "take_in", "lines": [2, 2]}]
    taken = organiser.put(path, json={"changes": changes}).json()
    assert [post["text"] for post in taken["posts"]] == ["Sang for alle", "Dans", "Enig"]
    assert {"lines": [2, 2], "why": "comment"} not in taken["left_over"]


@pytest.mark.parametrize(
    ("change", "field", "then"),
    [
        ({"do": "assign", "room": 4}, "members", ["Elvebakk"]),
        ({"do": "assign", "dialogue": 1, "prompt": 2}, "prompt", 2),
        ({"do": "assign", "part": 1, "prompt": 3}, "dialogue", None),
        ({"do": "assign", "kind": "draft", "of": "p2"}, "of", "p2"),
        ({"do": "split", "line": 12}, "lines", [6, 10]),
        ({"do": "divide", "line": 8}, "lines", [6, 14]),
        ({"do": "move", "lines": [6, 8]}, "lines", [6, 8]),
        ({"do": "merge", "posts": ["p3", "p4"]}, "lines", [6, 25]),
    ],
)
def test_a_person_settles_and_can_take_it_back(
    server: Server, change: Json, field: str, then: Any
) -> None:
    made = sent(server)
    path, organiser = f"{IMPORTS}/{made['id']}", server.organiser()
    settled = organiser.put(path, json={"changes": [{"post": "p3", **change}]})
    assert settled.status_code == 200, settled.text
    assert settled.json() != made
    post = next(post for post in settled.json()["posts"] if post["id"] == "p3")
    assert post[field] == then
    back = organiser.put(path, json={"changes": [{"do": "undo"}, {"do": "undo"}]}).json()
    assert back == made


def test_what_is_left_out_is_listed_and_can_come_again(server: Server) -> None:
    made = sent(server)
    path, organiser = f"{IMPORTS}/{made['id']}", server.organiser()
    out = organiser.put(path, json={"changes": [{"do": "leave_out", "post": "p2"}]}).json()
    assert {"lines": [3, 4], "why": "dropped"} in out["left_over"]
    changes = [{"do": "take_in", "lines": [3, 4]}]
    again = organiser.put(path, json={"changes": changes}).json()
    assert [post["lines"] for post in again["posts"]][1] == [3, 4]


def test_posts_may_be_put_as_they_are_to_be(server: Server) -> None:
    made = sent(server)
    posts = [{"id": "p3", "room": 5}, {"id": "p2", "lines": [3, 3]}]
    put = server.organiser().put(f"{IMPORTS}/{made['id']}", json={"posts": posts}).json()
    assert [post["room"] for post in put["posts"]][1:3] == [1, 5]
    assert put["posts"][1]["lines"] == [3, 3]


@pytest.mark.parametrize(
    "change",
    [
        {"do": "assign", "post": "p99", "room": 1},
        {"do": "split", "post": "p3", "line": 6},
        {"do": "split", "post": "p3", "line": 999},
        {"do": "merge", "posts": ["p2", "p4"]},
        {"do": "merge", "posts": ["p2"]},
        {"do": "move", "post": "p3", "lines": [3, 9]},
        {"do": "move", "post": "p3"},
        {"do": "take_in", "lines": [3, 4]},
        {"do": "sing"},
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(server: Server, change: Json) -> None:
    made = sent(server)
    path, organiser = f"{IMPORTS}/{made['id']}", server.organiser()
    changes = [{"do": "assign", "post": "p2", "room": 9}, change]
    assert organiser.put(path, json={"changes": changes}).status_code == 422
    assert organiser.get(path).json() == made


def test_a_settled_wall_becomes_an_ordinary_seminar(server: Server) -> None:
    made, organiser = sent(server), server.organiser()
    answer = organiser.post(f"{IMPORTS}/{made['id']}/confirm", json={"title": "Vår vegg"})
    assert answer.status_code == 201, answer.text
    seminar = answer.json()
    assert seminar["title"] == "Vår vegg"
    assert [each["stage"] for each in seminar["dialogues"]] == ["closed", "closed"]
    rooms = organiser.get(f"/api/v1/seminars/{seminar['id']}/rooms").json()
    assert [(room["number"], [each["name"] for each in room["members"]]) for room in rooms][:2] == [
        (1, ["Fjellvik", "Granli"]),
        (2, ["Sandnesset", "Storhavn", "Lyngmo"]),
    ]
    archive = organiser.get(f"/api/v1/seminars/{seminar['id']}/export?format=json").json()
    texts = {each["id"]: each["notes"]["text"] for each in archive["answers"]}
    placed = organiser.get(f"{IMPORTS}/{made['id']}").json()
    assert placed["seminar"] == seminar["id"]
    assert sorted(texts[each] for each in of_room(placed, 2)["answers"]) == [
        "Kommunen, til høsten.\nLyngmo:\nVi også.",
        "Tid.",
    ]
    again = organiser.post(f"{IMPORTS}/{made['id']}/confirm", json={})
    assert (again.status_code, again.json()["type"]) == (409, "confirmed")
    late = organiser.put(f"{IMPORTS}/{made['id']}", json={"changes": [{"do": "undo"}]})
    assert late.json()["type"] == "confirmed"


def test_what_was_not_divided_has_a_place_of_its_own(server: Server) -> None:
    made, organiser = (
        sent(server, "Rom 4\nDialog 1\nVi vil mye og snakket om alt.\n"),
        server.organiser(),
    )
    seminar = organiser.post(f"{IMPORTS}/{made['id']}/confirm").json()
    asked = seminar["dialogues"][0]["prompts"]
    assert (len(asked), asked[-1]["number"]) == (4, None)
    archive = organiser.get(f"/api/v1/seminars/{seminar['id']}/export?format=json").json()
    held = [each["prompt"] for each in archive["answers"] if each["notes"]["text"]]
    assert held == [asked[-1]["id"]]


def test_members_without_a_room_get_the_next_free_number(server: Server) -> None:
    made = sent(
        server,
        "Fjellvik og Storlia\n1. Sang\n2. Dans\n\nRom 1: Bergheim\n1. Spill\n2. Mer\n",
        roster="",
    )
    assert [post["room"] for post in made["posts"]] == [None, 1]
    seminar = server.organiser().post(f"{IMPORTS}/{made['id']}/confirm").json()
    rooms = server.organiser().get(f"/api/v1/seminars/{seminar['id']}/rooms").json()
    assert [(r["number"], [m["name"] for m in r["members"]]) for r in rooms] == [
        (1, ["Bergheim"]),
        (2, ["Fjellvik", "Storlia"]),
    ]


def test_an_import_is_its_organisers_alone(server: Server) -> None:
    made, other = sent(server), server.organiser("Somebody Else")
    path = f"{IMPORTS}/{made['id']}"
    for answer in (
        other.get(path),
        other.put(path, json={}),
        other.post(f"{path}/confirm", json={}),
        other.delete(path),
    ):
        assert answer.status_code == 404
    assert other.get(IMPORTS).json() == []
    assert made["id"] in [each["id"] for each in server.organiser().get(IMPORTS).json()]


def test_a_deleted_import_is_gone(server: Server) -> None:
    made, organiser = sent(server), server.organiser()
    assert organiser.delete(f"{IMPORTS}/{made['id']}").status_code == 204
    assert organiser.get(f"{IMPORTS}/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    ("wall", "fields", "status", "kind"),
    [
        (b"\x00\x01\x02\x03" * 99, {}, 422, "unreadable"),
        (b"%PDF-1.4\nbroken", {}, 422, "unreadable"),
        (b"Hei", {"preset": "ukjent"}, 422, "unknown_preset"),
        (b"", {}, 422, "unreadable"),
        (b"a" * 11_000_000, {}, 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    server: Server, wall: bytes, fields: dict[str, str], status: int, kind: str
) -> None:
    answer = handed_in(server.organiser(), wall, **fields)
    assert (answer.status_code, answer.json()["type"]) == (status, kind)


def test_a_form_without_a_file_is_told_what_is_missing(server: Server) -> None:
    answer = server.organiser().post(IMPORTS, files={"roster": (None, "1; Gol")})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")


def test_a_body_that_is_no_form_is_refused(server: Server) -> None:
    answer = server.organiser().post(IMPORTS, json={"file": "Hei"})
    assert (answer.status_code, answer.json()["type"]) == (415, "not_a_form")
