"""Groups from words are suggested with their reasons, and nothing is done by them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import facilitator
from tests.quality.test_quality import decide, found
from tests.server import Afternoon, Server, afternoon, serving

SAID = (
    ("Rektorene må møtes oftere", 0),
    ("Kulturskulerektoren skal vere med når rektorane møtest", 1),
    ("Hold rektormøter", 2),
    ("Bussen går for tidlig hjem", 0),
    ("Biblioteket er stengt om kvelden", 1),
    ("Koret trenger flere tenorer", 2),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("suggesting")) as running:
        yield running


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    made = afternoon(server)
    for text, room in SAID:
        made.note(text, room).raise_for_status()
    return made


def groups(seminar: Afternoon, **asked: str) -> dict[str, Any]:
    asked = {"prompt": seminar.prompt()} | asked
    answer = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/harvest/groups", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def harvest(seminar: Afternoon) -> dict[str, Any]:
    return dict(seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/harvest").json())


def test_what_shares_a_word_in_any_form_is_a_group_and_says_why(seminar: Afternoon) -> None:
    told = groups(seminar)
    (group,) = told["groups"]
    assert (told["by"], told["meaning"], group["rooms"]) == ("words", False, 3)
    assert {each["text"] for each in group["notes"]} == {text for text, _ in SAID[:3]}
    assert group["words"][0] in ("rektorene", "rektorane")
    assert [each["words"] for each in group["notes"] if each["room"] == 3] == [["rektormøter"]]
    assert harvest(seminar) == {"version": 0, "themes": []}
    assert groups(seminar, by="meaning")["groups"] == []


def test_a_group_is_taken_by_what_the_call_told_and_is_suggested_no_more(
    seminar: Afternoon,
) -> None:
    (group,) = groups(seminar)["groups"]
    at = f"/api/v1/seminars/{seminar.id}/themes"
    wish = {"title": "Rektorene", "prompt": seminar.prompt()}
    theme = seminar.organiser.post(at, json=wish).json()["id"]
    names = ("answer", "note", "summary", "version")
    quotes = [{name: each[name] for name in names} for each in group["notes"][:2]]
    seminar.organiser.post(f"{at}/{theme}/quotes", json={"quotes": quotes}).raise_for_status()
    assert harvest(seminar)["themes"][0]["tally"]["rooms"] == 2
    assert groups(seminar)["groups"] == []


def test_a_group_is_taken_on_the_page_without_a_model(seminar: Afternoon) -> None:
    leader = facilitator(seminar)
    path = f"/seminars/{seminar.id}/harvest/{seminar.prompt()}/suggested"
    page = leader.get(path).text
    assert "felles: rektormøter" in page
    assert "Etter mening" not in page
    ticked = re.findall(r'name="note"\s+value="([^"]+)"', page)
    assert len(ticked) == 3
    refused = leader.post(path, data={"do": "add", "by": "words", "title": "", "note": ticked})
    assert refused.status_code == 422
    taken = leader.post(path, data={"do": "add", "by": "words", "title": "Møter", "note": ticked})
    assert taken.status_code == 303
    assert len(harvest(seminar)["themes"][0]["quotes"]) == 3
    assert "Ingen grupper er foreslått" in leader.get(path).text


def test_what_stands_twice_makes_no_group(seminar: Afternoon) -> None:
    text = "Vi vil ha dans på timeplanen hver eneste uke i alle skolene våre"
    for room in range(3):
        seminar.note(text, room).raise_for_status()
    assert len(groups(seminar)["groups"]) == 2
    for twin in found(seminar, "twice"):
        decide(seminar, twin, "accept")
    assert len(groups(seminar)["groups"]) == 1


def test_a_question_of_another_seminar_is_not_found(seminar: Afternoon, server: Server) -> None:
    other = afternoon(server).prompt()
    at = f"/api/v1/seminars/{seminar.id}/harvest/groups"
    assert seminar.organiser.get(at, params={"prompt": other}).status_code == 404
