"""Without net the room opens, its text stands there and can be written on; on return it is sent once."""

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from starlette.responses import Response
from starlette.routing import Route

from app.web.assets import DIST, asset
from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.conftest import Sit
from tests.browser.test_nothing_lost import late
from tests.browser.test_writing import on_server, settled
from tests.browser.writer import Writer
from tests.net import Net, net
from tests.patience import until
from tests.server import Afternoon

pytestmark = pytest.mark.keeps_pages

KEPT = """async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("samtavle-pages-"));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({url}) => new URL(url).pathname);
}"""
TEXTS = """() => new Promise((resolve) => { const opening = indexedDB.open("samtavle");
    opening.onsuccess = () => { const all = opening.result.transaction("texts").objectStore("texts").getAll();
    all.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(all.result)); }; }; })"""
OUTBOX = TEXTS.replace("texts", "outbox").replace(
    "JSON.stringify(all.result)", "all.result.map((each) => each.words).join()"
)
# What a page puts off by seconds and a bit of chance never comes.
NEVER_LATER = """window.setTimeout = ((set) => (act, ms, ...more) =>
    ms > 2000 && ms % 1 ? 0 : set(act, ms, ...more))(setTimeout)"""
NOTHING = """async () => ({
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({name}) => name),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    local: localStorage.length, session: sessionStorage.length,
})"""


@pytest.fixture
def wire(seminar: Afternoon) -> Iterator[Net]:
    with net(seminar.server.url) as made:
        yield made


def kept(page: Page) -> list[str]:
    return list(page.evaluate(KEPT))


def sit_over(
    wire: Net, seminar: Afternoon, sit: Sit, name: str = "Kari", **window: object
) -> Writer:
    """Somebody whose way to the server can be cut, in a room that is kept on the device."""
    there = seminar.rooms[0]["url"].replace(seminar.server.url, wire.url)
    writer = sit(name, at=there, by_hand=True, **window)
    until(lambda: kept(writer.page))
    return writer


def test_a_page_is_kept_on_its_first_visit_though_nobody_writes(sit: Sit) -> None:
    kari = sit("Kari")
    kari.page.add_init_script(NEVER_LATER)
    kari.page.evaluate(
        "navigator.serviceWorker.getRegistration().then((there) => there?.unregister())"
    )
    kari.page.evaluate(
        "caches.keys().then((all) => Promise.all(all.map((each) => caches.delete(each))))"
    )
    kari.page.reload()
    until(lambda: kept(kari.page))


def until_local(writer: Writer) -> None:
    until(lambda: writer.save_word == "local")


def open_anew(writer: Writer, path: str | None = None) -> Writer:
    """All tabs are closed; later the room is opened in a new one."""
    context, address = writer.page.context, writer.page.url
    for page in context.pages:
        page.close()
    return opened(context, address if path is None else path, writer.name)


def opened(context: BrowserContext, address: str, name: str) -> Writer:
    page = context.new_page()
    page.goto(address)
    again = Writer(page, address, name)
    again.ready()
    return again


