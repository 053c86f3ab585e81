"""Addresses, QR codes, chat lines and sheets: what is handed out is what opens."""

import re

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
