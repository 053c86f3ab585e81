"""Pages of what stood once: in words, in the seminar's language, one button to bring it back."""

import re

from tests.boards.steps import erased, typed
from tests.cast import facilitator
from tests.history.test_timeline import another, later, send
from tests.rooms.browsing import Browser, enter
from tests.server import PART, Afternoon, Server, afternoon


def opened(seminar: Afternoon) -> tuple[Browser, str]:
    """A browser in room 0, where a note was written and then spoiled by Ola."""
    browser = enter(seminar)
    seminar.note("Kor på tvers <av> alt")
    later(seminar)
    ola, _ = another(seminar, "Ola")
    send(ola, seminar.answer(), erased(1, 4), typed("Kino", 1))
    return browser, seminar.answer()["id"]


def test_the_history_tells_in_words_who_did_what_and_when(seminar: Afternoon) -> None:
    browser, answer = opened(seminar)
    page = browser.page(f"/history/{answer}")
    assert "Ola skrev" in page
    assert "1 notat endret" in page
    assert "Deltaker 1 skrev" in page
    assert "1 nytt notat" in page
    assert re.search(r"<time datetime=[^>]+>\d\d\.\d\d</time>", page)
    assert "Hent tilbake denne teksten" not in page


def test_a_chosen_text_stands_beside_the_present_with_the_changes_in_words(
    seminar: Afternoon,
) -> None:
    browser, answer = opened(seminar)
    page = browser.page(f"/history/{answer}?version=1")
    gone = re.search(r"<del><span class=\"sr-only\">[^<]*borte:[^<]*</span>Kor<", page)
    new = re.search(r"<ins><span class=\"sr-only\">[^<]*nytt:[^<]*</span>Kino<", page)
    assert gone
    assert new
    assert "&lt;av&gt;" in page
    assert page.count("Hent tilbake denne teksten") == 1


def test_the_button_brings_the_text_back_and_the_page_says_so(seminar: Afternoon) -> None:
    browser, answer = opened(seminar)
    sent = browser.client.post(
        f"{browser.path}/history/{answer}/restore",
        data={"version": "1"},
        headers={"hx-request": "true"},
    )
    assert sent.status_code == 204
    address = sent.headers["hx-redirect"]
    assert seminar.answer()["text"] == "Kor på tvers <av> alt"
    assert "Teksten står i feltet igjen." in browser.client.get(address).text


def test_a_removed_note_is_shown_and_comes_back_by_its_button(seminar: Afternoon) -> None:
    browser = enter(seminar)
    seminar.note("Skal bort")
    answer = seminar.answer()
    send(seminar.seats[0], answer, erased(0, 11))
    page = browser.page(f"/history/{answer['id']}")
    note = answer["notes"][0]["id"]
    assert f'name="note" value="{note}"' in " ".join(page.split())
    sent = browser.post(f"/history/{answer['id']}/undelete", note=note)
    assert sent.headers["hx-redirect"].startswith(f"/rooms/{browser.room_id}/history")
    assert seminar.answer()["notes"] == answer["notes"]


def test_the_summary_has_a_history_of_its_own(seminar: Afternoon) -> None:
    browser, answer = enter(seminar), seminar.answer()["id"]
    seminar.seats[0].put(f"/api/v1/answers/{answer}", json={"summary": "Vi er enige."})
    assert "1 nytt notat" in browser.page(f"/history/{answer}/summary")
    assert "Her har det ikke skjedd noe ennå" in browser.page(f"/history/{answer}")


def test_what_the_room_said_of_its_answer_stands_in_its_history(seminar: Afternoon) -> None:
    browser, answer = enter(seminar), seminar.answer()["id"]
    browser.post(f"/answers/{answer}/said", state="done")
    assert "sa: Ferdig" in browser.page(f"/history/{answer}")


def test_after_closing_the_room_reads_and_is_told_who_can_restore(seminar: Afternoon) -> None:
    browser, answer = opened(seminar)
    seminar.stage("closed")
    page = browser.page(f"/history/{answer}?version=1")
    assert "Den som leder seminaret, kan hente teksten tilbake." in page
    assert "/restore" not in page
    leading = facilitator(seminar).get(f"{browser.path}/history/{answer}?version=1").text
    assert "Hent tilbake denne teksten" in leading


