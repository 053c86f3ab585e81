"""Addresses, QR codes, chat lines and sheets: what is handed out is what opens."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests.leading import new_seminar, signed_in
from tests.server import Afternoon


def test_every_room_gets_its_own_link_and_chat_line(seminar: Afternoon) -> None:
    page = signed_in(seminar.server).page(f"/seminars/{seminar.id}/share")
    for room in seminar.rooms:
        assert room["url"] in page
    assert "Rom 1 – Fjellvik, Granli. Én i gruppa åpner lenken og skriver: " in page


def test_the_chat_line_says_when_writing_closes(seminar: Afternoon) -> None:
    seminar.stage("closing")
    page = signed_in(seminar.server).page(f"/seminars/{seminar.id}/share")
    assert re.search(r"Skrivingen stenger [^<]*\d\d\.\d\d\.", page)


def test_there_is_one_sheet_a_room_in_the_seminars_language(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    leading.client.headers["accept-language"] = "en"
    page = leading.page(f"/seminars/{seminar.id}/sheets")
    assert page.count('class="sheet"') == 3
    assert "Rom" in page
    assert 'lang="nb"' in page
    assert all(each["name"] in page for each in seminar.seminar["duties"])
    one = leading.page(f"/seminars/{seminar.id}/sheets?room=2")
    assert one.count('class="sheet"') == 1
    assert "Storhavn" in one
    assert leading.client.get(f"/seminars/{seminar.id}/sheets?room=99").status_code == 404


def test_drawings_carry_no_style_that_the_policy_forbids(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    for more in ("share", "sheets"):
        assert not re.search(r"<[^>]+\sstyle=", leading.page(f"/seminars/{seminar.id}/{more}"))


def test_without_rooms_the_page_leads_to_them(seminar: Afternoon) -> None:
    leading = new_seminar(seminar.server)
    assert f'href="{leading.path}/rooms"' in leading.page("/share")
    assert leading.page("/sheets")


def test_a_sheet_says_which_seminar_and_dialogue_it_is_for(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    second = seminar.seminar["dialogues"][1]
    page = leading.page(f"/seminars/{seminar.id}/sheets?dialogue={second['id']}")
    heads = re.findall(r'<p class="sheet-seminar"><b>(.*?)</b> <span>(.*?)</span>', page)

    assert heads == [(seminar.seminar["title"], second["title"])] * 3


@pytest.mark.parametrize("room", ["", "?room=2"])
def test_the_qr_code_is_a_file_in_two_forms_for_those_who_lead(
    seminar: Afternoon, room: str
) -> None:
    client = signed_in(seminar.server).client
    svg, png = (client.get(f"/seminars/{seminar.id}/qr.{kind}{room}") for kind in ("svg", "png"))

    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert ET.fromstring(svg.content).tag.endswith("svg")
    assert png.content.startswith(b"\x89PNG")
    names = {each.headers["content-disposition"] for each in (svg, png)}
    assert len(names) == 2
    assert ("2." in min(names)) == bool(room)
    assert seminar.seats[0].get(f"/seminars/{seminar.id}/qr.svg{room}").status_code == 404


def test_the_screen_in_the_hall_says_how_to_join(seminar: Afternoon) -> None:
    page = signed_in(seminar.server).page(f"/seminars/{seminar.id}/share/screen")
    code = seminar.seminar["code"]

    assert f"{code[:4]} {code[4:]}" in page
    assert 'class="qr"' in page
    assert seminar.seats[0].get(f"/seminars/{seminar.id}/share/screen").status_code == 404
