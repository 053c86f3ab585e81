"""A summary is read aloud on all screens, and who disagrees is told wherever it goes."""

import csv
import html
import io
import json
import re
import zipfile

import httpx2 as httpx
import pytest

from tests.rooms.browsing import Browser, enter
from tests.server import PART, Afternoon
from tests.talk import talking

LINE = "Vi har ikke råd til flere lærlinger."


def summarise(seminar: Afternoon) -> str:
    answer = seminar.answer()["id"]
    wish = {"summary": "Flere lærlinger, og noen å spørre."}
    assert seminar.seats[0].put(f"/api/v1/answers/{answer}", json=wish).status_code == 200
    return str(answer)


def test_a_summary_is_shown_to_all_until_somebody_puts_it_away(seminar: Afternoon) -> None:
    kari, answer = enter(seminar, nickname="Kari"), summarise(seminar)
    with talking(seminar) as talk:
        talk.join(kari.room_id)
        assert kari.post(f"/answers/{answer}/aloud").status_code == 200
        while (frame := talk.hear("part"))["part"] != "aloud":
            pass
    assert "Flere lærlinger, og noen å spørre." in frame["html"]
    assert 'class="aloud-text"' in kari.page("")
    path = f"/api/v1/answers/{answer}/aloud"
    assert seminar.seats[0].put(path, json={"aloud": False}).status_code == 204
    assert 'class="aloud-text"' not in kari.page("")


def test_nothing_is_read_aloud_where_there_is_no_summary(seminar: Afternoon) -> None:
    path = f"/api/v1/answers/{seminar.answer()['id']}/aloud"
    refused = seminar.seats[0].put(path, json={"aloud": True})
    assert (refused.status_code, refused.json()["type"]) == (409, "no_summary")


def test_one_line_each_is_kept_changed_and_taken_back(seminar: Afternoon) -> None:
    kari, answer = enter(seminar, nickname="Kari"), summarise(seminar)
    kari.post(f"/answers/{answer}/disagreement", line="Nei.")
    kari.post(f"/answers/{answer}/disagreement", line=LINE)
    path = f"/api/v1/answers/{answer}/disagreement"
    put = seminar.seats[0].put(path, json={"line": "For mange."})
    assert put.json()["disagreements"] == [f"Uenig: {LINE}", "Uenig: For mange."]
    assert f"Uenig: {LINE}" in kari.page("")
    said = kari.post(f"/answers/{answer}/disagreement", line=" ")
    assert "tatt tilbake" in said.text
    assert seminar.answer()["disagreements"] == ["Uenig: For mange."]


def test_a_room_next_door_and_those_who_lead_add_no_line(seminar: Afternoon) -> None:
    answer = summarise(seminar)
    path = f"/api/v1/answers/{answer}/disagreement"
    for other in (seminar.organiser, seminar.seats[1]):
        assert other.put(path, json={"line": LINE}).status_code == 404
    kari = enter(seminar, 1)
    assert kari.post(f"/answers/{answer}/disagreement", line=LINE).status_code == 404


@pytest.mark.parametrize("format", ["md", "csv", "json", "docx", "odt", "site"])
def test_a_line_of_disagreement_is_in_every_file(seminar: Afternoon, format: str) -> None:
    answer = summarise(seminar)
    path = f"/api/v1/answers/{answer}/disagreement"
    seminar.seats[0].put(path, json={"line": LINE})
    seminar.stage("closed")
    file = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format={format}")
    assert file.status_code == 200
    if format in ("docx", "odt", "site"):
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            text = "".join(
                packed.read(each).decode("utf-8", "replace") for each in packed.namelist()
            )
    else:
        text = file.text
    if format == "csv":
        text = " ".join(each for row in csv.reader(io.StringIO(text)) for each in row)
    assert LINE in text.replace("&#39;", "'")


def test_a_line_of_disagreement_is_read_with_the_summary(seminar: Afternoon) -> None:
    answer = summarise(seminar)
    seminar.seats[0].put(f"/api/v1/answers/{answer}/disagreement", json={"line": LINE})
    led = seminar.organiser.get(
        f"/seminars/{seminar.id}/grid/rooms/{seminar.rooms[0]['id']}", headers=PART
    )
    assert LINE in led.text
    seminar.stage("reading")
    page = seminar.organiser.get(f"/read/{seminar.id}/questions/{seminar.prompt()}")
    assert LINE in page.text


def undone(browser: Browser, answer: httpx.Response) -> httpx.Response:
    """Press the way back that came with an answer."""
    path = re.search(r'hx-post="/rooms/\w+(/[^"]+)"', answer.text)
    sends = re.search(r'hx-vals="([^"]+)"', answer.text)
    assert path
    assert sends
    return browser.post(path[1], **json.loads(html.unescape(sends[1])))


def test_what_is_shown_to_all_and_what_is_put_away_can_be_taken_back(seminar: Afternoon) -> None:
    kari, ola, answer = enter(seminar), enter(seminar), summarise(seminar)
    shown = kari.post(f"/answers/{answer}/aloud")
    assert "Angret" in undone(kari, shown).text
    assert 'class="aloud-text"' not in ola.page()

    kari.post(f"/answers/{answer}/aloud")
    away = kari.post(f"/answers/{answer}/aloud", reading="false")
    assert "Angret" in undone(kari, away).text
    assert 'class="aloud-text"' in ola.page()

    ola.post(f"/answers/{answer}/aloud", reading="false")
    assert undone(kari, shown).status_code == 409


def test_a_line_of_disagreement_can_be_taken_back_by_whoever_added_it(seminar: Afternoon) -> None:
    kari, ola, answer = enter(seminar), enter(seminar), summarise(seminar)
    path = f"/answers/{answer}/disagreement"
    kari.post(path, line="Nei.")
    added = kari.post(path, line=LINE)
    assert "Angret" in undone(kari, added).text
    assert seminar.answer()["disagreements"] == ["Uenig: Nei."]
    assert undone(kari, added).status_code == 409
    assert undone(ola, added).status_code == 409


def test_nothing_is_read_aloud_any_more_once_writing_is_over(seminar: Afternoon) -> None:
    """Nobody could put it away, and it lies over the text."""
    kari, answer = enter(seminar), summarise(seminar)
    kari.post(f"/answers/{answer}/aloud")
    seminar.stage("closed")
    assert 'class="aloud-text"' not in kari.page()
    assert 'id="aloud" hidden' in kari.page("/dialogues", **{"hx-request": "true"})


def test_a_line_of_disagreement_stands_below_all_that_is_pressed(seminar: Afternoon) -> None:
    kari, answer = enter(seminar), summarise(seminar)
    page = kari.page()
    assert page.index(f'id="asks-{answer}"') < page.index(f'id="disagreements-{answer}"')
