"""Exports over HTTP: whole for those who lead, and for seats only what is open for reading."""

import io
import json
import re
from typing import Any

import docx
import httpx2 as httpx
import pytest

from tests.cast import facilitator
from tests.exports.reading import read
from tests.server import Afternoon

SECRET = "Klokkespillet på loftet"
OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "site": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


def export(client: httpx.Client, seminar: Afternoon, format: str = "json") -> httpx.Response:
    return client.get(f"/api/v1/seminars/{seminar.id}/export", params={"format": format})


def own_page(client: httpx.Client, seminar: Afternoon, room: int = 0) -> httpx.Response:
    return client.get(f"/api/v1/rooms/{seminar.rooms[room]['id']}/export?format=docx")


def words(file: bytes) -> str:
    paper = docx.Document(io.BytesIO(file))
    return "\n".join(paragraph.text for paragraph in paper.paragraphs)


def text_of(answer: httpx.Response, format: str) -> str:
    return read(format, answer.content)


@pytest.fixture
def two(seminar: Afternoon) -> Afternoon:
    """Room 1 has written in both dialogues, which are open."""
    seminar.stage("open", dialogue=1)
    seminar.note("Dialog 1 sa dette")
    seminar.note(SECRET, prompt=seminar.prompt(0, 1))
    return seminar


def test_a_file_says_what_it_is_has_a_tidy_name_and_is_kept_by_no_cache(two: Afternoon) -> None:
    two.organiser.patch(f"/api/v1/seminars/{two.id}", json={"title": 'Vår/på Øya: "prøve"\r\n'})
    for format, media_type in FORMATS.items():
        file = export(two.organiser, two, format)

        assert file.headers["content-type"] == media_type
        assert file.headers["cache-control"] == "no-store"
        name = file.headers["content-disposition"]
        assert name.startswith('attachment; filename="Var pa Oya prove ')
        assert name.endswith(f".{'zip' if format == 'site' else format}")
        assert "filename*=UTF-8''V%C3%A5r%20p%C3%A5%20%C3%98ya%20pr%C3%B8ve%20" in name


def test_those_who_lead_export_at_any_time_and_what_is_unfinished_is_marked(two: Afternoon) -> None:
    for client in (two.organiser, facilitator(two)):
        for format in FORMATS:
            assert SECRET in text_of(export(client, two, format), format)
    assert "Ikke ferdig skrevet" in export(two.organiser, two, "md").text
    two.stage("closed")
    two.stage("closed", dialogue=1)
    assert "Ikke ferdig skrevet" not in export(two.organiser, two, "md").text


def test_a_seat_exports_just_the_dialogues_that_are_open_for_reading(two: Afternoon) -> None:
    for stage in ("draft", "open", "closing", "closed"):
        two.stage(stage)
        assert {export(two.seats[1], two, format).status_code for format in FORMATS} == {404}
    two.stage("reading")
    label = two.seminar["dialogues"][1]["prompts"][0]["label"]
    for format in FORMATS:
        text = text_of(export(two.seats[1], two, format), format)

        assert "Dialog 1 sa dette" in text
        assert SECRET not in text
        assert label not in text
    assert export(two.server.client(), two).status_code == 401


def test_a_seats_archive_holds_no_late_text_and_no_seats(two: Afternoon) -> None:
    late = f"/api/v1/answers/{two.answer()['id']}/late"
    two.seats[0].post(late, json={"client_id": "a", "text": "For sent"}).raise_for_status()
    two.stage("reading")
    seat, whole = (json.loads(export(each, two).content) for each in (two.seats[0], two.organiser))

    assert (seat["complete"], seat["late"], seat["seats"]) == (False, [], [])
    assert whole["complete"]
    assert [each["text"] for each in whole["late"]] == ["For sent"]
    assert len(whole["seats"]) == 3


