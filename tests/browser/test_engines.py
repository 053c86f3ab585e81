"""The same in the engines that Playwright cannot drive where they are a distribution's own, Firefox and WebKit: join,
write, be without net, close the tab, come back, be late, leave."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.browser.firefox import firefox
from tests.browser.test_nothing_lost import late
from tests.browser.test_writing import on_server
from tests.browser.webkit import missing, webkit
from tests.browser.window import Window
from tests.net import net
from tests.patience import until
from tests.server import Afternoon

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
KEPT = "caches.keys().then((names) => names.some((name) => name.startsWith('samtavle-pages-')))"
NOTHING = """(async () => [...(await caches.keys()), ...(await indexedDB.databases()),
    ...(await navigator.serviceWorker.getRegistrations()), ...Object.keys(localStorage)].length)()"""


@pytest.fixture(params=["firefox", "webkit"])
def window(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Window]:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    opened: AbstractContextManager[Window]
    if request.param == "firefox":
        if FIREFOX is None:
            pytest.skip("no Firefox here; Debian has it as firefox-esr")
        opened = firefox(FIREFOX, home)
    else:
        if lacks := missing():
            pytest.skip(f"no {lacks} here; Debian has them in webkit2gtk-driver and xvfb")
        opened = webkit(home)
    with opened as made:
        yield made


def test_a_room_is_written_in_without_net_over_a_closed_tab_and_left(
    seminar: Afternoon, window: Window
) -> None:
    with net(seminar.server.url) as wire:
        window.enter(seminar.rooms[0]["url"].replace(seminar.server.url, wire.url))
        room = window.address
        window.type("Skrevet med nett")
        until(lambda: on_server(seminar) == "Skrevet med nett" and window.ask(KEPT))
        until(lambda: window.save_word == "saved")

        wire.cut()
        window.type(" og uten")
        until(lambda: window.save_word == "local")
        window.open_anew(room)
        assert window.text == ["Skrevet med nett og uten"]
        window.type(" igjen")
        wire.join()
        until(lambda: on_server(seminar) == "Skrevet med nett og uten igjen")
        until(lambda: window.save_word == "saved")

        wire.cut()
        window.type(", for sent")
        until(lambda: window.save_word == "local")
        seminar.stage("closed")
        wire.join()
        until(lambda: late(seminar) == ["Skrevet med nett og uten igjen, for sent"])
        until(lambda: window.ask("!document.getElementById('handed-in').hidden"))

        window.ask("document.querySelector('[data-leaves-device]').requestSubmit()")
        until(lambda: window.ask("document.getElementById('leaving').open"))
        window.press("#leaving [value=leave]")
        until(lambda: window.address.endswith("/?left"))
        until(lambda: window.ask(NOTHING) == 0)


def test_what_is_written_without_net_goes_out_beside_what_another_wrote_meanwhile(
    seminar: Afternoon, window: Window
) -> None:
    with net(seminar.server.url) as wire:
        window.enter(seminar.rooms[0]["url"].replace(seminar.server.url, wire.url))
        window.type("Skrevet med nett")
        until(lambda: on_server(seminar) == "Skrevet med nett")

        wire.cut()
        window.type(" og uten")
        until(lambda: window.save_word == "local")
        assert seminar.note("Fra en annen").status_code == 201
        wire.join()
        until(lambda: on_server(seminar) == "Skrevet med nett og uten\nFra en annen")
        until(lambda: window.text == ["Skrevet med nett og uten", "Fra en annen"])
        until(lambda: window.save_word == "saved")
