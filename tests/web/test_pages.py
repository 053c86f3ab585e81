"""What all pages have in common: whoever they are not for finds none, and every form says where it
goes before any script runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Route

from app.storage.ids import new_id
from tests.rooms.browsing import enter
from tests.server import Afternoon, Server, afternoon, serving

TEMPLATES = Path("app/templates")
FORM = re.compile(r"<form\b(?:\"[^\"]*\"|{%.*?%}|[^>\"])*>", re.DOTALL)


@pytest.fixture(scope="module")
def seminar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Afternoon]:
    with serving(tmp_path_factory.mktemp("pages")) as server:
        made = afternoon(server)
        made.note("Noe å lese")
        yield made


def addresses(server: Server) -> list[str]:
    """Of every page that names what it is about."""
    paths = [
        str(route.path)
        for route in iter_route_contexts(server.app.routes)
        if isinstance(route.original_route, Route) and "GET" in (route.methods or ())
    ]
    return [path for path in paths if "{" in path and not path.startswith(("/api/", "/static"))]


def filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"{(\w+)(:\w+)?}", lambda name: ids.get(name[1]) or new_id(), path)


def test_a_page_that_is_not_there_for_the_asker_is_not_found_and_no_more(
    seminar: Afternoon,
) -> None:
    answer = seminar.answer()
    there = {
        "seminar_id": seminar.id,
        "room_id": seminar.rooms[0]["id"],
        "dialogue_id": seminar.dialogue(),
        "prompt_id": seminar.prompt(),
        "answer_id": answer["id"],
        "note_id": answer["notes"][0]["id"],
        "member_id": seminar.rooms[0]["members"][0]["id"],
        "duty_id": seminar.seminar["duties"][0]["id"],
        "number": "1",
        "kind": "notes",
    }
    server = seminar.server
    elsewhere = afternoon(server)
    nobody, foreign = server.client(), enter(elsewhere).client
    other = server.organiser("Ola Annen")
    asked: list[tuple[httpx.Client, dict[str, str]]] = [
        *((client, there) for client in (nobody, foreign, elsewhere.seats[0], other)),
        *((client, {}) for client in (nobody, foreign, seminar.seats[0], seminar.organiser)),
    ]
    paths = addresses(server)
    assert len(paths) > 40
    found = {}
    for path in paths:
        for client, ids in asked:
            shown = client.get(filled(path, ids), headers={"accept": "text/html"})
            kind = shown.headers.get("content-type", "").partition(";")[0]
            if (shown.status_code, kind) != (404, "text/html"):
                found[shown.request.url.path] = shown.status_code, kind
    assert found == {}


def test_every_form_has_an_address_or_sends_nothing_by_itself() -> None:
    """Without one, a browser sends what was written into the address of the page."""

    def slips(form: str) -> bool:
        to, by_script = (re.search(rf'\s{name}="([^"]*)"', form) for name in ("action", "hx-post"))
        if to is None:
            return 'method="dialog"' not in form and 'id="press"' not in form  # which holds nothing
        return by_script is not None and ('method="post"' not in form or by_script[1] != to[1])

    forms = {path: FORM.findall(path.read_text()) for path in TEMPLATES.rglob("*.html")}
    assert sum(map(len, forms.values())) > 60
    assert {path.name: found for path in forms if (found := list(filter(slips, forms[path])))} == {}


def test_a_form_in_a_room_that_is_sent_before_scripts_run_leads_to_the_room(
    seminar: Afternoon,
) -> None:
    browser = enter(seminar)
    answer = browser.client.post(f"{browser.path}/name", data={"nickname": "Kari"})
    assert (answer.status_code, answer.headers["location"]) == (303, browser.path)
    assert "Kari" in browser.page()
