"""Rooms proposed on their page: nothing is kept before they are used, and of people no name."""

import html
import re

import pytest

from app.rosters.text import read_roster
from tests.leading import Leading, new_seminar
from tests.rooms.test_roster_pages import roster
from tests.server import Server

PEOPLE = "Navn;Kommune;Rolle\n" + "\n".join(
    f"Kari Vik {at};{member};rektor" for at, member in enumerate(["Gol", "Nes", "Ål", "Hol"] * 3)
)


def proposed(answer: str) -> dict[int, tuple[str, ...]]:
    found = re.search(r'<textarea[^>]* name="text"[^>]*>\n(.*?)</textarea>', answer, re.DOTALL)
    assert found
    entries = read_roster(html.unescape(found[1])).entries
    return {entry.number: entry.members for entry in entries}


def arrange(leading: Leading, **sent: str) -> str:
    answer = leading.client.post(f"{leading.path}/rooms/arrange", data=sent)
    assert answer.status_code == 200
    return answer.text


def used(leading: Leading, rooms: dict[int, tuple[str, ...]]) -> None:
    text = "\n".join(f"{number}; {', '.join(members)}" for number, members in rooms.items())
    leading.post("/rooms", {"text": text})


def test_rooms_are_proposed_corrected_used_and_filled_with_those_who_come_late(
    server: Server,
) -> None:
    leading = new_seminar(server)
    first = proposed(arrange(leading, people=PEOPLE))
    assert sorted(sum(first.values(), ())) == ["Gol", "Hol", "Nes", "Ål"]
    assert len(first) == 2
    assert roster(leading, server) == {}

    corrected = f"1; {', '.join(first[1][:1])}\n2; {', '.join(first[2])}"
    answer = arrange(leading, people=PEOPLE, text=corrected, again="true")
    assert proposed(answer) == first

    used(leading, first)
    assert set(roster(leading, server)) == {1, 2}
    late = proposed(arrange(leading, people=PEOPLE + "\nPer;Flå;\nAnna;Flå;\nEli;Flå;"))
    assert {at: late[at][:2] for at in first} == first
    assert sum(late.values(), ()).count("Flå") == 1
    everything = leading.client.get(f"{leading.path}/rooms").text
    assert "Kari Vik" not in everything


@pytest.mark.parametrize(
    ("rooms", "way"),
    [
        ({1: ("Gol", "Nes"), 2: ("Hol",), 3: ("Hol", "Ål")}, "together"),
        ({1: ("Gol", "Nes", "Hol"), 2: ("Gol", "Nes", "Ål")}, "mixed"),
    ],
)
def test_late_arrivals_are_seated_as_the_others_were(
    server: Server, rooms: dict[int, tuple[str, ...]], way: str
) -> None:
    leading = new_seminar(server)
    used(leading, rooms)
    chosen = re.findall(r'<input[^>]*name="way"[^>]*checked[^>]*>', leading.page("/rooms/arrange"))
    assert len(chosen) == 1
    assert f'value="{way}"' in chosen[0]


def test_what_cannot_be_placed_is_said_and_the_list_stays(server: Server) -> None:
    leading = new_seminar(server)
    for people in ("", "Navn\nKari", "Gol; 4001"):
        answer = leading.client.post(f"{leading.path}/rooms/arrange", data={"people": people})
        assert answer.status_code == 422
        assert 'data-color="danger"' in answer.text
        assert f">{people}</textarea>" in answer.text
    path = f"{leading.path}/rooms/arrange"
    answer = leading.client.post(
        path, data={"people": "Gol; 3", "text": "1; Gol\nNes", "again": "true"}
    )
    assert answer.status_code == 422
    assert "1; Gol\nNes</textarea>" in answer.text
    assert roster(leading, server) == {}


def test_one_person_and_two_get_a_room_and_a_word(server: Server) -> None:
    leading = new_seminar(server)
    for people, said in (
        ("Gol", "Én person alene i rom 1"),
        ("Gol; 2", "Bare to personer i rom 1"),
    ):
        answer = arrange(leading, people=people)
        assert proposed(answer) == {1: ("Gol",)}
        assert said in answer


def test_two_thousand_people_from_a_file_are_placed(server: Server) -> None:
    leading = new_seminar(server)
    people = "\n".join(f"Kommune {'abcdefghij'[at % 10]}{at}; 2" for at in range(1_000))
    answer = leading.client.post(
        f"{leading.path}/rooms/arrange",
        data={"way": "mixed", "size": "5"},
        files={"list": ("hvem.csv", people.encode("utf-16"))},
    )
    assert answer.status_code == 200
    assert len(proposed(answer.text)) == 400
