"""No call and no press keeps the one writer long, however large the seminar is: what each does in
one turn is counted, since time depends on the machine (`make bench-writer` prints that)."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx2 as httpx
import pytest
from fastapi.routing import iter_route_contexts
from sqlmodel import select

from app.seminars.models import Reopening
from app.web.guard import Guard
from bench.setting_up import VERBS, Held, costs, roster, watched
from tests.api import test_statuses
from tests.api.test_statuses import API, Walk
from tests.cast import facilitator
from tests.described import Operation, described
from tests.server import PART, ROSTER, Afternoon, Server, afternoon, serving

ROOMS = 200
MOST_STATEMENTS, MOST_ROWS, MOST_READ = 35, 1_500, 5_000
"""Of one turn: statements, rows written and rows read. On a slow machine less than the 50 ms that
nobody may notice."""
MOST_OF_A_ROOM = 110
"""Statements of what puts several texts of a room in place at once, or counts the words of each:
as many as it has questions."""
SEVERAL_TEXTS = re.compile(r"/(divisions/|moves|rooms/\{room_id\}/(undo|phases|restore|clock))")
OF_ONE_ROOM = re.compile(
    r"/quality|/(rooms|answers|divisions|comments)/\{\w+\}(?!/(members|merge|link))"
)
"""These read fewer rows than there are rooms. But a new member's name is compared with everybody's,
a merge asks which rooms are merged, and set-up remembers how all rooms stood."""
WRITING = {"POST", "PUT", "PATCH", "DELETE"}
Route = tuple[str, str]

OF_LITTLE = {
    r"/rooms/\{room_id\}/.*": "one room's rows: what the API does to one is measured",
    r"/read/\{seminar_id\}/(others|answers)/.*": "one room's line or comment, as by the API",
    r"/j/\{code\}/\{number\}|/r/\{secret\}": "a seat, as by the API",
    r"/(organiser|lead)/\{secret\}|/language": "a visitor's own row",
    r".*/preview|/seminars/\{seminar_id\}/rooms/read": "nothing is written",
}
"""Pages' routes that are not measured, and why they cannot be long."""

S = "/seminars/{seminar_id}"
PRESSES: dict[str, dict[str, str]] = {
    f"{S}/stage": {"dialogue": "{dialogue_id}", "stage": "open"},
    f"{S}/clock": {"prompt": "{prompt_id}", "phase": "talk"},
    f"{S}/clock/more": {},
    f"{S}/clock/stop": {},
    f"{S}/rooms/{{room_id}}/clock/more": {},
    f"{S}/rooms/{{room_id}}/help": {},
    f"{S}/grid/rooms/{{room_id}}/link": {},
    f"{S}/pressed/undo": {"sealed": "{sealed}"},
    f"{S}/messages/{{message_id}}/end": {},
    f"{S}/messages/{{message_id}}/end/undo": {},
    f"{S}/messages/{{message_id}}/undo": {},
    f"{S}/plan": {"act": "anew"},
    f"{S}/plan/make": {"begins": "13.00"},
    f"{S}/plan/next": {"step": "{step_id}"},
    f"{S}/plan/skip": {"step": "{step_id}"},
    f"{S}/plan/move": {"minutes": "5"},
    f"{S}/plenum": {"slide": "rooms"},
    f"{S}/grid/plenum": {"slide": "rooms"},
    f"{S}/rooms/{{room_id}}/reopening": {"dialogue": "{closed}", "until": "5"},
    f"{S}/rooms/{{room_id}}/reopening/end": {"dialogue": "{closed}", "seen": "{reopened}"},
    f"{S}/rooms/{{room_id}}/merge": {"into": "{other_room}"},
    f"{S}/rooms/{{room_id}}/merge/split": {},
    f"{S}/late/{{late_id}}/take-in": {},
    f"{S}/late/{{late_id}}/put-away": {"reason": "Står der alt"},
    f"{S}/late/{{late_id}}/put-back": {},
    f"{S}/moves": {
        "answer": "{answer_id}",
        "note": "{note_id}",
        "room": "{room_id}",
        "prompt": "{other_prompt}",
        "client_id": "{fresh}",
    },
    f"{S}/moves/{{move_id}}/undo": {},
    f"{S}/harvest/{{prompt_id}}": {"do": "add", "title": "Tid"},
    f"{S}/harvest/{{prompt_id}}/suggested": {"do": "add", "title": "Tid"},
    f"{S}/harvest/themes/{{theme_id}}": {"do": "undo"},
    f"{S}/quality": {"do": "keep", "finding": "{finding}"},
    f"{S}/publication": {"note": "Skrivefeil"},
    f"{S}/rehearsal": {"speed": "0"},
    f"{S}/rehearsal/speed": {"speed": "0"},
    f"{S}/rehearsal/wipe": {},
    f"{S}/rooms": {"text": "{roster}"},
    f"{S}/rooms/make": {"count": str(ROOMS)},
    f"{S}/rooms/arrange": {"people": "Fjellvik"},
    f"{S}/rooms/{{room_id}}/link": {},
    f"{S}/rooms/{{room_id}}/seats/{{seat_id}}/remove": {},
    f"{S}/co-facilitators": {"name": "{fresh}"},
    f"{S}/co-facilitators/{{id}}": {"name": "{fresh}"},
    f"{S}/co-facilitators/{{id}}/revoked": {"revoked": "true"},
    f"{S}/programme/dialogues/{{dialogue_id}}": {"title": "Dialog"},
    f"{S}/use": {"how_used": "Til rapporten", "retain_until": "2030-01-01"},
    f"{S}/facilitator-link": {},
    f"{S}/share": {"entry": "code"},
    f"{S}/archive": {"archived": "false"},
    "/read/{seminar_id}/exchange": {"others": "true"},
    "/series": {"title": "Året"},
    "/series/{series_id}": {"title": "Halvåret"},
    "/series/{series_id}/put-in": {"seminar": "{seminar_id}"},
    "/series/{series_id}/take-out": {"seminar": "{seminar_id}"},
    "/series/{series_id}/next": {"title": "Neste"},
    "/series/{series_id}/delete": {},
    "/series/undo": {"sealed": "{deleted}"},
    "/imports": {},
    "/imports/{import_id}/posts/{post_id}": {"room": "2"},
    "/imports/{import_id}/take-in": {"first": "2", "last": "2"},
    "/imports/{import_id}/undo": {},
    "/imports/{import_id}/confirm": {"title": "Veggen"},
    "/imports/{import_id}/take-back": {},
    "/imports/{import_id}/delete": {},
    "/sign-out": {},
}
"""What is pressed on the pages of those who lead, beside the verbs of set-up."""
SUMMARIES = "confirm an archive with summaries"
CALLS = [each for each in described().operations if each.method in WRITING]


