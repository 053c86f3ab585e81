"""The pages of an import: everything works as forms before scripts run, and nothing is lost."""

import re

import pytest

from tests.imports.test_interpreter import ROSTER, WALL
from tests.leading import Leading, signed_in
from tests.server import PART, Server


@pytest.fixture(scope="module")
def server(shared_server: Server) -> Server:
    """The process that reads files is begun once: it costs far more than what it reads here."""
    return shared_server


def handed_in(server: Server, text: str = WALL, **fields: str) -> tuple[Leading, str]:
    leading = signed_in(server)
    answer = leading.client.post(
        "/imports", files={"file": ("", b"")}, data={"text": text, "roster": ROSTER, **fields}
    )
    assert answer.status_code == 303, answer.text
    return leading, str(answer.headers["location"])


def test_a_pasted_wall_is_shown_beside_its_lines(server: Server) -> None:
    leading, path = handed_in(server)
    page = leading.client.get(path).text
    assert page.count('class="wall-post"') == 4
    assert "Rom 3 · Evjemo og Hornvik" in page
    assert '<span data-line="9"><i>9</i> 2. flere timer</span>' in page


def test_a_file_that_cannot_be_read_is_told_and_what_was_typed_stands_there(server: Server) -> None:
    leading = signed_in(server)
    files = {"file": ("x.pdf", b"%PDF-1.4 broken")}
    answer = leading.client.post("/imports", files=files, data={"roster": ROSTER})
    assert answer.status_code == 422
    assert "Denne fila kan ikke leses" in answer.text
    assert "Sandnesset, Storhavn" in answer.text


def test_a_post_is_settled_by_its_form_and_taken_back(server: Server) -> None:
    leading, path = handed_in(server)
    before = leading.client.get(path).text.partition("<main")[2]
    form = {"room": "5", "kind": "answer", "part-1": "1.3", "do": "assign"}
    answer = leading.client.post(f"{path}/posts/p3", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?at=p3#p3")
    assert "Rom 5 · Tangen, Elvebakk" in leading.client.get(path).text
    for _ in range(2):
        leading.client.post(f"{path}/undo")
    assert leading.client.get(path).text.partition("<main")[2] == before


def test_a_script_gets_the_proposal_alone_with_the_focus_on_what_is_new(server: Server) -> None:
    leading, path = handed_in(server)
    form = {"line": "12", "do": "split"}
    answer = leading.client.post(f"{path}/posts/p3", data=form, headers=PART)
    assert "<html" not in answer.text
    (focused,) = re.findall(r'<article[^>]* id="(\w+)"[^>]*data-takes-focus', answer.text)
    assert focused != "p3"
    merged = {"above": "p3", "do": "merge"}
    answer = leading.client.post(f"{path}/posts/{focused}", data=merged, headers=PART)
    assert re.findall(r'<article[^>]* id="(\w+)"[^>]*data-takes-focus', answer.text) == ["p3"]


def test_what_cannot_be_done_is_said_and_changes_nothing(server: Server) -> None:
    leading, path = handed_in(server)
    for line in ("999", "first", ""):
        answer = leading.client.post(f"{path}/posts/p3", data={"line": line, "do": "split"})
        assert answer.status_code == 422
        assert "Dette går ikke der" in answer.text


def test_what_is_left_out_can_be_made_a_post_again(server: Server) -> None:
    leading, path = handed_in(server)
    leading.client.post(f"{path}/posts/p2", data={"do": "leave_out"})
    page = leading.client.get(path).text
    assert 'name="first" value="3"' in page
    leading.client.post(f"{path}/take-in", data={"first": "3", "last": "4"})
    assert leading.client.get(path).text.count('class="wall-post"') == 4


def test_a_settled_wall_opens_as_a_seminar(server: Server) -> None:
    leading, path = handed_in(server)
    answer = leading.client.post(f"{path}/confirm", data={"title": "Vår vegg"})
    assert answer.status_code == 303
    assert "Vår vegg" in leading.client.get(answer.headers["location"]).text
    page = leading.client.get(path).text
    assert "Dette er blitt et seminar" in page
    assert "Lag seminaret" not in page


def test_an_import_is_deleted_from_its_page(server: Server) -> None:
    leading, path = handed_in(server)
    assert leading.client.post(f"{path}/delete").headers["location"] == "/imports"
    assert leading.client.get(path).status_code == 404
