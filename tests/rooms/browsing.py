"""A browser without a screen: it takes a seat by a room's link and keeps its cookie and mark."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2 as httpx

from tests.server import PART, Afternoon


@dataclass
class Browser:
    client: httpx.Client
    room_id: str

    @property
    def path(self) -> str:
        return f"/rooms/{self.room_id}"

    def page(self, more: str = "", **headers: str) -> str:
        answer = self.client.get(self.path + more, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, more: str, **data: str) -> httpx.Response:
        return self.client.post(self.path + more, data=data, headers=PART)

    @property
    def seat(self) -> str:
        found = re.search(r'data-seat="([^"]+)"', self.page())
        assert found
        return str(found.group(1))


def address(seminar: Afternoon, room: int = 0) -> str:
    """The path of a room's link."""
    return str(urlsplit(seminar.rooms[room]["url"]).path)


def enter(seminar: Afternoon, room: int = 0, **data: str) -> Browser:
    """A new browser with a seat in the room."""
    client = seminar.server.client()
    answer = client.post(address(seminar, room), data=data)
    assert answer.status_code == 303, answer.text
    browser = Browser(client, seminar.rooms[room]["id"])
    mark = re.search(r'"X-CSRF-Token": "(\w+)"', browser.page())
    assert mark
    client.headers["x-csrf-token"] = mark.group(1)
    return browser
