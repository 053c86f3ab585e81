"""The API's outer door: who is asked for a key, and what an address or a body that is none gets."""

import httpx2 as httpx
import pytest

from app.people.identity import cookie_name
from app.settings import Settings
from tests.server import Afternoon, Server


def problem(answer: httpx.Response, status: int, kind: str) -> httpx.Response:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert (answer.status_code, answer.json()["type"]) == (status, kind)
    assert answer.json()["status"] == status
    return answer


def test_whoever_shows_no_key_is_asked_for_one(seminar: Afternoon) -> None:
    client = seminar.server.client()
    room, answer = seminar.rooms[0]["id"], seminar.answer()["id"]
    for path in (
        "seminars",
        f"seminars/{seminar.id}",
        f"rooms/{room}/board",
        f"answers/{answer}",
        f"rooms/{room}/export",
        "seminars/of-nobody",
    ):
        refused = problem(client.get(f"/api/v1/{path}"), 401, "not_signed_in")
        assert refused.headers["www-authenticate"] == "Bearer"
    note = client.post(f"/api/v1/rooms/{room}/notes", json={"prompt": "p", "text": "Hei"})
    problem(note, 401, "not_signed_in")


@pytest.mark.parametrize("key", [None, "seat_x.y", "dead"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b'{"title"', "application/json"),
        (b"\xff", "application/json; charset=utf-8"),
        (b"title=a", "application/x-www-form-urlencoded"),
        (b"[" * 100_000, "application/json"),
    ],
    ids=["lacks something", "half", "no letters", "a form", "deep"],
)
def test_nobody_looks_at_a_body_before_a_key(
    seminar: Afternoon, key: str | None, content: bytes, kind: str
) -> None:
    client = seminar.server.client()
    if key:
        client.headers["authorization"] = f"Bearer {key}"
    room, answer = seminar.rooms[0]["id"], seminar.answer()["id"]
    for method, path in (
        ("POST", "seminars"),
        ("PUT", f"seminars/{seminar.id}/rooms"),
        ("POST", f"rooms/{room}/notes"),
        ("POST", f"answers/{answer}/steps"),
        ("PUT", "comments/x"),
    ):
        sent = client.request(
            method, f"/api/v1/{path}", content=content, headers={"content-type": kind}
        )
        refused = problem(sent, 401, "not_signed_in")
        assert refused.headers["www-authenticate"] == "Bearer"
    for path in (f"rooms/{room}/changes?since=x", f"seminars/{seminar.id}/export?format=exe"):
        problem(client.get(f"/api/v1/{path}"), 401, "not_signed_in")


def test_a_dead_key_is_told_also_where_none_is_needed(server: Server) -> None:
    client = server.client()
    problem(client.post("/api/v1/seats", json={}), 422, "invalid")
    client.headers["authorization"] = "Bearer dead"
    problem(client.post("/api/v1/seats", json={}), 401, "not_signed_in")


def test_a_cookie_that_has_ended_is_no_key(server: Server) -> None:
    client = server.client()
    client.cookies.set(cookie_name(server.app.runtime[Settings]), "ended")
    problem(client.get("/api/v1/seminars"), 401, "not_signed_in")


def test_what_is_not_the_askers_is_not_found_and_no_key_helps(seminar: Afternoon) -> None:
    for client in (seminar.seats[1], seminar.server.organiser("Ola Annen")):
        refused = problem(client.get(f"/api/v1/seminars/{seminar.id}"), 404, "not_found")
        assert "www-authenticate" not in refused.headers


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing", "/seminars/", "/rooms/x/board/", "/answers//", "/openapi.json/"]
)
def test_an_address_that_is_none_is_answered_with_a_problem(server: Server, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = server.organiser().request(method, f"/api/v1{path}", json={})
        problem(answer, 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "seminars", "GET, HEAD, POST"),
        ("OPTIONS", "seminars", "GET, HEAD, POST"),
        ("POST", "seminars/x/rooms", "GET, HEAD, PUT"),
        ("PATCH", "rooms/x/help", "DELETE, POST"),
        ("GET", "answers/x/summary/steps", "POST"),
        ("PUT", "schema", "GET, HEAD"),
    ],
)
def test_another_method_than_its_own_is_told_all_that_an_address_has(
    server: Server, method: str, path: str, allowed: str
) -> None:
    refused = problem(server.organiser().request(method, f"/api/v1/{path}"), 405, "not_allowed")
    assert refused.headers["allow"] == allowed


def test_head_is_get_without_the_body(seminar: Afternoon) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/board"
    head, get = seminar.seats[0].head(path), seminar.seats[0].get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert seminar.server.client().head(path).status_code == 401


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_that_does_not_say_it_is_json_is_refused_as_that(
    seminar: Afternoon, kind: str | None
) -> None:
    headers = {"content-type": kind} if kind else {}
    answer, room = seminar.answer()["id"], seminar.rooms[0]["id"]
    for path in (f"rooms/{room}/notes", f"answers/{answer}/steps", f"answers/{answer}/late"):
        sent = seminar.seats[0].post(f"/api/v1/{path}", content=b"{}", headers=headers)
        problem(sent, 415, "not_json")


def test_json_is_taken_whatever_more_its_type_says(seminar: Afternoon) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/duties/draw"
    for kind in ("application/json; charset=utf-8", "Application/JSON", "application/x+json"):
        headers = {"content-type": kind}
        sent = seminar.seats[0].post(path, headers=headers, content=b'{"names": []}')
        assert sent.status_code == 200, sent.text


@pytest.mark.parametrize("content", [b'{"prompt":', b"\xff", b""])
def test_a_body_that_cannot_be_read_is_told_in_the_shape_of_all_that_is_invalid(
    seminar: Afternoon, content: bytes
) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/notes"
    headers = {"content-type": "application/json"}
    refused = problem(seminar.seats[0].post(path, content=content, headers=headers), 422, "invalid")
    (found,) = refused.json()["errors"]
    assert found["field"] == ""
    assert found["message"]


def test_an_answer_without_content_has_no_type(seminar: Afternoon) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/focus"
    answer = seminar.seats[0].post(path, json={"prompt": seminar.prompt()})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers


def test_a_call_without_a_body_needs_no_type(seminar: Afternoon) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/help"
    assert seminar.seats[0].post(path).status_code == 200
    assert seminar.seats[0].delete(path).status_code == 200


def test_a_word_that_a_query_does_not_know_is_named(seminar: Afternoon) -> None:
    for path, field in (
        (f"seminars/{seminar.id}/export?format=exe", "format"),
        (f"seminars/{seminar.id}/export?order=sideways", "order"),
        (f"rooms/{seminar.rooms[0]['id']}/changes?since=yesterday", "since"),
        (f"answers/{seminar.answer()['id']}/history?before=x", "before"),
    ):
        refused = problem(seminar.organiser.get(f"/api/v1/{path}"), 422, "invalid")
        assert [each["field"] for each in refused.json()["errors"]] == [field]


def test_an_id_of_another_kind_is_not_found(seminar: Afternoon) -> None:
    room, answer = seminar.rooms[0]["id"], seminar.answer()["id"]
    for path in (f"rooms/{answer}/board", f"answers/{room}", f"seminars/{room}"):
        problem(seminar.organiser.get(f"/api/v1/{path}"), 404, "not_found")