def test_an_answer_has_its_page_only_in_its_own_room(seminar: Afternoon) -> None:
    browser = enter(seminar)
    other = seminar.answer(room=1)["id"]
    assert browser.client.get(f"{browser.path}/history/{other}").status_code == 404
    room = seminar.rooms[1]["id"]
    mine = seminar.answer()["id"]
    assert facilitator(seminar).get(f"/rooms/{room}/history/{mine}").status_code == 404


def test_the_question_of_a_dialogue_that_is_not_opened_is_not_told(seminar: Afternoon) -> None:
    browser, answer = opened(seminar)
    seminar.stage("draft")
    asked = seminar.seminar["dialogues"][0]["prompts"][0]
    page = browser.page(f"/history/{answer}")
    assert asked["text"] not in page
    assert asked["label"] not in page


def test_whoever_leads_sees_what_would_go_before_it_goes(seminar: Afternoon) -> None:
    browser, _ = opened(seminar)
    leading = facilitator(seminar)
    page = leading.get(f"{browser.path}/history").text
    [ola] = re.findall(r"\?undo=(\w+)#plan[^>]*: Ola\"", page)
    plan = leading.get(f"{browser.path}/history?undo={ola}").text
    assert "Hvis det som Ola skrev, tas bort" in plan
    assert seminar.answer()["text"] == "Kino på tvers <av> alt"
    done = leading.post(f"{browser.path}/history/undo", data={"seat": ola, "since": ""})
    assert "Endringene er tatt bort." in done.text or done.status_code == 303
    assert seminar.answer()["text"] == "Kor på tvers <av> alt"


def test_a_seat_is_offered_to_take_out_only_its_own(seminar: Afternoon) -> None:
    browser, _ = opened(seminar)
    browser.post(f"/answers/{seminar.answer()['id']}/summary")
    page = browser.page("/history")
    assert "Hele rommet slik det var" not in page
    assert re.findall(r"\?undo=(\w+)", page) == [browser.seat]


def test_a_room_is_looked_at_as_it_was_and_then_set_back(seminar: Afternoon) -> None:
    browser, _ = opened(seminar)
    leading = facilitator(seminar)
    page = leading.get(f"{browser.path}/history?at=2020-01-01T12:00").text
    assert "Hvis rommet settes tilbake til 1. januar 2020 kl. 12.00" in page
    assert seminar.answer()["text"]
    leading.post(f"{browser.path}/history/restore", data={"at": "2020-01-01T12:00"})
    assert seminar.answer()["text"] == ""


def test_a_time_that_cannot_be_read_comes_back_in_its_field(seminar: Afternoon) -> None:
    browser, _ = opened(seminar)
    leading = facilitator(seminar)
    for asked in ("?at=p%C3%A5+torsdag", "?undo=leaders&since=p%C3%A5+torsdag"):
        shown = leading.get(f"{browser.path}/history{asked}")
        assert shown.status_code == 422
        assert 'value="på torsdag"' in shown.text
        assert "for eksempel 21.11.2026 13.42" in shown.text
        assert "history/undo" not in shown.text
        assert "history/restore" not in shown.text


def test_a_time_that_is_none_is_refused(seminar: Afternoon) -> None:
    browser, _ = opened(seminar)
    for at in ("", "i går"):
        sent = facilitator(seminar).post(f"{browser.path}/history/restore", data={"at": at})
        assert sent.status_code == 422
    assert seminar.answer()["text"] == "Kino på tvers <av> alt"


def test_the_pages_are_in_the_seminars_language(server: Server) -> None:
    seminar = afternoon(server, language="nn")
    browser, answer = opened(seminar)
    assert "Ola skreiv" in browser.page(f"/history/{answer}")
    assert "Hent tilbake denne teksten" in browser.page(f"/history/{answer}?version=1")
    assert "Desse har skrive her" in browser.page("/history")


def test_the_room_page_and_the_grids_side_lead_to_the_history(seminar: Afternoon) -> None:
    browser, answer = opened(seminar)
    assert f'href="{browser.path}/history/{answer}"' in browser.page()
    room = seminar.rooms[0]["id"]
    beside = (
        facilitator(seminar).get(f"/seminars/{seminar.id}/grid/rooms/{room}", headers=PART).text
    )
    assert f'href="/rooms/{room}/history"' in beside
