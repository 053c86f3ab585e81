"""The programme changed by a program: as on its pages, with the same refusals and the same way
back."""

from typing import Any

import httpx2 as httpx

from tests.leading import new_seminar, signed_in
from tests.server import Afternoon, Server


def path(seminar: Afternoon) -> str:
    return f"/api/v1/seminars/{seminar.id}"


def shown(seminar: Afternoon) -> list[dict[str, Any]]:
    return list(seminar.organiser.get(path(seminar)).json()["dialogues"])


def labels(seminar: Afternoon) -> list[list[str]]:
    return [[each["label"] for each in work["prompts"]] for work in shown(seminar)]


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"]


def test_a_dialogue_is_changed_after_the_seminar_was_made_and_only_what_is_sent(
    seminar: Afternoon,
) -> None:
    before = shown(seminar)[0]
    wish = {"instructions": "Snakk sammen", "background": "Les dette", "minutes": 40}
    there = f"{path(seminar)}/dialogues/{before['id']}"
    changed = seminar.organiser.patch(there, json=wish).json()
    assert changed == before | wish == shown(seminar)[0]


def test_dialogues_and_questions_come_move_and_go(seminar: Afternoon) -> None:
    before = labels(seminar)
    prompts = [{"text": "Hvem?", "label": "Hvem"}, {"text": "Når?", "label": "Når", "joined": True}]
    wish = {"title": "Til slutt", "minutes": 15, "prompts": prompts}
    made = seminar.organiser.post(f"{path(seminar)}/dialogues", json=wish).json()
    assert [(each["number"], each["joined"]) for each in made["prompts"]] == [(1, False), (2, True)]
    assert labels(seminar) == [*before, ["Hvem", "Når"]]
    first, second = (f"{path(seminar)}/prompts/{each['id']}" for each in made["prompts"])
    moved = seminar.organiser.patch(second, json={"place": 0, "joined": False}).json()
    assert (moved["number"], moved["joined"]) == (1, False)
    there = f"{path(seminar)}/dialogues/{made['id']}"
    seminar.organiser.patch(there, json={"place": 0}).raise_for_status()
    assert labels(seminar) == [["Når", "Hvem"], *before]
    assert seminar.organiser.delete(first).status_code == 204
    asked = {"text": "Hvor?", "label": "Hvor"}
    assert seminar.organiser.post(f"{there}/prompts", json=asked).json()["number"] == 2
    assert labels(seminar) == [["Når", "Hvor"], *before]
    assert seminar.organiser.delete(there).status_code == 204
    assert labels(seminar) == before


