"""A form of a page that comes without anything in it, from whoever may see the page and whoever may
not: answered, and never the server's fault."""

import re
from collections.abc import Iterator

import httpx2 as httpx
import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from tests.cast import facilitator
from tests.leading import signed_in
from tests.server import Afternoon, Server, afternoon

NAME = re.compile(r"\{(\w+)(?::\w+)?\}")
LAST = re.compile("delete|leave|archive|sign")
"""After these the rest would not be there any more."""


def pressed(server: Server) -> Iterator[str]:
    """The addresses that pages send forms to."""
    for route in iter_route_contexts(server.app.routes):
        path = route.path_format or ""
        page = isinstance(route.original_route, APIRoute) and not path.startswith("/api/")
        if page and "POST" in (route.methods or ()):
            yield path


@pytest.fixture(params=["gathering", "visit"])
def used(server: Server, request: pytest.FixtureRequest) -> Afternoon:
    return afternoon(server, kind=request.param)


def test_an_empty_form_is_answered_whoever_sends_it(used: Afternoon) -> None:
    seat = used.seats[0]
    note = used.note("Noe").json()
    ids = {
        "seminar_id": used.id,
        "room_id": used.rooms[0]["id"],
        "answer_id": note["answer_id"],
        "note_id": note["note_id"],
        "dialogue_id": used.dialogue(),
        "prompt_id": used.prompt(),
        "duty_id": used.seminar["duties"][0]["id"],
        "kind": "notes",
    }
    askers: dict[str, httpx.Client] = {
        "seat": seat,
        "facilitator": facilitator(used),
        "organiser": signed_in(used.server).client,
        "nobody": used.server.client(),
    }
    failed = []
    for path in sorted(pressed(used.server), key=lambda each: bool(LAST.search(each))):
        address = NAME.sub(lambda name: ids.get(name[1], "x"), path)
        for who, client in askers.items():
            if client.post(address, data={}, follow_redirects=False).status_code >= 500:
                failed.append((who, path))

    assert failed == []
