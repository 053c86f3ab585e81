"""Whoever leads chosen rooms searches and reports those while they write, and meets no other."""

from typing import Any

import httpx2 as httpx
import pytest

from tests.cast import co_facilitator, facilitator
from tests.quality.test_doubles import DRAFT, FAIR
from tests.quality.test_quality import decide, found
from tests.server import Afternoon

FORMATS = ("csv", "md", "docx", "site")
API = "/api/v1"


@pytest.fixture
def liv(seminar: Afternoon) -> httpx.Client:
    """She leads the second of three rooms that all wrote of the same."""
    for room, text in enumerate(("Skolene i Fjellvik", "Skolene hos oss", "Skolene alene")):
        seminar.note(text, room=room)
    return co_facilitator(seminar, "Liv", [seminar.rooms[1]["id"]])


def search(seminar: Afternoon, client: httpx.Client, asked: str = "skole") -> dict[str, Any]:
    answer = client.get(f"{API}/seminars/{seminar.id}/led/search", params={"q": asked})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def report(seminar: Afternoon, client: httpx.Client, format: str = "md") -> httpx.Response:
    return client.get(f"{API}/seminars/{seminar.id}/led/export?format={format}")


def test_a_search_while_rooms_write_finds_what_stands_in_ones_own(
    seminar: Afternoon, liv: httpx.Client
) -> None:
    told = search(seminar, liv)
    assert (told["count"], told["rooms"], told["doubles"]) == (1, 1, 0)
    assert [(hit["room"], hit["text"]) for hit in told["hits"]] == [(2, "Skolene hos oss")]
    assert search(seminar, liv, "Fjellvik")["count"] == 0
    assert search(seminar, facilitator(seminar))["count"] == 3

    page = liv.get(f"/seminars/{seminar.id}/led", params={"q": "skolene"}).text
    assert "hos oss" in page
    assert f'href="/rooms/{seminar.rooms[1]["id"]}#answer-' in page
    for foreign in ("Fjellvik", "alene", seminar.rooms[0]["id"], seminar.rooms[2]["id"]):
        assert foreign not in page


def test_a_report_is_of_ones_own_rooms_and_says_so(seminar: Afternoon, liv: httpx.Client) -> None:
    told = report(seminar, liv).text
    assert "Denne rapporten gjelder bare rom 2." in told
    assert "Skolene hos oss" in told
    assert "1 av 1 rom" in told
    members = {each["name"] for at in (0, 2) for each in seminar.rooms[at]["members"]}
    for foreign in ("Skolene alene", *members):
        assert foreign not in told


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_format_is_made_of_them(seminar: Afternoon, liv: httpx.Client, format: str) -> None:
    made = report(seminar, liv, format)
    assert made.status_code == 200, made.text
    assert b"Skolene alene" not in made.content


def test_the_archive_and_what_others_read_stay_closed(
    seminar: Afternoon, liv: httpx.Client
) -> None:
    assert report(seminar, liv, "json").status_code == 422
    for path in ("search?q=skole", "export?format=json", "export?format=md", "actions"):
        assert liv.get(f"{API}/seminars/{seminar.id}/{path}").status_code in (404, 409)
    assert liv.get(f"/read/{seminar.id}").status_code == 404


def test_a_text_that_stands_in_another_room_too_is_told_as_ones_own(seminar: Afternoon) -> None:
    seminar.note(FAIR)
    for text in DRAFT:
        seminar.note(text, room=1)
    (twin,) = found(seminar, "twice")
    decide(seminar, twin, "accept")
    for at in (0, 1):
        client = co_facilitator(seminar, f"Liv {at}", [seminar.rooms[at]["id"]])
        told = search(seminar, client, "skolene")
        assert (told["rooms"], told["doubles"]) == (1, 0)
        assert f"rom {2 - at}" not in report(seminar, client).text.lower()
