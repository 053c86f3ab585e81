"""Whatever a client sends that the OpenAPI document allows is understood, and every answer is
one of those that the document describes: the tests' client looks at each."""

from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from app.people.wrong_codes import WrongCodes
from tests.described import Operation, described
from tests.server import Afternoon, afternoon, serving

CHOICES = {"/api/v1/seats", "/api/v1/answers/{answer_id}"}
"""Bodies of one choice out of several take the generator minutes; test_statuses.py tries them."""
OPERATIONS = [
    each
    for each in described().operations
    if each.path.startswith("/api/v1") and each.path not in CHOICES and "late" not in each.path
]
SCHEMA = schemathesis.openapi.from_dict(described().document)
TRIES = settings(max_examples=4, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture(scope="module")
def seminar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Afternoon]:
    async def at_once(seconds: float) -> None:
        pass

    with serving(tmp_path_factory.mktemp("generated")) as server:
        server.add(WrongCodes(at_once))
        made = afternoon(server)
        made.note("Noe å lese")
        yield made


def ids(seminar: Afternoon) -> dict[str, str]:
    return {
        "seminar_id": seminar.id,
        "room_id": seminar.rooms[0]["id"],
        "dialogue_id": seminar.dialogue(),
        "prompt_id": seminar.prompt(),
        "answer_id": seminar.answer()["id"],
        "duty_id": seminar.seminar["duties"][0]["id"],
    }


def generated(operation: Operation, mode: GenerationMode) -> st.SearchStrategy[Any]:
    found = SCHEMA[operation.path][operation.method]
    return found.as_strategy(generation_mode=mode)


def send(seminar: Afternoon, operation: Operation, case: Any, *, real: bool) -> httpx.Response:
    """As whoever may: an organiser, or the seat in the first room."""
    led = operation.path.startswith("/api/v1/seminars")
    path = dict(case.path_parameters or {}) | (ids(seminar) if real else {})
    assume(not any("/" in str(each) or not str(each).strip(".") for each in path.values()))
    quoted = {name: httpx.URL(path=f"/{each}").raw_path[1:].decode() for name, each in path.items()}
    sent: dict[str, Any] = {"params": dict(case.query or {})}
    if "requestBody" in described().operations[operation]:
        sent["json"] = case.body if isinstance(case.body, dict | list | str | int) else None
    client = seminar.organiser if led else seminar.seats[0]
    return client.request(operation.method, operation.path.format(**quoted), **sent)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_what_the_document_allows_is_understood(seminar: Afternoon, operation: Operation) -> None:
    @TRIES
    @given(case=generated(operation, GenerationMode.POSITIVE), real=st.booleans())
    def tried(case: Any, real: bool) -> None:
        answer = send(seminar, operation, case, real=real)
        kind = answer.json().get("type") if answer.status_code == 422 else None
        assert kind != "invalid", f"{case.body!r} {case.query!r}: {answer.text}"

    tried()
