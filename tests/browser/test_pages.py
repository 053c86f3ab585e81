"""Every page that there is, looked at as everybody must be able to: by axe, at 320 px, in the dark."""

import struct
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, BrowserContext, Page, Response

from app.exports.site import FIRST_PAGE
from app.meaning.keeping import Meanings
from app.routing import ROUTERS
from tests.browser.accessibility import lost_when_spaced, violations
from tests.browser.conftest import at_size
from tests.browser.natively import dead
from tests.cast import facilitator
from tests.leading import ORGANISER, facilitator_link, one_time_link
from tests.outcomes.series import first, put_in_series
from tests.patience import until
from tests.reading.pages import get
from tests.server import Afternoon, afternoon

IDLE = "new Promise((done) => requestIdleCallback(done))"
FOR_ORGANISERS = [
    "/",
    "/accessibility",
    "/privacy",
    "/organiser/{organiser}",
    "/lead/{facilitator}",
    "/rooms/{room}/history",
    "/rooms/{room}/history?at=2026-01-01T12:00",
    "/rooms/{room}/history/{answer}",
    "/rooms/{room}/history/{answer}?version=1",
    "/imports",
    "/imports/{import}",
    "/imports/{import}?only=unknown",
    "/series",
    "/series/{series}",
    "/seminars",
    "/seminars/new",
    "/seminars/{seminar}",
    "/seminars/{seminar}/co-facilitators",
    "/seminars/{seminar}/co-facilitators/sheets",
    "/seminars/{seminar}/delete",
    "/seminars/{seminar}/duties",
    "/seminars/{seminar}/export",
    "/seminars/{seminar}/grid",
    "/seminars/{seminar}/led?q=skole",
    "/seminars/{seminar}/pictures",
    "/seminars/{seminar}/outcomes",
    "/seminars/{seminar}/plan",
    "/seminars/{seminar}/plenum",
    "/seminars/{seminar}/programme",
    "/seminars/{seminar}/programme/dialogues/new",
    "/seminars/{seminar}/programme/dialogues/{dialogue}",
    "/seminars/{seminar}/programme/dialogues/{dialogue}/prompts/new",
    "/seminars/{seminar}/programme/prompts/{prompt}",
    "/seminars/{seminar}/rehearsal",
    "/seminars/{rehearsal}/rehearsal",
    "/seminars/{rehearsal}/grid",
    "/rehearsals/wiped/{wiped}",
    "/seminars/{seminar}/rooms",
    "/seminars/{seminar}/rooms/arrange",
    "/seminars/{seminar}/rooms/{room}",
    "/seminars/{seminar}/settings",
    "/seminars/{seminar}/share",
    "/seminars/{seminar}/share/screen",
    "/seminars/{seminar}/harvest",
    "/seminars/{seminar}/harvest/{prompt}",
    "/seminars/{seminar}/harvest/{prompt}/suggested",
    "/seminars/{seminar}/harvest/themes/{theme}",
    "/seminars/{seminar}/quality",
    "/seminars/{seminar}/sheets",
    "/seminars/{seminar}/use",
]
FOR_SEATS = [
    "/j",
    "/offline",
    "/j/{code}",
    "/j/{code}/1",
    "/r/{door}",
    "/rooms/{room}",
    "/rooms/{room}/visit",
    "/rooms/{room}/history",
    "/rooms/{room}/history/{answer}/{kind}",
    "/read/{seminar}",
    "/read/{seminar}/members",
    "/read/{seminar}/actions",
    "/read/{seminar}/members/{member}",
    "/read/{seminar}/near/{note}",
    "/read/{seminar}/notes/{note}",
    "/read/{seminar}/others",
    "/read/{seminar}/questions/{prompt}",
    "/read/{seminar}/rooms",
    "/read/{seminar}/rooms/1",
    "/read/{seminar}/report",
    "/status/{status}",
    "/read/{seminar}/report/{page}",
]
PARTS_OF_PAGES = {
    "/seminars/{seminar_id}/grid/moves/{answer_id}",
    "/rooms/{room_id}/dialogues",
    "/rooms/{room_id}/duties",
    "/rooms/{room_id}/duties/{duty_id}/hand",
    "/rooms/{room_id}/nudges",
    "/rooms/{room_id}/outcomes",
    "/rooms/{room_id}/phases",
    "/rooms/{room_id}/visit/told",
    "/seminars/{seminar_id}/grid/late",
    "/seminars/{seminar_id}/grid/rooms/{room_id}",
    "/seminars/{seminar_id}/plan/ends",
}
FOR_MACHINES = {"/healthz", "/readyz", "/metrics", "/worker.js"}


def shape(path: str) -> str:
    """A route's path without the names of what is filled in."""
    return "/".join(
        "{}" if part.startswith("{") or part == "1" else part
        for part in path.partition("?")[0].split("/")
    )


