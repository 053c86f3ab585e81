"""Whatever makes something by the API makes it once, however often the call comes."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from tests.api.test_statuses import API, OTHERWISE, WALL, Walk, takes_a_form, takes_a_name
from tests.described import Operation, described
from tests.server import afternoon, serving

OPERATIONS = {each: told for each, told in described().operations.items() if each.method == "POST"}
NAMED = [each for each, told in OPERATIONS.items() if takes_a_name(told)]
HARMLESS = {
    "/seminars/{seminar_id}/rooms/reading": "stores nothing",
    "/seminars/{seminar_id}/rooms/arrangement": "stores nothing",
    "/answers/{answer_id}/division": "stores nothing",
    "/seminars/{seminar_id}/undo": "says which change",
    "/seminars/{seminar_id}/pressed/undo": "says which press",
    "/seminars/{seminar_id}/plan/undo": "says which press",
    "/rooms/{room_id}/pressed/undo": "says which press",
    "/seminars/{seminar_id}/moves/{move_id}/undo": "says which move, and is taken back once",
    "/divisions/{division_id}/undo": "says which division, and is taken back once",
    "/seminars/{seminar_id}/late/{late_id}/take-in": "is taken in once",
    "/seminars/{seminar_id}/late/{late_id}/put-away": "is put away as it is said",
    "/seminars/{seminar_id}/late/{late_id}/put-back": "waits, however often it is said",
    "/seminars/{seminar_id}/publication/back": "is public, however often it is said",
    "/imports/{import_id}/take-back": "waits, however often it is said",
    "/rooms/{room_id}/help": "calls already",
    "/rooms/{room_id}/focus": "is lit once a minute",
    "/rooms/{room_id}/others": "has been given its rooms already",
    "/answers/{answer_id}/steps": "steps have a client and a version",
    "/answers/{answer_id}/summary/steps": "steps have a client and a version",
}
"""What takes no name, and why it may come twice."""


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with serving(tmp_path_factory.mktemp("repeating")) as server:
        yield Walk(afternoon(server), afternoon(server), described())


def everything(walk: Walk) -> dict[str, list[Any]]:
    with walk.seminar.server.store.reading() as session:
        return {
            table: sorted(session.execute(text(f'SELECT * FROM "{table}"')).all(), key=str)
            for table in SQLModel.metadata.tables
        }


def ready(walk: Walk, operation: Operation) -> None:
    """What some calls need that others must not have."""
    reads = operation.path.endswith("/comments")
    walk.seminar.stage("reading" if reads else "open")
    walk.exchange(comments=reads)
    kind = "visit" if operation.path.endswith("/members") else "gathering"
    seminar = f"{API}/seminars/{walk.seminar.id}"
    walk.seminar.organiser.patch(seminar, json={"kind": kind}).raise_for_status()
    if operation.path.endswith("/harvest/undo"):  # a second time, too, there is one to take back
        for title in ("Tid", "Rom"):
            path = f"{API}/seminars/{walk.seminar.id}/themes"
            walk.seminar.organiser.post(path, json={"title": title}).raise_for_status()


def test_every_call_that_could_do_more_when_it_comes_twice_takes_a_name() -> None:
    unnamed = {each.path.removeprefix(API) for each in OPERATIONS} - {
        each.path.removeprefix(API) for each in NAMED
    }
    assert unnamed == HARMLESS.keys()


@pytest.mark.parametrize("operation", NAMED, ids=str)
def test_a_call_that_comes_again_does_nothing_more_and_is_answered_the_same(
    walk: Walk, operation: Operation
) -> None:
    ready(walk, operation)
    client, path = walk.ready(operation)
    name = secrets.token_hex(4)
    sent: dict[str, Any] = {"json": {**walk.filled(walk.body(operation) or {}), "client_id": name}}
    if takes_a_form(operation):
        sent = {"files": {**WALL, "client_id": (None, name)}}
    first = walk.call(operation, client, path, **sent)
    assert first.is_success, first.text
    stood = everything(walk)
    again = walk.call(operation, client, path, **sent)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert everything(walk) == stood

    other = OTHERWISE.get(f"{operation.method} {operation.path.removeprefix(API)}", {})
    if takes_a_form(operation):
        sent["files"]["title"] = (None, "En annen")
    elif other:
        sent["json"] |= walk.filled(other)
    else:  # nothing is sent but the name
        return
    refused = walk.call(operation, client, path, **sent)
    assert (refused.status_code, refused.json()["type"]) == (409, "name_taken")
    assert everything(walk) == stood
