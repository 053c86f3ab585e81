"""A text that stands twice is counted once as soon as somebody has settled it, by every count
alike, and stays where it is."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import update

from app.boards.models import Finding
from app.exports.csv_export import plain
from tests.cast import facilitator
from tests.quality.test_quality import decide, found
from tests.reading.pages import get
from tests.server import Afternoon, Server, afternoon, serving

DRAFT = (
    "vi vil at skolen og barnehagen skal møtes hver uke hele året",
    "og at noen i kommunen har ansvar for at det skjer",
)
FAIR = (
    "Vi vil at skolen og barnehagen skal møtes hver uke hele året, "
    "og at noen i kommunen har ansvar for at det skjer."
)
OWN = "Skyssen hjem etter øving må kommunen ordne for alle grender"
OTHER = "Biblioteket bør være åpent om kvelden også i ferien"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("doubles")) as running:
        yield running


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    """Room 1 has the fair copy, room 2 the draft of it, room 3 something else."""
    made = afternoon(server)
    made.note(FAIR).raise_for_status()
    for text in DRAFT:
        made.note(text, room=1).raise_for_status()
    made.note(OTHER, room=2).raise_for_status()
    return made


def settle(seminar: Afternoon, decision: str | None = "accept") -> None:
    (twin,) = found(seminar, "twice")
    decide(seminar, twin, decision)


def test_a_room_that_says_what_another_says_is_no_empty_square(seminar: Afternoon) -> None:
    settle(seminar)
    text = seminar.organiser.get(f"/seminars/{seminar.id}/pictures").text
    drawn = text.split('id="squares-1-told">')[1]

    assert "Rom 2: samme tekst som i rom 1." in drawn.split("</desc>")[0]
    assert drawn.count('class="picture-again"') == 2  # in the legend and in the question's squares
    assert "som i et annet rom" in drawn
    assert "<td>samme tekst som i rom 1</td>" in drawn
    settle(seminar, None)
    assert "picture-again" not in seminar.organiser.get(f"/seminars/{seminar.id}/pictures").text


def themed(seminar: Afternoon) -> None:
    """A theme with what all three rooms wrote."""
    at = f"/api/v1/seminars/{seminar.id}/themes"
    wish = {"title": "Møtes", "prompt": seminar.prompt(), "message": "De vil møtes."}
    theme = seminar.organiser.post(at, json=wish).json()["id"]
    quotes = [
        {"answer": answer["id"], "note": note["id"]}
        for answer in map(seminar.answer, range(3))
        for note in answer["notes"]
    ]
    put = seminar.organiser.post(f"{at}/{theme}/quotes", json={"quotes": quotes})
    assert put.status_code == 201, put.text


def api(seminar: Afternoon, path: str) -> Any:
    return seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/{path}").json()


def export(seminar: Afternoon, format: str) -> bytes:
    asked = {"format": format}
    answer = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.content


def words_in(content: bytes) -> str:
    """Of a file of any kind that is not PDF, without its tags."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [
                packed.read(name) for name in packed.namelist() if name[-4:] in (".xml", "html")
            ]
        content = b" ".join(parts)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", content.decode("utf-8", "replace")))


def tally(seminar: Afternoon) -> tuple[int, ...]:
    (theme,) = api(seminar, "harvest")["themes"]
    told = theme["tally"]
    return told["rooms"], told["of_rooms"], told["doubles"]


def answered(seminar: Afternoon) -> set[tuple[int, int]]:
    """Rooms and doubles of the question as each call and page tells them."""
    (picture,) = [each for each in api(seminar, "pictures")["prompts"] if each["answered"]]
    grid, whole = api(seminar, "grid")["coverage"], api(seminar, "pictures")
    read = get(seminar.seats[0], seminar, f"/questions/{seminar.prompt()}").text
    told = re.search(r"Svar fra (\d) av \d rom", read)
    assert told
    once = re.search(r"(\d) tekst som står to ganger, er talt én gang", read)
    return {
        (grid["answered"], grid["doubles"]),
        (whole["answered"], whole["doubles"]),
        (picture["answered"], whole["doubles"]),
        (int(told[1]), int(once[1]) if once else 0),
    }


def test_what_is_settled_counts_once_everywhere_and_stays(seminar: Afternoon) -> None:
    themed(seminar)
    seminar.stage("reading")
    rooms = len(seminar.rooms)
    assert answered(seminar) == {(3, 0)}
    assert tally(seminar) == (3, 3, 0)

    settle(seminar)

    assert answered(seminar) == {(2, 1)}
    assert tally(seminar) == (2, 2, 2)
    page = get(seminar.seats[0], seminar, f"/questions/{seminar.prompt()}").text
    assert all(text in page for text in (FAIR, *DRAFT, OTHER))
    assert "Står også, og er talt, i:" in page
    said = f"Svar fra 2 av {rooms} rom · 1 tekst som står to ganger, er talt én gang"
    for format in ("docx", "odt", "xlsx", "pptx", "site", "md"):
        told = words_in(export(seminar, format)).replace("\\", "")
        assert said in told, format
        assert all(text in told for text in DRAFT) or format == "pptx", format
    settle(seminar, None)
    assert answered(seminar) == {(3, 0)}


