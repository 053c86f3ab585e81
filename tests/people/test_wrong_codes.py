"""What thousands of wrong codes and links cost the server, which nobody else may notice."""

from typing import Any

import pytest

from app.people.wrong_codes import LONGEST, SHORT, STEP, WrongCodes, wait_of
from app.web import pages
from tests.rooms.browsing import enter
from tests.server import Afternoon
from tests.statements import asked

UNKNOWN = {
    "a code": "/j/WRNG{}",
    "a room of a code": "/j/WRNG{}/1",
    "a room's link": "/r/abcdefghjkabcd{}.aaaaaaaaaaaaaaaaaaaaaaaa",
    "who leads": "/lead/abcdefghjkabcd{}.aaaaaaaaaaaaaaaaaaaaaaaa",
    "an organiser's link": "/organiser/never{}",
    "no page": "/nothing/{}",
}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates of which pages are made meanwhile."""
    made, fragment = [], pages.fragment

    def counting(template: str, language: str, **facts: Any) -> str:
        made.append(template)
        return fragment(template, language, **facts)

    pages._refusal.cache_clear()
    monkeypatch.setattr(pages, "fragment", counting)
    return made


async def at_once(seconds: float) -> None:
    """Nobody waits in a test."""


@pytest.mark.parametrize("path", UNKNOWN.values(), ids=UNKNOWN)
def test_what_opens_nothing_is_made_into_a_page_once(
    seminar: Afternoon, rendered: list[str], path: str
) -> None:
    seminar.server.add(WrongCodes(at_once))
    stranger = seminar.server.client(accept="text/html")
    for at in range(100, 150):
        assert stranger.get(path.format(at)).status_code == 404
    assert len(rendered) == 1


def test_a_page_that_is_kept_says_what_was_typed_and_leads_back_there(seminar: Afternoon) -> None:
    stranger = seminar.server.client(accept="text/html", **{"accept-language": "nn"})
    for typed in ("WRNG2345", "ANDRE234", "ÅØÆ"):
        page = stranger.get(f"/j/{typed}").text
        assert f'value="{typed}"' in page
        assert '<html lang="nn"' in page
    odd = stranger.get('/nothing/"><script>').text
    assert 'name="path" value="/nothing/&#34;&gt;&lt;script&gt;"' in odd
    assert "\ue000" not in odd
    english = seminar.server.client(accept="text/html", **{"accept-language": "en"})
    assert '<html lang="en"' in english.get("/j/WRNG2345").text


def test_whoever_is_somebody_keeps_their_own_page(seminar: Afternoon) -> None:
    browser = enter(seminar)
    stranger = seminar.server.client(accept="text/html")
    assert 'X-CSRF-Token": ""' in stranger.get("/j/WRNG2345").text
    assert 'X-CSRF-Token": ""' not in browser.client.get("/j/WRNG2345").text


def test_a_wrong_code_never_gets_to_the_writer(seminar: Afternoon) -> None:
    seminar.server.add(WrongCodes(at_once))
    stranger = seminar.server.client()
    with asked(seminar.server.store.writer._engine) as statements:
        for at in range(10):
            seat = {"code": f"WRNG{at:04}", "room": 1}
            assert stranger.post("/api/v1/seats", json=seat).status_code == 404
            assert stranger.post(f"/j/WRNG{at:04}/1").status_code == 404
    assert not [each for each in statements if "seminar" in each]


def test_wrong_codes_that_came_together_are_answered_apart() -> None:
    waits = [wait_of(beyond) for beyond in range(1, 2_000)]
    assert waits[:3] == pytest.approx([STEP, 2 * STEP, 3 * STEP])
    assert max(waits) == LONGEST
    late = waits[int(LONGEST / STEP) :]
    assert min(late) >= SHORT
    alike = [sum(each <= wait < each + 1 for wait in late) for each in range(4, 8)]
    assert max(alike) <= 1.2 * min(alike)
