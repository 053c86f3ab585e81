"""Making a seminar in the browser, from a preset or after an earlier one."""

import re

import pytest

from app.seminars.presets import PRESETS
from tests.leading import new_seminar, signed_in
from tests.server import Afternoon, Server


def test_an_organiser_without_seminars_is_told_how_to_begin(server: Server) -> None:
    assert 'href="/seminars/new"' in signed_in(server).page("/seminars")


def test_nobody_else_sees_the_list_or_makes_one(server: Server) -> None:
    client = server.client()
    wish = {"title": "Prøve", "language": "nb", "preset": "blank"}
    assert client.get("/seminars").status_code == 404
    assert client.get("/seminars/new").status_code == 404
    assert client.post("/seminars/new", data=wish).status_code == 404


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_makes_a_seminar_that_can_be_shown(server: Server, preset: str) -> None:
    leading = new_seminar(server, preset=preset)
    for more in ("", "/programme", "/rooms", "/duties", "/use", "/share", "/settings", "/sheets"):
        assert leading.page(more)


def test_a_form_that_is_refused_comes_back_as_it_was(server: Server) -> None:
    leading = signed_in(server)
    answer = leading.post("/seminars/new", {"title": " ", "language": "nn", "preset": "reflection"})
    assert answer.status_code == 422
    assert "Skriv noko her." in answer.text or "Skriv noe her." in answer.text
    assert 'value="reflection" checked' in answer.text
    assert '<option value="nn" dir="auto" selected>' in answer.text


def test_an_unknown_preset_is_refused(server: Server) -> None:
    wish = {"title": "Prøve", "language": "nb", "preset": "nothing"}
    assert signed_in(server).post("/seminars/new", wish).status_code == 422


def test_a_copy_has_the_programme_and_rooms_but_no_text(seminar: Afternoon) -> None:
    seminar.note("Dette skal ikke være med.")
    leading = signed_in(seminar.server)
    wish = {"title": "Ny", "language": "nb", "preset": "blank", "earlier": seminar.id}
    leading.path = leading.post("/seminars/new", wish).headers["hx-redirect"]
    copied = seminar.organiser.get(f"/api/v1{leading.path}").json()
    rooms = seminar.organiser.get(f"/api/v1{leading.path}/rooms").json()
    old = seminar.seminar["dialogues"]
    assert [len(each["prompts"]) for each in copied["dialogues"]] == [
        len(each["prompts"]) for each in old
    ]
    assert [each["text"] for each in copied["dialogues"][0]["prompts"]] == [
        each["text"] for each in old[0]["prompts"]
    ]
    assert [(each["number"], [one["name"] for one in each["members"]]) for each in rooms] == [
        (each["number"], [one["name"] for one in each["members"]]) for each in seminar.rooms
    ]
    assert [each["name"] for each in copied["duties"]] == [
        each["name"] for each in seminar.seminar["duties"]
    ]
    grid = seminar.organiser.get(f"/api/v1{leading.path}/export?format=json").text
    assert "Dette skal ikke" not in grid


def test_another_organisers_seminar_cannot_be_copied(seminar: Afternoon) -> None:
    other = signed_in(seminar.server, "Somebody Else")
    wish = {"title": "Ny", "language": "nb", "preset": "blank", "earlier": seminar.id}
    assert other.post("/seminars/new", wish).status_code == 404


def test_a_program_gets_the_same_copy_as_the_page(seminar: Afternoon) -> None:
    seminar.note("Dette skal ikke være med.")
    answer = seminar.organiser.post(f"/api/v1/seminars/{seminar.id}/copy", json={"title": "Neste"})
    assert answer.status_code == 201
    copied = answer.json()
    assert copied["title"] == "Neste"
    assert copied["id"] != seminar.id
    asked = [[one["text"] for one in each["prompts"]] for each in copied["dialogues"]]
    assert asked == [
        [one["text"] for one in each["prompts"]] for each in seminar.seminar["dialogues"]
    ]
    rooms = seminar.organiser.get(f"/api/v1/seminars/{copied['id']}/rooms").json()
    assert [(each["number"], [one["name"] for one in each["members"]]) for each in rooms] == [
        (each["number"], [one["name"] for one in each["members"]]) for each in seminar.rooms
    ]
    export = seminar.organiser.get(f"/api/v1/seminars/{copied['id']}/export?format=json").text
    assert "Dette skal ikke" not in export


def test_a_program_of_another_organiser_copies_nothing(seminar: Afternoon) -> None:
    other = seminar.server.organiser("Somebody Else")
    call = f"/api/v1/seminars/{seminar.id}/copy"
    assert other.post(call, json={"title": "Neste"}).status_code == 404
    assert seminar.organiser.post(call, json={"title": " "}).status_code == 422


def test_a_seminar_without_any_dialogue_can_be_shown_too(server: Server) -> None:
    wish = {"title": "Tomt", "language": "nb", "preset": "blank", "dialogues": []}
    made = server.organiser().post("/api/v1/seminars", json=wish).json()
    leading = signed_in(server)
    leading.path = f"/seminars/{made['id']}"
    leading.post("/rooms/make", {"count": "2"})
    for more in ("", "/programme", "/rooms", "/duties", "/use", "/share", "/settings", "/sheets"):
        assert leading.page(more)


def primary(page: str) -> str:
    """The words of the one filled button of a page."""
    (found,) = re.findall(r'data-variant="primary".*?<span>(.*?)</span>', page, re.DOTALL)
    return str(found)


def test_the_overview_leads_to_what_comes_next(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}"
    assert primary(leading.page()) == "Åpne rutenettet"

    seminar.stage("draft")
    assert "Etterpå" not in leading.page()

    for at in (0, 1):
        seminar.stage("open", at)
        seminar.stage("closed", at)
    assert primary(leading.page()) == "Les svarene"
    assert "Prøvekjør" in leading.page()

    archive = f"/api/v1/seminars/{seminar.id}/archive"
    seminar.organiser.put(archive, json={"archived": True}).raise_for_status()
    assert primary(leading.page()) == "Les svarene"
    assert "Prøvekjør" not in leading.page()


def test_a_seminar_without_rooms_counts_none(server: Server) -> None:
    leading = new_seminar(server)
    for more in ("/plenum", "/pictures"):
        assert "0 av 0" not in leading.page(more)
    assert primary(leading.page("/grid")) == "Lag rommene"
