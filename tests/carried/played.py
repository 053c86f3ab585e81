"""An afternoon with something in every table that the archive carries, all of it by the API."""

import re
from typing import Any

import httpx2 as httpx

from tests.boards.steps import paragraph
from tests.facilitation.test_facilitation import press
from tests.outcomes.series import promised_before, say
from tests.server import Afternoon

API = "/api/v1"


def played(seminar: Afternoon) -> Afternoon:
    path = f"{API}/seminars/{seminar.id}"
    _written(seminar)
    _led(seminar, path)
    _disagreed(seminar)
    ok(say(seminar, promised_before(seminar), "under_way", line="Tre av fire kom"))
    seminar.stage("closed")
    late = {"client_id": "l", "version": 0, "text": "Kom for sent"}
    ok(seminar.seats[2].post(f"{_answer(seminar, 2)}/late", json=late))
    _read_each_other(seminar, path)
    _harvested(seminar, path)
    ok(seminar.organiser.put(f"{path}/publication", json={}))
    _moved(seminar, path)
    seminar.stage("open", dialogue=1)
    start = {"dialogue": seminar.dialogue(1), "go": "next", "at": None}
    ok(seminar.seats[0].post(f"{API}/rooms/{seminar.rooms[0]['id']}/phases", json=start))
    into = {"into": seminar.rooms[1]["id"]}
    ok(seminar.organiser.put(f"{path}/rooms/{seminar.rooms[2]['id']}/merge", json=into))
    reopening = f"{path}/rooms/{seminar.rooms[1]['id']}/dialogues/{seminar.dialogue()}/reopening"
    ok(seminar.organiser.put(reopening, json={"until": "2222-02-22T22:22:22Z"}))
    return seminar


def ok(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def _answer(seminar: Afternoon, room: int = 0, index: int = 0) -> str:
    return f"{API}/answers/{seminar.answer(room, index)['id']}"


def _written(seminar: Afternoon) -> None:
    """Steps of a device, notes with and without a member, something removed and brought back."""
    answer, seat = _answer(seminar), seminar.seats[0]
    ok(seminar.note("Første 🎻 linje\nmed to", member="Granli"))
    for number in range(55):
        version = seat.get(answer).json()["version"]
        steps = [paragraph(f"Steg {number}", None)]
        ok(seat.post(f"{answer}/steps", json={"version": version, "client": "c", "steps": steps}))
    ok(seat.post(f"{answer}/restore", json={"version": 3}))
    ok(seminar.note("Vi spør Ola Nordmann om dette.", 1))
    ok(seminar.note("Fleire kulturskular, og", 2))


def _moved(seminar: Afternoon, path: str) -> None:
    """An answer to another question, back from there, and there once more, which is taken back."""
    wish, moved = {"room": seminar.rooms[2]["id"]}, {"id": ""}
    for source, target in ((0, 1), (1, 0), (0, 1)):
        wish |= {"answer": seminar.answer(2, source)["id"], "prompt": seminar.prompt(target)}
        moved = ok(seminar.organiser.post(f"{path}/moves", json=wish))
    ok(seminar.organiser.post(f"{path}/moves/{moved['id']}/undo"))


def _led(seminar: Afternoon, path: str) -> None:
    plan = {"steps": [{"kind": "point", "text": "Lunsj", "at": "12:00"}, {"kind": "read"}]}
    ok(seminar.organiser.put(f"{path}/plan", json=plan))
    room = seminar.rooms[0]["id"]
    told = press(seminar, "messages", text="Ti minutter igjen").text
    (message,) = set(re.findall(r"/messages/(\w+)/undo", told))
    assert seminar.seats[0].post(f"/rooms/{room}/messages/{message}/seen").is_success
    duty = seminar.seminar["duties"][0]["id"]
    ok(seminar.seats[0].post(f"{API}/rooms/{room}/duties/{duty}/take"))
    ok(seminar.seats[1].post(f"{API}/rooms/{seminar.rooms[1]['id']}/help"))


def _disagreed(seminar: Afternoon) -> None:
    answer, seat = _answer(seminar, 1), seminar.seats[1]
    ok(seat.put(answer, json={"summary": "Vi er enige"}))
    ok(seat.put(f"{answer}/disagreement", json={"line": "Ikke jeg"}))
    ok(seat.put(answer, json={"state": "done"}))


def _read_each_other(seminar: Afternoon, path: str) -> None:
    seminar.stage("reading")
    ok(
        seminar.organiser.put(
            f"{path}/exchange", json={"others": True, "comments": True, "useful": True}
        )
    )
    room, seat = seminar.rooms[0]["id"], seminar.seats[0]
    other = ok(seat.post(f"{API}/rooms/{room}/others"))["rooms"][0]["number"]
    ok(seat.put(f"{API}/rooms/{room}/taken-along", json={"from": other, "line": "Én dag i uka"}))
    ok(seat.post(f"{_answer(seminar, 1)}/comments", json={"text": "Godt sagt"}))
    ok(seat.put(f"{_answer(seminar, 1)}/useful", json={"useful": True}))


def _harvested(seminar: Afternoon, path: str) -> None:
    note = seminar.answer()["notes"][0]
    wish = {"title": "Skyss", "kind": "ask", "addressee": "fylket", "message": "Alle ber om det."}
    theme = ok(seminar.organiser.post(f"{path}/themes", json=wish))
    quote = {"answer": seminar.answer()["id"], "note": note["id"], "start": 0, "stop": 6}
    ok(seminar.organiser.post(f"{path}/themes/{theme['id']}/quotes", json={"quotes": [quote]}))
    for found in ok(seminar.organiser.get(f"{path}/quality")):
        decision = "accept" if found["kind"] == "name" else "keep"
        ok(seminar.organiser.put(f"{path}/quality/{found['id']}", json={"decision": decision}))