@dataclass
class Measured:
    """What the writer did, by what was asked; and the routes that answered as wished, of all that
    may write."""

    held: dict[str, list[Held]] = field(default_factory=dict)
    routes: set[Route] = field(default_factory=set)
    writing: set[Route] = field(default_factory=set)


@contextmanager
def noting(routes: set[Route]) -> Iterator[None]:
    """The routes that are answered meanwhile, and not refused."""
    guarded = Guard.__call__

    async def noted(self: Guard, scope: Any, receive: Any, send: Any) -> None:
        async def answer(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                routes.add((scope["method"], getattr(scope.get("route"), "path_format", "")))
            await send(message)

        await guarded(self, scope, receive, answer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Guard, "__call__", noted)
        yield


class Presses(Walk):
    """The walk through the API, and through the pages' presses, in a seminar of many rooms."""

    def filled(self, value: Any) -> Any:
        organiser, seminar = self.seminar.organiser, self.seminar
        if value == "{sealed}":
            sent = {"dialogue": seminar.dialogue(1), "stage": "open"}
            told = organiser.post(f"/seminars/{seminar.id}/stage", data=sent, headers=PART).text
            return re.findall(r'"sealed": "([^"]+)"', unescape(told))[0]
        if value == "{deleted}":
            series = self.series(seminar.id)
            gone = organiser.post(f"/series/{series}/delete").headers["location"]
            return gone.partition("done=")[2]
        if value == "{reopened}":
            with seminar.server.store.reading() as session:
                return session.exec(select(Reopening.until)).one().isoformat()
        if value == "{finding}":
            seminar.note("Derfor vil vi at", room=1)
            found = organiser.get(f"{API}/seminars/{seminar.id}/quality").json()
            return found[0]["id"]
        if value == "{roster}":
            return "\n".join(f"{at}; Kommune {at}" for at in range(1, ROOMS + 1))
        return super().filled(value)

    def press(self, path: str) -> tuple[httpx.Client, str, dict[str, Any]]:
        """Who presses it, its address and its fields, with what it needs made beforehand."""
        page = Operation("POST", path.replace("{id}", "{co_facilitator_id}"))
        self.ids |= {"post_id": "p1", "closed": self.seminar.dialogue(1)}
        self.ids["seat_id"] = self._seat()["seat_id"]
        if path.endswith("/split"):
            page = Operation("DELETE", path.removesuffix("/split"))
        _, address = self.ready(page)
        if path.endswith("/split"):
            address += "/split"
        if path.endswith("/take-in") and "import_id" in path:
            post = address.replace("take-in", "posts/p1")
            self.seminar.organiser.post(post, data={"do": "leave_out"})
        client = self.seminar.organiser if path != "/sign-out" else facilitator(self.seminar)
        sent: dict[str, Any] = {"data": self.filled(PRESSES[path])}
        if path == "/imports":
            sent = {"files": test_statuses.WALL}
        return client, address, sent


def wall() -> bytes:
    """A wall on which every room has said something."""
    said = [f"Rom {at}\nVi vil ha et sted å øve, sier rom {at}" for at in range(1, ROOMS + 1)]
    return "\n".join(said).encode()


def summarised(seminar: Afternoon) -> bytes:
    """Our own JSON as others may write it, with a summary in every answer of three rooms."""
    seminar.stage("open")
    for at, seat in enumerate(seminar.seats):
        for answer in seminar.board(at)["answers"]:
            if answer["dialogue"] == seminar.dialogue():
                path = f"{API}/answers/{answer['id']}"
                seat.put(path, json={"summary": "Kort sagt"}).raise_for_status()
    path = f"{API}/seminars/{seminar.id}/export?format=json"
    archive = seminar.organiser.get(path).json()
    del archive["rows"]
    return json.dumps(archive).encode()


def taken_in(organiser: httpx.Client, archive: bytes) -> None:
    made = organiser.post(f"{API}/imports", files={"file": ("arkiv.json", archive)}).json()
    organiser.post(f"{API}/imports/{made['id']}/confirm", json={}).raise_for_status()


def large(server: Server) -> Presses:
    seminar, other = afternoon(server), afternoon(server)
    rooms = ROSTER + roster(ROOMS)[len(ROSTER) :]
    path = f"{API}/seminars/{seminar.id}/rooms"
    seminar.organiser.put(path, json=rooms).raise_for_status()
    return Presses(seminar, other, described())


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    found = Measured()
    with (
        noting(found.routes),
        serving(tmp_path_factory.mktemp("costs"), single=True) as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        found.writing = {
            (method, route.path_format or "")
            for route in iter_route_contexts(server.app.routes)
            for method in WRITING & set(route.methods or ())
        }
        patch.setitem(test_statuses.WALL, "file", ("vegg.txt", wall()))
        walk = large(server)
        for call in CALLS:
            client, path = walk.ready(call)
            with watched(server.store) as found.held[str(call)]:
                walk.call(call, client, path)
                test_statuses.while_reading(walk, call)
                test_statuses.in_a_visit(walk, call)
        for press in PRESSES:
            client, path, sent = walk.press(press)
            with watched(server.store) as found.held[press]:
                answer = client.post(path, **sent)
            assert answer.status_code < 400, (press, answer.status_code, answer.text[-1500:])
        archive = summarised(walk.seminar)
        with watched(server.store) as found.held[SUMMARIES]:
            taken_in(walk.seminar.organiser, archive)
        found.held |= dict(costs(server.store, server.organiser(), ROOMS))
        yield found


def most(held: list[Held], what: str) -> int:
    return max((getattr(each, what) for each in held), default=0)


VERBS_OF_SET_UP = [*VERBS, "delete the seminar"]


@pytest.mark.parametrize("asked", [*map(str, CALLS), *PRESSES, SUMMARIES, *VERBS_OF_SET_UP])
def test_no_turn_is_long(measured: Measured, asked: str) -> None:
    held = measured.held[asked]
    statements = MOST_OF_A_ROOM if SEVERAL_TEXTS.search(asked) else MOST_STATEMENTS
    assert most(held, "statements") <= statements
    assert most(held, "rows") <= MOST_ROWS
    assert most(held, "read") <= (MOST_READ if not OF_ONE_ROOM.search(asked) else ROOMS)


def test_every_route_that_writes_is_measured_or_is_of_little(measured: Measured) -> None:
    left = measured.writing - measured.routes
    assert {
        path for _, path in left if not any(re.fullmatch(few, path) for few in OF_LITTLE)
    } == set()
    assert [few for few in OF_LITTLE if not any(re.fullmatch(few, path) for _, path in left)] == []


def test_renaming_a_room_touches_only_that_room(measured: Measured) -> None:
    assert sum(each.rows for each in measured.held["rename one room"]) <= 10
