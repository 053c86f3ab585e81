"""The round: everybody once, the chair not first, two presses as one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rooms.round import Turn, circle
from tests.rooms.browsing import Browser, enter
from tests.server import Afternoon

NAMES = st.lists(
    st.sampled_from(["Gol", "Ål", "Bø", "Nes", "Vang", "Lom", "Skjåk", "Eid"]), unique=True
)


def turns(names: list[str]) -> list[Turn]:
    return [{"name": name, "member": name.lower()} for name in names]


@given(NAMES, st.integers(0, 40))
def test_everybody_is_in_the_circle_once(names: list[str], begin: int) -> None:
    assert sorted(turn["name"] for turn in circle(turns(names), None, begin)) == sorted(names)


@given(NAMES.filter(lambda names: len(names) > 1), st.integers(0, 40), st.data())
def test_the_chair_is_never_first(names: list[str], begin: int, data: st.DataObject) -> None:
    chair = {"name": "Kari", "seat": "s1", "member": data.draw(st.sampled_from(names)).lower()}
    assert circle(turns(names), chair, begin)[0]["member"] != chair["member"]


@given(NAMES.filter(bool))
def test_one_more_round_begins_with_another(names: list[str]) -> None:
    first = circle(turns(names), None)
    again = circle(first, None, begin=1)
    assert len(names) == 1 or first[0]["name"] != again[0]["name"]
    assert {turn["turn"] for turn in again} == {"waiting"}


def state(browser: Browser, dialogue: str = "") -> tuple[str, str]:
    """(running, over or still; who is lit) as the page says, in that dialogue or the first."""
    part = browser.page().split('id="round"')[1].split(f'data-of="{dialogue}')[1]
    part = part.split("round-of")[0]
    lit = re.search(r'<b dir="auto">(.*?)</b>', part)
    return part.split('data-round="')[1].split('"')[0], lit[1] if lit else ""


def test_a_round_goes_through_the_members_and_ends(seminar: Afternoon) -> None:
    browser = enter(seminar)
    assert state(browser) == ("still", "")
    browser.post("/round")
    assert state(browser) == ("running", "Fjellvik")
    browser.post("/round/next", at="0")
    assert state(browser) == ("running", "Granli")
    browser.post("/round/pass", at="1")
    assert state(browser) == ("over", "")
    browser.post("/round")
    assert state(browser) == ("running", "Granli")


def test_two_who_press_next_at_once_move_the_round_by_one(seminar: Afternoon) -> None:
    one, other = enter(seminar, 2), enter(seminar, 2)
    one.post("/round")
    one.post("/round/next", at="0")
    other.post("/round/next", at="0")
    assert state(one) == ("running", "Tangen")


def test_the_lit_member_is_what_notes_are_tagged_with(seminar: Afternoon) -> None:
    browser = enter(seminar)
    answer = browser.post("/round")
    member = seminar.rooms[0]["members"][0]["id"]
    assert f'data-member="{member}"' in answer.text


def test_typed_names_make_a_circle_of_their_own(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/round", names=" Kari,Ola , Kari,, Per")
    assert state(browser) == ("running", "Kari")
    browser.post("/round/word", at="2")
    assert state(browser) == ("running", "Per")


def test_a_room_with_one_member_goes_round_its_people(seminar: Afternoon) -> None:
    browser = enter(seminar, 1, nickname="Eli")
    answer = browser.post("/round")
    assert "Eli" in answer.text
    assert "Deltaker 1" in answer.text


def test_a_round_can_be_put_away(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/round")
    browser.post("/round/stop")
    assert state(browser) == ("still", "")


def test_a_seat_elsewhere_cannot_move_the_round(seminar: Afternoon) -> None:
    browser, stranger = enter(seminar), enter(seminar, 1)
    assert stranger.client.post(f"{browser.path}/round").status_code == 404
    assert state(browser) == ("still", "")


def test_two_who_start_at_once_begin_one_round(seminar: Afternoon) -> None:
    one, other = enter(seminar, 2), enter(seminar, 2)
    one.post("/round")
    one.post("/round/next", at="0")
    other.post("/round")
    assert state(one) == ("running", "Tangen")


def test_a_round_belongs_to_its_dialogue(seminar: Afternoon) -> None:
    browser, second = enter(seminar), seminar.dialogue(1)
    browser.post("/round", dialogue=seminar.dialogue())
    browser.post("/round/next", at="0")
    seminar.stage("open", dialogue=1)
    assert state(browser, seminar.dialogue()) == ("running", "Granli")
    assert state(browser, second) == ("still", "")
    browser.post("/round", dialogue=second)
    assert state(browser, second) == ("running", "Fjellvik")


@pytest.mark.parametrize("stage", ["closed", "reading", "archived"])
def test_a_round_is_over_with_its_dialogue(seminar: Afternoon, stage: str) -> None:
    browser = enter(seminar)
    browser.post("/round")
    if stage == "archived":
        seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/archive", json={"archived": True})
    else:
        seminar.stage(stage)
    page = browser.page()
    assert "data-round=" not in page
    assert "<time></time>" not in page.split('id="clock"')[1].split("</div>")[0]
    assert browser.post("/round", dialogue=seminar.dialogue()).status_code == 409


def test_a_round_starts_its_time(seminar: Afternoon) -> None:
    browser = enter(seminar)
    answer = browser.post("/round", dialogue=seminar.dialogue(), prompt=seminar.prompt(1)).text
    assert 'data-clock="own" data-phase="round"' in answer
    assert f'data-prompt="{seminar.prompt(1)}"' in answer


def test_before_anything_is_open_a_round_needs_no_dialogue(seminar: Afternoon) -> None:
    browser = enter(seminar)
    seminar.stage("draft")
    browser.post("/round")
    assert state(browser) == ("running", "Fjellvik")
    seminar.stage("open")
    assert state(browser) == ("still", "")
