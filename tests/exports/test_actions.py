"""What rooms promised comes home: on the page, as JSON, as a table and in a calendar."""

import csv
import io
from dataclasses import replace

import pytest
from icalendar import Calendar

from app.exports.files import Format
from app.exports.making import REPORTS
from app.web.pages import catalogue
from tests.exports.outlines import OUTLINE
from tests.exports.reading import pages, read
from tests.leading import signed_in
from tests.server import Afternoon

PROMISES = (
    "Hvem: Rektor. Hva: Kaller inn. Når: innen 1. februar 2027. Trenger: lokale",
    "Granli – inviterer – uke 38 2027",
    "=HYPERLINK(1) skal ikke regnes ut",
)


def promised(seminar: Afternoon) -> str:
    """The API's address for actions, after room 1 has written its promises."""
    leading = signed_in(seminar.server).client
    at = f"/api/v1/seminars/{seminar.id}"
    prompt = seminar.prompt()
    assert leading.patch(f"{at}/prompts/{prompt}", json={"kind": "actions"}).status_code == 200
    room = seminar.rooms[0]["id"]
    for number, text in enumerate(PROMISES):
        note = {"prompt": prompt, "text": text, "client_id": f"promise-{number}"}
        sent = seminar.seats[0].post(f"/api/v1/rooms/{room}/notes", json=note)
        assert sent.status_code == 201
    return f"{at}/actions"


def test_every_note_to_a_question_about_actions_is_one_with_its_fields(seminar: Afternoon) -> None:
    client, address = signed_in(seminar.server).client, promised(seminar)
    first, second, third = client.get(address).json()["actions"]

    assert [first[name] for name in ("who", "what", "when", "needs")] == [
        "Rektor",
        "Kaller inn.",
        "innen 1. februar 2027.",
        "lokale",
    ]
    assert first["due"] == {"first": "2027-02-01", "last": "2027-02-01"}
    assert (second["who"], second["due"]["last"]) == ("Granli", "2027-09-26")
    assert (third["who"], third["what"], third["due"]) == ("", PROMISES[2], None)
    assert {each["text"] for each in (first, second, third)} == set(PROMISES)


def test_what_says_neither_who_nor_when_is_told_as_free_text(seminar: Afternoon) -> None:
    client, address = signed_in(seminar.server).client, promised(seminar)
    seminar.note("Gode verktøy")
    told = client.get(address).json()

    assert [each["text"] for each in told["actions"]] == list(PROMISES)
    assert [(each["room"], each["text"]) for each in told["free_text"]] == [(1, "Gode verktøy")]
    assert "Gode verktøy" not in client.get(f"{address}?format=csv").text

    seminar.stage("reading")
    page = signed_in(seminar.server).page(f"/read/{seminar.id}/actions")
    assert "3 tiltak" in page
    assert "Gode verktøy" not in page
    assert f'href="/read/{seminar.id}/notes/{told["free_text"][0]["note"]}">rom 1</a>' in page


@pytest.mark.parametrize("format", ["docx", "odt", "pdf", "xlsx", "site", "md"])
def test_a_report_says_where_free_text_stands_and_holds_it_once(format: Format) -> None:
    """In every format; the list of actions holds actions alone."""
    whole = OUTLINE if format != "site" else replace(OUTLINE, order="member")
    text = " ".join(read(format, REPORTS[format](whole, catalogue("nb"))).split())

    assert text.count("Styringsgruppa skal") == 1
    where = "1. Hvem og når? 2 1" if format == "xlsx" else "1. Hvem og når?: rom 2"
    assert where in text


def test_of_free_text_no_cell_says_what_is_to_be_done() -> None:
    rows = csv.DictReader(
        io.StringIO(read("csv", REPORTS["csv"](OUTLINE, catalogue("nb")))), delimiter=";"
    )
    done = {row["Tekst"]: row["Hva"] for row in rows}
    assert done["Styringsgruppa skal"] == ""
    assert done["Kultursjefen, før påske"] == "Kultursjefen, før påske"


def test_the_website_leads_to_each_room_that_answered_in_free_text() -> None:
    site = pages(REPORTS["site"](OUTLINE, catalogue("nb")))
    links = {
        "".join(link.itertext()): link.get("href", "")
        for page in site.values()
        for link in page.iter("{http://www.w3.org/1999/xhtml}a")
    }
    name, _, anchor = links["rom 2"].partition("#")
    assert any(each.get("id") == anchor for each in site[name].iter())


def test_a_calendar_gets_the_last_day_of_each_whose_time_is_known(seminar: Afternoon) -> None:
    client, address = signed_in(seminar.server).client, promised(seminar)
    answer = client.get(f"{address}?format=ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).events

    assert [(str(each.start), str(each["summary"])) for each in events] == [
        ("2027-02-01", "Rektor: Kaller inn."),
        ("2027-09-26", "Granli: inviterer"),
    ]
    assert len({str(each["uid"]) for each in events}) == len(events)


def test_the_table_holds_each_as_it_was_written_and_no_formula(seminar: Afternoon) -> None:
    client, address = signed_in(seminar.server).client, promised(seminar)
    text = client.get(f"{address}?format=csv").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")

    assert head[:4] == ["Hvem", "Hva", "Når", "Trenger"]
    assert [row[0] for row in rows] == ["Rektor", "Granli", ""]
    assert rows[2][-1] == f"'{PROMISES[2]}"


def test_a_member_gets_what_is_theirs_and_what_their_room_wrote_together(
    seminar: Afternoon,
) -> None:
    client, address = signed_in(seminar.server).client, promised(seminar)
    inside, outside = (seminar.rooms[at]["members"][0]["id"] for at in (0, 1))

    assert len(client.get(f"{address}?member={inside}").json()["actions"]) == len(PROMISES)
    assert client.get(f"{address}?member={outside}").json()["actions"] == []
    assert client.get(f"{address}?member=nobody").status_code == 404


def test_the_page_shows_actions_where_a_question_asks_for_them(seminar: Afternoon) -> None:
    promised(seminar)
    seminar.stage("reading")
    page = signed_in(seminar.server).page(f"/read/{seminar.id}/actions")

    assert all(
        said in page for said in ("innen 1. februar 2027.", "inviterer", "2 sier hvem og når")
    )
    assert f'href="/read/{seminar.id}/actions"' in page
