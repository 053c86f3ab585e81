"""Rooms, duties, links and seats made ready by a program: as on their pages, with the same way
back; and the owner's last word."""

from typing import Any

import pytest

from tests.cast import facilitator
from tests.server import Afternoon


def path(seminar: Afternoon) -> str:
    return f"/api/v1/seminars/{seminar.id}"


def rooms(seminar: Afternoon) -> list[tuple[int, str | None, list[str]]]:
    found = seminar.organiser.get(f"{path(seminar)}/rooms").json()
    return [
        (each["number"], each["name"], [member["name"] for member in each["members"]])
        for each in found
    ]


def take_back(seminar: Afternoon) -> str:
    """What was done last, in words."""
    undo = f"{path(seminar)}/undo"
    last: dict[str, Any] = seminar.organiser.get(undo).json()
    seminar.organiser.post(undo, json={"change": last["change"]}).raise_for_status()
    return str(last["said"])


def test_one_room_is_changed_and_the_others_stay(seminar: Afternoon) -> None:
    before = rooms(seminar)
    there = f"{path(seminar)}/rooms/{seminar.rooms[0]['id']}"
    named = seminar.organiser.patch(there, json={"name": "Storsalen"}).json()
    assert (named["name"], len(named["members"])) == ("Storsalen", len(before[0][2]))
    peopled = seminar.organiser.patch(there, json={"members": ["Tolga", "Os", "Tolga"]}).json()
    assert [each["name"] for each in peopled["members"]] == ["Tolga", "Os"]
    assert rooms(seminar) == [(1, "Storsalen", ["Tolga", "Os"]), *before[1:]]
    assert [take_back(seminar), take_back(seminar)] == ["Rommet er lagret."] * 2
    assert rooms(seminar) == before


def test_a_new_link_opens_and_the_one_before_does_not_until_it_is_taken_back(
    seminar: Afternoon,
) -> None:
    room, client = seminar.rooms[0], seminar.server.client()

    def opens(url: str) -> bool:
        return client.post("/api/v1/seats", json={"link": url}).status_code == 201

    renewed = seminar.organiser.post(f"{path(seminar)}/rooms/{room['id']}/link").json()
    assert (opens(renewed["url"]), opens(room["url"])) == (True, False)
    take_back(seminar)
    assert (opens(renewed["url"]), opens(room["url"])) == (False, True)


def test_a_seat_is_found_and_taken_away_and_what_it_wrote_stays(seminar: Afternoon) -> None:
    seminar.note("Står")
    there = f"{path(seminar)}/rooms/{seminar.rooms[0]['id']}/seats"
    (sitting,) = seminar.organiser.get(there).json()
    assert seminar.organiser.delete(f"{there}/{sitting['id']}").status_code == 204
    assert seminar.organiser.get(there).json() == []
    assert seminar.seats[0].get(f"/api/v1/rooms/{seminar.rooms[0]['id']}/board").status_code == 401
    answer = seminar.organiser.get(f"/api/v1/rooms/{seminar.rooms[0]['id']}/board").json()
    assert "Står" in [each["text"] for each in answer["answers"]]
    take_back(seminar)
    assert seminar.organiser.get(there).json() == [sitting]


def test_a_seat_of_another_room_is_not_found(seminar: Afternoon) -> None:
    first, second = (f"{path(seminar)}/rooms/{room['id']}/seats" for room in seminar.rooms[:2])
    (sitting,) = seminar.organiser.get(first).json()
    assert seminar.organiser.delete(f"{second}/{sitting['id']}").status_code == 404