def test_a_room_takes_its_own_page_home_at_any_time_and_nobody_elses(two: Afternoon) -> None:
    for stage in ("open", "closed", "reading"):
        two.stage(stage)
        assert SECRET in words(own_page(two.seats[0], two).content)
    assert SECRET not in words(own_page(two.seats[1], two, 1).content)
    assert own_page(two.seats[1], two, 0).status_code == 404
    assert own_page(two.organiser, two, 0).status_code == 200
    name = own_page(two.seats[0], two).headers["content-disposition"]
    assert re.search(r'filename="Prove - rom 1 \d{4}-\d\d-\d\d.docx"', name)


def test_no_two_files_of_a_seminar_have_the_same_name(two: Afternoon) -> None:
    two.stage("reading")
    chosen: list[dict[str, str]] = [
        *({"order": order} for order in ("question", "member", "room", "addressee")),
        *({"names": names} for names in ("initial", "role", "remove")),
        {"extent": "summaries"},
        {"language": "nn"},
        {"language": "en"},
    ]
    path = f"/api/v1/seminars/{two.id}/export"
    answers = [
        two.organiser.get(path, params={"format": format, **choice})
        for format in ("md", "csv")
        for choice in chosen
    ]
    answers += [export(two.organiser, two, each) for each in FORMATS if each not in ("md", "csv")]
    answers += [own_page(two.organiser, two, room) for room in (0, 1)]

    names = {answer.headers["content-disposition"] for answer in answers}
    assert len(names) == len(answers)


def test_the_code_that_opens_the_rooms_is_in_no_file(
    two: Afternoon,
) -> None:
    two.stage("reading")
    code = two.seminar["code"]
    for client in (two.seats[0], two.organiser):
        for format in FORMATS:
            assert code not in text_of(export(client, two, format), format), format


def test_a_rooms_page_tells_nothing_of_a_dialogue_that_was_not_opened(seminar: Afternoon) -> None:
    label = seminar.seminar["dialogues"][1]["prompts"][0]["label"]
    assert label not in words(own_page(seminar.seats[0], seminar).content)
    seminar.stage("draft")
    assert own_page(seminar.seats[0], seminar).status_code == 404


def test_a_report_leaves_out_a_dialogue_that_nobody_saw_unless_there_is_no_other(
    seminar: Afternoon,
) -> None:
    first, second = (each["prompts"][0]["label"] for each in seminar.seminar["dialogues"])
    report = export(seminar.organiser, seminar, "md").text
    assert first in report
    assert second not in report
    seminar.stage("draft")
    report = export(seminar.organiser, seminar, "md").text
    assert first in report
    assert second in report


def test_names_that_people_gave_are_in_no_export(two: Afternoon) -> None:
    body = {"code": two.seminar["code"], "room": 1, "nickname": "Pelle Sjenert"}
    two.server.client().post("/api/v1/seats", json=body).raise_for_status()
    duty = two.seminar["duties"][0]["id"]
    path = f"/api/v1/rooms/{two.rooms[0]['id']}/duties/{duty}"
    two.seats[0].put(path, json={"name": "Stine Sjenert"}).raise_for_status()
    for format in FORMATS:
        assert "Sjenert" not in text_of(export(two.organiser, two, format), format)
    assert "Sjenert" not in words(own_page(two.seats[0], two).content)


@pytest.mark.parametrize("query", [{"format": "exe"}, {"format": "md", "order": "chaos"}])
def test_a_format_or_order_that_is_not_there_gets_a_problem(
    seminar: Afternoon, query: dict[str, Any]
) -> None:
    refused = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export", params=query)

    assert refused.status_code == 422
    assert refused.json()["type"] == "invalid"


def test_a_seminar_without_questions_or_rooms_is_exported_all_the_same(
    seminar: Afternoon,
) -> None:
    wish = {"title": "Tom", "language": "nn", "preset": "blank", "dialogues": []}
    made = seminar.organiser.post("/api/v1/seminars", json=wish).json()
    for format in FORMATS:
        path = f"/api/v1/seminars/{made['id']}/export"
        assert seminar.organiser.get(path, params={"format": format}).status_code == 200
    page = f"/seminars/{made['id']}/export"
    assert seminar.organiser.get(page, headers={"accept": "text/html"}).status_code == 200


