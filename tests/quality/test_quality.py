"""The quality list: what it finds in a seminar, and what deciding on it does and does not do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from app.meaning.keeping import Meanings
from app.people.access import by_bearer
from app.quality.deciding import Deciding
from app.refusals import NotFound
from app.storage.store import Store
from tests.cast import facilitator
from tests.server import Afternoon, Server, afternoon, serving

LONG = "Vi vil at skolen og barnehagen skal møtes hver uke, og at noen har ansvar for at det skjer."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("quality")) as running:
        yield running


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    return afternoon(server)


def path(seminar: Afternoon) -> str:
    return f"/api/v1/seminars/{seminar.id}/quality"


def found(seminar: Afternoon, kind: str) -> list[dict[str, Any]]:
    return [each for each in seminar.organiser.get(path(seminar)).json() if each["kind"] == kind]


def decide(seminar: Afternoon, finding: dict[str, Any], decision: str | None) -> dict[str, Any]:
    answer = seminar.organiser.put(f"{path(seminar)}/{finding['id']}", json={"decision": decision})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_each_kind_is_found_where_it_stands(seminar: Afternoon) -> None:
    seminar.note(LONG)
    seminar.note(LONG, room=1)
    seminar.note("Vi tenker at", room=1)
    seminar.note("Spørsmål 2: likeverd er viktigst", room=1)
    seminar.note("Dette tar Kari Nordli videre, i Sola og Hå", room=1)
    prompt = {"text": "Hvem gjør hva, og når skal det skje?"}
    wish = f"/api/v1/seminars/{seminar.id}/prompts/{seminar.prompt(2)}"
    seminar.organiser.patch(wish, json=prompt).raise_for_status()
    answer = seminar.seats[1].get(f"/api/v1/rooms/{seminar.rooms[1]['id']}/board").json()
    frames = next(each for each in answer["answers"] if each["prompt"] == seminar.prompt(1))
    seminar.note("Åpne dører", room=1, prompt=seminar.prompt(1))
    said = f"/api/v1/answers/{frames['id']}"
    seminar.seats[1].put(said, json={"state": "out_of_time"}).raise_for_status()

    (twin,) = found(seminar, "twice")
    assert (twin["room"], twin["other_room"]) == (2, 1)
    (moved,) = found(seminar, "misplaced")
    assert moved["belongs"] == seminar.prompt(1)
    (name,) = found(seminar, "name")
    assert name["word"] == "Kari Nordli"
    assert [each["room"] for each in found(seminar, "half")] == [2]
    assert [each["word"] for each in found(seminar, "double")] != []
    assert found(seminar, "cut") == []
    seminar.note("Og derfor vil vi at", room=1)
    assert [each["text"] for each in found(seminar, "cut")] == ["Og derfor vil vi at"]


def test_a_room_without_text_is_missed_only_when_the_others_have_stopped_writing(
    seminar: Afternoon,
) -> None:
    """Of an open dialogue the page says that it is open."""
    seminar.note("Felles møter")
    page = seminar.organiser.get(f"/seminars/{seminar.id}/quality").text
    assert found(seminar, "quiet") == []
    assert "Rommene skriver fortsatt i Dialog 1" in page
    seminar.stage("closed")
    page = seminar.organiser.get(f"/seminars/{seminar.id}/quality").text
    assert {each["room"] for each in found(seminar, "quiet")} == {2, 3}
    assert "skriver fortsatt" not in page


def test_a_decision_is_of_the_text_and_can_be_undone(seminar: Afternoon) -> None:
    seminar.note("Derfor vil vi at")
    (cut,) = found(seminar, "cut")
    assert decide(seminar, cut, "keep")["decision"] == "keep"
    undo = f"/api/v1/seminars/{seminar.id}/harvest/undo"
    assert seminar.organiser.post(undo).json()["undone"]
    assert found(seminar, "cut")[0]["decision"] is None
    decide(seminar, cut, "accept")
    seminar.note("og noe mer, med")

    (other,) = found(seminar, "cut")

    assert other["id"] != cut["id"]
    assert other["decision"] is None
    gone = seminar.organiser.put(f"{path(seminar)}/{cut['id']}", json={"decision": "keep"})
    assert gone.status_code == 404


@dataclass
class Meanwhile:
    """A store in which something is done each time after it was read."""

    store: Store
    deed: Callable[[], object]

    async def read(self, query: Any) -> Any:
        found = await self.store.read(query)
        self.deed()
        return found

    async def write(self, verb: Any) -> Any:
        return await self.store.write(verb)


def deciding(seminar: Afternoon, deed: Callable[[], object]) -> Deciding:
    server, secret = seminar.server, seminar.organiser.headers["authorization"].split()[1]
    with server.store.reading() as session:
        asker = by_bearer(session, secret, server.links)
    store: Any = Meanwhile(server.store, deed)
    return Deciding(store, asker, seminar.id, server.app.runtime[Meanings])


async def test_a_decision_on_a_text_that_is_written_in_just_now_is_of_what_stands(
    seminar: Afternoon,
) -> None:
    seminar.note("Dette tar Kari Nordli videre", room=1)
    (name,) = found(seminar, "name")
    notes = ["Og en scene", "Og et sted å øve"]
    still = deciding(seminar, lambda: seminar.note(notes.pop(), room=1) if notes else None)
    await still.decide(name["id"], "accept", str)
    assert found(seminar, "name")[0]["decision"] == "accept"

    answer = seminar.answer(room=1)
    text = {"text": "Dette tar noen videre", "version": answer["version"]}
    path = f"/api/v1/answers/{answer['id']}"
    gone = deciding(seminar, lambda: seminar.seats[1].put(path, json=text))
    with pytest.raises(NotFound):
        await gone.decide(name["id"], "keep", str)


def test_a_report_says_of_a_text_what_was_decided_on_it(seminar: Afternoon) -> None:
    """By rule it breaks off; somebody who has looked may know better, until it is written on."""
    told = "Ikke ferdig skrevet"
    export = f"/api/v1/seminars/{seminar.id}/export"

    def report() -> str:
        return str(seminar.organiser.get(export, params={"format": "md"}).text)

    seminar.note("Derfor vil vi at")
    (cut,) = found(seminar, "cut")
    before = report().count(told)
    decide(seminar, cut, "keep")
    assert report().count(told) == before - 1
    decide(seminar, cut, "accept")
    assert report().count(told) == before
    decide(seminar, cut, "keep")
    seminar.note("og at noen betaler for")
    assert report().count(told) == before


def test_a_name_that_was_taken_note_of_is_hidden_where_names_are(seminar: Afternoon) -> None:
    seminar.note("Dette tar Kari Nordli videre")
    (name,) = found(seminar, "name")
    export = f"/api/v1/seminars/{seminar.id}/export"
    asked = {"format": "csv", "names": "remove"}
    assert "Kari Nordli" in seminar.organiser.get(export, params=asked).text

    decide(seminar, name, "accept")

    assert "Kari" not in seminar.organiser.get(export, params=asked).text
    assert "Kari Nordli" in seminar.organiser.get(export, params={"format": "csv"}).text
    assert "Kari Nordli" in seminar.answer()["text"]


def test_a_room_is_asked_while_it_can_write(seminar: Afternoon) -> None:
    seminar.note("Derfor vil vi at")
    (cut,) = found(seminar, "cut")
    leader = facilitator(seminar)
    put = f"{path(seminar)}/{cut['id']}"
    assert leader.put(put, json={"decision": "ask"}).json()["decision"] == "ask"
    changes = seminar.seats[0].get(f"/rooms/{seminar.rooms[0]['id']}").text
    assert "ser ut til å slutte midt i" in changes

    seminar.stage("closed")
    refused = leader.put(put, json={"decision": "ask"})

    assert (refused.status_code, refused.json()["type"]) == (409, "not_open")


def test_the_question_to_a_room_goes_with_the_decision_to_ask(seminar: Afternoon) -> None:
    seminar.note("Derfor vil vi at")
    (cut,) = found(seminar, "cut")
    leader = facilitator(seminar)
    room, at = seminar.rooms[0], f"/api/v1/seminars/{seminar.id}"

    def decided(decision: str | None) -> None:
        put = leader.put(f"{path(seminar)}/{cut['id']}", json={"decision": decision})
        assert put.json()["decision"] == decision

    def undo() -> None:
        assert leader.post(f"{at}/harvest/undo").json()["undone"]

    def standing() -> list[str]:
        texts = [each["text"] for each in leader.get(f"{at}/messages").json()]
        return ["asked" if "slutte midt i" in text else text for text in texts]

    def say(text: str) -> None:
        sent = leader.post(f"{at}/messages", json={"text": text, "room": room["id"]})
        assert sent.status_code == 201, sent.text

    say("Kaffe kl. 14")
    decided("ask")
    assert standing() == ["asked"]
    undo()
    assert (standing(), found(seminar, "cut")[0]["decision"]) == (["Kaffe kl. 14"], None)

    decided("ask")
    decided("ask")
    decided("keep")
    assert standing() == []
    undo()
    assert (standing(), found(seminar, "cut")[0]["decision"]) == (["asked"], "ask")
    decided(None)
    assert standing() == []
    undo()

    say("Ti minutter igjen")
    undo()
    assert standing() == ["Ti minutter igjen"]
    assert "slutte midt i" not in seminar.seats[0].get(f"/rooms/{room['id']}").text
