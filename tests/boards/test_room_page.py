"""The room page: everything of the room in one read, nothing of what is not open yet."""

import json
import re
from typing import Any

from tests.cast import facilitator
from tests.rooms.browsing import Browser, address, enter
from tests.server import PART, Afternoon, Server, afternoon


def block(page: str, id: str) -> Any:
    found = re.search(rf'id="{id}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def documents(page: str) -> dict[str, Any]:
    """What each field begins with, by its document's name."""
    return {
        name: json.loads(doc)
        for name, doc in re.findall(
            r'data-document="([^"]+)".*?class="editor-doc">(.*?)</script>', page, re.DOTALL
        )
    }


def say(browser: Browser, answer: str, state: str) -> str:
    shown = browser.post(f"/answers/{answer}/said", state=state)
    assert shown.status_code == 200, shown.text
    return shown.text


def state(page: str, answer: str) -> str:
    found = re.search(rf'id="state-{answer}" data-state="(\w+)"', page)
    assert found
    return found.group(1)


def test_the_page_shows_what_the_board_has(seminar: Afternoon) -> None:
    seminar.note("Et notat med <tegn> & alt")
    page, board = enter(seminar).page(), seminar.board()
    shown = documents(page)
    for answer in board["answers"]:
        if answer["stage"] != "draft":
            assert shown[answer["id"]] == answer["doc"]
            assert shown[f"{answer['id']}/summary"] == answer["summary"]["doc"]
    assert "Et notat med &lt;tegn&gt; &amp; alt</p>" in page
    data = block(page, "board")
    assert data["version"] >= board["version"]
    assert data["epoch"] == board["epoch"]


def test_a_room_with_a_name_tells_who_sits_there_beside_it(server: Server) -> None:
    """To those who write there, at its door, in its history, and to those who lead."""
    room = {"number": 1, "name": "Biblioteket", "members": ["Fjellvik", "Granli"]}
    seminar = afternoon(server, [room])
    door = seminar.server.client().get(address(seminar)).text
    kari = enter(seminar)
    told = "Biblioteket · Fjellvik, Granli"
    head = re.search(r"<h1.*?</h1>", kari.page(), re.DOTALL)
    assert head
    assert told in head.group()
    assert told in door
    assert told in kari.page("/history")
    kari.post("/help", calling="true")
    lead = facilitator(seminar)
    for page in ("/grid", f"/grid/rooms/{kari.room_id}"):
        answer = lead.get(f"/seminars/{seminar.id}{page}", headers=PART if "rooms" in page else {})
        assert told in answer.text, page


def test_a_note_carries_the_words_for_whom_it_is_from(seminar: Afternoon) -> None:
    seminar.note("Fra en", member="Granli")
    assert 'data-by="Fra Granli"' in enter(seminar).page()


def test_a_dialogue_that_is_not_open_yet_shows_nothing(seminar: Afternoon) -> None:
    page = enter(seminar).page()
    second = seminar.seminar["dialogues"][1]
    assert second["id"] not in page
    assert all(prompt["text"] not in page for prompt in second["prompts"])


def test_before_anything_opens_the_room_can_already_meet(seminar: Afternoon) -> None:
    seminar.stage("draft")
    page = enter(seminar).page()
    assert "Ikke åpnet ennå" in page
    assert 'id="people"' in page
    assert "editor-doc" not in page


def test_dialogue_1_stays_writable_when_2_opens(seminar: Afternoon) -> None:
    browser = enter(seminar)
    seminar.stage("open", dialogue=1)
    page = browser.page()
    assert 'data-mode="read"' not in page
    first, second = (each["id"] for each in seminar.seminar["dialogues"])
    chosen = re.findall(r'data-dialogue="(\w+)"[^>]*aria-current="page"', page)
    assert chosen == [second]
    again = browser.page(f"?dialogue={first}")
    assert re.findall(r'data-dialogue="(\w+)"[^>]*aria-current="page"', again) == [first]


def test_a_per_member_prompt_has_a_field_for_each_and_one_for_the_room(seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    page = enter(seminar).page()
    assert page.count("<h3>Fjellvik</h3>") == page.count("<h3>Felles for rommet</h3>") == 2


def test_a_closing_that_has_run_out_reads_as_closed(seminar: Afternoon) -> None:
    seminar.stage("closing")
    browser = enter(seminar)
    assert "Skrivingen stenger" in browser.page()
    seminar.server.clock.forward(minutes=16)
    assert "er stengt. Det som står her, er lagret." in browser.page()


def test_the_always_line_and_the_use_of_the_answers_stand_in_every_room(server: Server) -> None:
    page = enter(afternoon(server, how_used="Svarene blir en rapport.")).page()
    assert "Seminarlederen kan lese mens dere skriver." in page
    assert "Svarene blir en rapport." in page


def test_the_page_is_in_the_seminars_language(server: Server) -> None:
    page = enter(afternoon(server, language="nn")).page()
    assert '<html lang="nn"' in page
    assert "Seminarleiaren kan lese medan de skriv." in page


def test_a_facilitator_reads_and_writes_nothing(seminar: Afternoon) -> None:
    seminar.note("Til alle")
    client, room = facilitator(seminar), seminar.rooms[0]["id"]
    page = client.get(f"/rooms/{room}").text
    assert "Til alle" in page
    assert block(page, "board")["may"] == []
    assert "data-done" not in page
    assert 'class="send"' not in page
    said = client.post(
        f"/rooms/{room}/answers/{seminar.answer()['id']}/said", data={"state": "done"}
    )
    assert said.status_code == 404


def test_an_empty_field_of_an_open_room_is_not_spoken_of_as_over(seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]
    for page in (f"/rooms/{room}", f"/seminars/{seminar.id}/grid/rooms/{room}"):
        shown = facilitator(seminar).get(page, headers=PART if "grid" in page else {}).text
        assert "Her står det ingenting." in shown
        assert "ble det ikke skrevet" not in shown


def test_what_the_room_says_stands_and_can_be_taken_back(seminar: Afternoon) -> None:
    browser, answer = enter(seminar), seminar.answer()["id"]
    for word in ("done", "nothing_to_add", "out_of_time"):
        say(browser, answer, word)
        assert state(browser.page(), answer) == word
    say(browser, answer, "")
    assert state(browser.page(), answer) == "empty"


def test_an_unfinished_text_is_asked_about_and_taken_all_the_same(seminar: Afternoon) -> None:
    seminar.note("Vi vil samarbeide om lokaler og")
    browser, answer = enter(seminar), seminar.answer()["id"]
    assert "Mangler det noe?" in say(browser, answer, "done")
    assert state(browser.page(), answer) == "done"


def test_a_finished_text_is_not_asked_about(seminar: Afternoon) -> None:
    seminar.note("Vi vil samarbeide om lokaler.")
    assert "Mangler det noe?" not in say(enter(seminar), seminar.answer()["id"], "done")


def test_what_is_said_before_scripts_run_leads_to_the_room(seminar: Afternoon) -> None:
    browser, answer = enter(seminar), seminar.answer()["id"]
    path = f"{browser.path}/answers/{answer}/said"

    said = browser.client.post(path, data={"state": "done"}, headers={"accept": "text/html"})

    assert (said.status_code, said.headers["location"]) == (303, browser.path)
    assert state(browser.page(), answer) == "done"


def test_no_other_word_than_the_three_can_be_said(seminar: Afternoon) -> None:
    browser, answer = enter(seminar), seminar.answer()["id"]
    refused = browser.post(f"/answers/{answer}/said", state="answered")
    assert refused.status_code == 422


def test_an_answer_of_another_room_cannot_be_spoken_for(seminar: Afternoon) -> None:
    other = seminar.answer(room=1)["id"]
    assert enter(seminar).post(f"/answers/{other}/said", state="done").status_code == 404


def test_the_notes_become_the_summary_by_one_click(seminar: Afternoon) -> None:
    seminar.note("Først dette.")
    seminar.note("Så dette.")
    browser, answer = enter(seminar), seminar.answer()["id"]
    assert browser.post(f"/answers/{answer}/summary").status_code == 200
    assert seminar.answer()["summary"]["text"] == "Først dette.\nSå dette."


def test_a_summary_that_was_begun_is_never_overwritten(seminar: Afternoon) -> None:
    seminar.note("Et notat.")
    answer = seminar.answer()["id"]
    seminar.seats[0].put(f"/api/v1/answers/{answer}", json={"summary": "Vår egen."})
    enter(seminar).post(f"/answers/{answer}/summary")
    assert seminar.answer()["summary"]["text"] == "Vår egen."


def test_one_word_tells_of_all_members(seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    prompt = seminar.prompt(dialogue=1)
    of_prompt = [each for each in seminar.board()["answers"] if each["prompt"] == prompt]
    shared = next(each["id"] for each in of_prompt if each["member"] is None)
    browser = enter(seminar)
    words = [state(browser.page(), shared)]
    for member in ("Fjellvik", "Granli"):
        seminar.note("Rektor tar kontakt i januar.", prompt=prompt, member=member)
        words.append(state(browser.page(), shared))
    assert words == ["empty", "in_progress", "answered"]


def test_tabs_come_anew_with_what_each_stage_means(seminar: Afternoon) -> None:
    browser = enter(seminar)
    seminar.stage("reading")
    shown = browser.page("/dialogues", **PART)
    assert 'data-stage="reading"' in shown
    assert f'href="/read/{seminar.id}"' in shown


def test_a_room_without_questions_says_so_and_has_nothing_to_be_done_with(server: Server) -> None:
    seminar = afternoon(server, preset="blank")
    for each in seminar.seminar["dialogues"][0]["prompts"]:
        path = f"/api/v1/seminars/{seminar.id}/prompts/{each['id']}"
        seminar.organiser.delete(path).raise_for_status()
    page = enter(seminar).page()
    assert "Ingen spørsmål ennå" in page
    assert "data-done" not in page
    grid = facilitator(seminar).get(f"/seminars/{seminar.id}/grid").text
    assert "Programmet har ingen spørsmål ennå" in grid


def test_a_piece_of_the_page_that_is_opened_alone_is_the_page(seminar: Afternoon) -> None:
    browser = enter(seminar)
    for piece in ("/dialogues", "/duties"):
        opened = browser.client.get(browser.path + piece)
        assert (opened.status_code, opened.headers["location"]) == (303, browser.path)


def test_in_an_archived_seminar_the_room_reads_its_own(seminar: Afternoon) -> None:
    seminar.note("Vi var her.")
    browser = enter(seminar)
    seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/archive", json={"archived": True})
    page = browser.page()
    assert "Vi var her." in page
    assert "Seminaret er over." in page
    assert 'data-seat=""' in page
    assert "data-done" not in page


def test_an_archive_says_that_it_is_over_also_where_reading_stays_open(seminar: Afternoon) -> None:
    clients = enter(seminar).client, seminar.organiser
    seminar.stage("reading")
    seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/archive", json={"archived": True})
    for client in clients:
        page = client.get(f"/rooms/{seminar.rooms[0]['id']}").text
        assert "Seminaret er over. Det rommet skrev, kan leses her." in page
        assert "Det er åpent for lesing" not in page
        assert f'href="/read/{seminar.id}"' in page


def test_the_way_to_the_next_dialogue_stands_for_as_long_as_it_is_open(seminar: Afternoon) -> None:
    browser, way = enter(seminar), f"?dialogue={seminar.dialogue(1)}"
    assert "Dialog 2 er åpen – gå dit" not in browser.page()
    seminar.stage("open", dialogue=1)
    for stage in ("open", "closed"):
        seminar.stage(stage)
        for page in (browser.page(), browser.page("/dialogues", **PART)):
            notice = page.split(f'id="stage-{seminar.dialogue()}"')[1].split("</div>")[0]
            assert "Dialog 2 er åpen – gå dit" in notice
            assert way in notice
    seminar.stage("closed", dialogue=1)
    assert "Dialog 2 er åpen – gå dit" not in browser.page()


def test_whoever_stands_in_a_dialogue_that_is_over_is_led_to_the_one_that_is_open(
    seminar: Afternoon,
) -> None:
    kari = enter(seminar)
    seminar.stage("open", dialogue=1)

    def leads_to(dialogue: int) -> list[str]:
        page = kari.page(f"?dialogue={seminar.dialogue(dialogue)}")
        notice = page.split(f'id="stage-{seminar.dialogue(dialogue)}"')[1].split("</div>")[0]
        return re.findall(r'data-dialogue="(\w+)"', notice)

    assert (leads_to(0), leads_to(1)) == ([seminar.dialogue(1)], [])
    seminar.stage("closed", dialogue=1)
    assert (leads_to(0), leads_to(1)) == ([], [seminar.dialogue(0)])
