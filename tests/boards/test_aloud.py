"""A summary is read aloud on all screens, and who disagrees is told wherever it goes."""

import csv
import io
import zipfile

import pytest

from tests.rooms.browsing import enter
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
