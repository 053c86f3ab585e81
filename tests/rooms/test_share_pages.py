"""Addresses, QR codes, chat lines and sheets: what is handed out is what opens."""

import re
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PageObject, PdfReader

from app.rooms import handout_paper
from tests.leading import new_seminar, signed_in
from tests.server import Afternoon, Server, afternoon

LOOKS = Path(handout_paper.__file__).with_name("paper")


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


@pytest.mark.parametrize("room", ["", "&room=2"])
def test_the_qr_code_is_a_file_in_two_forms_for_those_who_lead(
    seminar: Afternoon, room: str
) -> None:
    client = signed_in(seminar.server).client
    at = f"/api/v1/seminars/{seminar.id}/qr"
    svg, png = (client.get(f"{at}?format={kind}{room}") for kind in ("svg", "png"))

    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert ET.fromstring(svg.content).tag.endswith("svg")
    assert png.content.startswith(b"\x89PNG")
    names = {each.headers["content-disposition"] for each in (svg, png)}
    assert len(names) == 2
    assert ("2." in min(names)) == bool(room)
    assert seminar.seats[0].get(f"{at}?format=svg{room}").status_code == 404


def test_the_screen_in_the_hall_says_how_to_join(seminar: Afternoon) -> None:
    page = signed_in(seminar.server).page(f"/seminars/{seminar.id}/share/screen")
    code = seminar.seminar["code"]

    assert f"{code[:4]} {code[4:]}" in page
    assert 'class="qr"' in page
    assert seminar.seats[0].get(f"/seminars/{seminar.id}/share/screen").status_code == 404


def pdf(seminar: Afternoon, way: str) -> PdfReader:
    answer = signed_in(seminar.server).client.get(f"/api/v1/seminars/{seminar.id}/{way}")
    assert answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def test_each_room_s_sheet_is_one_page_of_a_pdf_with_its_questions_and_its_way_in(
    seminar: Afternoon,
) -> None:
    pages = [text_of(page) for page in pdf(seminar, "sheets").pages]
    code, work = seminar.seminar["code"], seminar.seminar["dialogues"][0]

    assert len(pages) == len(seminar.rooms)
    for page, room in zip(pages, seminar.rooms, strict=True):
        asked = [prompt["text"] for prompt in work["prompts"]]
        duties = [duty["name"] for duty in seminar.seminar["duties"]]
        said = [f"Rom {room['number']}", code[:4], code[4:], work["title"], *asked, *duties]
        assert [each for each in said if each not in page] == []
        assert [each for each in room["members"] if each["name"] not in page] == []


def test_a_long_word_on_a_sheet_runs_over_nothing_beside_it(server: Server) -> None:
    word = "Minoritetsspråkopplæringskoordineringsgruppa"
    seminar = afternoon(server, roster=[{"number": 1234, "members": [word]}])
    (page,) = pdf(seminar, "sheets").pages
    said = text_of(page)
    assert word[:8] in said
    assert word not in said
    assert word in re.sub(r"[-\u00ad\u2010 ]", "", said)


def test_a_sheet_with_more_than_fits_is_set_smaller_and_stays_one_page(server: Server) -> None:
    client = signed_in(server).client
    long = "Hva skal til for at alle i kommunen får være med, og hvem må få vite det først? " * 4
    prompts = [{"text": f"{number} {long}"} for number in range(12)]
    wish = {
        "title": "Samling",
        "language": "nb",
        "dialogues": [{"title": "En", "prompts": prompts}],
    }
    made = client.post("/api/v1/seminars", json=wish).json()
    at = f"/api/v1/seminars/{made['id']}"
    client.put(f"{at}/rooms", json=[{"number": 7, "members": ["Storhavn"]}])
    (page,) = PdfReader(BytesIO(client.get(f"{at}/sheets").content)).pages

    assert all(f"{number} Hva skal til" in text_of(page) for number in range(12))
    assert "Rom 7" in text_of(page)


def test_the_code_on_a_sheet_is_larger_than_35_millimetres(seminar: Afternoon) -> None:
    look = (LOOKS / "sheets.typ").read_text()
    (width,) = re.findall(r"alt: sheet\.qr_is, width: (\d+)mm", look)

    assert int(width) >= 35


def test_a_poster_says_how_to_join_unless_rooms_have_only_links_of_their_own(
    seminar: Afternoon,
) -> None:
    (page,) = pdf(seminar, "poster").pages
    code = seminar.seminar["code"]
    assert f"{code[:4]} {code[4:]}" in text_of(page)

    leading = signed_in(seminar.server)
    leading.client.post(f"/seminars/{seminar.id}/share", data={"entry": "link"})
    assert leading.client.get(f"/api/v1/seminars/{seminar.id}/poster").status_code == 403
    by_link = [text_of(each) for each in pdf(seminar, "sheets").pages]
    for page_of, room in zip(by_link, seminar.rooms, strict=True):
        assert room["url"].replace(" ", "") in page_of.replace(" ", "")
        assert code[:4] not in page_of


def test_paper_is_handed_to_those_who_lead_alone(seminar: Afternoon) -> None:
    for way in ("sheets", "poster", "qr"):
        assert seminar.seats[0].get(f"/api/v1/seminars/{seminar.id}/{way}").status_code == 404
    leading = signed_in(seminar.server)
    assert leading.client.get(f"/api/v1/seminars/{seminar.id}/sheets?room=99").status_code == 404


def test_a_room_that_has_a_name_is_found_by_it_and_by_who_sits_there(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    roster = [{"number": 1, "name": "Havblikk", "members": ["Fjellvik", "Granli"]}]
    seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/rooms", json=roster).raise_for_status()
    for page in ("share", "sheets"):
        assert "Havblikk · Fjellvik, Granli" in leading.page(f"/seminars/{seminar.id}/{page}")
    paper = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/sheets")
    written = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    assert "Havblikk" in written
    assert "Granli" in written


def test_papers_of_other_dialogues_rooms_and_seminars_are_told_apart_by_their_names(
    seminar: Afternoon,
) -> None:
    one, two = (each["id"] for each in seminar.seminar["dialogues"])
    papers = [f"sheets?dialogue={one}", f"sheets?dialogue={two}", f"sheets?dialogue={one}&room=2"]
    papers += ["poster", "qr?format=png", "qr?format=png&room=2"]
    api = f"/api/v1/seminars/{seminar.id}"
    named = [
        unquote(seminar.organiser.get(f"{api}/{each}").headers["content-disposition"])
        for each in papers
    ]
    assert len(set(named)) == len(papers)
    assert all(seminar.seminar["title"] in each for each in named)
    assert "– Ark til rommene Dialog 1.pdf" in named[0]
