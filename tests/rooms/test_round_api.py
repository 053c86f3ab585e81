"""A room's round, its own clock, what it is told and a seat's name, by a program."""

from typing import Any

import httpx2 as httpx

from tests.server import Afternoon


def path(seminar: Afternoon) -> str:
    return f"/api/v1/rooms/{seminar.rooms[0]['id']}"


def go(seminar: Afternoon, **wish: Any) -> dict[str, Any]:
    answer = seminar.seats[0].post(f"{path(seminar)}/round", json=wish)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def turns(stands: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["name"], each["turn"]) for each in stands["turns"]]


def test_a_round_goes_around_and_nobody_moves_it_twice_by_the_same_look(
    seminar: Afternoon,
) -> None:
    begun = go(seminar, go="start", names=["Kari", "Per", "Ola"])
    assert (begun["dialogue"], begun["at"]) == (seminar.dialogue(), 0)
    assert turns(begun) == [(name, "waiting") for name in ("Kari", "Per", "Ola")]
    for _ in range(2):
        stands = go(seminar, go="next", at=0)
        assert (stands["at"], stands["turns"][0]["turn"]) == (1, "heard")
    assert go(seminar, go="next") == {**stands, "undo": None}
    assert turns(go(seminar, go="pass", at=1))[1] == ("Per", "passed")
    given = go(seminar, go="word", at=0)
    assert (given["at"], turns(given)[0]) == (0, ("Kari", "waiting"))
    assert seminar.organiser.get(f"{path(seminar)}/round").json().items() <= given.items()
    assert go(seminar, go="stop")["turns"] == []


def test_with_a_round_runs_its_time(seminar: Afternoon) -> None:
    go(seminar, go="start", prompt=seminar.prompt(1))
    phases = seminar.seats[0].get(f"{path(seminar)}/phases").json()
    clock = phases[0]["clock"]
    assert (clock["prompt"], clock["phase"], clock["own"]) == (seminar.prompt(1), "round", True)


def test_a_round_is_over_with_its_dialogue(seminar: Afternoon) -> None:
    go(seminar, go="start", names=["Kari", "Per"])
    seminar.stage("closed")
    stands = seminar.seats[0].get(f"{path(seminar)}/round").json()
    assert (stands["dialogue"], stands["at"], stands["turns"]) == (None, None, [])
    wish = {"go": "start", "dialogue": seminar.dialogue()}
    refused = seminar.seats[0].post(f"{path(seminar)}/round", json=wish)
    assert (refused.status_code, refused.json()["type"]) == (409, "closed")


def test_a_room_starts_its_own_clock_where_it_writes(seminar: Afternoon) -> None:
    wish = {"prompt": seminar.prompt(), "phase": "talk"}
    started = seminar.seats[0].put(f"{path(seminar)}/clock", json=wish).json()
    assert (started["clock"]["phase"], started["clock"]["own"]) == ("talk", True)
    elsewhere = {**wish, "prompt": seminar.prompt(dialogue=1)}
    refused = seminar.seats[0].put(f"{path(seminar)}/clock", json=elsewhere)
    assert refused.status_code == 404  # rooms may not know of it yet


def test_a_seat_has_another_name_and_member_and_none(seminar: Afternoon) -> None:
    wish = {"code": seminar.seminar["code"], "room": 1, "nickname": "Kari"}
    made = seminar.server.client().post("/api/v1/seats", json=wish).json()
    seat, mine = seminar.server.client(made["seat_token"]), f"/api/v1/seats/{made['seat_id']}"
    member = seminar.rooms[0]["members"][0]
    named = seat.patch(mine, json={"member": member["name"]}).json()
    assert named.items() >= {"id": made["seat_id"], "nickname": "Kari", "member": member}.items()
    assert seat.patch(mine, json={"nickname": ""}).json()["nickname"] is None
    cleared = seat.patch(mine, json={"member": ""}).json()
    assert cleared["member"] is None
    back = f"{path(seminar)}/pressed/undo"
    seat.post(back, json={"undo": cleared["undo"]}).raise_for_status()
    assert seat.patch(mine, json={}).json() == {**cleared, "member": member, "undo": None}
    assert seminar.seats[0].patch(mine, json={"nickname": "Per"}).status_code == 404


def test_a_room_hears_what_is_said_to_it_and_says_that_it_has_seen_it(seminar: Afternoon) -> None:
    led = f"/api/v1/seminars/{seminar.id}/messages"
    other = {"text": "Til de andre", "room": seminar.rooms[1]["id"]}
    seminar.organiser.post(led, json=other).raise_for_status()
    sent = seminar.organiser.post(led, json={"text": "Fem minutter igjen"}).json()
    (heard,) = seminar.seats[0].get(f"{path(seminar)}/messages").json()
    assert (heard["id"], heard["text"]) == (sent["id"], "Fem minutter igjen")
    seen = f"{path(seminar)}/messages/{heard['id']}/seen"
    assert [seminar.seats[0].put(seen).status_code for _ in range(2)] == [204, 204]
    known = {each["id"]: each for each in seminar.organiser.get(led).json()}
    assert seminar.rooms[0]["id"] not in known[sent["id"]]["unseen"]


def test_a_question_that_is_lit_is_put_out_by_a_seat_alone(seminar: Afternoon) -> None:
    lit = f"{path(seminar)}/focus"
    seminar.seats[0].post(lit, json={"prompt": seminar.prompt()}).raise_for_status()

    def put_out(client: httpx.Client) -> int:
        return client.delete(lit).status_code

    assert [put_out(seminar.seats[0]), put_out(seminar.organiser)] == [204, 404]