def test_no_page_is_forgotten_here() -> None:
    routes = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    pages = {path for path in routes if not path.startswith("/api/")}
    pages -= PARTS_OF_PAGES | FOR_MACHINES

    assert set(map(shape, pages)) == set(map(shape, FOR_ORGANISERS + FOR_SEATS))


@pytest.fixture
def lively(seminar: Afternoon) -> Afternoon:
    """An afternoon with something on every page: notes, a summary, a call, a late text, reading."""
    seminar.note("Vi begynner i mai.")
    seminar.note("Skulane må vere med.", 1)
    answer = seminar.answer()["id"]
    for body in ({"summary": "Mai passer alle."}, {"state": "done"}):
        seminar.seats[0].put(f"/api/v1/answers/{answer}", json=body)
    seminar.seats[1].post(f"/api/v1/rooms/{seminar.rooms[1]['id']}/help")
    seminar.stage("open", 1)
    seminar.stage("reading")
    late = {"client_id": "late-1", "version": 0, "text": "Det siste vi sa."}
    seminar.seats[0].post(f"/api/v1/answers/{answer}/late", json=late)
    asked = {"others": True, "comments": True, "useful": True}
    seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/exchange", json=asked).raise_for_status()
    seminar.seats[0].post(f"/api/v1/rooms/{seminar.rooms[0]['id']}/others").raise_for_status()
    _mean(seminar)
    return seminar


class AllAlike:
    """A model to which everything means the same: what pages show of nearness is all there."""

    name = "alike"

    async def vectors(self, texts: Sequence[str], *, asked: bool = False) -> list[bytes]:
        return [struct.pack("<2f", 1.0, 1.0) for _ in texts]

    async def stop(self) -> None:
        pass


def _mean(lively: Afternoon) -> None:
    server = lively.server
    server.add(Meanings(server.store, AllAlike()))
    note = lively.answer()["notes"][0]["id"]
    get(lively.seats[0], lively, f"/questions/{lively.prompt()}")  # whose reader wishes for it
    until(lambda: get(lively.seats[0], lively, f"/near/{note}").status_code == 200)


class Eyes:
    """A window that notes whatever is wrong with the pages it is led to."""

    def __init__(self, context: BrowserContext, lively: Afternoon) -> None:
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self._server = lively.server
        self._ids = _ids(lively)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", lambda request: self._asked(request.url))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self._server.url, "data:", "blob:")):
            self.wrong.append(f"foreign: {url}")

    def enter(self, link: str) -> None:
        self.page.goto(self._server.url + link)
        self.page.locator("main form button[type=submit], main form button").last.click()
        self.page.wait_for_url(lambda url: link not in url)

    def go(self, path: str) -> Response | None:
        return self.page.goto(self._server.url + path.format(**self._ids))

    def look(self, path: str) -> None:
        answer = self.go(path)
        self.page.evaluate(IDLE)
        said = [f"status {answer.status}"] if answer and answer.status != 200 else []
        beyond = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        said += [f"{beyond} px too wide"] if beyond > 0 else []
        said += violations(self.page) + lost_when_spaced(self.page)
        self.wrong += [f"{path}: {one}" for one in said]


def _ids(lively: Afternoon) -> dict[str, str]:
    answer = lively.answer()
    return {
        "organiser": one_time_link(lively.server).rsplit("/", 1)[1],
        "facilitator": facilitator_link(lively.server, lively.id).rsplit("/", 1)[1],
        "seminar": lively.id,
        "dialogue": lively.dialogue(),
        "prompt": lively.prompt(),
        "room": lively.rooms[0]["id"],
        "door": lively.rooms[0]["url"].rsplit("/", 1)[1],
        "code": lively.seminar["code"],
        "member": lively.board()["room"]["members"][0]["id"],
        "note": answer["notes"][0]["id"],
        "answer": answer["id"],
        "kind": "summary",
        "theme": _theme(lively),
        "page": FIRST_PAGE,
        "import": _import(lively),
        "rehearsal": _rehearsal(lively),
        "wiped": _wiped(lively),
        "series": _series(lively),
        "status": lively.server.links.status().rsplit("/", 1)[1],
    }


def _theme(lively: Afternoon) -> str:
    """With a quote of the first note; and the report, which holds it, is published."""
    organiser, at = lively.server.organiser(ORGANISER), f"/api/v1/seminars/{lively.id}"
    made = organiser.post(f"{at}/themes", json={"title": "Sang", "prompt": lively.prompt()}).json()
    answer = lively.answer()
    quote = {"answer": answer["id"], "note": answer["notes"][0]["id"]}
    quoted = organiser.post(f"{at}/themes/{made['id']}/quotes", json={"quotes": [quote]})
    quoted.raise_for_status()
    organiser.put(f"{at}/publication", json={}).raise_for_status()
    return str(made["id"])


