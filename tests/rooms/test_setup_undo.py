"""Whatever is changed in set-up stands at once and can be undone; nothing asks beforehand."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from app.people.rights import Act
from app.refusals import MovedOn
from app.seminars import putting_back, undo
from app.seminars.undo import Difference, SetupChange
from tests.leading import Leading, facilitator_link, marked, new_seminar, signed_in
from tests.rooms.browsing import enter
from tests.server import Afternoon, Server

TABLES = ("seminar", "dialogue", "prompt", "duty", "room", "seating", "holder", "seat")
UNTOUCHED = {"version", "weight"}
QUESTION = {"text": "Hva nå?", "label": "Nå", "talk": "5", "numbered": "true", "other": "clear"}


def set_up(seminar: Afternoon) -> Leading:
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}"
    return leading


def everything(server: Server) -> dict[str, list[dict[str, Any]]]:
    with server.store.reading() as session:
        return {
            table: sorted(
                (
                    {name: value for name, value in row.items() if name not in UNTOUCHED}
                    for row in session.execute(text(f"SELECT * FROM {table}")).mappings()
                ),
                key=str,
            )
            for table in TABLES
        }


def way(leading: Leading, more: str = "/programme") -> str:
    """Where the one undo of the page leads, relative to the seminar."""
    found = leading.found(r'hx-post="/seminars/\w+(/undo/\w+)"', more)
    assert len(found) == 1
    return found[0]


def take_back(leading: Leading, more: str = "/programme") -> int:
    return leading.post(way(leading, more), {"back": "programme"}).status_code


Deed = Callable[[Leading, Afternoon], Any]


def call(method: str, path: str, **wish: Any) -> Deed:
    """The same by the API, from the same browser."""

    def deed(here: Leading, there: Afternoon) -> httpx.Response:
        ids = {
            "prompt": there.prompt(1),
            "dialogue": there.dialogue(),
            "room": there.rooms[0]["id"],
        }
        address = f"/api/v1{here.path}{path.format(**ids)}"
        answer = here.client.request(method, address, json=wish or None)
        assert answer.is_success, answer.text
        return answer

    return deed


DEEDS: dict[str, Deed] = {
    "question saved": lambda here, there: here.post(
        f"/programme/prompts/{there.prompt(1)}", QUESTION
    ),
    "question made for each": lambda here, there: here.post(
        f"/programme/prompts/{there.prompt(1)}", QUESTION | {"per_member": "true"}
    ),
    "question added": lambda here, there: here.post(
        f"/programme/dialogues/{there.dialogue()}/prompts/new", QUESTION
    ),
    "question moved": lambda here, there: here.post(
        f"/programme/prompts/{there.prompt(1)}/move", {"way": "up"}
    ),
    "question removed": lambda here, there: here.post(
        f"/programme/prompts/{there.prompt(2)}/remove"
    ),
    "dialogue saved": lambda here, there: here.post(
        f"/programme/dialogues/{there.dialogue()}", {"title": "Økt 1"}
    ),
    "dialogue added": lambda here, there: here.post("/programme/dialogues/new", {"title": "Ny"}),
    "dialogue moved": lambda here, there: here.post(
        f"/programme/dialogues/{there.dialogue(1)}/move", {"way": "up"}
    ),
    "dialogue removed": lambda here, there: here.post(
        f"/programme/dialogues/{there.dialogue(1)}/remove"
    ),
    "duties": lambda here, there: here.post("/duties", {"id": "", "name": "Skriver"}),
    "use": lambda here, there: here.post(
        "/use", {"how_used": "Rapport", "retain_until": "2030-01-01"}
    ),
    "settings": lambda here, there: here.post("/settings", {"title": "Nytt", "language": "nn"}),
    "list": lambda here, there: here.post("/rooms", {"text": "1; Gol\n9; Ål"}),
    "own seating": lambda here, there: here.post(
        "/rooms", {"text": "1; Gol", "dialogue": there.dialogue(1)}
    ),
    "rooms made": lambda here, there: here.post("/rooms/make", {"count": "30"}),
    "room saved": lambda here, there: here.post(
        f"/rooms/{there.rooms[0]['id']}", {"name": "Salen", "members": "Gol"}
    ),
    "room's link": lambda here, there: here.post(f"/rooms/{there.rooms[0]['id']}/link"),
    "facilitator's link": lambda here, there: here.post("/facilitator-link"),
    "archive": lambda here, there: here.post("/archive", {"archived": "true"}),
    "way in": lambda here, there: here.post("/share", {"entry": "link"}),
    "settings by call": call("PATCH", "", title="Nytt", entry="link"),
    "question by call": call("PATCH", "/prompts/{prompt}", text="Hva nå?", place=0),
    "question added by call": call("POST", "/dialogues/{dialogue}/prompts", text="Og så?"),
    "question removed by call": call("DELETE", "/prompts/{prompt}"),
    "dialogue by call": call("PATCH", "/dialogues/{dialogue}", title="Økt 1", place=1),
    "dialogue added by call": call("POST", "/dialogues", title="Ny", prompts=[{"text": "Hva?"}]),
    "dialogue removed by call": call("DELETE", "/dialogues/{dialogue}"),
    "duties by call": call("PUT", "/duties", preset="ks"),
    "room by call": call("PATCH", "/rooms/{room}", name="Salen", members=["Gol"]),
    "room's link by call": call("POST", "/rooms/{room}/link"),
    "facilitator's link by call": call("POST", "/facilitator-link"),
    "archive by call": call("PUT", "/archive", archived=True),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_changed_can_be_taken_back(seminar: Afternoon, deed: str) -> None:
    here = set_up(seminar)
    before = everything(seminar.server)
    answer = DEEDS[deed](here, seminar)
    assert answer.is_success, answer.text
    assert everything(seminar.server) != before
    answer = here.post(way(here), {"back": "programme"})
    assert answer.status_code == 204, answer.text
    assert answer.headers["hx-redirect"].endswith("/programme?undone")
    assert everything(seminar.server) == before


@pytest.mark.parametrize("deed", ["dialogue removed", "list"])
def test_a_way_back_that_was_cut_off_is_gone_to_its_end_by_another_press(
    seminar: Afternoon, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    here = set_up(seminar)
    before = everything(seminar.server)
    DEEDS[deed](here, seminar)
    changed = everything(seminar.server)
    put_back, turns = putting_back.put_back, 0

    def cut_off(session: Session, rows: Sequence[Difference]) -> None:
        nonlocal turns
        turns += 1
        if turns == 2:
            raise MovedOn
        put_back(session, rows)

    monkeypatch.setattr(putting_back, "AT_ONCE", 1)
    monkeypatch.setattr(putting_back, "put_back", cut_off)
    assert take_back(here) == 409
    assert everything(seminar.server) not in (before, changed)
    assert take_back(here) == 204
    assert everything(seminar.server) == before


def test_answers_come_back_with_their_question(seminar: Afternoon) -> None:
    here = set_up(seminar)
    asked = [each["prompt"] for each in seminar.board()["answers"]]
    here.post(f"/programme/dialogues/{seminar.dialogue(1)}/remove")
    assert len(seminar.board()["answers"]) < len(asked)
    take_back(here)
    assert [each["prompt"] for each in seminar.board()["answers"]] == asked


def test_several_are_taken_back_the_last_first(seminar: Afternoon) -> None:
    here = set_up(seminar)
    before = everything(seminar.server)
    for deed in ("question moved", "question removed", "duties", "rooms made"):
        DEEDS[deed](here, seminar)
    for _ in range(4):
        assert take_back(here) == 204
    assert everything(seminar.server) == before
    assert not here.found(r'hx-post="/seminars/\w+(/undo/\w+)"', "/programme")


def test_a_removed_seat_is_given_back(seminar: Afternoon) -> None:
    here, browser = set_up(seminar), enter(seminar)
    path = f"/rooms/{browser.room_id}"
    seat = here.found(r"/seats/(\w+)/remove", path)[0]
    before = everything(seminar.server)
    here.post(f"{path}/seats/{seat}/remove")
    assert take_back(here) == 204
    assert everything(seminar.server) == before


def test_what_somebody_else_has_changed_since_stands(seminar: Afternoon) -> None:
    here = set_up(seminar)
    other = marked(seminar.server, facilitator_link(seminar.server, seminar.id))
    other.path = here.path
    here.post("/settings", {"title": "Mitt", "language": "nb"})
    other.post("/settings", {"title": "Ditt", "language": "nb"})
    answer = here.post(way(here))
    assert (answer.status_code, answer.json()["type"]) == (409, "moved_on")
    title = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}").json()["title"]
    assert title == "Ditt"


def test_nobody_takes_back_what_another_did(seminar: Afternoon) -> None:
    here = set_up(seminar)
    other = marked(seminar.server, facilitator_link(seminar.server, seminar.id))
    other.path = here.path
    here.post("/settings", {"title": "Mitt", "language": "nb"})
    path = way(here)
    assert not other.found(r'hx-post="/seminars/\w+(/undo/\w+)"', "/programme")
    assert other.post(path).status_code == 409
    assert Leading(seminar.server.client(), here.path).post(path).status_code == 404


def test_whoever_is_busy_pushes_out_nobody_elses_way_back(
    seminar: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each caller as many are kept, and of all together so many times that."""
    monkeypatch.setattr(undo, "MOST_KEPT", 2)
    monkeypatch.setattr(undo, "MOST_ASKERS", 2)
    path = f"/api/v1/seminars/{seminar.id}"
    quiet, *busy = (seminar.server.organiser() for _ in range(3))

    def change(client: httpx.Client, **wish: str) -> str:
        client.patch(path, json=wish).raise_for_status()
        return str(client.get(f"{path}/undo").json()["change"])

    own = change(quiet, place="Nes")
    first, *_ = (change(busy[0], title=f"Tittel {number}") for number in range(3))
    assert quiet.get(f"{path}/undo").json()["change"] == own
    assert (kept(seminar) >= {own}, first in kept(seminar)) == (True, False)
    change(busy[1], region="Vest")
    assert len(kept(seminar)) == 4
    change(busy[1], region="Nord")
    assert (len(kept(seminar)), own in kept(seminar)) == (4, False)


