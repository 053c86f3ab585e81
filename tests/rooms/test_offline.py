"""What the service worker needs of the server; browser/test_offline.py tests what it does."""

import re

import pytest

from app.web.assets import DIST
from tests.rooms.browsing import enter
from tests.server import Afternoon

built = pytest.mark.skipif(
    not (DIST / "manifest.json").exists(), reason="the assets are not built; `make assets`"
)


@built
def test_the_worker_is_asked_for_anew_each_time_and_may_only_talk_to_this_server(
    seminar: Afternoon,
) -> None:
    answer = seminar.server.client().get("/worker.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"^(import|export)\b", answer.text, re.MULTILINE)  # a classic script


def test_pages_say_whose_they_are_and_stay_out_of_other_caches(seminar: Afternoon) -> None:
    browser = enter(seminar)
    page = browser.client.get(browser.path)
    found = re.search(r'<body [^>]*data-visitor="(\w+)"', page.text)
    assert found
    assert page.headers["cache-control"] == "no-store"
    assert f'data-visitor="{found.group(1)}"' in browser.client.get("/").text
    assert 'data-visitor=""' in seminar.server.client().get("/").text


def test_what_is_shown_without_net_names_nobody_and_no_room(seminar: Afternoon) -> None:
    browser = enter(seminar)
    page = browser.client.get("/offline", headers={"accept-language": "nn"})
    assert page.status_code == 200
    assert "Fjellvik" not in page.text
