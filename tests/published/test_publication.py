"""A published report: for everybody, as it was said to be, with what was corrected."""

from collections.abc import Iterator

import pytest

from tests.cast import facilitator
from tests.server import Afternoon, Server, afternoon, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("published")) as running:
        yield running


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    found = afternoon(server)
    found.note("Kari sa at skyss er dyrt")
    return found


def path(seminar: Afternoon) -> str:
    return f"/api/v1/seminars/{seminar.id}/publication"


def public(seminar: Afternoon, name: str = "index.html") -> str:
    """What somebody without any key reads."""
    with seminar.server.client(accept="text/html") as nobody:
        answer = nobody.get(f"/read/{seminar.id}/report/{name}")
    return answer.text if answer.status_code == 200 else str(answer.status_code)


def test_everybody_reads_the_chosen_report_with_a_page_for_each_member(seminar: Afternoon) -> None:
    assert public(seminar) == "404"
    told = seminar.organiser.put(path(seminar), json={}, params={"language": "nn"}).json()

    assert told["url"] == f"{seminar.server.url}/read/{seminar.id}/report"
    assert told["public"]
    assert 'lang="nn-NO"' in public(seminar)
    assert ">Fjellvik</a>" in public(seminar)
    assert "skyss er dyrt" in public(seminar, "member1.html")
    assert "--ink" in public(seminar, "style.css")
    with seminar.server.client(accept="text/html") as nobody:
        shown = nobody.get(f"/read/{seminar.id}", follow_redirects=True)
    assert shown.url.path.endswith("/report/index.html")


def test_it_stands_as_it_was_until_it_is_corrected_with_a_note(seminar: Afternoon) -> None:
    seminar.organiser.put(path(seminar), json={}).raise_for_status()
    seminar.note("Lenge etterpå")
    assert "Lenge etterpå" not in public(seminar, "chapter1.html")
    refused = seminar.organiser.put(path(seminar), json={})
    assert (refused.status_code, refused.json()["type"]) == (422, "note_wanted")

    told = seminar.organiser.put(path(seminar), json={"note": "Et notat til er med."}).json()

    assert "Lenge etterpå" in public(seminar, "chapter1.html")
    assert "Et notat til er med." in public(seminar)
    assert [each["note"] for each in told["changes"]] == ["", "Et notat til er med."]


def test_what_was_taken_off_is_gone_for_everybody_and_can_be_put_back(seminar: Afternoon) -> None:
    seminar.organiser.put(path(seminar), json={}).raise_for_status()
    before = public(seminar)

    assert seminar.organiser.delete(path(seminar)).status_code == 204
    assert public(seminar) == "404"
    assert not seminar.organiser.get(path(seminar)).json()["public"]
    assert seminar.organiser.post(f"{path(seminar)}/back").json()["public"]
    assert public(seminar) == before


def test_only_the_organiser_publishes_and_the_archive_changes_nothing(seminar: Afternoon) -> None:
    assert facilitator(seminar).put(path(seminar), json={}).status_code == 404
    seminar.organiser.put(path(seminar), json={}).raise_for_status()
    archive = f"/api/v1/seminars/{seminar.id}/archive"
    seminar.organiser.put(archive, json={"archived": True}).raise_for_status()

    assert "skyss" in public(seminar, "chapter1.html")


def test_the_page_publishes_what_is_chosen_on_it(seminar: Afternoon) -> None:
    sent = {"do": "publish", "order": "room", "language": "en", "own_words": "Takk for i dag"}
    pressed = seminar.organiser.post(f"/seminars/{seminar.id}/publication", data=sent)
    assert pressed.status_code in (204, 303)

    assert "By room" in public(seminar)
    assert "Takk for i dag" in public(seminar)
    refused = seminar.organiser.post(
        f"/seminars/{seminar.id}/publication", data={**sent, "order": "sideways", "note": "x"}
    )
    assert refused.status_code == 422
