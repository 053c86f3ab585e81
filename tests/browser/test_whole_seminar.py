"""One whole seminar on real screens: facilitator, co-facilitator, projector, four phones in one room,
one that sits alone in another, and rooms of players beside them; at the end each text is what was
written."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, Sit
from tests.browser.writer import Writer
from tests.leading import facilitator_link, one_time_link
from tests.outcomes.series import asked, first, following, ok
from tests.patience import until
from tests.server import Afternoon, Server

PROGRAMME = [
    {
        "title": "Dialog 1",
        "minutes": 30,
        "prompts": [
            {
                "text": "Hva er det viktigste kulturskolen gjør hos dere?",
                "label": "Det viktigste",
                "minutes": {"think": 1, "round": 4, "talk": 5, "summary": 2},
            },
            {
                "text": "Hva trenger dere av hverandre?",
                "label": "Hverandre",
                "minutes": {"talk": 5},
            },
        ],
    },
    {
        "title": "Dialog 2",
        "minutes": 20,
        "prompts": [{"text": "Hva gjør dere først?", "label": "Først", "minutes": {"talk": 5}}],
    },
]
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
OPEN = ".board-main:not([hidden]) .prompt[data-active]"
SHOTS = os.environ.get("SHOTS")
"""A folder for a picture of each screen, in the order in which they are met."""


class Album:
    """Each screen in the order it appears, with the one sentence on it that says what to do."""

    def __init__(self) -> None:
        self.count = 0

    def look(self, page: Page, name: str, says: str | re.Pattern[str]) -> None:
        """The sentence stands there, and one sees it without scrolling."""
        self.count += 1
        if SHOTS:
            page.wait_for_timeout(400)
            page.screenshot(path=str(Path(SHOTS) / f"{self.count:02} {name}.png"))
        sentence = page.get_by_text(says).locator("visible=true")
        until(lambda: any(_within(page, each.bounding_box()) for each in sentence.all()))


def _within(page: Page, box: Any) -> bool:
    size = page.viewport_size or {"width": 0, "height": 0}
    return bool(box) and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


@pytest.fixture
def album() -> Album:
    return Album()


@pytest.fixture
def seminar(server: Server, request: pytest.FixtureRequest) -> Afternoon:
    rooms = getattr(request, "param", 5)
    roster = [
        {"number": 1, "members": ["Fjellvik", "Granli"]},
        *({"number": n, "members": [f"Bygd {n}", f"Øy {n}"]} for n in range(2, rooms + 1)),
    ]
    before = first(server, roster=roster[:1])
    ok(before.note("Granli – inviterer naboene til et møte om kor – uke 38 2026"))
    return following(before, roster=roster, dialogues=PROGRAMME, title="Høstsamling")


@pytest.fixture
def players(seminar: Afternoon) -> Iterator[None]:
    """Everybody but the first and the last room, as a rehearsal plays them."""
    rooms = [
        {"number": each["number"], "link": each["url"].rpartition("/")[2]}
        for each in seminar.rooms[1:-1]
    ]
    told = {
        "url": seminar.server.url,
        "language": "nb",
        "people": 3,
        "rooms": rooms,
        "seminar": seminar.organiser.get(f"/api/v1/seminars/{seminar.id}").json(),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "rehearsal.players"], stdin=subprocess.PIPE, text=True
    ) as playing:
        assert playing.stdin
        playing.stdin.write(json.dumps(told) + "\n")
        playing.stdin.write(json.dumps({"speed": 20}) + "\n")
        playing.stdin.flush()
        yield
        playing.stdin.close()
        playing.terminate()


@pytest.fixture
def lead(chromium: Browser, seminar: Afternoon) -> Iterator[Any]:
    """Opens a window of somebody who leads: `lead(link, **window)`."""
    contexts = []

    def window(link: str, **size: Any) -> Page:
        contexts.append(chromium.new_context(locale="nb", **size))
        page = contexts[-1].new_page()
        page.goto(seminar.server.url + link)
        page.locator("main form button").last.click()
        page.wait_for_url(lambda url: link not in url)
        return page

    yield window
    for context in contexts:
        context.close()


class Day:
    """Everybody who leads, on a screen of their own."""

    def __init__(self, seminar: Afternoon, lead: Any) -> None:
        self.seminar, self.base = seminar, f"{seminar.server.url}/seminars/{seminar.id}"
        path = f"/api/v1/seminars/{seminar.id}/co-facilitators"
        link = seminar.organiser.post(path, json={"name": "Liv"}).json()["url"]
        self.ingrid: Page = lead(one_time_link(seminar.server), **LAPTOP)
        self.liv: Page = lead(link.removeprefix(seminar.server.url), **PHONE)
        self.hall: Page = lead(facilitator_link(seminar.server, seminar.id), **PROJECTOR)
        self.ingrid.goto(f"{self.base}/grid")
        self.liv.goto(f"{self.base}/grid")
        self.hall.goto(f"{self.base}/plenum")

    def row(self, number: int) -> Any:
        return self.ingrid.locator(f"#row-{self.seminar.rooms[number - 1]['id']}")

    def beside(self, page: Page, number: int) -> None:
        """One room's text beside the grid, by its row."""
        page.locator(f"#row-{self.seminar.rooms[number - 1]['id']} .grid-room").click()
        title = page.locator("[data-beside-title]")
        until(lambda: f"Rom {number}" in title.inner_text())

    def move(self, note: str, *, room: int = 0, prompt: str = "") -> None:
        """One note of the room beside the grid, to another room or question."""
        self.ingrid.locator(".beside-move-open").first.click()
        self.ingrid.get_by_label(note).check()
        if room:
            self.ingrid.locator("#move-room").select_option(self.seminar.rooms[room - 1]["id"])
        if prompt:
            self.ingrid.locator("#move-prompt").select_option(prompt)
        self.ingrid.locator("#move-part").click()

    def next_step(self, says: str) -> None:
        """The one large button; beside it stands what it does."""
        until(lambda: says in self.ingrid.locator("#next-says").inner_text())
        self.ingrid.locator("#next-step").click()


