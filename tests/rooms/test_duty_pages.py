"""Duties as rows of a form: nothing typed is lost, and only saving stores."""

import itertools

from tests.leading import new_seminar, signed_in
from tests.server import Afternoon, Server


def names(server: Server, path: str) -> list[str]:
    return [each["name"] for each in server.organiser().get(f"/api/v1{path}").json()["duties"]]


def test_whatever_is_pressed_saves_what_was_typed(server: Server) -> None:
    leading = new_seminar(server)
    sent = {"id": "", "name": "Vert", "text": "Du tar imot."}
    for act, then in (("add", ["Vert"]), ("remove-0", []), ("up-0", ["Vert"]), ("save", ["Vert"])):
        answer = leading.post("/duties", sent | {"act": act})
        assert answer.status_code in (200, 204)
        assert names(server, leading.path) == then
    leading.post("/duties", sent | {"act": "preset", "preset": "ks"})
    assert len(names(server, leading.path)) == 3


def test_a_row_without_a_name_comes_back_with_its_text(server: Server) -> None:
    sent = {"id": "", "name": "", "text": "Du tar imot.", "act": "save"}
    answer = new_seminar(server).post("/duties", sent)
    assert answer.status_code == 422
    assert "Du tar imot." in answer.text


def test_a_row_that_is_sent_in_part_takes_no_duty_away(server: Server) -> None:
    leading = new_seminar(server)
    leading.post("/duties", {"id": "", "name": "Skriver", "act": "save"})
    assert names(server, leading.path) == ["Skriver"]


def test_a_ready_set_comes_in_the_seminars_language(server: Server) -> None:
    leading = new_seminar(server, language="nn")
    answer = leading.post("/duties", {"act": "preset", "preset": "four"})
    assert "Ordstyrar" in answer.text


def test_a_duty_that_is_renamed_keeps_its_holder(seminar: Afternoon) -> None:
    duty = seminar.seminar["duties"][0]
    room = seminar.rooms[0]["id"]
    seminar.seats[0].put(f"/api/v1/rooms/{room}/duties/{duty['id']}", json={"name": "Kari"})
    leading = signed_in(seminar.server)
    sent = {"id": duty["id"], "name": "Leder", "text": "", "act": "save"}
    leading.post(f"/seminars/{seminar.id}/duties", sent)
    shown = seminar.seats[0].post(f"/api/v1/rooms/{room}/duties/draw", json={"names": ["Kari"]})
    assert [each["duty"] for each in shown.json()["duties"]] == [duty["id"]]


def test_each_step_of_set_up_leads_to_the_one_that_stands_after_it(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}"
    shown = r'<a href="/seminars/\w+/(\w+)"'
    steps = leading.found(shown, "/programme")[:6]
    for step, after in itertools.pairwise(steps[:5]):
        bar = leading.page(f"/{step}").split('class="setup-next"')[1].split("</div>")[0]
        assert f'href="{leading.path}/{after}"' in bar, step
    sent = {"id": "", "name": "Vert", "text": "Du tar imot.", "act": "save"}
    assert leading.post("/duties", sent).headers["hx-redirect"] == f"{leading.path}/plan"
