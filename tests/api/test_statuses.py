"""Every answer that the OpenAPI document promises of an operation is made to happen, and what comes
is held against the document."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2 as httpx
import pytest

from app.boards import ledger
from app.failpoints import Failed
from app.live.allowance import Allowance, Allowances
from app.rooms import seating
from app.storage import writer
from tests.boards.steps import paragraph
from tests.cast import facilitator
from tests.described import PROBLEM, Described, Operation, described
from tests.server import Afternoon, afternoon, serving

API = "/api/v1"
MIB = 1024 * 1024
SUMMARY = "/answers/{answer_id}/summary"
Body = Any
FOREVER = "2222-02-22T22:22:22Z"
VERSIONS = ("{version}", "{before}", "{summary_version}", "{summary_before}")
STEPS = {"version": 0, "client": "walker", "steps": [paragraph("Hei", "walked")]}
RESTORES: dict[str, Body] = {"restore": {"version": 0}, "undelete": {"note": "{gone}"}}
BODIES: dict[str, Body] = {
    "POST /seminars": {"title": "En til", "preset": "blank"},
    "PATCH /seminars/{seminar_id}": {"title": "Ny tittel"},
    "PATCH /seminars/{seminar_id}/prompts/{prompt_id}": {"label": "Kort"},
    "PUT /seminars/{seminar_id}/dialogues/{dialogue_id}/stage": {"stage": "open"},
    "PUT /seminars/{seminar_id}/archive": {"archived": False},
    "PUT /seminars/{seminar_id}/rooms": [
        {"number": 1, "name": "{fresh}", "members": ["Fjellvik", "Granli"]}
    ],
    "POST /seats": {"code": "{code}", "room": 1},
    "PUT /rooms/{room_id}/duties/{duty_id}": {"name": "Kari"},
    "POST /rooms/{room_id}/duties/draw": {"names": ["Kari", "Per"]},
    "POST /rooms/{room_id}/notes": {"prompt": "{prompt_id}", "text": "Et notat"},
    "PUT /answers/{answer_id}": {"state": "done"},
    "POST /answers/{answer_id}/steps": {**STEPS, "version": "{version}"},
    "POST /answers/{answer_id}/summary/steps": {**STEPS, "version": "{summary_version}"},
    "POST /answers/{answer_id}/late": {"client_id": "{fresh}", "text": "For seint"},
    "POST /answers/{answer_id}/summary/late": {"client_id": "{fresh}", "text": "For seint"},
    "POST /answers/{answer_id}/restore": RESTORES["restore"],
    "POST /answers/{answer_id}/summary/restore": RESTORES["restore"],
    "POST /answers/{answer_id}/undelete": {"note": "{gone}"},
    "POST /answers/{answer_id}/summary/undelete": {"note": "{gone_summary}"},
    "POST /rooms/{room_id}/undo": {"seat": "{seat}"},
    "POST /rooms/{room_id}/restore": {"at": FOREVER},
    "POST /seminars/{seminar_id}/late/{late_id}/take-in": {},
    "POST /seminars/{seminar_id}/late/{late_id}/put-away": {"reason": "Står der alt"},
}
LED = ("/seminars", "/rooms/{room_id}/restore")
REFUSING: dict[str, list[tuple[str, Body]]] = {
    "POST /seminars": [("unknown_preset", {"title": "x", "preset": "ukjent"})],
    "PATCH /seminars/{seminar_id}/prompts/{prompt_id}": [("other_form", {"text_nn": "Anna?"})],
    "PUT /seminars/{seminar_id}/rooms": [("roster_conflict", [{"number": 1}, {"number": 1}])],
    "POST /seats": [("unknown_member", {"code": "{code}", "room": 1, "member": "Ingen"})],
    "POST /rooms/{room_id}/notes": [
        ("unknown_member", {"prompt": "{prompt_id}", "text": "x", "member": "Ingen"}),
        ("refused_steps", {"prompt": "{prompt_id}", "text": "a\0b"}),
    ],
    "PUT /answers/{answer_id}": [
        ("stale", {"version": 0, "text": "Gammelt"}),
        ("refused_steps", {"version": "{version}", "doc": {"type": "doc", "content": [{}]}}),
    ],
    "POST /answers/{answer_id}/late": [("refused_steps", {"client_id": "x", "text": " "})],
    "POST /answers/{answer_id}/summary/late": [("refused_steps", {"client_id": "x", "text": " "})],
}
for _where, _before in (("", "{before}"), ("/summary", "{summary_before}")):
    REFUSING[f"POST /answers/{{answer_id}}{_where}/steps"] = [
        ("stale", {**STEPS, "client": "x"}),
        ("outdated_schema", {**STEPS, "schema": 99}),
        ("restored", {**STEPS, "epoch": "another"}),
        ("refused_steps", {**STEPS, "steps": [{}]}),
        ("name_taken", {**STEPS, "version": _before, "steps": [paragraph("Annet", "other")]}),
    ]
OTHERWISE: dict[str, Body] = {
    "POST /seats": {"nickname": "En annen"},
    "POST /rooms/{room_id}/notes": {"text": "Noe annet"},
    "PUT /answers/{answer_id}": {"state": "out_of_time"},
    "POST /answers/{answer_id}/late": {"text": "Noe annet"},
    "POST /answers/{answer_id}/summary/late": {"text": "Noe annet"},
    "POST /answers/{answer_id}/restore": {"version": 1},
    "POST /answers/{answer_id}/summary/restore": {"version": 1},
    "POST /answers/{answer_id}/undelete": {"note": "en-annen"},
    "POST /answers/{answer_id}/summary/undelete": {"note": "en-annen"},
    "POST /rooms/{room_id}/undo": {"since": FOREVER},
    "POST /rooms/{room_id}/restore": {"at": "2223-02-22T22:22:22Z"},
}
"""Another content under a name that was used."""


class Walk:
    """One afternoon in which every operation is called; what came is kept by operation."""

    def __init__(self, seminar: Afternoon, other: Afternoon, told: Described) -> None:
        self.seminar, self.other, self.told = seminar, other, told
        self.seen: dict[Operation, set[tuple[int, str]]] = {each: set() for each in self.operations}
        self.cookie = facilitator(seminar)
        self.ids = self._ids()

    @property
    def operations(self) -> list[Operation]:
        return [each for each in self.told.operations if each.path.startswith(API)]

    def _ids(self) -> dict[str, Any]:
        seminar = self.seminar
        note = seminar.note("Borte").json()
        seat = seminar.seats[0]
        answer = f"{API}/answers/{note['answer_id']}"
        seat.put(answer, json={"version": note["version"], "text": "Står"}).raise_for_status()
        seat.put(answer, json={"summary": "Borte her"}).raise_for_status()
        gone_summary = seat.get(answer).json()["summary"]["doc"]["content"][0]["attrs"]["id"]
        seat.put(answer, json={"summary": "Nå står noe helt annet"}).raise_for_status()
        history = seat.get(f"{answer}/history").json()
        gone = [each["note"] for each in history["removed"]] or [note["note_id"]]
        return {
            "seminar_id": seminar.id,
            "room_id": seminar.rooms[0]["id"],
            "dialogue_id": seminar.dialogue(),
            "prompt_id": seminar.prompt(),
            "answer_id": note["answer_id"],
            "duty_id": seminar.seminar["duties"][0]["id"],
            "code": seminar.seminar["code"],
            "gone": gone[0],
            "gone_summary": gone_summary,
            "seat": history["moments"][0]["who"]["seat"],
        }

    def filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.filled(each) for each in value]
        if value == "{fresh}":
            return secrets.token_hex(4)
        if value in VERSIONS:
            answer = self.seminar.seats[0].get(f"{API}/answers/{self.ids['answer_id']}").json()
            document = answer["summary"] if "summary" in value else answer
            return document["version"] - ("before" in value)
        return value.format(**self.ids) if isinstance(value, str) else value

    def body(self, operation: Operation) -> Body:
        return BODIES.get(f"{operation.method} {operation.path.removeprefix(API)}")

    def ready(self, operation: Operation) -> tuple[httpx.Client, str]:
        """Who may call it, and its address, with what it needs made beforehand."""
        client, ids = self.seminar.seats[0], {"version": 1, **self.ids}
        if operation.path.startswith(tuple(API + each for each in LED)):
            client = self.seminar.organiser
        if "late_id" in operation.path:
            ids["late_id"] = self._late()
        if "seat_id" in operation.path:
            seat = self._seat()
            ids["seat_id"] = seat["seat_id"]
            client = self.seminar.server.client(seat["seat_token"])
        return client, operation.path.format(**ids)

    def _late(self) -> str:
        path = f"{API}/answers/{self.ids['answer_id']}/late"
        body = {"client_id": secrets.token_hex(8), "text": "Kom for seint"}
        return str(self.seminar.seats[0].post(path, json=body).json()["id"])

    def _seat(self) -> dict[str, Any]:
        wish = {"code": self.ids["code"], "room": 1}
        made = self.seminar.server.client().post(f"{API}/seats", json=wish)
        return dict(made.json())

    def call(
        self,
        operation: Operation,
        client: httpx.Client | None = None,
        path: str | None = None,
        **sent: Any,
    ) -> httpx.Response:
        """As it should be, but for what is given; remembered with what came of it."""
        if client is None or path is None:
            ready = self.ready(operation)
            client, path = client or ready[0], path or ready[1]
        if not sent.keys() & {"content", "json"} and self.body(operation) is not None:
            sent["json"] = self.filled(self.body(operation))
        if path.endswith("/search"):
            sent["params"] = {"q": "notat", **sent.get("params", {})}
        answer = client.request(operation.method, path, **sent)
        self.told.check(answer)
        kind = answer.headers.get("content-type")
        self.seen[operation].add(
            (answer.status_code, answer.json()["type"] if kind == PROBLEM else "")
        )
        return answer


Try = Callable[[Walk, Operation], None]


def good(walk: Walk, operation: Operation) -> None:
    walk.call(operation)


def without_a_key(walk: Walk, operation: Operation) -> None:
    walk.call(operation, walk.seminar.server.client())
    walk.call(operation, walk.seminar.server.client("seat_dead.x"))


def of_another_site(walk: Walk, operation: Operation) -> None:
    walk.call(operation, walk.cookie, headers={"origin": "https://evil.example"})
    walk.call(operation, walk.cookie, headers={"x-csrf-token": ""})


def not_theirs(walk: Walk, operation: Operation) -> None:
    stranger = walk.other.seats[0]
    body = walk.filled(walk.body(operation))
    if operation.path == f"{API}/seats":
        body = {"code": "WRNGCODE", "room": 1}
    walk.call(operation, stranger, **({"json": body} if body is not None else {}))


def wrong_bodies(walk: Walk, operation: Operation) -> None:
    if "requestBody" not in walk.told.operations[operation]:
        return
    json_type = {"content-type": "application/json"}
    walk.call(operation, content=b"{", headers=json_type)
    walk.call(operation, content=b"{}", headers={"content-type": "text/plain"})
    walk.call(operation, content=b" " * (MIB + 1), headers=json_type)


def wrong_words(walk: Walk, operation: Operation) -> None:
    for each in walk.told.operations[operation].get("parameters", ()):
        if each["in"] == "query":
            walk.call(operation, params={each["name"]: "sideways"})
        elif each["name"] == "version":
            wrong = operation.path.format(**{**walk.ids, "version": "first"})
            walk.call(operation, path=wrong)


def refused_for_what_is_in_it(walk: Walk, operation: Operation) -> None:
    known = f"{operation.method} {operation.path.removeprefix(API)}"
    for _, body in REFUSING.get(known, ()):
        walk.call(operation, json=walk.filled(body))


def under_a_used_name(walk: Walk, operation: Operation) -> None:
    other = OTHERWISE.get(f"{operation.method} {operation.path.removeprefix(API)}")
    if other is None:
        return
    body = {**walk.filled(walk.body(operation)), "client_id": f"{operation}"[-64:]}
    walk.call(operation, json=body)
    walk.call(operation, json={**body, **other})


def too_fast(walk: Walk, operation: Operation) -> None:
    runtime = walk.seminar.server.app.runtime
    before = runtime[Allowances]
    _, path = walk.ready(operation)
    runtime.add(Allowances(lambda: Allowance(0.0001, 1)))
    try:
        for _ in range(2):
            walk.call(operation, walk.seminar.seats[0], path)
    finally:
        runtime.add(before)


@contextmanager
def changed(place: Any, name: str, value: Any) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, name, value)
        yield


def unsaved(walk: Walk, operation: Operation) -> None:
    if (503, "not_saved") not in walk.told.problems(operation):
        return

    def failing(name: str) -> None:
        if name == "before_commit":
            raise Failed(name)

    client, path = walk.ready(operation)
    with changed(writer, "passing", failing):
        walk.call(operation, client, path)


def in_full_places(walk: Walk, operation: Operation) -> None:
    kinds = {kind for _, kind in walk.told.problems(operation)}
    if "no_place" in kinds:
        with changed(seating, "MOST_SEATS", 0):
            walk.call(operation)
    if "refused_steps" in kinds:
        with changed(ledger, "MOST_WEIGHT", 0):
            walk.call(operation, walk.seminar.seats[0])


def after_closing(walk: Walk, operation: Operation) -> None:
    if not {(409, "closed"), (410, "over")} & walk.told.problems(operation):
        return
    archive = f"{API}/seminars/{walk.seminar.id}/archive"
    client, path = walk.ready(operation)
    board = walk.seminar.board()["answers"]
    never_open = next(each["id"] for each in board if each["dialogue"] != walk.seminar.dialogue())
    walk.call(operation, client, path.replace(walk.ids["answer_id"], never_open))
    walk.seminar.stage("draft")
    walk.call(operation, client, path)
    walk.seminar.stage("open")
    walk.seminar.organiser.put(archive, json={"archived": True}).raise_for_status()
    walk.call(operation, client, path)
    walk.seminar.organiser.put(archive, json={"archived": False}).raise_for_status()
    walk.seminar.stage("open")


def by_the_code_where_links_alone_open(walk: Walk, operation: Operation) -> None:
    if (403, "by_link") not in walk.told.problems(operation):
        return
    seminar = f"{API}/seminars/{walk.seminar.id}"
    walk.seminar.organiser.patch(seminar, json={"entry": "link"}).raise_for_status()
    walk.call(operation)
    walk.seminar.organiser.patch(seminar, json={"entry": "code"}).raise_for_status()


TRIES: tuple[Try, ...] = (
    without_a_key,
    of_another_site,
    not_theirs,
    wrong_bodies,
    wrong_words,
    unsaved,
    in_full_places,
    after_closing,
    by_the_code_where_links_alone_open,
    under_a_used_name,
    good,
    refused_for_what_is_in_it,
    too_fast,
)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with serving(tmp_path_factory.mktemp("walk")) as server:
        walk = Walk(afternoon(server), afternoon(server), described())
        for operation in walk.operations:
            for attempt in TRIES:
                attempt(walk, operation)
        yield walk


OPERATIONS = [each for each in described().operations if each.path.startswith(API)]


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_every_answer_that_is_promised_comes_and_is_what_it_is_described_as(
    walk: Walk, operation: Operation
) -> None:
    promised = {(each, "") for each in walk.told.successes(operation)}
    promised |= walk.told.problems(operation)
    assert promised - walk.seen[operation] == set()
    assert walk.seen[operation] - promised == set()
