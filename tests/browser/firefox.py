"""Firefox through WebDriver BiDi, which it speaks by itself: no driver and no library is needed."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.window import Window
from tests.patience import PATIENCE

PREFERENCES = """
user_pref("app.normandy.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("nimbus.rollouts.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("toolkit.telemetry.enabled", false);
"""
"""It asks nobody but the server under test."""
LISTENING = re.compile(r"BiDi listening on (ws://\S+)")
POINTER = {"type": "pointer", "id": "mouse"}


class Firefox(Window):
    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._number = socket, 0
        self._bidi("session.new", capabilities={})
        self._tab = self._bidi("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, script: str) -> Any:
        json_of = f"Promise.resolve({script}).then((said) => JSON.stringify(said ?? null))"
        target = {"context": self._tab}
        with suppress(Refused):
            answer = self._bidi(
                "script.evaluate", expression=json_of, target=target, awaitPromise=True
            )
            if answer["type"] == "success":
                return json.loads(answer["result"]["value"])
        return None

    def go(self, address: str) -> None:
        self._bidi("browsingContext.navigate", context=self._tab, url=address, wait="interactive")

    def press(self, selector: str) -> None:
        self.ask(f"document.querySelector({selector!r}).scrollIntoView()")
        where = {"type": "css", "value": selector}
        found = self._bidi("browsingContext.locateNodes", context=self._tab, locator=where)
        element = {"type": "element", "element": {"sharedId": found["nodes"][0]["sharedId"]}}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": element}
        click = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act({**POINTER, "actions": [move, *click]})

    def keys(self, actions: list[dict[str, Any]]) -> None:
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def new_tab(self) -> None:
        old, self._tab = self._tab, self._bidi("browsingContext.create", type="tab")["context"]
        self._bidi("browsingContext.close", context=old)

    def _act(self, actions: dict[str, Any]) -> None:
        self._bidi("input.performActions", context=self._tab, actions=[actions])

    def _bidi(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(asked))
        while True:
            told = json.loads(self._socket.recv(timeout=PATIENCE))
            if told.get("id") == self._number:
                if told["type"] == "error":
                    raise Refused(f"{method}: {told['error']}: {told['message']}")
                return dict(told["result"])


class Refused(Exception):
    """The browser did not do it."""


@contextmanager
def firefox(program: str, folder: Path) -> Iterator[Firefox]:
    """A window without a screen, with a profile of its own in the folder."""
    (folder / "user.js").write_text(PREFERENCES)
    log = folder / "log"
    command = [program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile"]
    with log.open("w") as told:
        running = subprocess.Popen([*command, str(folder)], stdout=told, stderr=told)
    try:
        with connect(_address(running, log), max_size=None) as socket:
            yield Firefox(socket)
    finally:
        running.terminate()
        running.wait(timeout=PATIENCE)


def _address(running: subprocess.Popen[bytes], log: Path) -> str:
    found = None
    while found is None:
        assert running.poll() is None, log.read_text()
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.1)
        found = LISTENING.search(log.read_text())
    return f"{found[1]}/session"
