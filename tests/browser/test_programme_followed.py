"""What is changed of a programme or a setting, on its page or by a program, is seen on the pages that
are open; and whoever writes meanwhile loses neither a letter nor the caret."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Sit
from tests.leading import signed_in
from tests.patience import until
from tests.seminars.test_programme_pages import QUESTION
from tests.server import Afternoon, Server, afternoon

API = "/api/v1"
MEMBERS = ["Fjellvik", "Granli", "Nyborg"]
CARET = """() => {
    const { anchorNode, anchorOffset } = getSelection();
    return [document.activeElement.closest(".prompt")?.id, anchorNode.textContent, anchorOffset];
}"""


@dataclass
class Made:
    """The seminar as it is made ready meanwhile."""

    seminar: Afternoon

    def __post_init__(self) -> None:
        self.leading = signed_in(self.seminar.server)
        self.leading.path = f"/seminars/{self.seminar.id}"

    def call(self, method: str, path: str, body: Any) -> None:
        client = self.seminar.organiser
        told = client.request(method, f"{API}/seminars/{self.seminar.id}{path}", json=body)
        told.raise_for_status()

    def post(self, path: str, sent: dict[str, str]) -> None:
        assert self.leading.post(path, sent).status_code < 400

    @property
    def dialogues(self) -> list[dict[str, Any]]:
        path = f"{API}/seminars/{self.seminar.id}"
        return list(self.seminar.organiser.get(path).json()["dialogues"])

    @property
    def works(self) -> list[str]:
        return [each["id"] for each in self.dialogues]

    @property
    def asked(self) -> list[str]:
        return [each["id"] for each in self.dialogues[0]["prompts"]]


Deed = Callable[[Made], None]


def on_page(path: str, **sent: str) -> Deed:
    return lambda made: made.post(path.format(made=made), sent)


def by_call(method: str, path: str, **body: Any) -> Deed:
    return lambda made: made.call(method, path.format(made=made), body)


def undone(made: Made) -> None:
    """What was done last on a page."""
    last = made.leading.client.get(f"{API}{made.leading.path}/undo").json()
    made.post(f"/undo/{last['change']}", {})


def seated(made: Made) -> None:
    rest = [{"number": 2, "members": ["Storhavn"]}, {"number": 3, "members": ["Tangen"]}]
    room = {"number": 1, "name": "Havblikk", "members": MEMBERS}
    made.call("PUT", "/rooms", [room, *rest])


NOW = QUESTION | {"text": "Hva gjør dere nå?", "help": "Én ting hver."}
DIALOGUE = {
    "title": "Første samtale",
    "instructions": "Ta en runde.",
    "background": "",
    "minutes": "30",
}
SETTINGS = {"title": "Et annet navn", "language": "nb", "member_noun": "skole", "kind": "gathering"}
USE = {"how_used": "Svarene blir en plakat.", "retain_until": "31.12.2099"}
FIRST, LAST = ".prompts > .prompt:first-child ", ".prompts > .prompt:last-child "
# By the order in which they are made: the deed, what tells it in a room, and what in the grid.
CHANGES: dict[str, tuple[Deed, tuple[str, str] | None, tuple[str, str] | None]] = {
    "words by a program": (
        by_call("PATCH", "/prompts/{made.asked[0]}", text="Hva hørte dere?"),
        (f"{FIRST}.prompt-open", "Hva hørte dere?"),
        ("#grid-table th[title*='Hva hørte dere?']", "Hva er relevant?"),
    ),
    "words on a page": (
        on_page("/programme/prompts/{made.asked[1]}", **NOW, other="clear"),
        (".prompt-open", "Hva gjør dere nå?"),
        ("#grid-table th", "Nå"),
    ),
    "order on a page": (
        on_page("/programme/prompts/{made.asked[1]}/move", way="up"),
        (f"{FIRST}.prompt-open", "Hva gjør dere nå?"),
        ("#grid-table th[title]", "1 Nå"),
    ),
    "order by a program": (
        by_call("PATCH", "/prompts/{made.asked[0]}", place=2),
        (f"{LAST}.prompt-open", "Hva gjør dere nå?"),
        ("#grid-table th:nth-of-type(4)", "3 Nå"),
    ),
    "one more on a page": (
        on_page(
            "/programme/dialogues/{made.works[0]}/prompts/new", **QUESTION | {"label": "Fjerde"}
        ),
        (f"{LAST}.answer .ProseMirror", ""),
        ("#grid-covers li", "4 Fjerde"),
    ),
    "one less by a program": (
        lambda made: made.call("DELETE", f"/prompts/{made.asked[-1]}", None),
        (f"{LAST}.prompt-open", "Hva gjør dere nå?"),
        ("#grid-table th:last-child", "3 Nå"),
    ),
    "a dialogue's words on a page": (
        on_page("/programme/dialogues/{made.works[0]}", **DIALOGUE),
        (".work-method", "Ta en runde."),
        ("#grid-stages", "Første samtale"),
    ),
    "dialogues in another order on a page": (
        on_page("/programme/dialogues/{made.works[0]}/move", way="down"),
        None,
        ("#grid-stages > :last-child", "Første samtale"),
    ),
    "that taken back": (undone, None, ("#grid-stages > :first-child", "Første samtale")),
    "how answers are used, on a page": (
        on_page("/use", **USE),
        (".board-promise", "Svarene blir en plakat."),
        None,
    ),
    "settings on a page": (on_page("/settings", **SETTINGS), None, ("h1", "Et annet navn")),
    "the title by a program": (by_call("PATCH", "", title="Et tredje"), None, ("h1", "Et tredje")),
    "duties by a program": (
        by_call("PUT", "/duties", duties=[{"name": "Vert", "text": "Ønsker velkommen."}]),
        (".side-more", "Ønsker velkommen."),
        None,
    ),
    "a room's name and members": (
        seated,
        (".board-room", "Havblikk · Fjellvik, Granli, Nyborg"),
        ("#grid-table", "Havblikk"),
    ),
}


@pytest.mark.parametrize("window", [{}, PHONE], ids=["laptop", "phone"])
def test_a_room_that_writes_sees_each_change_and_keeps_its_letters_and_caret(
    seminar: Afternoon, sit: Sit, window: dict[str, Any]
) -> None:
    kari = sit("Kari", **window)
    made = Made(seminar)
    here = f"#prompt-{made.asked[0]} .notes-text >> nth=0"
    kari.page.locator(here).click()
    kari.go()
    kari.type("ab")
    kari.press("ArrowLeft")
    for at, (deed, seen, _) in enumerate(CHANGES.values()):
        caret = kari.page.evaluate(CARET)
        deed(made)
        if not seen:
            continue
        selector, words = seen
        expect(kari.page.locator(selector).filter(has_text=words).first).to_be_attached()
        assert kari.page.evaluate(CARET) == caret
        kari.type(chr(ord("A") + at))

    expect(kari.page.locator(".prompts > .prompt")).to_have_count(3)
    written = "".join(chr(ord("A") + at) for at, each in enumerate(CHANGES.values()) if each[1])
    expect(kari.page.locator(here)).to_have_text(f"a{written}b")
    until(lambda: f"a{written}b" in [one["text"] for one in seminar.board()["answers"]])
    assert kari.errors == []


def test_a_question_that_has_come_is_written_in_by_everybody(seminar: Afternoon, sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    made = Made(seminar)
    CHANGES["one more on a page"][0](made)
    field = f"#prompt-{made.asked[-1]} .answer .notes-text"
    for each in (kari, ola):
        expect(each.page.locator(f"{field}.ProseMirror")).to_be_attached()
        each.page.locator(f"#prompt-{made.asked[-1]} .prompt-open").click()
    kari.page.locator(field).click()
    kari.type("Fra Kari")
    expect(ola.page.locator(field)).to_have_text("Fra Kari")
    ola.page.locator(field).click()
    ola.press("Control+End")
    ola.type(" og Ola")
    expect(kari.page.locator(field)).to_have_text("Fra Kari og Ola")
    assert kari.errors == ola.errors == []


def test_whoever_was_away_sees_it_when_they_are_back(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    kari.cut()
    CHANGES["words by a program"][0](Made(seminar))
    kari.go()
    kari.type("Uten nett")
    kari.join()
    expect(kari.page.locator(f"{FIRST}.prompt-open")).to_have_text("Hva hørte dere?")
    kari.reads("Uten nett")


def test_the_grid_and_the_projector_see_each_change(seminar: Afternoon, leading: Page) -> None:
    made = Made(seminar)
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    hall = leading.context.new_page()
    hall.goto(f"{seminar.server.url}/seminars/{seminar.id}/plenum")
    for deed, _, seen in CHANGES.values():
        deed(made)
        if seen:
            selector, words = seen
            expect(leading.locator(selector).filter(has_text=words).first).to_be_attached()
    expect(hall.locator("#plenum-head")).to_contain_text("Et tredje · Første samtale")
    by_call("PATCH", "/prompts/{made.asked[0]}", text="Det siste spørsmålet?", label="")(made)
    expect(hall.locator("#slide")).to_contain_text("Det siste spørsmålet?")


def test_a_visits_page_asks_in_the_new_words_and_keeps_what_is_typed(
    server: Server, chromium: Browser
) -> None:
    visit = afternoon(server, [{"number": 1, "members": ["7A"]}], preset="visit")
    page = chromium.new_context(locale="nb").new_page()
    page.goto(visit.rooms[0]["url"])
    page.locator("main button[type=submit]").first.click()
    page.locator(".visit-choice").first.click()
    page.locator("textarea:visible").first.press_sequentially("Halv")
    made = Made(visit)
    by_call("PATCH", "/prompts/{made.asked[0]}", text="Hva husker dere?", help="Én ting.")(made)

    expect(page.locator(".visit-question:visible")).to_have_text("Hva husker dere?")
    expect(page.locator(".visit-help:visible")).to_have_text("Én ting.")
    expect(page.locator("textarea:visible").first).to_be_focused()
    page.keyboard.type("veis")
    expect(page.locator("textarea:visible").first).to_have_value("Halvveis")
    page.context.close()