def _rehearsal(lively: Afternoon) -> str:
    path = f"/api/v1/seminars/{lively.id}/rehearsal"
    return str(lively.organiser.put(path, json={"speed": 0}).json()["seminar"])


def _series(lively: Afternoon) -> str:
    """With the one before the afternoon, which the rooms are asked about, the afternoon itself, and
    the next one."""
    before = first(lively.server)
    before.note("Granli – inviterer naboene – uke 38 2027")
    made = before.seminar["series"]
    path = f"/api/v1/series/{made}"
    put_in_series(lively, made)
    wish = {"held_on": "2027-03-01", "place": "Fjellvik", "region": "Nord"}
    lively.organiser.post(f"{path}/next", json=wish).raise_for_status()
    return str(made)


def _wiped(lively: Afternoon) -> str:
    """The receipt of a rehearsal of another seminar."""
    other = afternoon(lively.server)
    _rehearsal(other)
    pressed = facilitator(other).post(f"/seminars/{other.id}/rehearsal/wipe")
    return str(pressed.headers["location"].rsplit("/", 1)[1])


def _import(lively: Afternoon) -> str:
    wall = (
        "Rom 1 Fjellvik\nHva er relevant?\nSang\n\nHan som var her sa dette om en \ufffdnere dag\n"
    )
    made = lively.server.organiser(ORGANISER).post(
        "/api/v1/imports", files={"file": ("vegg.txt", wall.encode())}
    )
    return str(made.json()["id"])


@pytest.fixture(
    params=[
        pytest.param(("light", 320), id="light on a phone"),
        pytest.param(("dark", 1280), id="dark on a laptop", marks=pytest.mark.slow),
    ]
)
def window(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[BrowserContext]:
    """Contrast depends on the theme and layout on the width, so not every pair need be seen."""
    scheme, width = request.param
    size = {"width": width, "height": 740}
    opened = chromium.new_context(viewport=size, color_scheme=scheme, locale="nb")  # type: ignore[arg-type]
    yield opened
    opened.close()


def test_every_page_of_whoever_leads_is_for_everybody(
    lively: Afternoon, window: BrowserContext
) -> None:
    eyes = Eyes(window, lively)
    eyes.enter(one_time_link(lively.server))
    for path in FOR_ORGANISERS:
        eyes.look(path)

    assert eyes.wrong == [], "\n".join(eyes.wrong)


def test_every_page_of_whoever_takes_part_is_for_everybody(
    lively: Afternoon, window: BrowserContext
) -> None:
    eyes = Eyes(window, lively)
    eyes.look("/j/{code}")
    eyes.enter("/r/" + lively.rooms[0]["url"].rsplit("/", 1)[1])
    for path in FOR_SEATS:
        eyes.look(path)

    assert eyes.wrong == [], "\n".join(eyes.wrong)


@pytest.mark.parametrize(
    ("who", "pages"),
    [("leads", FOR_ORGANISERS), ("takes part", FOR_SEATS), ("writes", FOR_SEATS)],
    ids=["leads", "takes part", "writes"],
)
def test_every_button_and_field_leads_somewhere_where_no_script_runs(
    lively: Afternoon, chromium: Browser, who: str, pages: Sequence[str]
) -> None:
    opened = chromium.new_context(locale="nb", java_script_enabled=False)
    eyes, app = Eyes(opened, lively), lively.server.app
    if who == "writes":
        lively.stage("open")
    at_door = "/r/" + lively.rooms[0]["url"].rsplit("/", 1)[1]
    eyes.enter(one_time_link(lively.server) if who == "leads" else at_door)
    found = {}
    for path in pages:
        eyes.go(path)
        for width in (1280, 320):
            at_size(eyes.page, width, 740)
            found[path, width] = dead(eyes.page, app)
    opened.close()

    assert {place: buttons for place, buttons in found.items() if buttons} == {}


def test_what_is_dark_on_the_screen_is_ink_on_white_on_paper(
    lively: Afternoon, chromium: Browser
) -> None:
    opened = chromium.new_context(color_scheme="dark", locale="nb")
    eyes = Eyes(opened, lively)
    eyes.enter(one_time_link(lively.server))
    eyes.look("/seminars/{seminar}/sheets")
    on_screen = _colour(eyes.page, ".sheet .prompt-number")
    eyes.page.evaluate("document.documentElement.dataset.colorScheme = 'dark'")
    eyes.page.emulate_media(media="print")

    assert _colour(eyes.page, ".sheet .prompt-number") == on_screen
    assert _colour(eyes.page, "main") == "rgb(0, 0, 0)"
    assert eyes.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    opened.close()


def _colour(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("(node) => getComputedStyle(node).color"))
