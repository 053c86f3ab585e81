"""WebKit, Safari's engine, through WebDriver: Debian's `webkit2gtk-driver` on a screen that nobody
sees (`xvfb-run`)."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx

from cluster.servers import free_port
from tests.browser.window import Window
from tests.patience import PATIENCE

BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""WebDriver's own name for the field in which an element's id comes."""


class WebKit(Window):
    def __init__(self, driver: httpx.Client) -> None:
        options = {"binary": str(BROWSERS[-1]), "args": ["--automation"]}
        wish = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._driver, self._session = driver, ""
        session = self._post("session", capabilities=wish)
        self._session = f"session/{session['sessionId']}/"

    def ask(self, script: str) -> Any:
        told = f"const [tell] = arguments; Promise.resolve({script}).then(tell, () => tell(null))"
        return self._post("execute/async", script=told, args=[])

    def go(self, address: str) -> None:
        self._post("url", url=address)

    def press(self, selector: str) -> None:
        found = self._post("element", using="css selector", value=selector)
        self._post(f"element/{found[ELEMENT]}/click")

    def keys(self, actions: list[dict[str, Any]]) -> None:
        self._post("actions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def new_tab(self) -> None:
        fresh = self._post("window/new", type="tab")["handle"]
        self._driver.delete(f"{self._session}window")
        self._post("window", handle=fresh)

    def close(self) -> None:
        self._driver.delete(self._session.rstrip("/"))

    def _post(self, what: str, **body: Any) -> Any:
        answer = self._driver.post(self._session + what, json=body)
        assert answer.is_success, answer.text
        return answer.json()["value"]


def missing() -> str:
    """What this machine lacks to drive it, or nothing."""
    programs = ("WebKitWebDriver", "xvfb-run")
    lacks = [each for each in programs if shutil.which(each) is None]
    return ", ".join(lacks if BROWSERS else [*lacks, "MiniBrowser"])


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """A window with a home of its own in the folder."""
    port = free_port()
    command = ["xvfb-run", "--auto-servernum", "WebKitWebDriver", "--host=127.0.0.1"]
    with (folder / "log").open("w") as told:
        running = subprocess.Popen(
            [*command, f"--port={port}"],
            env=os.environ | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
            stdout=told,
            stderr=told,
            start_new_session=True,  # the screen, the driver and the browser end together
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as driver:
            _wait(driver)
            window = WebKit(driver)
            yield window
            window.close()
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=PATIENCE)


def _wait(driver: httpx.Client) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            driver.get("status")
            return
        except httpx.TransportError:
            assert time.monotonic() < end, "the driver did not start"
            time.sleep(0.1)