def test_what_is_sent_again_is_added_once(seminar: Afternoon) -> None:
    there, before = f"{path(seminar)}/dialogues", labels(seminar)
    wish = {"title": "Til slutt", "client_id": "ny-dialog"}
    first, again = (seminar.organiser.post(there, json=wish) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    asked = {"text": "Hvem?", "label": "Hvem", "client_id": "nytt-spørsmål"}
    prompts = f"{there}/{first.json()['id']}/prompts"
    first, again = (seminar.organiser.post(prompts, json=asked) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    assert labels(seminar) == [*before, ["Hvem"]]
    other = seminar.organiser.post(prompts, json={**asked, "text": "Hva?"})
    assert problem(other) == (409, "name_taken")


def test_rooms_get_the_answers_of_what_came_and_lose_those_of_what_went(seminar: Afternoon) -> None:
    wish = {"title": "Til slutt", "prompts": [{"text": "Hvem?"}]}
    made = seminar.organiser.post(f"{path(seminar)}/dialogues", json=wish).json()

    def asked() -> set[str]:
        return {each["dialogue"] for each in seminar.board()["answers"]}

    assert made["id"] in asked()
    seminar.organiser.delete(f"{path(seminar)}/dialogues/{made['id']}").raise_for_status()
    assert made["id"] not in asked()


def test_what_somebody_has_written_under_stays(seminar: Afternoon) -> None:
    seminar.note("Et svar")
    for what in (f"prompts/{seminar.prompt()}", f"dialogues/{seminar.dialogue()}"):
        refused = seminar.organiser.delete(f"{path(seminar)}/{what}")
        assert problem(refused) == (409, "has_text")
    assert seminar.answer()["text"] == "Et svar"


def test_a_text_in_the_other_written_form_goes_with_the_question_that_it_asked(
    seminar: Afternoon,
) -> None:
    there = f"{path(seminar)}/dialogues/{seminar.dialogue()}/prompts"
    asked = {"text": "Hva lærte vi?", "text_nn": "Kva lærte vi?"}
    made = seminar.organiser.post(there, json=asked).json()["id"]
    prompt = f"{path(seminar)}/prompts/{made}"
    kept = seminar.organiser.patch(prompt, json={"place": 0}).json()
    assert (kept["text"], kept["text_nn"]) == ("Hva lærte vi?", "Kva lærte vi?")
    assert seminar.organiser.patch(prompt, json={"text": "Hva nå?"}).json()["text_nn"] == ""


def test_each_change_is_taken_back_as_on_its_page_the_last_one_first(seminar: Afternoon) -> None:
    before, undo = shown(seminar), f"{path(seminar)}/undo"
    there = f"{path(seminar)}/dialogues/{seminar.dialogue(1)}"
    seminar.organiser.patch(there, json={"place": 0}).raise_for_status()
    seminar.organiser.patch(there, json={"title": "Først"}).raise_for_status()
    seminar.organiser.delete(f"{path(seminar)}/prompts/{seminar.prompt(2)}").raise_for_status()
    said = []
    for _ in range(3):
        last = seminar.organiser.get(undo).json()
        said.append(last["said"])
        answer = seminar.organiser.post(undo, json={"change": last["change"]})
        assert answer.status_code == 200
    assert said == ["Spørsmålet er fjernet.", "Dialogen er lagret.", "Dialogen er flyttet."]
    assert answer.json()["dialogues"] == before
    assert problem(seminar.organiser.post(undo, json={"change": last["change"]})) == (
        409,
        "moved_on",
    )


def test_a_roster_a_plan_and_a_name_are_taken_back_too(seminar: Afternoon) -> None:
    def stands() -> list[Any]:
        told = [seminar.organiser.get(f"{path(seminar)}{each}") for each in ("", "/rooms", "/plan")]
        return [each.json() for each in told]

    before = stands()
    plan = {"steps": [{"kind": "point", "text": "Lunsj", "at": "12:00"}]}
    for method, where, wish in (
        ("PATCH", "", {"title": "En annen"}),
        ("PUT", "/rooms", [{"number": 77, "members": ["Tolga"]}]),
        ("PUT", "/plan", plan),
        ("PUT", "/archive", {"archived": True}),
    ):
        seminar.organiser.request(method, path(seminar) + where, json=wish).raise_for_status()
    for _ in range(4):
        last = seminar.organiser.get(f"{path(seminar)}/undo").json()["change"]
        done = seminar.organiser.post(f"{path(seminar)}/undo", json={"change": last})
        assert done.status_code == 200, done.text
    assert stands() == before


def test_whose_change_it_was_takes_it_back_and_nobody_else(seminar: Afternoon) -> None:
    seminar.organiser.patch(path(seminar), json={"place": "Huset"}).raise_for_status()
    change = seminar.organiser.get(f"{path(seminar)}/undo").json()["change"]
    other = seminar.server.organiser()
    assert other.get(f"{path(seminar)}/undo").json()["change"] is None
    refused = other.post(f"{path(seminar)}/undo", json={"change": change})
    assert problem(refused) == (409, "moved_on")


def test_a_programme_has_an_end_so_that_it_can_be_copied_and_brought_in_again(
    server: Server,
) -> None:
    leading = new_seminar(server, preset="blank")
    there = f"/api/v1{leading.path}"
    organiser = server.organiser()
    made = [organiser.post(f"{there}/dialogues", json={"title": f"{at}"}) for at in range(10)]
    assert [each.status_code for each in made] == [201] * 9 + [422]
    assert problem(made[-1]) == (422, "programme_full")
    refused = leading.post("/programme/dialogues/new", {"title": "Nok en"})
    assert (refused.status_code, "høyst 10 dialoger" in refused.text) == (422, True)
    assert 'value="Nok en"' in refused.text
    last = f"/dialogues/{made[0].json()['id']}/prompts"
    for at in range(30):
        organiser.post(f"{there}{last}", json={"text": f"{at}?"}).raise_for_status()
    asked = {"text": "Enda en?", "talk": "5", "kind": "open"}
    refused = leading.post(f"/programme{last}/new", asked)
    assert (refused.status_code, "Enda en?" in refused.text) == (422, True)
    copied = organiser.post(f"{there}/copy", json={"title": "Neste"})
    assert len(copied.json()["dialogues"]) == 10


def test_what_a_program_did_can_be_taken_back_on_the_page_by_the_same_person(
    seminar: Afternoon,
) -> None:
    leading = signed_in(seminar.server)
    api = f"{path(seminar)}/dialogues/{seminar.dialogue()}"
    leading.client.patch(api, json={"title": "Ny"}).raise_for_status()
    assert "/undo/" in leading.client.get(f"/seminars/{seminar.id}/programme").text
