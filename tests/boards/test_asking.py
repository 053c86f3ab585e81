"""A room is asked once about what seems half-finished, in place, and what it answers is data."""

import pytest

from tests.rooms.browsing import Browser, enter
from tests.server import Afternoon, Server, afternoon
from tests.talk import talking

PROGRAMME = [
    {
        "title": "Økt",
        "prompts": [
            {"text": "Hva nå?", "minutes": {"talk": 5, "summary": 5}},
            {"text": "Hvem tar det videre?", "minutes": {"talk": 5}},
        ],
    }
]
OPEN = "Vi vil ha flere lærlinger, og"


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    return afternoon(server, dialogues=PROGRAMME)


def asked(browser: Browser, seminar: Afternoon, index: int = 0) -> str:
    """What stands below a question of the room's page, to be answered."""
    answer = seminar.answer(index=index)["id"]
    return browser.page("").split(f'id="asks-{answer}"')[1].split("</section>")[0]


def summarise(seminar: Afternoon, browser: Browser) -> None:
    for at in (None, 0):
        wish = {"dialogue": seminar.dialogue(), "go": "next", "at": at}
        path = f"/api/v1/rooms/{browser.room_id}/phases"
        assert seminar.seats[0].post(path, json=wish).status_code == 200


def test_the_room_is_asked_at_the_summary_and_not_before(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    seminar.note(OPEN)
    assert "slutte midt i" not in asked(kari, seminar)
    with talking(seminar) as talk:
        talk.join(kari.room_id)
        summarise(seminar, kari)
        name = f"asks-{seminar.answer()['id']}"
        while (frame := talk.hear("part"))["part"] != name:
            pass
    assert "lærlinger, og" in frame["html"]
    assert "lærlinger, og" in asked(kari, seminar)
    assert "Hvordan står det til" not in asked(kari, seminar, 1)


def test_a_question_about_a_text_goes_when_the_text_is_mended(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    seminar.note(OPEN)
    name = f"asks-{seminar.answer()['id']}"
    with talking(seminar) as talk:
        talk.join(kari.room_id)
        summarise(seminar, kari)
        while "lærlinger, og" not in (frame := talk.hear("part"))["html"] or frame["part"] != name:
            pass
        stands = seminar.answer()
        mended = {"version": stands["version"], "text": f"{OPEN} flere som kan vise dem vei."}
        seminar.seats[0].put(f"/api/v1/answers/{stands['id']}", json=mended).raise_for_status()
        while (frame := talk.hear("part"))["part"] != name:
            pass
    assert 'name="state"' not in frame["html"]


@pytest.mark.parametrize("answer", ["done", "nothing_to_add", "out_of_time", ""])
def test_whatever_the_room_answers_it_is_not_asked_again(seminar: Afternoon, answer: str) -> None:
    kari, ola = enter(seminar, nickname="Kari"), enter(seminar, nickname="Ola")
    seminar.note(OPEN)
    seminar.stage("closing")
    assert "lærlinger, og" in asked(kari, seminar)
    said = kari.post(f"/answers/{seminar.answer()['id']}/said", state=answer)
    assert said.status_code == 200
    assert 'name="state"' not in said.text.split("<hx-partial")[0]
    for browser in (kari, ola):
        assert "lærlinger, og" not in asked(browser, seminar)
    summarise(seminar, kari)
    assert "lærlinger, og" not in asked(kari, seminar)


def test_silence_after_a_question_with_words_is_asked_about(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    seminar.stage("closing")
    assert "Her er det ikke skrevet noe ennå" not in asked(kari, seminar, 1)
    seminar.note("Vi vil ha flere lærlinger.")
    assert "Her er det ikke skrevet noe ennå" in asked(kari, seminar, 1)
    assert 'name="state"' not in asked(kari, seminar, 0).split('class="asks')[0].split("</div>")[0]


def test_what_the_room_answers_reaches_grid_and_report(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    seminar.note(OPEN)
    seminar.stage("closing")
    kari.post(f"/answers/{seminar.answer()['id']}/said", state="out_of_time")
    grid = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/grid").json()
    assert grid["rooms"][0]["cells"][0]["state"] == "out_of_time"
    report = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=md").text
    assert "Rakk ikke" in report
