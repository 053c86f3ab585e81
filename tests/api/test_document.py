"""docs/api.md and the OpenAPI document tell the same calls, statuses, fields and problems."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.notation import Shape, differences, of_schema, one, shapes
from tests.described import Operation, described

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
PREFIX = "/api/v1"
CALL = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) (/[^`?\s]+)[^`]*`")
CELLS = re.compile(r"(?<!\\)\|")
ALONE = {Operation("GET", "/schema"), Operation("GET", "/openapi.json")}
"""Told of in a sentence, since there is no more to say."""
PLAIN = re.compile(r"\{\w+\}")
NAMED = {
    "seminar": "SeminarOut",
    "import": "ImportOut",
    "grid": "GridOut",
    "theme": "ThemeOut",
    "board": "BoardOut",
    "answer": "AnswerOut",
    "Changes": "Changes",
    "moment": "MomentOut",
    "change": "MomentChange",
    "removed": "RemovedOut",
    "What changed": "WhatChanged",
}
ANYWHERE = {("not_allowed", 405)}
SOCKET_ONLY = {"not_joined"}


def plain(method: str, path: str) -> Operation:
    return Operation(method, PLAIN.sub("{}", path.removeprefix(PREFIX)))


def rows() -> dict[Operation, tuple[str, str, str]]:
    """What goes in, what comes out, and the row itself, by call."""
    found = {}
    for line in PAGE.splitlines():
        cells = CELLS.split(line)
        if len(cells) != 5:
            continue
        for method, path in CALL.findall(cells[1]):
            found[plain(method, path)] = (cells[2], cells[3], line)
    return found


def operations() -> dict[Operation, tuple[Operation, dict[str, Any]]]:
    return {
        plain(each.method, each.path): (each, operation)
        for each, operation in described().operations.items()
        if each.path.startswith(PREFIX)
    }


ROWS, OPERATIONS = rows(), operations()
SCHEMAS = described().document["components"]["schemas"]


def braces(cell: str) -> list[Shape]:
    return [shape for code in re.findall(r"`([^`]*)`", cell) for shape in shapes(code)]


def test_every_call_is_told_on_the_page_and_every_call_on_the_page_is_there() -> None:
    assert ROWS.keys() | ALONE == OPERATIONS.keys()
    for each in ALONE:
        assert f"`{each.method} {each.path}`" in PAGE


@pytest.mark.parametrize("call", sorted(ROWS, key=str), ids=str)
def test_a_call_answers_with_the_status_of_the_page(call: Operation) -> None:
    status = re.match(r"\s*`(\d{3})", ROWS[call][1])
    known, _ = OPERATIONS[call]
    assert described().successes(known) == {int(status[1]) if status else 200}


@pytest.mark.parametrize("call", sorted(ROWS, key=str), ids=str)
def test_a_call_takes_what_the_page_says(call: Operation) -> None:
    (cell, _, line), operation = ROWS[call], OPERATIONS[call][1]
    queries = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
    assert queries == set(re.findall(r"[?&](\w+)=", line))
    body = operation.get("requestBody")
    told = braces(cell)
    assert bool(told) == bool(body)
    if not body:
        return
    (content,) = body["content"].values()
    schema = content["schema"]
    is_, wanted = of_schema(schema, SCHEMAS), one(told)
    if len(told) > 1 or "any of" in cell:
        wanted.fields = dict.fromkeys(wanted.fields, True)
        is_.fields = dict.fromkeys(is_.fields, True)
    assert differences(wanted, is_) == []


@pytest.mark.parametrize("call", sorted(ROWS, key=str), ids=str)
def test_a_call_gives_what_the_page_says(call: Operation) -> None:
    told = braces(re.split(r";|: what", ROWS[call][1])[0])
    (status,) = described().successes(OPERATIONS[call][0])
    content = OPERATIONS[call][1]["responses"][str(status)].get("content", {})
    if told and "application/json" in content:
        is_ = of_schema(content["application/json"]["schema"], SCHEMAS)
        assert differences(told[0], is_) == []


@pytest.mark.parametrize("name", NAMED)
def test_what_has_a_name_on_the_page_has_the_fields_that_are_given_there(name: str) -> None:
    told = braces(PAGE.partition(f"**{name}**")[2].partition("\n\n")[0].partition("). ")[0])
    shape = told[0] if name != "Changes" else one(told[:2])
    is_ = of_schema(SCHEMAS[NAMED[name]], SCHEMAS)
    assert differences(shape, is_) == []


def told_problems() -> dict[str, set[int]]:
    table = PAGE.partition("## 7.")[2].partition("\n## ")[0]
    return {
        kind: set(map(int, re.findall(r"\d{3}", cells[2])))
        for cells in map(CELLS.split, table.splitlines())
        if len(cells) == 5
        for kind in re.findall(r"`(\w+)`", cells[1])
    }


def test_the_page_tells_every_type_of_problem_with_its_status_and_no_other() -> None:
    told = {(kind, each) for kind, statuses in told_problems().items() for each in statuses}
    found = {
        (kind, status)
        for each in described().operations
        for status, kind in described().problems(each)
    }
    assert told == found | ANYWHERE
    assert {kind for kind, statuses in told_problems().items() if not statuses} == SOCKET_ONLY


def test_what_a_problem_tells_besides_is_on_the_page() -> None:
    own = {"type", "title", "status", "detail"}
    for name, schema in SCHEMAS.items():
        properties = schema.get("properties", {})
        if not own <= properties.keys():
            continue
        for more in properties.keys() - own:
            assert re.search(rf"`{more}\b|`{more}`", PAGE), f"{name}.{more}"


def test_the_reasons_of_refused_steps_are_those_of_the_page() -> None:
    reasons = re.search(r"Reasons: (.*?)\.\n", PAGE, re.DOTALL)
    assert reasons
    assert set(re.findall(r"`(\w+)`", reasons[1])) == set(
        SCHEMAS["RefusedSteps"]["properties"]["reason"]["enum"]
    )


def test_every_call_says_who_may_make_it() -> None:
    free = {
        str(each)
        for each, operation in described().operations.items()
        if each.path.startswith(PREFIX) and operation["security"][:1] in ([], [{}])
    }
    assert free == {
        f"GET {PREFIX}/openapi.json",
        f"GET {PREFIX}/schema",
        f"GET {PREFIX}/seminars/{{seminar_id}}/near",
        f"GET {PREFIX}/seminars/{{seminar_id}}/search",
        f"GET {PREFIX}/seminars/{{seminar_id}}/search/near",
        f"POST {PREFIX}/seats",
    }
    for each, operation in described().operations.items():
        keys = [each for each in operation["security"] if each]
        if keys:
            marked = {"csrf"} if each.method != "GET" else set()
            assert [set(key) for key in keys] == [{"bearer"}, {"cookie"} | marked]


def test_no_answer_has_a_shape_of_the_frameworks_own() -> None:
    assert not {"HTTPValidationError", "ValidationError"} & SCHEMAS.keys()
    for each, operation in described().operations.items():
        for status, answer in operation["responses"].items():
            for kind, content in answer.get("content", {}).items():
                assert content.get("schema"), f"{each} {status} {kind} tells nothing"