def kept(seminar: Afternoon) -> set[str]:
    with seminar.server.store.reading() as session:
        query = select(SetupChange.id).where(SetupChange.seminar_id == seminar.id)
        return set(session.exec(query.where(SetupChange.act == Act.SET_UP)))


def test_a_question_that_was_answered_since_stays(seminar: Afternoon) -> None:
    here = set_up(seminar)
    here.post(f"/programme/dialogues/{seminar.dialogue()}/prompts/new", QUESTION)
    board = seminar.board()
    added = next(
        each["prompt"] for each in board["answers"] if each["prompt"] not in str(seminar.seminar)
    )
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/notes"
    seminar.seats[0].post(path, json={"prompt": added, "text": "Et svar"}).raise_for_status()
    answer = here.post(way(here))
    assert (answer.status_code, answer.json()["type"]) == (409, "has_text")
    texts = [each["text"] for each in seminar.board()["answers"] if each["prompt"] == added]
    assert texts == ["Et svar"]


def test_a_room_that_somebody_has_entered_since_stays(seminar: Afternoon) -> None:
    here = set_up(seminar)
    here.post("/rooms/make", {"count": "5"})
    seat = {"code": seminar.seminar["code"], "room": 5}
    assert seminar.server.client().post("/api/v1/seats", json=seat).status_code == 201
    assert here.post(way(here)).status_code == 409
    assert len(seminar.organiser.get(f"/api/v1{here.path}/rooms").json()) == 5


def test_no_page_of_set_up_asks_before_it_acts(seminar: Afternoon) -> None:
    here = set_up(seminar)
    pages = ("", "/programme", "/rooms", f"/rooms/{seminar.rooms[0]['id']}", "/duties", "/settings")
    for more in pages:
        assert "hx-confirm" not in here.page(more)


def test_every_press_on_the_duties_saves(server: Server) -> None:
    here = new_seminar(server)

    def names() -> list[str]:
        path = f"/api/v1{here.path}"
        return [each["name"] for each in server.organiser().get(path).json()["duties"]]

    ids = re.findall(r'name="id" value="(\w+)"', here.page("/duties"))
    row = {"id": ids[0], "name": "Leder", "text": "Gir ordet."}
    here.post("/duties", row | {"act": "add"})
    assert names() == ["Leder"]
    take_back(here)
    assert len(names()) == len(ids)
