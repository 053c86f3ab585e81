"""Reading pages as a reader's browser gets them, taken apart again for tests."""

from html.parser import HTMLParser
from typing import Any

import httpx2 as httpx

from tests.server import Afternoon

HTML = {"accept": "text/html"}


def get(client: httpx.Client, seminar: Afternoon, path: str = "", **more: Any) -> httpx.Response:
    return client.get(f"/read/{seminar.id}{path}", headers=HTML, **more)


class _Notes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._note: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        note = dict(attrs).get("data-note")
        if tag == "p" and note:
            self._note, self.found[note] = note, ""
        elif tag == "br" and self._note:
            self.found[self._note] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._note = None

    def handle_data(self, data: str) -> None:
        if self._note:
            self.found[self._note] += data


def notes(html: str) -> dict[str, str]:
    """The text of every note on a page by its id, letter by letter, in the order of the page."""
    parser = _Notes()
    parser.feed(html)
    parser.close()
    return parser.found