def test_duties_that_are_sent_with_their_id_keep_their_holders(seminar: Afternoon) -> None:
    duties = seminar.organiser.get(path(seminar)).json()["duties"]
    room = f"/api/v1/rooms/{seminar.rooms[0]['id']}"
    given = seminar.seats[0].put(f"{room}/duties/{duties[0]['id']}", json={"name": "Kari"})
    assert given.status_code == 200
    wish = [{"name": "Portvakt"}, {**duties[0], "name": "Møteleder"}]
    put = seminar.organiser.put(f"{path(seminar)}/duties", json={"duties": wish}).json()
    assert [each["name"] for each in put] == ["Portvakt", "Møteleder"]
    assert put[1]["id"] == duties[0]["id"]
    set_of_four = seminar.organiser.put(f"{path(seminar)}/duties", json={"preset": "four"}).json()
    assert len(set_of_four) == 4
    assert [take_back(seminar), take_back(seminar)] == ["Rollene er lagret."] * 2
    assert seminar.organiser.get(path(seminar)).json()["duties"] == duties


@pytest.mark.parametrize("wish", [{}, {"preset": None}, {"duties": [], "preset": "four"}])
def test_duties_are_a_list_or_a_set_and_nothing_goes_by_mistake(
    seminar: Afternoon, wish: dict[str, Any]
) -> None:
    duties = seminar.organiser.get(path(seminar)).json()["duties"]
    assert seminar.organiser.put(f"{path(seminar)}/duties", json=wish).status_code == 422
    assert seminar.organiser.get(path(seminar)).json()["duties"] == duties


def test_a_list_is_read_as_on_its_page_and_what_is_read_can_be_put(seminar: Afternoon) -> None:
    there = f"{path(seminar)}/rooms/reading"
    read = seminar.organiser.post(there, json={"text": "1; Gol og Nes\n2; Hemsedal\n"}).json()
    assert not read["refused"]
    assert [each["kind"] for each in read["findings"]] == ["perhaps_two"]
    wish = {"text": "1; Gol og Nes\n2; Hemsedal\n", "divide": True}
    divided = seminar.organiser.post(there, json=wish).json()
    assert [each["members"] for each in divided["rooms"]] == [["Gol", "Nes"], ["Hemsedal"]]
    put = seminar.organiser.put(f"{path(seminar)}/rooms", json=divided["rooms"])
    assert put.status_code == 200
    assert [each[2] for each in rooms(seminar)][:2] == [["Gol", "Nes"], ["Hemsedal"]]
    refused = seminar.organiser.post(there, json={"text": " "}).json()
    assert refused["refused"]


def test_a_seating_of_its_own_is_given_up_and_the_first_one_never_is(seminar: Afternoon) -> None:
    def first() -> str:
        """Where the first dialogue's seating stands alone."""
        return str(seminar.organiser.get(f"/seminars/{seminar.id}/rooms").text)

    before, member = rooms(seminar), rooms(seminar)[0][2][0]
    own = f"{path(seminar)}/rooms?dialogue={seminar.dialogue(1)}"
    seminar.organiser.put(own, json=[{"number": 1, "members": ["Tolga"]}]).raise_for_status()
    assert rooms(seminar) != before
    for dialogue in (1, 0):
        there = f"{path(seminar)}/dialogues/{seminar.dialogue(dialogue)}/seating"
        assert seminar.organiser.delete(there).status_code == 204
        assert rooms(seminar) == before
        assert member in first()


def test_a_new_facilitators_link_ends_the_one_before(seminar: Afternoon) -> None:
    by_link = facilitator(seminar)
    assert by_link.get(path(seminar)).status_code == 200
    before = seminar.organiser.get(path(seminar)).json()["facilitator_url"]
    renewed = seminar.organiser.post(f"{path(seminar)}/facilitator-link").json()
    assert renewed["facilitator_url"] != before
    assert by_link.get(path(seminar)).status_code == 404


def test_a_seminar_is_deleted_by_its_code_alone(seminar: Afternoon) -> None:
    seminar.note("Borte")
    for wrong in ("", "?code=", "?code=NOTTHIS"):
        refused = seminar.organiser.delete(path(seminar) + wrong)
        assert (refused.status_code, refused.json()["type"]) == (422, "wrong_code")
    code = seminar.seminar["code"]
    gone = seminar.organiser.delete(f"{path(seminar)}?code={code.lower()}").json()
    assert (gone["code"], gone["rooms"]) == (code, len(seminar.rooms))
    assert seminar.organiser.get(path(seminar)).status_code == 404