def in_bar(writer: Writer, words: str) -> None:
    writer.page.locator(".bar-acts").get_by_role("button", name=words).tap()


def at_question(writer: Writer) -> int:
    """Which of the page's fields is that of the question in view."""
    place = f"[...document.querySelectorAll('.notes-text')].indexOf(document.querySelector('{OPEN} .notes-text'))"
    return int(writer.page.evaluate(place))


def soon(seminar: Afternoon) -> str:
    return (seminar.server.clock() + timedelta(minutes=5)).isoformat()


def duty_of(people: list[Writer]) -> dict[str, Writer]:
    """Who was drawn for what, as each own phone says it."""
    said = {each.page.locator("[data-own-duty]").inner_text(): each for each in people}
    return said if set(said) == {"Ordstyrer", "Tidsvakt", "Viddevakt", "Referent"} else {}


@pytest.mark.keeps_pages
@pytest.mark.slow
@pytest.mark.parametrize("seminar", [5, 50], indirect=True)
def test_a_whole_seminar_ends_with_the_texts_that_were_written(
    seminar: Afternoon, players: None, lead: Any, sit: Sit, album: Album
) -> None:
    day = Day(seminar, lead)
    people = [sit(name, by_hand=True, **PHONE) for name in ("Kari", "Ola", "Berit", "Per")]
    kari = people[0]
    album.look(day.ingrid, "grid", "rom kan skrive i Dialog 2.")
    album.look(kari.page, "room", "Hva er det viktigste kulturskolen gjør hos dere?")

    # What the room wrote last comes before its first question.
    last = kari.page.locator("#last-time > details")
    album.look(kari.page, "last-time", "Det dere skrev sist")
    last.locator("summary").tap()
    last.get_by_role("button", name="Gjort").tap()
    until(lambda: "alt er besvart" in people[1].page.locator("#last-time summary").inner_text())
    album.look(kari.page, "answered", "Hva ble det til?")
    assert [each["outcome"]["became"] for each in asked(seminar)] == ["done"]
    last.locator("summary").tap()

    kari.page.tap(".people-open")
    kari.page.get_by_role("button", name="Trekk roller").tap()
    until(lambda: duty_of(people))
    kari.page.keyboard.press("Escape")
    duties = duty_of(people)
    chair, time, focus, notes = (
        duties[each] for each in ("Ordstyrer", "Tidsvakt", "Viddevakt", "Referent")
    )
    album.look(focus.page, "drawn", "Du sier fra når samtalen er på viddene")

    # Each thinks alone first; one line of it goes into the answer.
    in_bar(chair, "Start: Tenk")
    for each in people:
        album.look(each.page, f"think-{each.name}", "Tenk hver for dere, og noter noen stikkord")
    until(lambda: "Tenk" in day.row(1).inner_text())
    strip = [each.page.locator(".strip").bounding_box() for each in people]
    thought = notes.page.get_by_label("Bare på denne enheten").first
    thought.fill("Alle får spille\nKor for voksne")
    notes.page.get_by_role("button", name="Legg inn i svaret: Alle får spille").tap()
    until(lambda: "Alle får spille" in chair.text())
    assert thought.input_value() == "Kor for voksne"

    # The round: whoever is lit is on every screen, and what is written meanwhile is theirs.
    in_bar(chair, "Neste: Runde")
    for each in people:
        album.look(each.page, f"round-{each.name}", re.compile("Fjellvik\\W* har ordet"))
    notes.go()
    notes.press("Enter")
    notes.type("Faste lærere")
    until(lambda: chair.page.locator('.notes-text p[data-by="Fra Fjellvik"]').count())
    in_bar(chair, "Neste på tur")
    for each in people:
        album.look(each.page, f"round-on-{each.name}", re.compile("Granli\\W* har ordet"))
    notes.press("Enter")
    notes.type("Kor og korps")
    until(lambda: chair.page.locator('.notes-text p[data-by="Fra Granli"]').count())
    in_bar(chair, "Neste på tur")

    # A message to all, a call for help, and a question that grows: nobody's word is torn by them.
    day.ingrid.get_by_role("button", name="Melding til alle rom").click()
    day.ingrid.get_by_label("Med egne ord").first.fill("Kaffe klokka to")
    day.ingrid.get_by_role("button", name="Send til alle rom").click()
    for each in people:
        album.look(each.page, f"told-{each.name}", "Kaffe klokka to")
    for each in people:
        each.page.locator("[data-puts-off]:visible").tap()
    until(lambda: re.search(r"Sett av [1-9]", day.ingrid.locator("#grid-told").inner_text()))
    time.page.locator("#help-call").tap()
    album.look(day.liv, "queue", "Jeg kommer")
    call = f"#help-{seminar.rooms[0]['id']}"
    day.liv.locator(call).get_by_role("button", name="Jeg kommer").tap()
    until(lambda: "Liv er på vei" in day.ingrid.locator(call).inner_text())
    until(lambda: time.page.locator("#help").get_attribute("data-help") == "seen")
    in_bar(chair, "Neste: Samtale")
    album.look(chair.page, "talk", "Snakk fritt, og skriv underveis.")
    notes.press("Enter")
    notes.type("Flere ")

    # One who sits alone comes over, while others write on, and writes with them.
    alone = sit("Siri", room=len(seminar.rooms) - 1, **PHONE)
    number = len(seminar.rooms)
    alone.type("Bare jeg er her")
    until(lambda: seminar.answer(number - 1)["text"] == "Bare jeg er her")
    day.beside(day.ingrid, number)
    album.look(day.ingrid, "thin", f"Rom {number}")
    day.ingrid.locator("[popovertarget=merge-room]").click()
    album.look(day.ingrid, "merge", "kommer inn i det andre rommet")
    day.ingrid.locator("#into").select_option(seminar.rooms[0]["id"])
    day.ingrid.locator("#merge-room").get_by_role("button", name="Slå sammen").click()
    alone.page.wait_for_url(f"**/rooms/{seminar.rooms[0]['id']}")
    alone.ready()
    album.look(alone.page, "came-over", f"Rom {number} ble slått sammen")
    for each in people:
        album.look(each.page, f"joined-{each.name}", "Snakk fritt, og skriv underveis.")
    alone.go()
    alone.press("Enter")
    alone.type("Sang i kirka")
    until(lambda: "Sang i kirka" in notes.text())

    focus.page.locator(f"{OPEN} [data-lights]").tap()
    for each in people:
        each.page.locator(".focus:visible").wait_for()
    notes.type("instrumenter")

    # They part again, from the co-facilitator's phone; her note follows her, and what was moved by
    # mistake comes back, while the room writes.
    day.liv.locator(call).locator("[data-beside]").tap()
    album.look(day.liv, "together", f"Rom {number} går videre i rom 1")
    day.liv.get_by_role("button", name="Del dem igjen").tap()
    album.look(day.liv, "parts", "Det som er skrevet i rom 1, blir der")
    day.liv.locator("#confirm").get_by_role("button", name="Del dem igjen").tap()
    alone.page.wait_for_url(f"**/rooms/{seminar.rooms[-1]['id']}")
    alone.ready()
    album.look(alone.page, "back", "Hva er det viktigste kulturskolen gjør hos dere?")
    alone.go()
    alone.type(" nå")
    day.beside(day.ingrid, 1)
    day.move("Sang i kirka", room=number)
    notes.type(" til utlån")
    alone.reads("Bare jeg er her nå\nSang i kirka")
    album.look(day.ingrid, "moved", "Flytt notater")
    until(lambda: "Flere instrumenter til utlån" in chair.text())
    day.ingrid.locator("#move-back").click()
    day.move("Flere instrumenter til utlån", prompt=seminar.prompt(1))
    until(lambda: "instrumenter" in seminar.answer(index=1)["text"])
    mistake = day.ingrid.locator(".beside-moves li", has_text="til spørsmål 2")
    mistake.get_by_role("button", name="Angre").click()
    until(lambda: seminar.answer(index=1)["text"] == "")
    until(lambda: "Flere instrumenter til utlån" in chair.text())

    # The summary is read aloud, and who disagrees says so.
    in_bar(chair, "Neste: Oppsummering")
    album.look(notes.page, "summary", "Det viktigste, i én til tre setninger.")
    assert [each.page.locator(".strip").bounding_box() for each in people] == strip
    notes.page.locator(f"{OPEN} .summary .notes-text").tap()
    notes.type("Alle skal få spille med faste lærere.")
    until(lambda: seminar.answer()["summary"]["text"] == "Alle skal få spille med faste lærere.")
    notes.page.locator(OPEN).get_by_role("button", name="Les høyt").tap()
    for each in people:
        album.look(each.page, f"aloud-{each.name}", "Alle skal få spille med faste lærere.")
    focus.page.locator("#aloud-line").fill("Ikke alle vil spille")
    focus.page.get_by_role("button", name="Legg til linja").tap()
    until(lambda: "Ikke alle vil spille" in chair.page.locator("#aloud").inner_text())
    notes.page.locator("#aloud-end").tap()
    in_bar(chair, "Ferdig")
    until(lambda: "Ferdig" in notes.page.locator(f"{OPEN} .state").first.inner_text())

    # The next question breaks off; the room is asked once, and says that time ran out.
    for each in (chair, notes):
        each.page.locator(".bar-on").tap()
    notes.go(field=at_question(notes))
    notes.type("Vi trenger å dele lærere og")
    until(lambda: seminar.answer(index=1)["text"] == "Vi trenger å dele lærere og")
    in_bar(chair, "Ferdig")
    album.look(chair.page, "breaks-off", "Teksten ser ut til å stoppe ved")
    chair.page.locator(OPEN).get_by_role("button", name="Rakk ikke").tap()
    until(lambda: seminar.answer(index=1)["state"] == "out_of_time")

    # Dialog 2 opens; Dialog 1 closes with grace, while somebody is still writing there.
    day.next_step("rom kan skrive i Dialog 2.")
    for each in people:
        album.look(each.page, f"dialogue-2-{each.name}", "Dialog 2 er åpen")
    seminar.stage("closing", until=soon(seminar))
    album.look(chair.page, "closing", "Skrivingen stenger")
    notes.type(" instrumenter")
    until(lambda: seminar.answer(index=1)["text"].endswith("og instrumenter"))
    seminar.server.clock.forward(minutes=6)
    seminar.stage("closed")
    until(lambda: "Dialog 1 er stengt." in chair.page.locator(".stage-notice:visible").inner_text())
    chair.page.locator(".stage-notice:visible a", has_text="gå dit").first.tap()
    chair.page.get_by_role("heading", name="Hva gjør dere først?").wait_for()
    chair.ready()
    chair.go(field=at_question(chair))
    chair.type("Møtes i mai")
    until(lambda: seminar.answer(index=2)["text"] == "Møtes i mai")
    seminar.stage("reading", dialogue=1)
    seminar.stage("reading")
    album.look(chair.page, "reading", "Les det de andre skrev")

    assert [each["text"] for each in seminar.answer()["notes"]] == [
        "Alle får spille",
        "Faste lærere",
        "Kor og korps",
        "Flere instrumenter til utlån",
    ]
    alones = seminar.answer(number - 1)
    assert [each["text"] for each in alones["notes"]] == ["Bare jeg er her nå", "Sang i kirka"]
    assert seminar.answer()["disagreements"] == ["Uenig: Ikke alle vil spille"]
    exported = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=json").text
    for room in range(len(seminar.rooms)):
        for answer in seminar.board(room)["answers"]:
            for note in answer["notes"]:
                assert json.dumps(note["text"], ensure_ascii=False) in exported
    assert [each.errors for each in (*people, alone)] == [[]] * 5
