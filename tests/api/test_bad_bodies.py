"""Whatever is wrong in a body, the answer is a problem document that OpenAPI describes, and nothing
was changed; what is taken is what the document allows."""

import copy
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.settings import Settings
from app.storage.tables import all_tables
from tests.api.test_statuses import Walk
from tests.described import Operation, described
from tests.server import Server, afternoon, serving

OPERATIONS = [
    operation
    for operation, told in described().operations.items()
    if operation.path.startswith("/api/v1") and "requestBody" in told
]
TRIES = settings(
    max_examples=15,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
JSON = {"content-type": "application/json"}
NOTE = {"type": "paragraph", "attrs": {"id": "n1", "member": None}}
DOC = {"type": "doc", "content": [{**NOTE, "content": [{"type": "text", "text": "Hei"}]}]}
QUESTION = {"text": "Hva?", "label": "Nå", "minutes": {"round": 1, "talk": 2}, "kind": "actions"}
FULLER: dict[str, list[Any]] = {
    "POST /seminars": [
        {
            "title": "En til",
            "language": "nn",
            "retain_until": "2030-01-01",
            "dialogues": [{"title": "Dialog 1", "background": "x", "prompts": [QUESTION]}],
        }
    ],
    "PATCH /seminars/{seminar_id}": [{"retain_until": "2030-01-01", "entry": "code"}],
    "PATCH /seminars/{seminar_id}/prompts/{prompt_id}": [{**QUESTION, "keep_other_form": True}],
    "PUT /seminars/{seminar_id}/dialogues/{dialogue_id}/stage": [
        {"stage": "closing", "until": "2222-02-22T22:22:22Z"}
    ],
    "POST /seats": [{"code": "{code}", "room": 1, "nickname": "Kari", "member": "Granli"}],
    "POST /rooms/{room_id}/notes": [
        {"prompt": "{prompt_id}", "text": "x", "member": "Granli", "client_id": "{fresh}"}
    ],
    "PUT /answers/{answer_id}": [
        {"version": "{version}", "text": "Hei"},
        {"version": "{version}", "doc": DOC, "client_id": "{fresh}"},
        {"summary": "Kort"},
    ],
    "POST /answers/{answer_id}/late": [{"client_id": "{fresh}", "version": 0, "doc": DOC}],
    "POST /rooms/{room_id}/undo": [{"seat": "{seat}", "since": "2026-01-01T00:00:00Z"}],
}
"""More that a body may hold than what `test_statuses.py` sends."""
PLAIN: tuple[Any, ...] = (None, True, 0, -1, 1.5, 2**31, 2**63, 10**400, "", " ", "x", [], {}, [[]])
WORDS = ("a\0b", "\ud800", "\u202e", "x" * 1_000, "x" * 60_000, "x" * 200_000, "1", "true", "{}")
DEEP = b"[" * 20_000 + b"]" * 20_000
RAW = (
    b"",
    b"{",
    b"null",
    b"nul",
    b"NaN",
    b"\xff\xfe{\x00",
    b"\xc3\x28",
    b'{"a":1,}',
    b"{'a': 1}",
    b'{"a": 1} x',
    DEEP,
    b'{"a": ' + DEEP + b"}",
    b"9" * 100_000,
    b'{"version": ' + b"9" * 100_000 + b"}",
)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with serving(tmp_path_factory.mktemp("bad"), single=True) as server:
        yield Walk(afternoon(server), afternoon(server), described())


class Kept:
    """Everything that a server keeps, of every table, read anew when anything was committed."""

    def __init__(self, server: Server) -> None:
        self._store = server.store
        file = server.app.runtime[Settings].database_file
        self._watching = file and sqlite3.connect(file)
        self._version: int | None = None
        self._rows: list[tuple[str, Any]] = []

    def stands(self) -> list[tuple[str, Any]]:
        version = self._commits()
        if version is None or version != self._version:
            self._version = version
            with self._store.reading() as session:
                rows = all_tables()
                self._rows = [(each.name, each.digest(session.connection())) for each in rows]
        return self._rows

    def close(self) -> None:
        if self._watching:
            self._watching.close()

    def _commits(self) -> int | None:
        """SQLite's number that is another one after each commit of anybody else's that changed
        something; PostgreSQL has none that its own housekeeping leaves alone."""
        if not self._watching:
            return None
        return int(self._watching.execute("PRAGMA data_version").fetchone()[0])


@pytest.fixture(scope="module")
def kept(walk: Walk) -> Iterator[Kept]:
    made = Kept(walk.seminar.server)
    yield made
    made.close()


def places(body: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in a value, the whole of it first."""
    deeper: Iterable[tuple[Any, Any]] = ()
    if isinstance(body, dict | list):
        deeper = body.items() if isinstance(body, dict) else enumerate(body)
    return [so_far, *(place for key, each in deeper for place in places(each, (*so_far, key)))]


def put(body: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    body = copy.deepcopy(body)
    within = body
    for key in place[:-1]:
        within = within[key]
    within[place[-1]] = value
    return body


def taken_out(body: Any, place: tuple[Any, ...]) -> Any:
    if not place:
        return {}
    body = copy.deepcopy(body)
    within = body
    for key in place[:-1]:
        within = within[key]
    del within[place[-1]]
    return body


def changes(body: Any) -> st.SearchStrategy[Any]:
    """The body with something wrong put in, taken out, added or doubled, once or twice."""
    where = st.sampled_from(places(body))
    wrong = st.sampled_from([*PLAIN, *WORDS]) | st.text(max_size=20) | st.integers()
    put_in = st.builds(put, st.just(body), where, wrong)
    out = st.builds(taken_out, st.just(body), where)
    wrapped = where.map(lambda place: put(body, place, [body]))
    added = st.builds(lambda name, value: {name: value, "extra": value}, st.text(max_size=9), wrong)
    both = added.map(lambda more: {**body, **more} if isinstance(body, dict) else [body, more])
    return put_in | out | wrapped | both


@dataclass
class Sending:
    """One operation's bodies, one after the other."""

    walk: Walk
    kept: Kept
    operation: Operation

    def __post_init__(self) -> None:
        self._client, self._path = self.walk.ready(self.operation)

    def sent(self, content: bytes) -> int:
        """The status; its answer is one that is described, and a refusal has changed nothing."""
        method, before = self.operation.method, self.kept.stands()
        answer = self._client.request(method, self._path, content=content, headers=JSON)
        assert answer.status_code < 500, (content[:300], answer.text)
        if answer.status_code >= 400:
            assert self.kept.stands() == before, (content[:300], answer.text)
        return int(answer.status_code)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_what_is_no_json_is_refused(walk: Walk, kept: Kept, operation: Operation) -> None:
    sending = Sending(walk, kept, operation)
    for content in RAW:
        status = sending.sent(content)
        allowed = content in (b"", b"null") and not required(operation)
        assert 400 <= status < 500 or allowed, content[:80]


def required(operation: Operation) -> bool:
    return bool(described().operations[operation]["requestBody"].get("required"))


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_body_with_something_wrong_is_refused_and_changes_nothing(
    walk: Walk, kept: Kept, operation: Operation
) -> None:
    sending = Sending(walk, kept, operation)
    fuller = FULLER.get(f"{operation.method} {operation.path.removeprefix('/api/v1')}", [])
    goods = [walk.filled(each) for each in (walk.body(operation), *fuller)]

    @TRIES
    @given(st.one_of([changes(each) for each in goods]))
    def tried(body: Any) -> None:
        status = sending.sent(json.dumps(body).encode("ascii"))
        assert status >= 400 or described().takes(operation, body), body

    tried()