def test_a_room_that_was_open_here_opens_without_net_and_says_so(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.type("Skrevet med nett")
    until(lambda: on_server(seminar) == "Skrevet med nett" and kari.save_word == "saved")
    until(lambda: "Skrevet med nett" in kari.page.evaluate(TEXTS))  # it is put down when it rests
    wire.cut()

    again = open_anew(kari)

    until(lambda: again.text() == "Skrevet med nett")
    until(lambda: "Du er uten nett" in again.page.locator(".copy-notice:visible").inner_text())
    again.go()
    again.type(" og uten")
    until(lambda: again.save_word == "local")
    wire.join()
    until(lambda: on_server(seminar) == "Skrevet med nett og uten")
    until(lambda: again.save_word == "saved")
    until(
        lambda: "Alt du skrev, er sendt" in again.page.locator(".copy-notice:visible").inner_text()
    )


def test_what_is_pasted_without_net_is_cleaned_as_with_it(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    """Once somebody has written here: what cleans comes with the first touch or key."""
    kari = sit_over(wire, seminar, sit)
    with kari.page.expect_response("**/static/js/paste-*.js"):
        kari.type("Null")
    until(lambda: seminar.answer()["text"] == "Null")
    wire.cut()
    again = open_anew(kari)

    again.go()
    again.press("Enter")
    again.paste("x", html="<b style='font-weight:normal'><p>Ett</p><p>To</p></b>")

    again.reads("Null\nEtt\nTo")
    assert again.page.locator(".notes-text strong").count() == 0


@pytest.mark.parametrize("times", [3, pytest.param(8, marks=pytest.mark.slow)])
def test_what_the_device_holds_is_there_after_every_reload_without_net(
    seminar: Afternoon, sit: Sit, wire: Net, times: int
) -> None:
    kari = sit_over(wire, seminar, sit)
    wire.cut()
    words: list[str] = []

    def text() -> str:
        return " ".join(words)

    for turn in range(times):
        kari.go()
        words.append(f"ord{turn}")
        kari.type(words[-1] if turn == 0 else f" {words[-1]}")
        until(lambda: text() in kari.page.evaluate(OUTBOX))
        kari.reload()
        until(lambda: kari.text() == text())
    wire.join()
    until(lambda: on_server(seminar) == text())


def test_the_save_word_says_at_once_that_the_browser_has_no_net(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.type("Før")
    until(lambda: kari.save_word == "saved")
    wire.freeze()  # the connection stands, and nothing comes through it any more
    kari.page.evaluate("Object.defineProperty(navigator, 'onLine', {get: () => false})")
    kari.page.evaluate("dispatchEvent(new Event('offline'))")
    kari.type(" og etter")
    until(lambda: kari.save_word == "local")
    until(lambda: kari.page.locator("html[data-contact=no]").count())


@pytest.mark.parametrize(("tabs", "edits"), [(2, 20), pytest.param(4, 50, marks=pytest.mark.slow)])
def test_edits_without_net_over_closed_tabs_are_all_there_beside_anothers(
    seminar: Afternoon, sit: Sit, wire: Net, tabs: int, edits: int
) -> None:
    chance = random.Random(4)
    kari = sit_over(wire, seminar, sit)
    kari.type("Felles begynnelse.")
    until(lambda: on_server(seminar) == "Felles begynnelse." and kari.save_word == "saved")
    wire.cut()
    letters = [chr(0x4E00 + index) for index in range(tabs * edits)]
    ahead = iter(letters)
    others = [f"Olas notat {index}" for index in range(2 * tabs)]

    def edit(writer: Writer, count: int) -> None:
        for _ in range(count):
            if chance.random() < 0.1:
                writer.press(chance.choice(["Home", "End", "ArrowLeft", "ArrowUp", "Enter"]))
            writer.type(next(ahead))

    for part in range(tabs):
        edit(kari, edits)
        before = kari.text()
        for text in others[part * 2 : part * 2 + 2]:
            assert seminar.note(text).status_code == 201
        put = seminar.answer()
        changed = put["text"].replace("Felles", f"Felles{part}")
        answer = seminar.seats[0].put(
            f"/api/v1/answers/{put['id']}", json={"version": put["version"], "text": changed}
        )
        assert answer.status_code == 200
        until_local(kari)
        kari = open_anew(kari)
        kari.reads(before)
        kari.go()
    wire.join()

    until(lambda: kari.save_word == "saved", 60)
    ola = sit("Ola")
    text = settled(seminar, kari, ola)
    assert [each for each in letters if text.count(each) != 1] == []
    assert [each for each in others if text.count(each) != 1] == []
    export = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=md").text
    assert all(line in export for line in text.splitlines())


def test_what_was_written_without_net_is_late_after_a_lock_and_the_writer_is_told(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    wire.cut()
    kari.type("For sent")
    until_local(kari)
    kari = open_anew(kari)
    until(lambda: kari.text() == "For sent")

    seminar.stage("closed")
    wire.join()

    until(lambda: late(seminar) == ["For sent"])
    until(lambda: "For sent" in kari.page.locator("#handed-in").inner_text())
    until(lambda: "Seminarlederen har" in kari.page.locator("#handed-in").inner_text())
    until(lambda: kari.text() == "" and kari.save_word == "late")


def test_notes_and_states_of_a_closed_tab_are_shown_as_waiting_and_sent_once(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.type("Før.")
    until(lambda: on_server(seminar) == "Før." and kari.save_word == "saved")
    wire.cut()
    until(lambda: kari.page.locator("html[data-contact=no]").count())
    kari.page.locator(".send-note > summary").first.click()
    kari.page.locator(".send textarea").first.fill("Sendt uten nett")
    kari.page.locator(".send button").first.click()
    kari.page.locator("[data-done]:visible").first.click()
    until(lambda: "Venter på nett" in kari.page.locator(".prompt-head .state").first.inner_text())

    kari = open_anew(kari)
    until(lambda: "Ferdig" in kari.page.locator(".prompt-head .state").first.inner_text())
    until(lambda: "Sendt uten nett" in kari.page.locator(".send-waiting:visible").inner_text())
    wire.join()

    until(lambda: on_server(seminar) == "Før.\nSendt uten nett")
    until(lambda: seminar.answer()["state"] == "done")
    until(lambda: kari.save_word == "saved")
    until(lambda: not kari.page.locator(".send-waiting:visible").count())
    assert on_server(seminar).count("Sendt") == 1


def test_a_note_and_a_state_that_come_after_closing_are_handed_in_and_told(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    wire.cut()
    until(lambda: kari.page.locator("html[data-contact=no]").count())
    kari.page.locator(".send-note > summary").first.click()
    kari.page.locator(".send textarea").first.fill("Sent notat")
    kari.page.locator(".send button").first.click()
    kari.page.locator("[data-done]:visible").first.click()
    until(lambda: "Ferdig" in kari.page.locator(".prompt-head .state").first.inner_text())
    seminar.stage("closed")
    wire.join()

    until(lambda: late(seminar) == ["Sent notat"])
    until(lambda: "Sent notat" in kari.page.locator("#handed-in").inner_text())
    until(lambda: "Skrivingen stengte før dette kom fram" in kari.said)
    until(lambda: "Ferdig" not in kari.page.locator(".prompt-head .state").first.inner_text())
    assert seminar.answer()["state"] == "empty"


def test_while_the_net_answers_no_kept_page_is_shown(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    seminar.note("Kom imens")

    again = open_anew(kari)

    until(lambda: "Kom imens" in again.text())
    expect(again.page.locator("html[data-copied]")).to_have_count(0)


def test_text_that_another_living_window_holds_is_pointed_to(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.type("Sendt.")
    until(lambda: on_server(seminar) == "Sendt." and kari.save_word == "saved")
    wire.cut()
    kari.go()
    kari.type(" Usendt.")
    until_local(kari)

    page = kari.page.context.new_page()
    page.goto(kari.page.url)
    page.wait_for_selector(".ProseMirror:visible")

    # What this window has itself to say may come in between; then it is said again.
    until(
        lambda: "Et annet vindu har tekst som ikke er sendt" in page.locator(".save").inner_text()
    )


def test_other_addresses_lead_without_net_to_the_rooms_that_are_kept(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.type("Her")
    until(lambda: on_server(seminar) == "Her" and kari.save_word == "saved")
    wire.cut()

    page = kari.page.context.new_page()
    page.goto(f"{wire.url}/j/{seminar.seminar['code']}")
    link = page.locator("[data-kept-rooms] a")
    expect(link).to_contain_text("Rom 1")
    link.click()
    page.wait_for_selector(".ProseMirror:visible")

    page.goto(kari.url)
    page.wait_for_url("**/rooms/**")


def test_a_seat_that_has_ended_takes_its_page_from_the_device(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.choose("Forlat rommet")
    kari.page.locator("#confirm [value=yes]").click()
    until(lambda: kari.page.locator(".ProseMirror").count() == 0)

    until(lambda: kept(kari.page) == [])


def test_another_session_never_sees_what_the_former_kept(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.type("Karis hemmelige kladd")
    until(lambda: on_server(seminar) == "Karis hemmelige kladd" and kari.save_word == "saved")
    wire.cut()
    kari.go()
    kari.type(" usendt")
    until_local(kari)
    context = kari.page.context
    kari.page.close()
    context.clear_cookies()
    wire.join()

    ola = Writer(
        context.new_page(), seminar.rooms[1]["url"].replace(seminar.server.url, wire.url), "Ola"
    )
    ola.enter(by_hand=True)
    until(lambda: kept(ola.page) == [ola.page.url.removeprefix(wire.url)])
    texts = ola.page.evaluate(TEXTS)
    assert "Karis" not in texts
    assert "usendt" not in ola.page.content()

    again = Writer(
        context.new_page(), seminar.rooms[0]["url"].replace(seminar.server.url, wire.url), "Ola"
    )
    again.enter(by_hand=True)
    until(lambda: late(seminar) == ["Karis hemmelige kladd usendt"])
    until(lambda: again.text() == "Karis hemmelige kladd")
    assert "usendt" not in again.page.content()


def test_leaving_the_device_shows_what_waits_and_then_leaves_nothing(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    wire.cut()
    kari.type("Ikke sendt")
    until_local(kari)
    kari.choose("Forlat denne enheten")
    until(lambda: kari.page.locator("[data-unsent-text]").inner_text() == "Ikke sendt")
    kari.page.locator("#leaving [value=leave]").click()
    until(lambda: kari.page.locator("p[data-no-contact]").is_visible())
    kari.page.locator("#leaving [value=no]").click()

    wire.join()
    until(lambda: on_server(seminar) == "Ikke sendt" and kari.save_word == "saved")
    other = opened(kari.page.context, kari.page.url, "Kari")
    kari.choose("Forlat denne enheten")
    assert not kari.page.locator("[data-unsent]").is_visible()
    kari.page.locator("#leaving [value=leave]").click()

    kari.page.wait_for_url("**/?left")
    until(lambda: "Du har forlatt denne enheten" in kari.page.locator("main").inner_text())
    other.page.wait_for_url("**/?left")
    nothing = {"caches": [], "databases": [], "workers": 0, "local": 0, "session": 0}
    until(lambda: kari.page.evaluate(NOTHING) == nothing)
    assert kari.page.context.cookies() == []
    assert kari.page.goto(other.url).status == 404  # type: ignore[union-attr]


def test_a_device_that_cannot_store_says_so(seminar: Afternoon, sit: Sit, wire: Net) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    kari.reload()
    wire.cut()
    kari.type("Bare på siden")

    until(lambda: kari.save_word == "unkept")
    until(lambda: "kan ikke lagres på denne enheten" in kari.page.locator(".save").inner_text())
    wire.join()
    until(lambda: on_server(seminar) == "Bare på siden" and kari.save_word == "saved")


@pytest.mark.one_process
def test_a_new_worker_takes_over_and_no_text_is_lost(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    kari.type("Før")
    until(lambda: on_server(seminar) == "Før" and kari.save_word == "saved")

    def newer(request: object) -> Response:
        body = "/* newer */" + (DIST / asset("js/worker.js").removeprefix("/static/")).read_text()
        return Response(body, media_type="text/javascript", headers={"cache-control": "no-cache"})

    seminar.server.app.router.routes.insert(0, Route("/worker.js", newer))
    kari.page.evaluate("window.former = navigator.serviceWorker.controller")
    kari.page.evaluate("navigator.serviceWorker.ready.then((ready) => ready.update())")
    until(lambda: kari.page.evaluate("navigator.serviceWorker.controller !== former"))
    wire.cut()
    kari.type(" og etter")
    until_local(kari)

    again = open_anew(kari)
    until(lambda: again.text() == "Før og etter")
    wire.join()
    until(lambda: on_server(seminar) == "Før og etter")


def test_a_net_that_swallows_everything_is_not_waited_for(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    kari = sit_over(wire, seminar, sit)
    wire.stall()

    again = open_anew(kari)

    until(lambda: again.page.locator("html[data-copied]").count())


def test_an_unknown_address_of_a_kept_room_opens_its_other_dialogue(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    seminar.stage("open", dialogue=1)
    kari = sit_over(wire, seminar, sit)
    wire.cut()

    again = open_anew(kari, f"{kari.page.url.split('?')[0]}?dialogue={seminar.dialogue(0)}")

    again.page.locator(f".board-main[data-dialogue='{seminar.dialogue(0)}']:visible").wait_for()


def test_every_state_without_net_can_be_used_by_everybody(
    seminar: Afternoon, sit: Sit, wire: Net
) -> None:
    small = {"width": 320, "height": 640}
    kari = sit_over(wire, seminar, sit, viewport=small)
    wire.cut()
    kari.type("Uten nett")
    until_local(kari)
    kari = open_anew(kari)
    until(lambda: kari.page.locator("html[data-contact=no]").count())
    kari.page.locator(".send-note > summary").first.click()
    kari.page.locator(".send textarea").first.fill("Et notat")
    kari.page.locator(".send button").first.click()
    until(kari.page.locator(".send-waiting").first.is_visible)
    heard = kari.page.locator("body > p.sr-only[role=status]")
    expect(heard).to_have_count(1)

    pages = [kari.page]
    kari.choose("Forlat denne enheten")
    kari.page.locator("#leaving [value=leave]").click()
    until(lambda: kari.page.locator("p[data-no-contact]").is_visible())
    pages.append(kari.page.context.new_page())
    pages[-1].goto(f"{wire.url}/j/{seminar.seminar['code']}")
    pages[-1].wait_for_selector("[data-kept-rooms] a")
    for page in pages:
        assert violations_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