def test_every_format_says_where_a_double_is_counted(seminar: Afternoon) -> None:
    settle(seminar)
    for format in ("docx", "odt", "site", "md"):
        told = words_in(export(seminar, format))
        assert told.count("Står også i rom 1, og er talt der") == (2 if format == "site" else 1), (
            format
        )
    rows = list(csv.reader(io.StringIO(export(seminar, "csv").decode("utf-8-sig")), delimiter=";"))
    at = {name: place for place, name in enumerate(rows[0])}
    counted = {plain(row[at["Tekst"]]): row[at["Talt i rom"]] for row in rows[1:]}
    assert counted == {FAIR: "", DRAFT[0]: "1", DRAFT[1]: "1", OTHER: ""}
    assert {row[at["Rom som svarte"]] for row in rows[1:]} == {"2"}


def test_what_a_room_wrote_beside_a_double_is_its_own(seminar: Afternoon) -> None:
    seminar.note(OWN, room=1).raise_for_status()
    settle(seminar)
    themed(seminar)
    (picture,) = [each for each in api(seminar, "pictures")["prompts"] if each["answered"]]
    assert (picture["answered"], api(seminar, "grid")["coverage"]["doubles"]) == (3, 1)
    assert picture["rooms"][1]["words"] == len(OWN.split())
    assert tally(seminar) == (3, 3, 2)


def test_a_search_finds_both_and_counts_one_room(seminar: Afternoon) -> None:
    settle(seminar)
    seminar.stage("reading")
    found = api(seminar, "search?q=barnehagen")
    assert [hit["room"] for hit in found["hits"]] == [1, 2]
    assert (found["count"], found["rooms"], found["doubles"]) == (2, 1, 1)
    page = get(seminar.seats[0], seminar, "?q=barnehagen").text
    assert "1 tekst som står to ganger, er talt én gang" in page


def test_a_decision_ends_with_what_it_was_about(seminar: Afternoon) -> None:
    settle(seminar)
    answer = seminar.answer(1)
    wish = {"version": answer["version"], "text": "Noe ganske annet står her nå"}
    seminar.seats[1].put(f"/api/v1/answers/{answer['id']}", json=wish).raise_for_status()
    assert api(seminar, "grid")["coverage"] == {
        "answered": 3,
        "rooms": len(seminar.rooms),
        "doubles": 0,
    }


def test_a_text_in_three_rooms_is_one(seminar: Afternoon) -> None:
    for text in DRAFT:
        seminar.note(text, room=2).raise_for_status()
    for twin in found(seminar, "twice"):
        decide(seminar, twin, "accept")
    coverage = api(seminar, "grid")["coverage"]
    assert (coverage["answered"], coverage["doubles"]) == (2, 2)
    themed(seminar)
    assert tally(seminar)[:2] == (2, 2)


def test_what_is_said_again_in_another_dialogue_is_said_another_time(seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    other = seminar.prompt(0, dialogue=1)
    seminar.note(FAIR, room=2, prompt=other).raise_for_status()
    for twin in found(seminar, "twice"):
        if twin["prompt"] == other:
            decide(seminar, twin, "accept")
    assert api(seminar, "grid")["coverage"]["doubles"] == 0


def test_the_list_says_what_accepting_does(seminar: Afternoon) -> None:
    leader = facilitator(seminar)
    page = leader.get(f"/seminars/{seminar.id}/quality").text
    assert "Tell det én gang" in page
    settle(seminar)
    assert (
        "Talt én gang. Begge tekstene blir stående."
        in leader.get(f"/seminars/{seminar.id}/quality").text
    )
    undone = seminar.organiser.post(f"/api/v1/seminars/{seminar.id}/harvest/undo").json()
    assert undone["undone"]
    assert api(seminar, "grid")["coverage"]["doubles"] == 0


def test_a_decision_from_before_it_counted_is_asked_for_again(seminar: Afternoon) -> None:
    settle(seminar)
    before = update(Finding).values(answer_id=None, of_id=None)
    seminar.server.store.write_now(lambda session: session.connection().execute(before))
    assert found(seminar, "twice")[0]["decision"] is None
    settle(seminar)
    assert api(seminar, "grid")["coverage"]["doubles"] == 1
