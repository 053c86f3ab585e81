"""Whoever has the floor is whom a note is from, also people: in their room, and nowhere else."""

import json
import re

import pytest

from app.rooms.speakers import MOST_SPEAKERS
from tests.boards.steps import paragraph
from tests.rooms.browsing import Browser, enter
from tests.server import PART, Afternoon


def lit(browser: Browser) -> str:
    """The id that notes are tagged with now."""
    found = re.search(r'data-speaker="([^"]+)"', browser.page())
    assert found
    return found[1]


def said(seminar: Afternoon, speaker: str | None, text: str = "Sagt", room: int = 0) -> int:
    """A note that carries that tag, as an editor sends it; the answer's status."""
    answer = seminar.answer(room)
    body = {
        "version": answer["version"],
        "client": f"c{answer['version']}",
        "steps": [paragraph(text, f"note{answer['version']}", speaker)],
    }
    url = f"/api/v1/answers/{answer['id']}/steps"
    return int(seminar.seats[room].post(url, json=body).status_code)


def by(seminar: Afternoon) -> list[str | None]:
    """Whom each note is from, as the API tells the room."""
    return [note["member"] and note["member"]["name"] for note in seminar.answer()["notes"]]


def test_a_typed_name_is_carried_by_the_note_wherever_its_room_looks(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/round", names="Kari Kvern, Ola")
    assert said(seminar, lit(browser)) == 200

    assert by(seminar) == ["Kari Kvern"]
    assert 'data-by="Fra Kari Kvern"' in browser.page()
    answer = seminar.answer()["id"]
    assert "Fra Kari Kvern" in browser.page(f"/history/{answer}")
    told = seminar.seats[0].get(f"/api/v1/answers/{answer}/history").json()
    assert told["moments"][0]["changes"][0]["member"]["name"] == "Kari Kvern"
    beside = f"/seminars/{seminar.id}/grid/rooms/{seminar.rooms[0]['id']}"
    assert "Fra Kari Kvern" in seminar.organiser.get(beside, headers=PART).text


def test_a_member_who_is_typed_stays_the_member(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/round", names="granli, Kari")
    member = seminar.rooms[0]["members"][1]["id"]
    assert f'data-member="{member}"' in browser.page()


def test_a_round_of_people_tags_notes_with_them(seminar: Afternoon) -> None:
    browser = enter(seminar, 1, nickname="Eli")
    browser.post("/round")
    names = json.loads(
        re.findall(r'data-speakers="([^"]+)"', browser.page())[0].replace("&#34;", '"')
    )
    assert sorted(names.values()) == ["Deltaker 1", "Eli"]
    assert said(seminar, lit(browser), room=1) == 200


def test_whoever_gives_a_name_up_is_named_by_no_note(seminar: Afternoon) -> None:
    browser = enter(seminar, 1, nickname="Eli")
    browser.post("/round")
    browser.post("/round/word", at="1")
    said(seminar, lit(browser), room=1)
    assert 'data-by="Fra Eli"' in browser.page()
    browser.post("/name", nickname="Elin")
    assert 'data-by="Fra Elin"' in browser.page()
    browser.post("/name", nickname="")
    assert "Elin" not in browser.page()
    browser.post("/round/stop")
    browser.post("/round")
    assert "Elin" not in browser.page()


def test_the_same_name_is_the_same_speaker_in_a_later_round(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/round", names="Kari, Ola")
    first = lit(browser)
    browser.post("/round/stop")
    browser.post("/round", names="KARI, Per")
    assert lit(browser) == first


def test_nobody_speaks_in_another_room(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/round", names="Kari, Ola")
    assert said(seminar, lit(browser), room=1) == 422


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_names_of_people_are_in_no_file_and_on_no_reading_page(
    seminar: Afternoon, form: str
) -> None:
    browser = enter(seminar)
    browser.post("/round", names="Kari Kvern, Ola")
    said(seminar, lit(browser), text="Leirskolen")
    seminar.stage("reading")
    for path in (
        f"/api/v1/seminars/{seminar.id}/export?format={form}",
        f"/api/v1/seminars/{seminar.id}/search?q=leirskolen",
        f"/read/{seminar.id}",
    ):
        text = seminar.organiser.get(path).text
        assert "eirskolen" in text
        assert "Kvern" not in text


def test_names_do_not_grow_without_end(seminar: Afternoon) -> None:
    browser = enter(seminar)
    for turn in range(MOST_SPEAKERS // 40 + 1):
        browser.post("/round", names=",".join(f"N{turn}x{n}" for n in range(40)))
    page = browser.page()
    known = json.loads(re.findall(r'data-speakers="([^"]+)"', page)[0].replace("&#34;", '"'))
    assert len(known) == MOST_SPEAKERS
    assert "N5x0" in page
    assert "data-speaker=" not in page