def test_the_page_of_exports_states_coverage_and_is_for_those_who_lead(two: Afternoon) -> None:
    path = f"/seminars/{two.id}/export"
    for client in (two.organiser, facilitator(two)):
        shown = client.get(path, headers={"accept": "text/html"}).text

        assert "Svar fra 1 av 3 rom" in shown
        assert f'formaction="/api/v1/seminars/{two.id}/export" name="format" value="docx"' in shown
    assert two.seats[0].get(path).status_code == 404


def test_names_given_to_the_program_are_treated_as_asked_where_somebody_wrote_them(
    two: Afternoon,
) -> None:
    body = {"code": two.seminar["code"], "room": 1, "nickname": "Pelle"}
    two.server.client().post("/api/v1/seats", json=body).raise_for_status()
    duty = two.seminar["duties"][0]
    path = f"/api/v1/rooms/{two.rooms[0]['id']}/duties/{duty['id']}"
    two.seats[0].put(path, json={"name": "Stine Sjenert"}).raise_for_status()
    two.note("Pelle og Stine Sjenert tar det videre.")
    for names, said in {
        "keep": "Pelle og Stine Sjenert tar",
        "initial": "P. og S.S. tar",
        "role": f"[deltaker] og [{duty['name'].lower()}] tar",
        "remove": "[navn fjernet] og [navn fjernet] tar",
    }.items():
        path = f"/api/v1/seminars/{two.id}/export"
        file = two.organiser.get(path, params={"format": "csv", "names": names})
        assert said in file.content.decode()


HEADINGS = {"nb": "Svar fra 1 av 3 rom", "nn": "Svar frå", "en": "Answers from"}


def test_headings_come_in_the_language_asked_for_and_the_text_stands(two: Afternoon) -> None:
    path = f"/api/v1/seminars/{two.id}/export"
    for language, said in {
        "nb": "Svar fra 1 av 3 rom",
        "nn": "Svar frå",
        "en": "Answers from",
    }.items():
        file = two.organiser.get(path, params={"format": "md", "language": language})
        assert said in file.text
        assert "Dialog 1 sa dette" in file.text


def test_themes_are_refused_and_json_is_always_whole(two: Afternoon) -> None:
    path = f"/api/v1/seminars/{two.id}/export"
    refused = two.organiser.get(path, params={"format": "pdf", "order": "theme"})
    assert (refused.status_code, refused.json()["type"]) == (409, "no_themes")
    refused = two.organiser.get(path, params={"format": "md", "extent": "themes"})
    assert (refused.status_code, refused.json()["type"]) == (409, "no_themes")
    for choice in ({"names": "remove"}, {"extent": "summaries"}):
        refused = two.organiser.get(path, params={"format": "json", **choice})
        assert (refused.status_code, refused.json()["type"]) == (422, "whole_only")


def test_the_page_shows_how_the_chosen_report_begins(two: Afternoon) -> None:
    path = f"/seminars/{two.id}/export"
    own = "Takk for i dag"
    for choice, said in (
        ({"order": "member"}, "Etter medlem"),
        ({"language": "en"}, "Answers from 1 of 3 rooms"),
        ({"own_words": own}, "Med arrangørens egne ord"),
        ({"names": "remove"}, "er tatt ut"),
    ):
        shown = two.organiser.get(path, params=choice, headers={"accept": "text/html"}).text
        _, begins = shown.split('id="report-begins"')
        assert said in begins
    assert own in two.organiser.get(path, params={"own_words": own}).text


def test_whoever_does_not_lead_puts_no_words_into_the_organisers_mouth(two: Afternoon) -> None:
    two.stage("reading")
    path = f"/api/v1/seminars/{two.id}/export"
    for client, there in ((two.organiser, True), (facilitator(two), True), (two.seats[0], False)):
        file = client.get(path, params={"format": "md", "own_words": "Slik ble det"})
        assert ("Slik ble det" in file.text) is there
