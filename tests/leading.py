"""A browser without a screen that came by the organiser's link, for the pages before a seminar."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2 as httpx
from sqlmodel import Session

from app.people.identity import cookie_name
from app.people.models import organiser_named, sign_in_link
from app.seminars.models import Seminar
from app.settings import Settings
from tests.server import Server

ORGANISER = "Ingrid Organiser"


@dataclass
class Leading:
    """`post` sends a form as htmx does; `path` is what it is relative to."""

    client: httpx.Client
    path: str = ""

    def page(self, more: str = "", status: int = 200) -> str:
        answer = self.client.get(self.path + more)
        assert answer.status_code == status, answer.text
        return answer.text

    def post(self, more: str, data: dict[str, str] | None = None, **sent: object) -> httpx.Response:
        headers = {"hx-request": "true"}
        answer = self.client.post(self.path + more, data=data, headers=headers, **sent)  # type: ignore[arg-type]
        assert answer.status_code < 500, answer.text
        return answer

    def found(self, pattern: str, more: str = "") -> list[str]:
        """Every first group of the pattern on a page."""
        return re.findall(pattern, self.page(more))


def one_time_link(server: Server, name: str = ORGANISER) -> str:
    """The path of a new sign-in link."""

    def verb(session: Session) -> str:
        return sign_in_link(session, organiser_named(session, name))

    return urlsplit(server.links.organiser(server.store.write_now(verb))).path


def facilitator_link(server: Server, seminar_id: str) -> str:
    with server.store.reading() as session:
        generation = session.get_one(Seminar, seminar_id).facilitator_generation
    return urlsplit(server.links.facilitator(seminar_id, generation)).path


def signed_in(server: Server, name: str = ORGANISER) -> Leading:
    return marked(server, one_time_link(server, name))


def marked(server: Server, link: str) -> Leading:
    """Press a link's one button, and send the page's mark from then on."""
    client = server.client()
    answer = client.post(link)
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"]).text
    mark = re.search(r'"X-CSRF-Token": "(\w+)"', page)
    assert mark
    client.headers["x-csrf-token"] = mark.group(1)
    return Leading(client)


def cookie(server: Server, client: httpx.Client) -> str | None:
    return client.cookies.get(cookie_name(server.app.runtime[Settings]))


def new_seminar(server: Server, **data: str) -> Leading:
    """A fresh organiser's browser at the home of a seminar made through the form."""
    leading = signed_in(server)
    wish = {"title": "Prøve", "language": "nb", "preset": "dialog-1-2", **data}
    leading.path = leading.post("/seminars/new", wish).headers["hx-redirect"]
    return leading
