"""A window of a browser that Playwright cannot drive, as a test moves it."""

from abc import ABC, abstractmethod
from typing import Any

from tests.patience import until

CONTROL, END = "\ue009", "\ue010"
"""Keys by WebDriver's names for them."""
TEXT = "[...document.querySelector('.notes-text').querySelectorAll('p')].map((p) => p.textContent)"


class Window(ABC):
    """One tab; every driver must give the abstract ones."""

    @abstractmethod
    def ask(self, script: str) -> Any:
        """What JavaScript says, or what its promise brings; None when the page went meanwhile."""

    @abstractmethod
    def go(self, address: str) -> None: ...

    @abstractmethod
    def press(self, selector: str) -> None: ...

    @abstractmethod
    def keys(self, actions: list[dict[str, Any]]) -> None:
        """WebDriver's actions of a keyboard."""

    @abstractmethod
    def new_tab(self) -> None:
        """Open another tab and close this one."""

    @property
    def address(self) -> str:
        return str(self.ask("location.href"))

    def type(self, text: str) -> None:
        """At the end of the first answer."""
        self.ask("document.querySelector('.notes-text').focus()")
        self.keys([_down(CONTROL), *_stroke(END), _up(CONTROL)])
        self.keys([action for key in text for action in _stroke(key)])

    def enter(self, address: str) -> None:
        """Sit down through a room's link."""
        self.go(address)
        self.press("main button[type=submit]")
        until(self.is_ready)

    def open_anew(self, address: str) -> None:
        """Close the tab and open the address in another."""
        self.new_tab()
        self.go(address)
        until(self.is_ready)

    def is_ready(self) -> bool:
        return bool(self.ask("document.querySelector('.ProseMirror') !== null"))

    @property
    def text(self) -> list[str]:
        return list(self.ask(TEXT) or [])

    @property
    def save_word(self) -> str:
        return str(self.ask("document.querySelector('.save').dataset.state"))


def _down(key: str) -> dict[str, Any]:
    return {"type": "keyDown", "value": key}


def _up(key: str) -> dict[str, Any]:
    return {"type": "keyUp", "value": key}


def _stroke(key: str) -> list[dict[str, Any]]:
    return [_down(key), _up(key)]
