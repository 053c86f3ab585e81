"""Members that a visit's devices add, contributions counted for each, and taken back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import replacement
from app.documents.blocks import blocks
from app.documents.schema import schema
from app.documents.text import lines
from tests.server import Afternoon, Server, afternoon

API = "/api/v1"


@pytest.fixture
def visit(server: Server) -> Afternoon:
    """A visit of two classes in one place, another class in another."""
    roster = [
        {"number": 1, "name": "Biblioteket", "members": ["7A", "7B"]},
        {"number": 2, "name": "Hallen", "members": ["6C"]},
    ]
    return afternoon(server, roster, preset="visit")


def contribute(visit: Afternoon, text: str, member: str | None, **more: Any) -> dict[str, Any]:
    answer = visit.note(text, member=member, **more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def counted(visit: Afternoon, room: int = 0) -> dict[str, int]:
    path = f"{API}/rooms/{visit.rooms[room]['id']}/contributions"
    members = visit.seats[room].get(path).json()["members"]
    return {each["name"]: each["contributions"] for each in members}


def add(visit: Afternoon, name: str, room: int = 0) -> Any:
    path = f"{API}/rooms/{visit.rooms[room]['id']}/members"
    return visit.seats[room].post(path, json={"name": name})


def test_a_seminar_is_of_its_presets_kind_unless_another_is_sent(visit: Afternoon) -> None:
    organiser = visit.organiser
    plain = organiser.post(f"{API}/seminars", json={"title": "Prøve"}).json()
    other = organiser.post(
        f"{API}/seminars", json={"title": "Prøve", "preset": "blank", "kind": "visit"}
    ).json()

    assert visit.seminar["kind"] == other["kind"] == "visit"
    assert plain["kind"] == "gathering"
    assert visit.seminar["member_noun"] == "klasse eller gruppe"


def test_a_kind_that_there_is_not_is_refused(visit: Afternoon) -> None:
    answer = visit.organiser.patch(f"{API}/seminars/{visit.id}", json={"kind": "party"})

    assert answer.status_code == 422


def test_contributions_are_counted_for_each_member(visit: Afternoon) -> None:
    contribute(visit, "Fotball", "7A")
    contribute(visit, "Sang", "7A", prompt=visit.prompt(1))
    contribute(visit, "Dans", "7B")
    contribute(visit, "Alle sammen", None)

    assert counted(visit) == {"7A": 2, "7B": 1}
    told = visit.organiser.get(f"{API}/seminars/{visit.id}/contributions").json()
    assert told["contributions"] == 4
    first = told["rooms"][0]["prompts"][0]
    assert (first["prompt"], first["contributions"]) == (visit.prompt(), 3)


def test_a_note_counts_for_whom_it_is_tagged_with_where_all_answer_together(
    visit: Afternoon,
) -> None:
    path = f"{API}/seminars/{visit.id}/prompts/{visit.prompt()}"
    visit.organiser.patch(path, json={"per_member": False}).raise_for_status()
    contribute(visit, "Fotball", "7B")

    assert counted(visit) == {"7A": 0, "7B": 1}


def test_one_contribution_of_several_lines_is_one(visit: Afternoon) -> None:
    contribute(visit, "Fotball\nog ski\n\nog sang", "7A")

    assert counted(visit)["7A"] == 1


def test_a_contribution_that_is_sent_again_stands_once(visit: Afternoon) -> None:
    first = contribute(visit, "Fotball", "7A", client_id="en")
    again = contribute(visit, "Fotball", "7A", client_id="en")

    assert first == again
    assert counted(visit)["7A"] == 1


@pytest.mark.parametrize(
    "text", ["🎉", "👩‍👩‍👧", "e" * 10_000, "…"], ids=["cake", "family", "long", "dots"]
)
def test_whatever_can_be_read_is_a_contribution(visit: Afternoon, text: str) -> None:
    contribute(visit, text, "7A")

    assert visit.board()["answers"][1]["text"] == text


@pytest.mark.parametrize("text", ["", "   ", "\n\n"], ids=["none", "spaces", "lines"])
def test_what_has_nothing_to_read_in_it_is_none(visit: Afternoon, text: str) -> None:
    assert visit.note(text, member="7A").status_code == 422
    assert counted(visit)["7A"] == 0


def test_a_class_that_is_not_in_the_roster_is_added_and_contributes(visit: Afternoon) -> None:
    made = add(visit, " 7C, Fjellvik ")
    contribute(visit, "Svømming", made.json()["id"])

    assert (made.status_code, made.json()["name"]) == (201, "7C, Fjellvik")
    assert counted(visit) == {"7A": 0, "7B": 0, "7C, Fjellvik": 1}
    own = [
        each
        for each in visit.board()["answers"]
        if (each["member"] or {}).get("name", "").startswith("7C")
    ]
    assert len(own) == len(visit.seminar["dialogues"][0]["prompts"])


def test_two_devices_that_add_the_same_class_share_it(visit: Afternoon) -> None:
    assert add(visit, "7C").json() == add(visit, "7c").json()
    assert counted(visit) == {"7A": 0, "7B": 0, "7C": 0}


def test_a_class_of_another_place_may_come_to_this_one_too(visit: Afternoon) -> None:
    add(visit, "6C")

    assert counted(visit) == {"7A": 0, "7B": 0, "6C": 0}
    assert counted(visit, 1) == {"6C": 0}


def test_where_devices_may_not_add_classes_only_those_of_the_room_are_answered(
    visit: Afternoon,
) -> None:
    visit.organiser.patch(f"{API}/seminars/{visit.id}", json={"new_members": False})

    assert add(visit, "7A").status_code == 201
    assert add(visit, "7C").json()["type"] == "no_new_members"
    assert counted(visit) == {"7A": 0, "7B": 0}


def test_a_gathering_takes_in_no_new_members(server: Server) -> None:
    assert add(afternoon(server), "7C").json()["type"] == "no_new_members"


def test_a_contribution_is_taken_back_and_can_be_brought_back(visit: Afternoon) -> None:
    contribute(visit, "Fotball", "7A")
    sent = contribute(visit, "Dette var feil", "7A")
    path = f"{API}/answers/{sent['answer_id']}"
    gone = visit.seats[0].delete(f"{path}/notes/{sent['note_id']}")
    again = visit.seats[0].delete(f"{path}/notes/{sent['note_id']}")

    assert (gone.status_code, again.status_code) == (204, 404)
    assert counted(visit)["7A"] == 1
    back = visit.seats[0].post(f"{path}/undelete", json={"note": sent["note_id"]})
    assert back.status_code == 200
    assert counted(visit)["7A"] == 2


def test_a_contribution_of_another_room_is_not_found(visit: Afternoon) -> None:
    sent = contribute(visit, "Fotball", "7A")
    path = f"{API}/answers/{sent['answer_id']}/notes/{sent['note_id']}"

    assert visit.seats[1].delete(path).status_code == 404
    assert counted(visit)["7A"] == 1


def test_a_contribution_stays_once_writing_is_closed(visit: Afternoon) -> None:
    sent = contribute(visit, "Fotball", "7A")
    visit.stage("closed")
    gone = visit.seats[0].delete(f"{API}/answers/{sent['answer_id']}/notes/{sent['note_id']}")

    assert gone.json()["type"] == "closed"
    assert counted(visit)["7A"] == 1


def test_a_copy_is_of_the_same_kind(visit: Afternoon) -> None:
    visit.organiser.patch(f"{API}/seminars/{visit.id}", json={"new_members": False})
    copied = visit.organiser.post(f"{API}/seminars/{visit.id}/copy", json={"title": "Neste"}).json()

    assert (copied["kind"], copied["new_members"]) == ("visit", False)


def test_our_own_file_brings_a_visit_back_as_one(visit: Afternoon) -> None:
    visit.organiser.patch(f"{API}/seminars/{visit.id}", json={"new_members": False})
    contribute(visit, "Fotball", "7A")
    file = visit.organiser.get(f"{API}/seminars/{visit.id}/export?format=json").content
    found = visit.organiser.post(f"{API}/imports", files={"file": ("alt.json", file)}).json()
    made = visit.organiser.post(f"{API}/imports/{found['id']}/confirm", json={}).json()

    assert (made["kind"], made["new_members"]) == ("visit", False)
    told = visit.organiser.get(f"{API}/seminars/{made['id']}/contributions").json()
    assert told["contributions"] == 1


NOTES = st.lists(st.text("ab 🎉", min_size=1).filter(str.strip), min_size=1, max_size=6)


@given(NOTES, st.data())
def test_what_is_taken_out_is_that_note_and_nothing_else(notes: list[str], data: Any) -> None:
    doc = schema.nodes["doc"].create(None, [schema.nodes["paragraph"].create()])
    for at, text in enumerate(notes):
        for step in replacement.append_note(doc, text, id=f"n{at}"):
            doc = step.apply(doc).doc or doc
    gone = data.draw(st.integers(0, len(notes) - 1))
    for step in replacement.remove_note(doc, f"n{gone}"):
        doc = step.apply(doc).doc or doc

    left = [text for at, text in enumerate(notes) if at != gone]
    assert [line.text for line in lines(doc)] == left
    assert all(block.id != f"n{gone}" for block in blocks(doc))
    assert replacement.remove_note(doc, f"n{gone}") == []


def test_thirty_devices_of_five_classes_lose_nothing_and_each_class_has_its_own(
    server: Server,
) -> None:
    """All at once in one place: each sends four short ones, one of them twice, and one device of
    each class adds it when it comes."""
    visit = afternoon(server, [{"number": 1, "name": "Biblioteket", "members": []}], preset="visit")
    room, link = visit.rooms[0]["id"], visit.rooms[0]["url"]
    classes = [f"{year}{letter}" for year in (5, 6, 7) for letter in "AB"][:5]

    def device(number: int) -> None:
        client, name = server.client(), classes[number % 5]
        seat = client.post(f"{API}/seats", json={"link": link}).json()
        client.headers["authorization"] = f"Bearer {seat['seat_token']}"
        added = client.post(f"{API}/rooms/{room}/members", json={"name": name})
        assert added.is_success, added.text
        for at in range(4):
            sent = {
                "prompt": visit.prompt(at % 2),
                "text": f"{name} nr. {number}, {at}",
                "member": added.json()["id"],
                "client_id": f"d{number}-{at}",
            }
            for _ in range(2 if at == 0 else 1):
                answer = client.post(f"{API}/rooms/{room}/notes", json=sent)
                assert answer.status_code == 201, answer.text

    with ThreadPoolExecutor(30) as all_at_once:
        list(all_at_once.map(device, range(30)))

    assert counted(visit) == dict.fromkeys(classes, 24)
    told = visit.organiser.get(f"{API}/seminars/{visit.id}/export?format=csv").text
    for number in range(30):
        for at in range(4):
            assert told.count(f"{classes[number % 5]} nr. {number}, {at}") == 1
